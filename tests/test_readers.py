"""Which articles does a file hold, and is everything that is not read named with its reason?"""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from pathlib import Path

import pytest

from indexer.articles.decoding import decode_text
from indexer.articles.html import LEFT_OUT_MARK
from indexer.articles.readers import Skipped, article_id, find_files, list_files, read_file
from indexer.articles.records import MAX_RECORD
from indexer.errors import UsageError
from indexer.model import RawArticle

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
TEXT = "Người dân của thôn và các xã không được đi qua cầu khi nước lên."


def read(path: Path, root: Path | None = None) -> list[RawArticle | Skipped]:
    return list(read_file(path, root=root or path.parent))


def read_one(path: Path) -> RawArticle:
    (article,) = read(path)
    assert isinstance(article, RawArticle), article
    return article


def skipped(path: Path) -> list[tuple[str, str]]:
    return [(each.where, each.reason) for each in read(path) if isinstance(each, Skipped)]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_ids_are_paths_below_the_root_without_suffixes() -> None:
    root = Path("/kho")
    assert article_id(root / "bac" / "cho-na.txt", root) == "bac/cho-na"
    assert article_id(root / "bac" / "cho-na.txt.gz", root) == "bac/cho-na"
    assert article_id(root / "tin.2019.jsonl.gz", root, 7) == "tin.2019#7"
    assert article_id(Path("/khac/x.txt"), root) == "x"


def test_files_are_found_in_a_stable_order(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.html", "a/b.jsonl.gz", "c.CSV", "a.htm"]
    others = ["a/x.pdf", "y.docx"]
    left_out = [".an.txt", ".git/x.txt", "README.md", "readme.txt", "corrections.csv"]
    for name in (*names, *others, *left_out):
        write(tmp_path / name, TEXT)
    listing = list_files([tmp_path, tmp_path / "b.txt"])
    found = [path.relative_to(tmp_path).as_posix() for path in listing.articles]
    assert found == ["a.htm", "b.txt", "c.CSV", "a/b.jsonl.gz", "a/z.html"]
    assert {path.name for path in listing.unknown} == {"x.pdf", "y.docx"}
    assert find_files([tmp_path]) == list(listing.articles)


def test_a_path_that_is_not_there_is_the_caller_s_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        find_files([tmp_path / "khong-co"])


@pytest.mark.parametrize(
    ("data", "repairs"),
    [
        (TEXT.encode(), ()),
        (b"\xef\xbb\xbf" + TEXT.encode(), ()),
        (TEXT.encode("utf-16"), ()),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), ()),
    ],
)
def test_unicode_files_need_no_repair(
    tmp_path: Path, data: bytes, repairs: tuple[str, ...]
) -> None:
    article = read_one(write(tmp_path / "x.txt", data))
    assert (article.text, article.repairs, article.given) == (TEXT, repairs, {})


