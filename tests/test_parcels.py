"""Records and batches come out of their parcels as they went in."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from indexer.documents import analyse_batch
from indexer.model import RawArticle
from indexer.parcels import analyse_parcel, pack_batch, pack_record, unpack_batch, unpack_record

PARTS = {"title": "Lũ về sớm", "lead": "Nước dâng.", "body": "Dân làng\n\nchạy lũ.", "id": "b"}

RECORDS = [
    RawArticle("trang", "Lũ về sớm\n\nNước dâng.", "trang.txt"),
    RawArticle("b", "Lũ về sớm\n\nNước dâng.\n\nDân làng\n\nchạy lũ.", "b.jsonl", PARTS, ("NFC",)),
    RawArticle("tin", "Lũ về sớm\n\nTrang thô.", "b.jsonl", {"title": "Lũ về sớm"}),
    RawArticle("trống", "", "b.jsonl", {"id": "trống"}),
]


APART = RawArticle("rời", "Bài khác", "b.jsonl", {"title": "Lũ về sớm", "body": "Dân làng"})
"""A record whose text is not what its parts say; no reader makes one."""


@pytest.mark.parametrize("record", [*RECORDS, APART], ids=lambda record: record.id)
def test_records_come_out_as_they_went_in(record: RawArticle) -> None:
    assert unpack_record(pickle.loads(pickle.dumps(pack_record(record)))) == record


def test_a_text_that_its_parts_say_travels_once() -> None:
    long = "Nước lũ dâng cao trong đêm. " * 100
    record = RawArticle("a", f"Lũ\n\n{long}", "a.jsonl", {"title": "Lũ", "body": long})
    assert len(pickle.dumps(pack_record(record))) < 1.2 * len(long.encode())


def test_batches_come_out_as_they_went_in() -> None:
    batch, names = analyse_batch(RECORDS), [record.id for record in RECORDS]
    parcel = analyse_parcel(list(map(pack_record, RECORDS)), {}, {})
    for other in (
        unpack_batch(names, pack_batch(batch)),
        unpack_batch(names, pickle.loads(pickle.dumps(parcel))),
    ):
        assert other.documents == batch.documents
        assert np.array_equal(other.signatures.values, batch.signatures.values)
        assert other.observations.keys() == batch.observations.keys()
        assert other.lines == batch.lines
