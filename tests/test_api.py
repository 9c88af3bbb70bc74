"""The JSON answers: their shapes as described, their errors, what they count."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer import EXPORT_FORMATS, Searcher
from tests.json_schema import Json, faults, resolve
from tests.site_index import RECORDS, build_site_index
from webui import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(build_site_index(tmp_path_factory.mktemp("api"))).test_client()


@pytest.fixture(scope="module")
def description(client: FlaskClient) -> Json:
    described: Json = client.get("/api/openapi.json").get_json()
    return described


def check(client: FlaskClient, description: Json, address: str, path: str) -> Json:
    """The JSON of an answer, which is one that the description of its path allows."""
    answer = client.get(address)
    responses = description["paths"][path]["get"]["responses"]
    response = responses[str(answer.status_code)]
    if "$ref" in response:
        response = resolve(response["$ref"], description)
    schema = response["content"]["application/json"]["schema"]
    value: Json = answer.get_json()
    assert list(faults(value, schema, description)) == []
    return value


ADDRESSES = [
    ("/api/search", "/api/search"),
    ("/api/search?q=lúa&size=3", "/api/search"),
    ("/api/search?q=lua", "/api/search"),
    ("/api/search?q=UBND&province=Thái Bình&year_from=2010&stories=on", "/api/search"),
    ("/api/search?q=zzqx", "/api/search"),
    ("/api/search?q=year:abc", "/api/search"),
    ("/api/search?page=99", "/api/search"),
    ("/api/articles/bai/lua-he-thu?q=lúa", "/api/articles/{id}"),
    ("/api/articles/bai/khong-ngay", "/api/articles/{id}"),
    ("/api/articles/khong-co", "/api/articles/{id}"),
    ("/api/suggest?q=lú", "/api/suggest"),
    ("/api/trends?q=lúa&q=ngô", "/api/trends"),
    ("/api/trends?q=lúa&year_from=2018", "/api/trends"),
    ("/api/trends?sort=x", "/api/trends"),
    ("/healthz", "/healthz"),
]


@pytest.mark.parametrize(("address", "path"), ADDRESSES)
def test_every_answer_is_as_the_description_says(
    client: FlaskClient, description: Json, address: str, path: str
) -> None:
    check(client, description, address, path)


def test_an_answer_says_how_it_was_found(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=UBND&marks=exact").get_json()
    methods, total = answer["methods"], answer["total"]
    assert f"Tìm thấy {total} bài." in methods["vietnamese"]
    assert "So khớp: đúng dấu (ghim)" in methods["vietnamese"]
    assert f"Found: {total} articles." in methods["english"]
    assert answer["index"]["fingerprint"] in methods["english"]
    assert "made on" in methods["english"]


def test_the_checker_sees_faults(description: Json) -> None:
    schema = {"$ref": "#/components/schemas/Error"}
    good = {"error": {"code": "a", "message": "b", "position": None}}

    assert list(faults(good, schema, description)) == []
    assert list(faults({"error": {**good["error"], "position": "x"}}, schema, description))
    assert list(faults({"error": {"code": "a", "message": "b"}}, schema, description))
    assert list(faults({**good, "more": 1}, schema, description))


def test_the_description_has_every_address_and_no_other(
    client: FlaskClient, description: Json
) -> None:
    rules = {str(rule) for rule in client.application.url_map.iter_rules()}
    machine = {
        rule.replace("<article_id:id>", "{id}")
        for rule in rules
        if rule.startswith("/api/") or rule in ("/export", "/feed", "/opensearch.xml", "/healthz")
    }

    assert set(description["paths"]) == machine
    assert description["openapi"].startswith("3.1")


def test_every_reference_of_the_description_leads_somewhere(description: Json) -> None:
    references = [r for r in walk(description) if r.startswith("#/")]

    assert len(references) > 30
    for reference in references:
        assert resolve(reference, description)
    named = {
        f"#/components/{kind}/{name}"
        for kind, values in description["components"].items()
        for name in values
    }
    assert named - set(references) <= {"#/components/parameters/q"} | named & set(references)


def walk(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "$ref":
                yield item
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)


def test_every_described_parameter_is_taken(client: FlaskClient, description: Json) -> None:
    values = {
        "q": "lúa", "match": "any", "province": "thai-binh", "sense": "former",
        "year_from": "2000", "year_to": "2020", "source": "Báo Thái Bình", "sort": "oldest",
        "marks": "tone", "expand": "off", "stories": "on", "page": "1", "size": "5",
    }  # fmt: skip
    described = {p["name"] for p in description["components"]["parameters"].values()}
    query = "&".join(f"{name}={quote(value)}" for name, value in values.items())
    answer = client.get(f"/api/search?{query}").get_json()

    assert described == set(values)
    assert [hit["id"] for hit in answer["hits"]] == ["bai/lua-he-thu"]
    assert answer["match"] == "any"
    assert answer["tier"] == "tone"


def test_a_search_counts_and_marks(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=lúa&sort=oldest").get_json()

    assert answer["total"] == 4
    assert answer["tier"] == "exact"
    assert answer["tiers"]["exact"] == 4
    assert answer["index"]["articles"] == len(RECORDS)
    hit = answer["hits"][0]
    assert hit["id"] == "bai/lua-he-thu"
    assert (hit["date"], hit["year"], hit["author"]) == ("2015-09-12", 2015, "Đỗ Thị Mận")
    for snippet in hit["snippets"]:
        for start, end in snippet["marks"]:
            assert snippet["text"][start:end].lower() == "lúa"


def test_what_is_not_known_is_null(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=title:chợ").get_json()

    assert [(h["date"], h["year"], h["author"]) for h in answer["hits"]] == [(None, None, None)]


def test_an_article_has_its_text_and_the_matches_in_it(client: FlaskClient) -> None:
    answer = client.get("/api/articles/bai/lua-mua%232?q=lúa").get_json()

    assert answer["id"] == "bai/lua-mua#2"
    text = answer["text"]
    assert {text[start:end].lower() for start, end in answer["marks"]} == {"lúa"}


@pytest.mark.parametrize(
    ("address", "status", "code", "position"),
    [
        ("/api/search?q=lúa year:abc", 400, "query", 9),
        ("/api/search?year_from=abc", 400, "usage", None),
        ("/api/search?page=0", 400, "usage", None),
        ("/api/search?size=1000000000", 400, "usage", None),
        ("/api/search?sort=x", 400, "usage", None),
        ("/api/search?q=%00", 400, "usage", None),
        ("/api/search?province=Atlantis", 400, "usage", None),
        ("/api/search?year=2019", 400, "usage", None),
        ("/api/articles/khong-co", 404, "article_not_found", None),
        ("/api/nope", 404, "page_not_found", None),
        ("/api/suggest?size=x", 400, "usage", None),
        ("/api/trends?q=year:abc", 400, "query", 5),
    ],
)
def test_an_error_is_json_with_its_code_and_place(
    client: FlaskClient, address: str, status: int, code: str, position: int | None
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    error = answer.get_json()["error"]
    assert (error["code"], error["position"]) == (code, position)
    assert error["message"]


def test_methods_other_than_get_are_refused_in_json(client: FlaskClient) -> None:
    answer = client.post("/api/search")

    assert answer.status_code == 405
    assert answer.get_json()["error"]["code"] == "method_not_allowed"


def test_an_unforeseen_fault_is_json_without_a_trace(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("bí mật")

    monkeypatch.setattr(Searcher, "search", fail)
    answer = client.get("/api/search?q=lúa")

    assert answer.status_code == 500
    assert answer.get_json()["error"]["code"] == "internal"
    assert "bí mật" not in answer.get_data(as_text=True)


def test_without_an_index_the_api_is_503(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none").test_client()

    for address in ("/api/search", "/api/articles/a", "/api/suggest", "/api/trends", "/healthz"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.get_json()["error"]["code"] == "index_missing"
    assert client.get("/api/openapi.json").status_code == 200


def test_trends_are_those_of_the_searches(client: FlaskClient) -> None:
    answer = client.get("/api/trends?q=ngô&q=lúa&province=Sơn La").get_json()

    assert [(t["q"], t["total"]) for t in answer["trends"]] == [("ngô", 24), ("lúa", 0)]
    assert {y["share"] for y in answer["trends"][0]["years"]} == {1.0}


def test_suggestions_are_queries_that_continue_what_is_typed(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=lúa").get_json()

    assert answer["q"] == "lúa"
    for suggestion in answer["suggestions"]:
        assert client.get("/api/search?q=" + quote(suggestion)).get_json()["total"] > 0


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_an_export_has_every_article_of_the_search(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/export?q=ngô&format={form}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="timbao-ngo.')
    text = answer.get_data(as_text=True)
    assert all(f"Vụ ngô thứ {number}" in text for number in range(1, 25))


def test_exported_tables_and_records_are_read_back(client: FlaskClient) -> None:
    table = client.get("/export?province=Thái Bình&format=csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    lines = client.get("/export?province=Thái Bình&format=jsonl").get_data(as_text=True)

    assert {row["id"] for row in rows} == {"bai/lua-he-thu", "bai/khong-ngay"}
    assert {json.loads(line)["id"] for line in lines.splitlines()} == {row["id"] for row in rows}


def test_an_export_of_a_bad_query_fails_before_it_begins(client: FlaskClient) -> None:
    answer = client.get("/export?q=year:abc")

    assert answer.status_code == 400
    assert "Content-Disposition" not in answer.headers


def test_an_export_that_fails_on_its_way_breaks_off(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    import webui.downloads

    def rows(*_: object) -> Iterator[str]:
        yield from ("header\n", "first\n", "second\n")
        raise RuntimeError("đứt giữa chừng")

    monkeypatch.setattr(webui.downloads, "export_rows", rows)
    with pytest.raises(RuntimeError, match="đứt giữa chừng"):
        client.get("/export?q=ngô", buffered=True)
