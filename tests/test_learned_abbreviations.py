"""Abbreviations that articles define, from the text of one to the query for another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.build import build_index
from indexer.engines.registry import ENGINES
from indexer.errors import IndexDamaged
from indexer.learned_abbreviations import FILE, LearnedDefinitions, read_definitions
from indexer.learning import FOLDER
from indexer.model import Request
from indexer.search import Searcher, open_index
from indexer.store import Store

DEFINING = "Hôm qua Trung tâm Giống cây quế (TTGCQ) mở cửa. TTGCQ có hai vườn ươm."
ALSO = "Theo Trung tâm giống cây quế (TTGCQ), cây con đã đủ."
USING = "TTGCQ phát cây cho bà con."
IN_FULL = "Trung tâm giống cây quế ở cuối làng."


def _write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        row = {"id": name, "title": f"Bài {name}", "text": text}
        (folder / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")


def _kept(index: Path) -> list[tuple[str, str, int]]:
    store = Store(index)
    name = store.live_name()
    assert name is not None
    return [(d.short, d.full, d.articles) for d in read_definitions(store.path_of(name))]


def _found(searcher: Searcher, request: Request) -> set[str]:
    return {h.article.id for h in searcher.search(request).hits}


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_definition_joins_the_articles_of_both_forms(engine: str, tmp_path: Path) -> None:
    _write(tmp_path / "kho", mot=DEFINING, hai=ALSO, ba=USING, bon=IN_FULL)
    build_index(tmp_path / "index", [tmp_path / "kho"], engine=engine)
    searcher = open_index(tmp_path / "index")
    every = {"mot", "hai", "ba", "bon"}
    for q in ("TTGCQ", "trung tâm giống cây quế", "ttgcq", "trung tam giong cay que"):
        assert _found(searcher, Request(q=q)) == every, q
    answer = searcher.search(Request(q="TTGCQ"))
    (expansion,) = answer.expansions
    assert (expansion.kind, expansion.defined_in) == ("learned", 2)
    assert (expansion.adds, expansion.on) == (1, True)
    off = Request(q="TTGCQ", off=(expansion.target,))
    assert _found(searcher, off) == {"mot", "hai", "ba"}
    assert not searcher.search(off).expansions[0].on
    assert _found(searcher, Request(q='"trung tâm giống cây quế"')) == {"mot", "hai", "bon"}
    searcher.close()


def test_incremental_runs_add_and_count_an_article_once(tmp_path: Path) -> None:
    corpus, index = tmp_path / "kho", tmp_path / "index"
    _write(corpus, mot=DEFINING)
    build_index(index, [corpus], engine="memory")
    assert _kept(index) == [("TTGCQ", "Trung tâm Giống cây quế", 1)]
    _write(corpus, hai=ALSO)
    build_index(index, engine="memory")
    assert _kept(index) == [("TTGCQ", "Trung tâm Giống cây quế", 2)]
    _write(corpus, hai=ALSO + " Thêm một câu.")
    build_index(index, engine="memory")
    assert _kept(index) == [("TTGCQ", "Trung tâm Giống cây quế", 2)]


def test_a_rebuild_writes_the_same_file(tmp_path: Path) -> None:
    _write(tmp_path / "kho", mot=DEFINING, hai=ALSO, ba="Ban Quản lý chợ nổi (BQLCN) họp.")
    files = []
    for _ in range(2):
        report = build_index(tmp_path / "i", [tmp_path / "kho"], engine="memory", full=True)
        files.append((tmp_path / "i" / report.generation / FOLDER / FILE).read_bytes())
    assert files[0] == files[1]
    assert files[0].count(b"\n") == 2


def test_what_is_kept_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.learned_abbreviations.MOST_PAIRS", 3)
    monkeypatch.setattr("indexer.learned_abbreviations.MOST_ARTICLES", 4)
    learned = LearnedDefinitions()
    for i in range(20):
        learned.add([("QQQ", "quán quà quê", f"{i:08x}"), (f"Q{i}", f"quán {i}", "00000000")])
    learned.save(tmp_path / FILE)
    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert lines[0] == "QQQ\tquán quà quê\t" + "".join(f"{i:08x}" for i in range(4))


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_text("không phải\n", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="timbao reindex"):
        list(read_definitions(tmp_path))
