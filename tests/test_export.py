"""What is taken away: JSON values, CSV, JSONL, BibTeX, RIS."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import (
    EXPORT_FORMATS,
    Article,
    ArticleView,
    Expansion,
    FacetValue,
    Hit,
    Inference,
    Part,
    Request,
    Results,
    Snippet,
    Suggestion,
    Topic,
    UsageError,
    article_as_json,
    build_index,
    export_rows,
    open_index,
    results_as_json,
)
from indexer.citations import authors, bibtex_entry, citation_key, ris_record

TITLE, LEAD, BODY = "Đò dọc trở lại", "Bến cũ đông khách.", "Sáng nay đò chạy.\nChiều đò nghỉ."
TEXT = f"{TITLE}\n{LEAD}\n{BODY}\nTin khác"

DA_NANG = Topic("Đà Nẵng", "da-nang", ("da-nang",), ("da-nang",), 4.0, 0.97, "named", "ở Đà Nẵng")
HA_NAM_NINH = Topic(
    "Hà Nam Ninh",
    "ha-nam-ninh",
    ("ha-nam", "nam-dinh", "ninh-binh"),
    ("ninh-binh",),
    2.0,
    0.8,
    "named",
    "tỉnh Hà Nam Ninh",
)


def known(value: str) -> Inference:
    """A field that is known."""
    return Inference(value, 0.9, "given", value)


def article(**changes: object) -> Article:
    """An article of which all is known, and what is changed of it."""
    parts: list[Part] = []
    for kind, piece in (("title", TITLE), ("lead", LEAD), ("body", BODY), ("chrome", "Tin khác")):
        start = TEXT.index(piece)
        parts.append(Part(kind, start, start + len(piece)))  # type: ignore[arg-type]
    full = Article(
        id="bến/đò-1#2",
        file="bến/đò-1.jsonl",
        text=TEXT,
        parts=tuple(parts),
        url="https://bao.example/đò?x={1}&y=50%25",
        title=known(TITLE),
        date=known("2019-01-26"),
        year=known("2019"),
        source=known("Báo Bến & Đò"),
        author=known("Nguyễn Văn Bến, Lê Thị Đò"),
        topics=(DA_NANG, HA_NAM_NINH),
    )
    return replace(full, **changes)  # type: ignore[arg-type]


UNKNOWN = article(
    url=None,
    title=Inference(),
    date=Inference(),
    year=Inference(bound=2008),
    source=Inference(),
    author=Inference(),
    topics=(),
)


class Shelf:
    """Something to export from: it notes how many articles were taken off it."""

    def __init__(self, *articles: Article) -> None:
        self.articles = articles
        self.taken = 0

    def iterate(self, request: Request) -> Iterator[Article]:
        """All articles."""
        del request
        for one in self.articles:
            self.taken += 1
            yield one


def exported(form: str, *articles: Article) -> str:
    """The whole file."""
    return "".join(export_rows(Shelf(*articles), Request(), form))


def table(*articles: Article) -> list[dict[str, str]]:
    """The CSV file's rows."""
    text = exported("csv", *articles)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def results(*hits: Hit) -> Results:
    """An answer with these hits."""
    return Results(
        query={"q": "đò"},
        total=len(hits),
        match="all",
        tier="exact",
        tiers={"exact": 1, "tone": 2, "base": 3},
        hits=hits,
        facets={"year": (FacetValue("2019", "2019", 1),)},
        expansions=(Expansion("UBND", "ủy ban nhân dân", "abbreviation", 3, True),),
        suggestions=(Suggestion("đò ngang", "gần giống (similar)", 4),),
        reading="đò",
        notices=("Đã nới. (Widened.)",),
        generation="g1",
        fingerprint="f1",
        articles=9,
    )


def hit(one: Article) -> Hit:
    """A hit with a snippet and a mark."""
    return Hit(one, 7.5, "exact", (Snippet("Sáng nay đò chạy.", ((9, 11),)),), ((0, 2),))


def test_an_answer_has_the_shape_of_the_api() -> None:
    listed = replace(
        hit(article(story="0123456789abcdef")), reprints=(Article("in-lại", "f", "", ()),)
    )
    answer = json.loads(json.dumps(results_as_json(results(listed))))
    assert answer == {
        "query": {"q": "đò"},
        "total": 1,
        "match": "all",
        "tier": "exact",
        "tiers": {"exact": 1, "tone": 2, "base": 3},
        "reading": "đò",
        "notices": ["Đã nới. (Widened.)"],
        "expansions": [
            {
                "from": "UBND",
                "to": "ủy ban nhân dân",
                "kind": "abbreviation",
                "adds": 3,
                "on": True,
                "defined_in": None,
            }
        ],
        "suggestions": [{"query": "đò ngang", "reason": "gần giống (similar)", "total": 4}],
        "hits": [
            {
                "id": "bến/đò-1#2",
                "title": TITLE,
                "title_marks": [[0, 2]],
                "date": "2019-01-26",
                "year": 2019,
                "province": {
                    "name": "Đà Nẵng",
                    "former": "da-nang",
                    "present": "da-nang",
                    "confidence": 0.97,
                },
                "others": [
                    {
                        "name": "Hà Nam Ninh",
                        "former": ["ha-nam", "nam-dinh", "ninh-binh"],
                        "present": "ninh-binh",
                        "confidence": 0.8,
                    }
                ],
                "source": "Báo Bến & Đò",
                "author": "Nguyễn Văn Bến, Lê Thị Đò",
                "tier": "exact",
                "score": 7.5,
                "snippets": [{"text": "Sáng nay đò chạy.", "marks": [[9, 11]]}],
                "story": "0123456789abcdef",
                "reprints": [{"id": "in-lại", "title": None, "date": None, "source": None}],
            }
        ],
        "facets": {"year": [{"value": "2019", "name": "2019", "count": 1}]},
        "index": {"generation": "g1", "fingerprint": "f1", "articles": 9},
    }


