"""How are words marked in this corpus? Learned of every article while it is indexed.

The model of `indexer.text.restore_model` in one file of the generation. An article that is read
again counts again, and one that was deleted still counts: what is learned of a language hardly
changes by it, and a full build starts afresh.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from indexer.learning import FOLDER, Analysed
from indexer.text.restore_model import LanguageModel, open_model
from indexer.text.restore_training import Learner

if TYPE_CHECKING:
    from indexer.text.restore_numbering import TermRows

FILE = "marks.model"


def read_model(generation: Path) -> LanguageModel | None:
    """The model kept in a generation, None where it has none.

    Raises `IndexDamaged` where it cannot be read.
    """
    return open_model(generation / FOLDER / FILE)


class MarksLearner:
    """Collects the terms of articles, as they are marked."""

    def observe(self, batch: Analysed) -> object:
        """The numbered terms of titles, leads and bodies."""
        return batch.terms

    def start(self, file: Path | None) -> LearnedMarks:
        """Begins with nothing, or with the model of an earlier generation."""
        return LearnedMarks(open_model(file) if file else None)


class LearnedMarks:
    """What has been counted so far."""

    def __init__(self, old: LanguageModel | None) -> None:
        self._learner = Learner(old)

    def add(self, observation: object) -> None:
        """Counts the articles of one batch."""
        self._learner.learn(cast("TermRows", observation))

    def save(self, file: Path) -> None:
        """Writes the model."""
        self._learner.write(file)
