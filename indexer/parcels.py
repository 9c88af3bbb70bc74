"""How do records travel to another process, and their documents back? As plain tuples.

Dataclasses take several times as long, and a record that states its parts has them in its text
once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from indexer.articles.recurring import Recurring
from indexer.documents import Batch, Corrections, analyse_batch
from indexer.engines.base import EngineDocument
from indexer.model import RawArticle
from indexer.text.free_memory import give_back_memory

_PARTS = ("title", "lead", "body")
_BLANK_LINE = "\n\n"

PARCELS_A_TRIM = 10
"""After so many parcels a process gives back the memory that it does not use."""

_parcels = count(1)

_Record = tuple[str, str | None, str, Mapping[str, str], tuple[str, ...]]
_Document = tuple[Mapping[str, str], Mapping[str, Sequence[str]], Mapping[str, int], bytes]


class BatchParcel(NamedTuple):
    """A batch with its documents apart, as tuples without the ids, which the receiver has."""

    documents: list[_Document]
    rest: Batch


def pack_record(raw: RawArticle) -> _Record:
    """A record without the text where that is the parts it states, joined."""
    text = None if raw.text == _join(raw.given) else raw.text
    return raw.id, text, raw.file, raw.given, raw.repairs


def unpack_record(record: _Record) -> RawArticle:
    """The record that was packed."""
    name, text, file, given, repairs = record
    return RawArticle(name, _join(given) if text is None else text, file, given, repairs)


def _join(given: Mapping[str, str]) -> str:
    return _BLANK_LINE.join([given[part] for part in _PARTS if part in given])


def pack_batch(batch: Batch) -> BatchParcel:
    """A batch ready to travel."""
    documents = [(d.text, d.keys, d.numbers, d.stored) for d in batch.documents]
    return BatchParcel(documents, replace(batch, documents=[]))


def unpack_batch(names: Sequence[str], parcel: BatchParcel) -> Batch:
    """The batch that was packed, of the articles of these ids: one object for each id."""
    documents = [
        EngineDocument(name, *row) for name, row in zip(names, parcel.documents, strict=True)
    ]
    return replace(parcel.rest, documents=documents)


def analyse_parcel(
    records: Sequence[_Record], corrections: Corrections, recurring: Mapping[str, Recurring | None]
) -> BatchParcel:
    """What `analyse_batch` makes of packed records, packed: the work of another process."""
    if not next(_parcels) % PARCELS_A_TRIM:
        give_back_memory()
    return pack_batch(analyse_batch(list(map(unpack_record, records)), corrections, recurring))
