"""How do the documents of a build get their stories?

Kept in each generation as `stories`: the signature and the story of every article. An article's
story is its key `story`; one that joined a story has the flag `reprint`. Two articles of one story
always have a reprint among them, so counting stories need only look at those with reprints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.articles.stories import Place, Stories
from indexer.documents import Batch
from indexer.engines.base import EngineDocument
from indexer.stored import add_story

FILE = "stories"


class StoryIndex:
    """The stories of one build, going on from those of the generation before it, if any."""

    def __init__(self, base: Path | None) -> None:
        self._stories = Stories() if base is None else Stories.load(base / FILE)

    def place(self, batch: Batch) -> list[EngineDocument]:
        """The documents of a batch with their stories; batches come in the order of the corpus."""
        places = self._stories.place([d.id for d in batch.documents], batch.signatures)
        return [
            document if place is None else _placed(document, place)
            for document, place in zip(batch.documents, places, strict=True)
        ]

    def remove(self, names: Iterable[str]) -> None:
        """Forgets articles that left the corpus."""
        for name in names:
            self._stories.remove(name)

    def save(self, folder: Path) -> None:
        """Writes the stories into a generation that is being built."""
        self._stories.save(folder / FILE)


def _placed(document: EngineDocument, place: Place) -> EngineDocument:
    keys: dict[str, Sequence[str]] = {**document.keys, "story": (place.story,)}
    if place.is_reprint:
        keys["flag"] = (*keys.get("flag", ()), "reprint")
    stored = add_story(document.stored, place.story)
    # `dataclasses.replace` takes several times as long.
    return EngineDocument(document.id, document.text, keys, document.numbers, stored)