def test_what_is_not_known_is_null() -> None:
    (found,) = results_as_json(results(hit(UNKNOWN)))["hits"]
    names = ("title", "date", "year", "province", "source", "author")
    assert [found[name] for name in names] == [None] * len(names)
    assert found["others"] == found["reprints"] == []
    assert found["story"] is None


def test_an_opened_article_has_reasons_parts_and_marks() -> None:
    start = TEXT.index("đò chạy")
    view = ArticleView(article(corrected=("date",)), ((start, start + 2),), (UNKNOWN,), ())
    opened = json.loads(json.dumps(article_as_json(view)))
    pieces = {p["kind"]: opened["text"][p["start"] : p["end"]] for p in opened["parts"]}
    assert pieces == {"title": TITLE, "lead": LEAD, "body": BODY, "chrome": "Tin khác"}
    assert [opened["text"][s:e] for s, e in opened["marks"]] == ["đò"]
    assert opened["date"] == {
        "value": "2019-01-26",
        "confidence": 0.9,
        "method": "given",
        "evidence": "2019-01-26",
        "bound": None,
    }
    assert [t["former"] for t in opened["topics"]] == [
        ["da-nang"],
        ["ha-nam", "nam-dinh", "ninh-binh"],
    ]
    assert opened["corrected"] == ["date"]
    assert (opened["story"], opened["reprints"]) == (None, [])
    assert opened["similar"] == [{"id": "bến/đò-1#2", "title": None, "date": None, "source": None}]


def test_csv_is_what_excel_opens() -> None:
    text = exported("csv", article())
    assert text.startswith("\ufeffid,title,")
    assert text.endswith("\r\n")
    (row,) = table(article())
    assert row["title"] == TITLE
    assert row["body"] == BODY
    assert (row["province"], row["other_provinces"]) == ("Đà Nẵng", "Hà Nam Ninh")
    assert (row["year"], row["province_confidence"]) == ("2019", "0.97")


