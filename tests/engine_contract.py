"""What every engine must do, asked of each in the same words.

An engine's own test file subclasses `EngineContract` and says how to make one; the expected
sets are written by hand here, so that the oracle itself is tested too.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.engines.base import Engine, EngineDocument, EngineReader
from indexer.query import plan as p


def document(name: str, body: str = "", /, *, title: str = "", **more: object) -> EngineDocument:
    """A document of one or two text fields; `year`, `date` are numbers, the rest keys."""
    numbers = {k: v for k, v in more.items() if isinstance(v, int)}
    keys = {k: v for k, v in more.items() if isinstance(v, tuple)}
    text = {f: t for f, t in (("body_exact", body), ("title_exact", title)) if t}
    text |= {k: v for k, v in more.items() if isinstance(v, str)}
    return EngineDocument(name, text, keys, numbers, json.dumps({"id": name}).encode())


LIBRARY = [
    document("a", "đảng bộ khối cơ quan", title="đảng bộ", year=2019, date=20190126),
    document("b", "bộ đảng khối", year=2020, printed=("hai-phong",), source=("Báo A",)),
    document("c", "đất nước nước nước", printed=("hai-phong", "ha-noi"), year=2019),
    document("d", "tiền tiên tiến tìm", typed="134/qđ-tu 18,5% 18,5%", source=("Báo B, C",)),
    document("e", "", title="nước", words_exact="đất_nước"),
]


def body(*texts: str) -> p.Term:
    """A term of the body."""
    return p.Term("body_exact", texts)


def phrase(*words: str | tuple[int, tuple[str, ...]]) -> p.Sequence:
    """Words in a row, or (offset, alternatives)."""
    slots = (
        p.Slot(i, (w,)) if isinstance(w, str) else p.Slot(w[0], w[1]) for i, w in enumerate(words)
    )
    return p.Sequence("body_exact", tuple(slots))


ANSWERS: list[tuple[p.Plan, str]] = [
    (p.Everyone(), "abcde"),
    (p.Nobody(), ""),
    (body("đảng"), "ab"),
    (body("đang"), ""),
    (body("đất", "tìm"), "cd"),
    (p.Term("title_exact", ("nước",)), "e"),
    (p.Term("words_exact", ("đất_nước",)), "e"),
    (p.Term("typed", ("134/qđ-tu",)), "d"),
    (p.Term("typed", ("18,5%",)), "d"),
    (p.Term("printed", ("hai-phong",)), "bc"),
    (p.Term("source", ("Báo B, C",)), "d"),
    (p.Term("source", ("Báo",)), ""),
    (p.Term("id", ("a", "e", "z")), "ae"),
    (phrase("đảng", "bộ"), "a"),
    (phrase("bộ", "đảng"), "b"),
    (phrase("nước", "nước", "nước"), "c"),
    (phrase("nước", "nước", "nước", "nước"), ""),
    (phrase((0, ("đảng",)), (2, ("khối",))), "a"),
    (phrase((5, ("đảng",)), (6, ("khối", "bộ"))), "ab"),
    (phrase((0, ("bộ", "tiền")), (1, ("khối", "tiên"))), "ad"),
    (p.Pattern("body_exact", ("t", "iìíỉĩị")), "d"),
    (p.Pattern("body_exact", ("t", "i", "ề", "n")), "d"),
    (p.Pattern("body_exact", ("t", "i", "e")), ""),
    (p.Pattern("typed", ("1", "3", "4", "/")), "d"),
    (p.Near("body_exact", ("đang",), 1), "ab"),
    (p.Near("body_exact", ("đan",), 1), ""),
    (p.Near("body_exact", ("đan", "nướ"), 2), "abc"),
    (p.Between("year", 2019, 2019), "ac"),
    (p.Between("year", None, 2019), "ac"),
    (p.Between("year", 2020, None), "b"),
    (p.Between("date", 20190101, 20191231), "a"),
    (p.AllOf((body("đảng"), body("khối"))), "ab"),
    (p.AllOf((body("khối"), p.Except(p.Term("printed", ("hai-phong",))))), "a"),
    (p.AllOf((p.Except(body("khối")),)), "cde"),
    (p.Except(body("khối")), "cde"),
    (p.Except(p.Except(body("khối"))), "ab"),
    (p.AnyOf((body("đảng"), body("đất"))), "abc"),
    (p.AnyOf((body("đảng"), body("cơ"), body("đất")), 2), "a"),
    (p.AnyOf((body("đảng"),), 2), ""),
    (p.AnyOf((p.Except(body("khối")), body("cơ"))), "acde"),
    (p.Weighted(body("đảng"), 0.0), "ab"),
    (p.Weighted(body("đảng"), 2.5), "ab"),
    (p.Flat(body("đảng"), 2.5), "ab"),
    (p.Preferring(body("đảng"), (body("cơ"), body("tìm"))), "ab"),
    (p.AllOf((p.Preferring(body("khối"), (body("cơ"),)), p.Between("year", 2019, None))), "ab"),
]


def ids(reader: EngineReader, plan: p.Plan, **how: object) -> list[str]:
    """The ids of the answer in its order."""
    hits = reader.search(plan, **{"limit": 100, **how})  # type: ignore[arg-type]
    return [json.loads(h.stored)["id"] for h in hits]


class EngineContract:
    """Subclass it with an `engine` fixture."""

    @pytest.fixture
    def engine(self) -> Engine:
        """The engine to test."""
        raise AssertionError("an engine's test says how to make it")

    @pytest.fixture
    def reader(self, engine: Engine, tmp_path: Path) -> EngineReader:
        """The library, written in two commits."""
        writer = engine.create(tmp_path)
        writer.write(LIBRARY[:3])
        writer.commit()
        writer = engine.append(tmp_path)
        writer.write(LIBRARY[3:])
        writer.commit()
        return engine.open(tmp_path)

    @pytest.mark.parametrize(("plan", "expected"), ANSWERS, ids=[str(a[0])[:60] for a in ANSWERS])
    def test_answers(self, reader: EngineReader, plan: p.Plan, expected: str) -> None:
        assert "".join(sorted(ids(reader, plan))) == expected
        assert reader.count(plan) == len(expected)

    @pytest.mark.parametrize("limit", [0, 1, 3, 10**12])
    def test_the_best_are_the_first_and_are_counted(self, reader: EngineReader, limit: int) -> None:
        for plan, expected in ANSWERS:
            hits, total = reader.best(plan, limit=limit)
            assert total == len(expected)
            assert hits == reader.search(plan, limit=limit)

    def test_documents_that_hold_a_term_are_counted(self, reader: EngineReader) -> None:
        assert reader.holding("body_exact", "khối") == 2
        assert reader.holding("body_exact", "nước") == 1
        assert reader.holding("words_exact", "đất_nước") == 1
        assert reader.holding("words_exact", "đất") == 0

    def test_pages(self, reader: EngineReader) -> None:
        whole = ids(reader, p.Everyone())
        assert ids(reader, p.Everyone(), limit=2, offset=3) == whole[3:5]
        assert ids(reader, p.Everyone(), limit=0) == []
        assert ids(reader, p.Everyone(), offset=5) == []
        assert ids(reader, p.Everyone(), offset=10**12) == []
        assert ids(reader, p.Everyone(), limit=10**12) == whole

    def test_time_order(self, reader: EngineReader) -> None:
        newest = ids(reader, p.Everyone(), order="newest")
        oldest = ids(reader, p.Everyone(), order="oldest")
        assert newest[:3] == ["b", "a", "c"]
        assert oldest[:3] == ["c", "a", "b"]
        assert sorted(newest[3:]) == sorted(oldest[3:]) == ["d", "e"]

    def test_facets(self, reader: EngineReader) -> None:
        counts = reader.facets(p.Everyone(), ["printed", "year", "source"])
        assert counts == {
            "printed": {"hai-phong": 2, "ha-noi": 1},
            "year": {"2019": 2, "2020": 1},
            "source": {"Báo A": 1, "Báo B, C": 1},
        }
        assert reader.facets(body("cơ"), ["printed", "year"]) == {
            "printed": {},
            "year": {"2019": 1},
        }

    def test_weights_order_the_answer(self, reader: EngineReader) -> None:
        either = (body("cơ"), body("tìm"))
        assert ids(reader, p.AnyOf((p.Weighted(either[0], 50.0), either[1]))) == ["a", "d"]
        assert ids(reader, p.AnyOf((either[0], p.Weighted(either[1], 50.0)))) == ["d", "a"]
        preferred = p.Preferring(body("khối"), (p.Weighted(body("cơ"), 50.0),))
        assert ids(reader, preferred) == ["a", "b"]

    def test_flat_scores_are_what_they_say(self, reader: EngineReader) -> None:
        flat = p.Preferring(p.Weighted(body("đảng"), 0.0), (p.Flat(body("đảng"), 2.5),))
        assert [hit.score for hit in reader.search(flat, limit=9)] == [2.5, 2.5]
        of_either = p.Flat(p.AnyOf((body("cơ"), body("đảng"))), 2.5)
        assert {hit.score for hit in reader.search(of_either, limit=9)} == {2.5}

    def test_a_document_is_replaced_and_deleted(self, engine: Engine, tmp_path: Path) -> None:
        writer = engine.create(tmp_path)
        writer.write(LIBRARY)
        writer.commit()
        before = engine.open(tmp_path)
        writer = engine.append(tmp_path)
        writer.write([document("a", "mới")], deleted=["b", "không có"])
        writer.commit()
        after = engine.open(tmp_path)
        assert sorted(ids(after, p.Everyone())) == ["a", "c", "d", "e"]
        assert ids(after, body("khối")) == []
        assert ids(after, body("mới")) == ["a"]
        assert after.facets(p.Everyone(), ["year"]) == {"year": {"2019": 1}}
        assert sorted(ids(before, body("khối"))) == ["a", "b"]

    def test_facets_count_what_shares_a_value_once(self, engine: Engine, tmp_path: Path) -> None:
        writer = engine.create(tmp_path)
        writer.write(
            [
                document("a", "nước", story=("s1",), printed=("ha-noi",), year=2019),
                document("b", "nước", story=("s1",), printed=("ha-noi", "hai-phong"), year=2019),
                document("c", "nước", story=("s2",), printed=("ha-noi",), year=2020),
                document("d", "nước", printed=("ha-noi",), year=2019),
                document("e", "đất", story=("s1", "s3"), printed=("hai-phong",)),
            ]
        )
        writer.commit()
        reader = engine.open(tmp_path)
        assert reader.facets(body("nước"), ["printed", "year"], once="story") == {
            "printed": {"ha-noi": 2, "hai-phong": 1},
            "year": {"2019": 1, "2020": 1},
        }
        assert reader.facets(p.Everyone(), ["printed", "story"], once="story") == {
            "printed": {"ha-noi": 2, "hai-phong": 2},
            "story": {"s1": 2, "s2": 1, "s3": 2},
        }
        assert reader.facets(p.Pattern("story", ("s", "23")), ["story"]) == {
            "story": {"s1": 1, "s2": 1, "s3": 1}
        }

    def test_what_is_not_committed_is_not_seen(self, engine: Engine, tmp_path: Path) -> None:
        writer = engine.create(tmp_path)
        writer.write(LIBRARY[:1])
        writer.commit()
        writer = engine.append(tmp_path)
        writer.write(LIBRARY[1:])
        writer.abandon()
        assert ids(engine.open(tmp_path), p.Everyone()) == ["a"]

    def test_an_empty_index_answers(self, engine: Engine, tmp_path: Path) -> None:
        engine.create(tmp_path).commit()
        reader = engine.open(tmp_path)
        assert ids(reader, p.Everyone()) == []
        assert reader.count(body("đảng")) == 0
        assert reader.facets(p.Everyone(), ["year"]) == {"year": {}}

    def test_many_alternatives_in_a_long_phrase(self, engine: Engine, tmp_path: Path) -> None:
        words = [f"w{i}" for i in range(60)]
        writer = engine.create(tmp_path)
        writer.write([document("x", " ".join(words)), document("y", " ".join(reversed(words)))])
        writer.commit()
        slots = tuple(p.Slot(i, (w, w + "'", f"[{w}]")) for i, w in enumerate(words))
        assert ids(engine.open(tmp_path), p.Sequence("body_exact", slots)) == ["x"]
