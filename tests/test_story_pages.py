"""How are reprints and similar articles shown: on the site, in JSON, on the command line?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.command_corpus import Run, ids, run_in, runner
from tests.page import open_page, total
from webui import create_app

RELEASE = (
    "Công ty Sông Nước khánh thành trạm bơm mới ở xã Bến Đò vào sáng thứ bảy, có ba trăm hộ dân "
    "dùng nước sạch từ tháng sau, giá mỗi khối sáu nghìn đồng, bằng một nửa giá trước đây."
)
ROWS = [
    ("in-1", "Khánh thành trạm bơm", RELEASE, "2018-05-05", "Báo Sông"),
    ("in-2", "Bến Đò có <b>nước sạch</b>", f"Tin từ xã. {RELEASE}", "2018-05-07", "Báo Nước"),
    ("in-3", "Ba trăm hộ có nước", f"{RELEASE} Bà con mừng.", "2019-01-02", "Báo Nước"),
    (
        "sau",
        "Một năm sau trạm bơm",
        "Trạm bơm của công ty Sông Nước khánh thành năm ngoái nay cấp nước sạch cho hộ dân "
        "cả xã Bến Đò.",
        "2019-05-06",
        "Báo Sông",
    ),
    *(
        (f"khác-{n}", f"Tin vắn {n}", "Họp chợ phiên đầu năm.", "2017-02-03", "Báo Chợ")
        for n in range(25)
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of these articles."""
    place = tmp_path_factory.mktemp("stories")
    names = ("id", "title", "text", "date", "source")
    lines = (
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in ROWS
    )
    (place / "tin.jsonl").write_text("".join(lines), encoding="utf-8")
    assert run_in(place, "index", place / "tin.jsonl").exit_code == 0
    return place


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(folder / "index").test_client()


@pytest.fixture
def run(folder: Path) -> Run:
    return runner(folder / "index")


def test_the_switch_counts_reprints_once_and_back(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=trạm bơm&sort=oldest")
    assert total(page) == 4
    once = open_page(client, "/search" + page.href("gộp bài đăng lại"))
    assert total(once) == 2
    assert "2 bài đăng lại" in once.text
    assert "2 bài khác nhau cho “trạm bơm” distinct stories" in once.text
    # A link, which Enter follows: a switch would have to answer to the space bar.
    (switch,) = [a for text, a in once.links if text == "gộp bài đăng lại"]
    assert (switch["aria-current"], switch.get("role")) == ("true", None)
    again = open_page(client, "/search" + once.href("gộp bài đăng lại"))
    assert total(again) == 4
    assert "2 bài đăng lại" not in again.text


def test_a_hit_links_to_its_reprints(client: FlaskClient) -> None:
    page = open_page(client, "/search?q=trạm bơm&sort=oldest&stories=on")
    href = page.href("Bến Đò có <b>nước sạch</b>")
    assert href.startswith("/article/in-2?") and "q=tr" in href
    assert "Bến Đò có <b>nước sạch</b>" in open_page(client, href).text


def test_an_article_shows_reprints_and_similar_ones_apart(client: FlaskClient) -> None:
    page = open_page(client, "/article/in-1")
    reprints, similar = page.text.index("Bài đăng lại"), page.text.index("Bài tương tự")
    assert reprints < page.text.index("Ba trăm hộ có nước") < similar
    assert similar < page.text.index("Một năm sau trạm bơm")
    assert "Tin vắn" not in page.text
    alone = open_page(client, "/article/khác-0").text
    assert "Bài đăng lại" not in alone and "Bài tương tự" not in alone


def test_json_has_both(client: FlaskClient) -> None:
    found = client.get("/api/search?q=trạm bơm&sort=oldest&stories=on").get_json()
    assert found["total"] == 2
    assert [h["id"] for h in found["hits"]] == ["in-1", "sau"]
    assert found["hits"][0]["reprints"] == [
        {"id": "in-2", "title": ROWS[1][1], "date": "2018-05-07", "source": "Báo Nước"},
        {"id": "in-3", "title": ROWS[2][1], "date": "2019-01-02", "source": "Báo Nước"},
    ]
    assert {v["value"]: v["count"] for v in found["facets"]["source"]} == {
        "Báo Sông": 2,
        "Báo Nước": 1,
    }
    opened = client.get("/api/articles/in-3").get_json()
    assert opened["story"] == found["hits"][0]["story"]
    assert [a["id"] for a in opened["reprints"]] == ["in-1", "in-2"]
    assert [a["id"] for a in opened["similar"]] == ["sau"]


def test_the_command_line_counts_and_lists_them(run: Run) -> None:
    question = ("search", "trạm bơm", "--sort", "oldest")
    assert ids(run(*question, "--format", "json")) == ["in-1", "in-2", "in-3", "sau"]
    assert ids(run(*question, "--stories", "--format", "json")) == ["in-1", "sau"]
    lines = run(*question, "--stories").stdout.splitlines()
    assert lines[0].startswith("2 bài")
    assert "     Đăng lại (reprints): 2 bài (2 articles)" in lines
    assert "       Ba trăm hộ có nước · Báo Nước · 2019-01-02 · id: in-3" in lines


def test_an_export_has_an_article_a_story(run: Run) -> None:
    rows = run(
        "export", "trạm bơm", "--sort", "oldest", "--format", "jsonl", "--stories"
    ).stdout.splitlines()
    assert [json.loads(row)["id"] for row in rows] == ["in-1", "sau"]