def test_windows_1258_is_read_and_told(tmp_path: Path) -> None:
    pieces = []
    for letter in TEXT:
        tone = "".join(set(unicodedata.normalize("NFD", letter)) & TONES)
        bare = unicodedata.normalize("NFD", letter).replace(tone, "")
        pieces.append(unicodedata.normalize("NFC", bare) + tone)
    data = "".join(pieces).encode("cp1258")
    article = read_one(write(tmp_path / "x.txt", data))
    assert article.text == TEXT
    assert [told.split(":")[0] for told in article.repairs] == ["CP1258"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_tcvn3_is_repaired_and_told(tmp_path: Path, encoding: str) -> None:
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam, cña c¸c x· vµ ng­êi d©n kh«ng ®­îc"
    article = read_one(write(tmp_path / "x.txt", text.encode(encoding)))
    assert article.text.startswith("Cộng hòa xã hội chủ nghĩa Việt Nam")
    (told,) = article.repairs
    assert told.startswith("TCVN3: “Céng hßa x· héi") and "→ “Cộng hòa xã hội" in told
    assert "(1 đoạn, passages)" in told


def test_damaged_utf_8_loses_one_letter_and_no_more() -> None:
    text, repairs = decode_text(TEXT.encode() + b"\xff")
    assert text.startswith(TEXT)
    assert [name[:5].lower() for name in repairs] == ["utf-8"]


def test_nothing_is_lost_of_a_page(tmp_path: Path) -> None:
    text = "\n  Tiêu đề  \r\n\r\n" + TEXT + "\n\nTin khác\n"
    assert read_one(write(tmp_path / "a" / "x.txt", text)).text == text


def test_compressed_files_read_as_plain_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt.gz", gzip.compress(TEXT.encode()))
    article = read_one(path)
    assert (article.id, article.file, article.text) == ("x", "x.txt.gz", TEXT)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.txt", b"", "tệp trống"),
        ("x.txt", b" \n\t ", "tệp trống"),
        ("x.html", b"", "tệp trống"),
        ("x.html", b"<html><body> <br> </body></html>", "không có chữ"),
        ("x.html", b"<div>" * 9000 + b"x", "không có chữ"),
        ("x.jsonl", b"", "tệp trống"),
        ("x.csv", b"", "tệp trống"),
        ("x.txt", b"\x89PNG\0\0\0\r", "nhị phân"),
        ("x.jsonl", b"\x7fELF\0\0\0", "nhị phân"),
        ("x.html", b"\x89PNG\0\0", "nhị phân"),
        ("x.txt", b"a" * (MAX_RECORD + 1), "10 MB"),
        ("x.txt.gz", b"not gzip", "không đọc được"),
        ("x.jsonl.gz", b"not gzip", "không đọc được"),
        ("x.csv", b"id,ten\n1,2\n", "cột"),
    ],
)
def test_files_that_cannot_be_read_are_named(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    found = skipped(write(tmp_path / name, data))
    assert len(found) == 1
    assert found[0][0].startswith(name)
    assert reason in found[0][1] and "(" in found[0][1]


def test_a_damaged_compressed_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    numbers = random.Random(1)
    lines = [json.dumps({"text": f"bài {numbers.random()}"}) for _ in range(50_000)]
    whole = gzip.compress("\n".join(lines).encode())
    found = read(write(tmp_path / "x.jsonl.gz", whole[: len(whole) // 2]))
    last = found[-1]
    assert isinstance(last, Skipped) and "tệp nén hỏng" in last.reason
    assert 10_000 < len(found) < 40_000
    assert last.where == f"x.jsonl.gz:{len(found)}"


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    assert "không đọc được" in skipped(tmp_path / "x.txt")[0][1]


def test_bad_lines_of_jsonl_are_named_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT}),
        "{broken",
        "[1, 2]",
        "",
        json.dumps({"title": "không có bài"}),
        json.dumps({"id": "a", "text": "trùng"}),
        json.dumps({"text": "   "}),
        json.dumps({"text": "bài cuối", "id": 12}),
        json.dumps({"text": "không có id"}),
    ]
    found = read(write(tmp_path / "tin.jsonl", "\n".join(lines)))
    ids = [each.id for each in found if isinstance(each, RawArticle)]
    places = [each.where for each in found if isinstance(each, Skipped)]
    assert ids == ["a", "12", "tin#8"]
    assert places == [f"tin.jsonl:{line}" for line in (2, 3, 5, 6, 7)]


def test_an_over_long_line_is_skipped_and_reading_goes_on(tmp_path: Path) -> None:
    long = json.dumps({"text": "a" * (MAX_RECORD + 5)})
    found = read(write(tmp_path / "tin.jsonl", f"{long}\n" + json.dumps({"text": "b"})))
    assert isinstance(found[0], Skipped) and found[0].where == "tin.jsonl:1"
    assert isinstance(found[1], RawArticle) and found[1].text == "b"


def test_a_given_title_lead_and_body_are_joined(tmp_path: Path) -> None:
    record = {"title": "Tựa", "lead": "Mở.", "body": "Thân.", "date": "2019", "author": ["A", "B"]}
    article = read_one(write(tmp_path / "x.jsonl", json.dumps(record)))
    assert article.text == "Tựa\n\nMở.\n\nThân."
    assert article.given == {**record, "author": "A, B"}


@pytest.mark.parametrize("name", ["text", "body"])
def test_a_record_of_text_alone_is_a_raw_page(tmp_path: Path, name: str) -> None:
    record = {name: TEXT, "url": "https://bao.example/x"}
    article = read_one(write(tmp_path / "x.jsonl", json.dumps(record)))
    assert (article.text, article.given) == (TEXT, {"url": "https://bao.example/x"})


def test_csv_is_read_with_any_separator_and_quoted_lines(tmp_path: Path) -> None:
    for separator in ",;\t":
        header = separator.join(["ID", "Title", "Text"])
        row = separator.join(["a", "Tựa", '"dòng một\ndòng ""hai"""'])
        path = write(tmp_path / "x.csv", f"\ufeff{header}\n{row}\n\n")
        article = read_one(path)
        assert (article.id, article.given["title"]) == ("a", "Tựa")
        assert article.text.endswith('dòng một\ndòng "hai"')


def test_rows_of_csv_that_are_wrong_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "id,text\na,một\nb,hai,ba\nc,\nd,bốn\n")
    found = read(path)
    assert [each.where for each in found if isinstance(each, Skipped)] == ["x.csv:3", "x.csv:4"]
    assert [each.id for each in found if isinstance(each, RawArticle)] == ["a", "d"]


