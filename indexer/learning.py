"""What is learned of a corpus while it is indexed, and kept with the index?

A learner looks at each batch where it is analysed (in whatever process) and hands back a small
observation; the building process adds the observations up, in order, and writes one file a learner
into the generation, `learned/<name>`. An incremental run goes on from the file of the generation
before it; a full one starts afresh.

To learn something new, write a module with a class that keeps `Learner`, and name it in LEARNERS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indexer.model import Article

if TYPE_CHECKING:
    from indexer.text.restore_numbering import TermRows

FOLDER = "learned"

LEARNERS: Mapping[str, tuple[str, str]] = {
    "abbreviations.tsv": ("indexer.learned_abbreviations", "AbbreviationLearner"),
    "marks.model": ("indexer.learned_marks", "MarksLearner"),
}
"""File name in the generation -> (module, class)."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """A batch of articles, with the texts of the fields of each (title, lead, body, author).

    `terms` are the numbered terms of title, lead and body of each.
    """

    articles: Sequence[Article]
    texts: Sequence[Mapping[str, str]]
    terms: TermRows


class Learning(Protocol):
    """What has been learned so far; lives in the building process."""

    def add(self, observation: object) -> None:
        """Takes in what was observed of one batch; batches come in the order of the corpus."""
        ...

    def save(self, file: Path) -> None:
        """Writes all of it to a file that does not exist yet."""
        ...


class Learner(Protocol):
    """One kind of thing to learn."""

    def observe(self, batch: Analysed) -> object:
        """What there is to learn from a batch, small and picklable."""
        ...

    def start(self, file: Path | None) -> Learning:
        """Begins with nothing, or goes on from the file of an earlier generation."""
        ...


@cache
def learners() -> Mapping[str, Learner]:
    """Every learner, loaded on first use."""
    return {
        name: getattr(import_module(module), kind)() for name, (module, kind) in LEARNERS.items()
    }


def observe(batch: Analysed) -> dict[str, object]:
    """Every learner's observation of a batch."""
    return {name: learner.observe(batch) for name, learner in learners().items()}


class Lessons:
    """All that is being learned in one build."""

    def __init__(self, base: Path | None) -> None:
        self._learnings = {
            name: learner.start(_existing(base / FOLDER / name) if base else None)
            for name, learner in learners().items()
        }

    def add(self, observations: Mapping[str, object]) -> None:
        """Takes in the observations of one batch."""
        for name, observation in observations.items():
            self._learnings[name].add(observation)

    def save(self, generation: Path) -> None:
        """Writes every learner's file into a generation that is being built."""
        (generation / FOLDER).mkdir()
        for name, learning in self._learnings.items():
            learning.save(generation / FOLDER / name)


def _existing(file: Path) -> Path | None:
    return file if file.is_file() else None
