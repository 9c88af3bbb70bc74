"""Does a table of corrections say what is wrong with it, and stand above every inference?"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.articles.corrections import (
    FIELDS,
    Correction,
    apply_corrections,
    load_corrections,
)
from indexer.errors import CorrectionsError
from indexer.model import Article, Inference, Part

HEADER = "id,field,value,note"


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def article() -> Article:
    return Article(
        id="bac/mot",
        file="bac/mot.txt",
        text="Một hai",
        parts=(Part("title", 0, 7),),
        title=Inference("Một hai", 0.9, "line", "Một hai"),
        date=Inference("2017-03-01", 0.9, "date_line", "1/3/2017"),
        year=Inference("2017", 0.9, "date_line", "1/3/2017"),
        source=Inference("Báo Hải Phòng", 0.9, "masthead", "BÁO HẢI PHÒNG"),
        source_province=Inference("hai-phong", 0.9, "masthead", "BÁO HẢI PHÒNG"),
        author=Inference("Ai đó", 0.5, "byline", "Ai đó"),
    )


def correct(folder: Path, *rows: str) -> Article:
    return apply_corrections(article(), load_corrections(write(folder, *rows))["bac/mot"])


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.csv") == {}


def test_rows_are_read_by_article_and_field(tmp_path: Path) -> None:
    path = write(
        tmp_path, 'a,title,"Một, hai",ghi chú', "a,year,2011,", "", "b,source,-,", "# c,,,"
    )
    found = load_corrections(path)
    assert found == {
        "a": {
            "title": Correction("title", "Một, hai", "ghi chú", 2),
            "year": Correction("year", "2011", "", 3),
        },
        "b": {"source": Correction("source", None, "", 5)},
    }


def test_columns_may_stand_in_any_order_and_the_note_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "2011,year,a", header="\ufeffvalue,field,id")
    assert load_corrections(path)["a"]["year"] == Correction("year", "2011", "", 2)


@pytest.mark.parametrize("value", ["-", "'-", "unknown", "Unknown", "không rõ"])
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_known_to_be_unknown(tmp_path: Path, field: str, value: str) -> None:
    changed = correct(tmp_path, f"bac/mot,{field},{value},đã hỏi")
    assert changed.corrected == (field,)
    if field == "province":
        assert changed.topics == ()
    else:
        assert getattr(changed, field) == Inference(None, 1.0, "correction", "đã hỏi")


def test_a_row_without_a_value_corrects_nothing_and_may_stand_beside_one_that_does(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, "a,year,,thiếu", "a,year,2019,", "b,title, ,yếu", "a,province,,")
    assert load_corrections(path) == {"a": {"year": Correction("year", "2019", "", 3)}}


@pytest.mark.parametrize("row", ["a,ngay,,", ",year,,"])
def test_a_row_without_a_value_must_name_an_article_and_a_field(tmp_path: Path, row: str) -> None:
    with pytest.raises(CorrectionsError, match=r":2: "):
        load_corrections(write(tmp_path, row))


def test_what_was_guarded_from_spreadsheets_is_read_as_it_was(tmp_path: Path) -> None:
    found = load_corrections(write(tmp_path, "'-bai,title,'=Một hai,", "b,title,'Một',"))
    assert found["-bai"]["title"].value == "=Một hai"
    assert found["b"]["title"].value == "'Một'"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("date", "2019-01-26", "2019-01-26"),
        ("date", "26/1/2019", "2019-01-26"),
        ("date", "26-01-2019", "2019-01-26"),
        ("time", "8:05", "08:05"),
        ("time", "23h31", "23:31"),
        ("year", "1994", "1994"),
        ("province", "tp hcm", "Thành phố Hồ Chí Minh"),
        ("province", "hai-phong; Hà Tây", "Hải Phòng; Hà Tây"),
        ("author", "Hoàng Tùng", "Hoàng Tùng"),
    ],
)
def test_values_are_read_into_one_form(tmp_path: Path, field: str, typed: str, value: str) -> None:
    found = load_corrections(write(tmp_path, f"a,{field},{typed},"))
    assert found["a"][field].value == value


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,ngay,2019-01-26,", ("ngay", "date")),
        (",year,2019,", ("id",)),
        ("a,date,2019-02-30,", ("2019-02-30", "2019-01-26")),
        ("a,date,hôm qua,", ("hôm qua",)),
        ("a,time,25:00,", ("25:00", "08:30")),
        ("a,year,19,", ("“19”",)),
        ("a,year,3019,", ("3019",)),
        ("a,year,٢٠١٩,", ("2019",)),
        ("a,province,Hải Phog,", ("Hải Phog", "Hải Phòng")),
        ("a,province,Hà Nội; Atlantis,", ("Atlantis",)),
        ("a,title,Một, hai,ghi chú", ("ngoặc kép", "quotes")),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(
    tmp_path: Path, row: str, words: tuple[str, ...]
) -> None:
    path = write(tmp_path, "ok,year,2018,", row)
    with pytest.raises(CorrectionsError) as caught:
        load_corrections(path)
    message = caught.value.message
    assert message.startswith(f"{path}:3: ")
    for word in words:
        assert word in message


def test_all_bad_rows_are_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a,nam,2018,", "b,year,2018,", "c,year,hai nghìn,")
    with pytest.raises(CorrectionsError) as caught:
        load_corrections(path)
    first, second = caught.value.message.splitlines()
    assert first.startswith(f"{path}:2: ") and second.startswith(f"{path}:4: ")
    path = write(tmp_path, *(f"a,year,{year}," for year in range(30)))
    with pytest.raises(CorrectionsError) as caught:
        load_corrections(path)
    assert caught.value.message.splitlines()[20:] == ["… (+10)"]


def test_two_rows_for_one_field_are_an_error_that_names_both_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "a,year,2018,", "b,year,2018,", "a,year,2019,")
    with pytest.raises(CorrectionsError, match=r":4: .*dòng 2"):
        load_corrections(path)


def test_a_year_and_a_date_that_disagree_are_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "a,year,2018,", "a,date,2019-01-26,")
    with pytest.raises(CorrectionsError, match=r":3: .*2018.*2019-01-26"):
        load_corrections(path)


def test_a_missing_column_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError, match=r":1: .*field"):
        load_corrections(write(tmp_path, "a,2018,", header="id,value,note"))


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes("id,field,value,note\na,title,H\xe0,\n".encode("latin-1"))
    with pytest.raises(CorrectionsError, match="UTF-8"):
        load_corrections(path)


def test_a_correction_is_sure_and_says_why(tmp_path: Path) -> None:
    changed = correct(tmp_path, "bac/mot,title,Tên đúng,theo bản in", "bac/mot,author,B,")
    assert changed.title == Inference("Tên đúng", 1.0, "correction", "theo bản in")
    assert changed.author == Inference("B", 1.0, "correction", "")
    assert changed.corrected == ("title", "author")
    assert (changed.text, changed.parts) == (article().text, article().parts)


def test_a_date_gives_the_year_too(tmp_path: Path) -> None:
    changed = correct(tmp_path, "bac/mot,date,2019-01-26,x")
    assert (changed.date.value, changed.year.value) == ("2019-01-26", "2019")
    assert changed.year.method == "correction"
    assert changed.corrected == ("date",)


def test_a_year_takes_away_a_date_of_another_year(tmp_path: Path) -> None:
    assert correct(tmp_path, "bac/mot,year,2011,").date.value is None
    assert correct(tmp_path, "bac/mot,year,2017,").date == article().date
    assert correct(tmp_path, "bac/mot,date,-,").year == article().year


def test_a_province_gives_the_topics(tmp_path: Path) -> None:
    changed = correct(tmp_path, "bac/mot,province,Quảng Nam; Hà Tây,đã đọc")
    assert [(t.printed, t.former, t.present) for t in changed.topics] == [
        ("quang-nam", ("quang-nam",), ("da-nang",)),
        ("ha-tay", ("ha-noi",), ("ha-noi",)),
    ]
    assert {(t.method, t.confidence, t.evidence) for t in changed.topics} == {
        ("correction", 1.0, "đã đọc")
    }


def test_a_corrected_year_decides_what_the_province_was(tmp_path: Path) -> None:
    before = correct(tmp_path, "bac/mot,province,An Giang,")
    assert before.topics[0].former == ("an-giang",)
    after = correct(tmp_path, "bac/mot,province,An Giang,", "bac/mot,year,2026,")
    assert after.topics[0].former == ("an-giang", "kien-giang")


def test_a_source_gives_its_province_under_one_name(tmp_path: Path) -> None:
    changed = correct(tmp_path, "bac/mot,source,HNM,ghi ở góc trang")
    assert changed.source == Inference("Báo Hànộimới", 1.0, "correction", "ghi ở góc trang")
    assert changed.source_province.value == "ha-noi"
    unknown = correct(tmp_path, "bac/mot,source,-,")
    assert (unknown.source.value, unknown.source_province.value) == (None, None)


def test_nothing_to_correct_changes_nothing() -> None:
    assert apply_corrections(article(), {}) == article()