@pytest.mark.parametrize("start", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C'!A0"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    (row,) = table(article(title=known(start), author=known(start), id=start))
    assert row["title"] == row["author"] == row["id"] == "'" + start


def test_a_long_body_is_cut_and_says_how_long_it_was() -> None:
    body = "đò " * 20_000
    parts = (Part("body", 0, len(body)),)
    (row,) = table(article(text=body, parts=parts))
    assert len(row["body"]) < 32_767
    assert row["body"].endswith("[…]")
    assert row["body_length"] == str(len(body))


def test_what_is_not_known_is_an_empty_cell() -> None:
    (row,) = table(UNKNOWN)
    empty = {name for name, cell in row.items() if not cell}
    assert {"title", "date", "year", "province", "source", "author", "url"} <= empty
    assert {"date_method", "year_confidence", "province_method"} <= empty


def test_quotes_and_lines_come_back_from_csv() -> None:
    odd = 'Ông nói: "Đò, phà;\nbến"'
    assert table(article(title=known(odd)))[0]["title"] == odd


def test_jsonl_has_everything_of_each_article() -> None:
    lines = exported("jsonl", article(), UNKNOWN).splitlines()
    first, second = map(json.loads, lines)
    assert first["text"] == TEXT
    assert (first["title"], first["lead"], first["body"]) == (TITLE, LEAD, BODY)
    assert (first["year"], first["province"]) == (2019, "Đà Nẵng")
    assert first["reasons"]["date"]["method"] == "given"
    assert second["date"] is None
    assert "date" not in second["reasons"]


def bibtex_fields(entry: str) -> dict[str, str]:
    """The fields of one entry, read with nothing but the rule of balanced braces."""
    fields = {}
    for found in re.finditer(r"^  (\w+) = ", entry, re.MULTILINE):
        at = found.end()
        if entry[at] != "{":
            fields[found[1]] = entry[at : entry.index("\n", at)].rstrip(",")
            continue
        depth, end = 0, at
        while depth or end == at:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        fields[found[1]] = entry[at + 1 : end - 1]
    return fields


def test_a_bibtex_entry_has_the_fields_of_a_newspaper_article() -> None:
    entry = bibtex_entry(article())
    assert entry.startswith("@article{ben-do-1-2-")
    assert bibtex_fields(entry) == {
        "title": "{" + TITLE + "}",
        "author": "{Nguyễn Văn Bến} and {Lê Thị Đò}",
        "journal": r"Báo Bến \& Đò",
        "year": "2019",
        "month": "jan",
        "day": "26",
        "url": "https://bao.example/%C4%91%C3%B2?x=%7B1%7D&y=50%25",
        "keywords": "Đà Nẵng, Hà Nam Ninh",
        "abstract": LEAD,
        "langid": "vietnamese",
    }


def test_an_article_of_which_nothing_is_known_is_still_an_entry() -> None:
    entry = bibtex_entry(UNKNOWN)
    assert entry.startswith("@misc{")
    assert set(bibtex_fields(entry)) == {"title", "abstract", "langid"}


@pytest.mark.parametrize(
    "odd", ["50% {của} _ta_", "a}b", "{{{", "\\input{x}", "~^$#&", "@article{"]
)
def test_special_letters_never_unbalance_an_entry(odd: str) -> None:
    entry = bibtex_entry(article(title=known(odd), author=known(odd), source=known(odd)))
    assert entry.count("{") == entry.count("}")
    fields = bibtex_fields(entry)
    assert set(fields) >= {"title", "author", "journal", "year", "langid"}
    unescaped = re.sub(r"\\[%&$#_]|\\text\w+\{\}", "", fields["journal"])
    assert not set(unescaped) & set("%&$#_{}~^\\")


def test_keys_are_ascii_stable_and_apart() -> None:
    first, other = article(), article(id="bến/đò-1/2")
    assert citation_key(first) == citation_key(replace(UNKNOWN, id=first.id))
    assert citation_key(first) != citation_key(other)
    assert re.fullmatch(r"[a-z0-9-]+", citation_key(article(id="Ủy ban/ĐỒNG, {x}")))
    assert citation_key(article(id="???")).startswith("timbao-")


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Vũ Hạ My - Trần Bách", ["Vũ Hạ My", "Trần Bách"]),
        ("A Lăng, Y Hà Lan và K'Brông", ["A Lăng", "Y Hà Lan", "K'Brông"]),
        ("Võ Vân", ["Võ Vân"]),
        ("", []),
    ],
)
def test_authors_are_told_apart(printed: str, names: list[str]) -> None:
    assert authors(article(author=known(printed))) == names


def test_a_ris_record_has_its_tags() -> None:
    record = ris_record(article(title=known("Đò\ndọc")))
    lines = record.split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-2])
    assert lines[0] == "TY  - NEWS"
    assert lines[-3:] == ["ER  - ", "", ""]
    assert "TI  - Đò dọc" in lines
    assert [x for x in lines if x.startswith("AU")] == [
        "AU  - Nguyễn Văn Bến",
        "AU  - Lê Thị Đò",
    ]
    assert {"T2  - Báo Bến & Đò", "PY  - 2019", "DA  - 2019/01/26", "LA  - vi"} <= set(lines)


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_an_export_is_made_while_it_is_read(form: str) -> None:
    shelf = Shelf(*[article(id=f"a{i}") for i in range(50)])
    rows = export_rows(shelf, Request(), form)
    next(rows)
    next(rows)
    assert shelf.taken <= 2
    assert sum(1 for _ in rows) >= 48


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="csv, jsonl, bibtex, ris"):
        export_rows(Shelf(), Request(), "xls")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_can_be_indexed_again(tmp_path: Path, form: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    given = [
        {
            "id": f"x/{i}",
            "title": f"Phà số {i} qua sông",
            "lead": "Bến phà đông khách từ sáng.",
            "body": "Phà chạy suốt ngày. Nước lên nhanh.",
            "date": f"2019-01-{i + 1:02}",
            "province": "Vĩnh Long",
            "source": "Báo Vĩnh Long",
            "author": "Nguyễn Thị Phà",
        }
        for i in range(3)
    ]
    (corpus / "a.jsonl").write_text("".join(json.dumps(g) + "\n" for g in given))
    build_index(tmp_path / "first", [corpus])
    searcher = open_index(tmp_path / "first")
    again = tmp_path / "again"
    again.mkdir()
    text = "".join(export_rows(searcher, Request(), form))
    (again / f"b.{form}").write_text(text, encoding="utf-8", newline="")
    report = build_index(tmp_path / "second", [again])
    assert (report.added, report.skipped) == (3, [])
    other = open_index(tmp_path / "second")
    for one in searcher.iterate(Request()):
        copy = other.article(one.id).article
        names = ("title", "date", "year", "source", "author")
        assert [getattr(copy, n).value for n in names] == [getattr(one, n).value for n in names]
        assert [t.name for t in copy.topics] == [t.name for t in one.topics]
        assert copy.text_of("lead", "body") == one.text_of("lead", "body")