def test_legacy_text_in_records_is_repaired_as_one(tmp_path: Path) -> None:
    record = {"title": "B¸o §iÖn Biªn", "body": "Céng hßa x· héi chñ nghÜa ViÖt Nam cña c¸c x·"}
    article = read_one(write(tmp_path / "x.jsonl", json.dumps(record)))
    assert article.given["title"] == "Báo Điện Biên"
    assert article.text == "\n\n".join((article.given["title"], article.given["body"]))


def test_records_in_utf_16_are_read(tmp_path: Path) -> None:
    lines = json.dumps({"text": TEXT}, ensure_ascii=False) + "\n"
    assert read_one(write(tmp_path / "x.jsonl", lines.encode("utf-16"))).text == TEXT


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", json.dumps({"text": "một"}) + "\n{broken\n")
    reading = read_file(path, root=tmp_path)
    first = next(reading)
    assert isinstance(first, RawArticle) and first.text == "một"
    assert isinstance(next(reading), Skipped)


PAGE = """<html><head><meta charset="utf-8"><title>Cầu mới qua sông - Báo Mẫu</title>
<meta property="og:title" content="Cầu mới qua sông">
<meta property="og:site_name" content="Báo Mẫu">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Cầu mới qua sông",
"datePublished": "2019-03-02T08:15:00+07:00", "dateModified": "2021-01-01"}</script></head><body>
<div class="menu"><a href="/">Trang chủ</a> <a href="/x">Kinh tế</a> <a href="/y">Video</a></div>
<div>Kinh tế</div><h1>Cầu mới qua sông</h1><div>Thứ Bảy, 02/03/2019 08:15</div>
<div class="article"><p><b>Sáng nay, cây cầu mới qua sông Con được khánh thành trước sự chứng kiến
của đông đảo người dân hai bên bờ.</b></p><p>Cầu dài 120 m, rộng 7 m, do tỉnh đầu tư với số vốn
50 tỷ đồng, hoàn thành sau 18 tháng thi công liên tục trong điều kiện mưa lũ nhiều.</p>
<p>Người dân xã bên kia sông nói rằng từ nay con em họ đi học không còn phải qua đò nữa.</p>
<p align="right">Lê Văn Đò</p></div><div><h3>Tin khác</h3><ul><li>Lúa được mùa lớn</li></ul></div>
<div id="footer">Giấy phép số 12/GP cấp ngày 2/3/2010</div></body></html>"""


def test_html_states_its_fields_and_keeps_all_its_lines(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "x.html", PAGE))
    assert article.given["title"] == "Cầu mới qua sông"
    assert article.given["date"] == "2019-03-02T08:15:00+07:00"
    assert article.given["source"] == "Báo Mẫu"
    main, _, rest = article.text.partition(f"\n{LEFT_OUT_MARK}\n")
    assert "Sáng nay, cây cầu" in main and "Lê Văn Đò" in main
    assert "Trang chủ" in rest and "Giấy phép" in rest
    for words in ("Kinh tế", "Thứ Bảy, 02/03/2019", "50 tỷ đồng", "Lúa được mùa lớn"):
        assert words in article.text


def test_a_site_s_title_is_not_the_article_s(tmp_path: Path) -> None:
    page = PAGE.replace("Cầu mới qua sông - Báo Mẫu", "Báo Mẫu điện tử")
    page = page.replace('<meta property="og:title" content="Cầu mới qua sông">', "")
    page = page.replace('"headline": "Cầu mới qua sông",', "").replace("h1>", "h2>")
    assert "title" not in read_one(write(tmp_path / "x.html", page)).given


def test_broken_metadata_of_html_states_nothing(tmp_path: Path) -> None:
    for broken in ("[" * 100_000, "{not json}", '{"@graph": 7, "headline": ["x"]}'):
        page = f'<script type="application/ld+json">{broken}</script><p>{TEXT}</p>'
        article = read_one(write(tmp_path / "x.html", page))
        assert TEXT in article.text
        assert article.given == {}


def test_html_is_read_in_its_own_charset(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "utf-16")
    assert "cây cầu mới" in read_one(write(tmp_path / "x.htm", page.encode("utf-16"))).text
    page = "<html><head><meta charset=windows-1251></head><body><p>" + "Мост через реку. " * 9
    assert "Мост" in read_one(write(tmp_path / "y.html", page.encode("cp1251"))).text
