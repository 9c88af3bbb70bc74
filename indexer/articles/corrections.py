"""What has somebody who knows better written down about an article?

`corpus/corrections.csv` has the columns `id,field,value,note`. A correction stands above
everything that was inferred, and above what a record states; the value "-" (or "unknown",
"không rõ") says that the field is known to be unknown. A row without a value has not been filled
in yet and corrects nothing, so that a table of doubts (`timbao audit`) can be put there at any
stage.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from indexer.articles.gazetteer import find_province, near_provinces
from indexer.articles.places import find_topics
from indexer.articles.sources import find_source
from indexer.errors import CorrectionsError
from indexer.model import Article, Inference, Topic

COLUMNS = ("id", "field", "value", "note")
FIELDS = (
    "title",
    "date",
    "time",
    "year",
    "province",
    "source",
    "author",
    "author_role",
    "kicker",
    "section",
)
_UNKNOWN_VALUES = {"-", "unknown", "không rõ"}
# What a spreadsheet is kept from computing has an apostrophe before it.
_GUARDED = re.compile(r"^'(?=[=+\-@＝＋－＠])")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Correction:
    """The value of one field of one article; None says that it is known to be unknown.

    A date is "YYYY-MM-DD", a time "HH:MM", provinces are names with "; " between them. `line`
    is where it stands in the table.
    """

    field: str
    value: str | None
    note: str
    line: int


def load_corrections(path: Path) -> dict[str, dict[str, Correction]]:
    """The corrections of the table at `path`, by article id and field; {} if there is no file.

    Rows without a value are left out; their id and field must be right all the same.
    Raises CorrectionsError, naming file and line, for the rows that cannot be applied.
    """
    if not path.exists():
        return {}
    corrections: dict[str, dict[str, Correction]] = {}
    wrong: list[str] = []
    for line, row in _read_rows(path):
        try:
            _take(path, line, row, corrections)
        except CorrectionsError as error:
            wrong.append(str(error))
    if wrong:
        more = len(wrong) - _MOST_ERRORS
        told = [*wrong[:_MOST_ERRORS], f"… (+{more})"] if more > 0 else wrong
        raise CorrectionsError("\n".join(told))
    return corrections


def _take(
    path: Path, line: int, row: Mapping[str, str], corrections: dict[str, dict[str, Correction]]
) -> None:
    """Add what this row corrects to `corrections`; an error where it cannot be."""
    article = row["id"]
    correction = _read_correction(path, line, row)
    if not row["value"]:
        return
    fields = corrections.setdefault(article, {})
    if correction.field in fields:
        first = fields[correction.field].line
        raise _error(
            path,
            line,
            f"trường “{correction.field}” của “{article}” đã có ở dòng {first}",
            f"field “{correction.field}” of “{article}” is already on line {first}",
        )
    fields[correction.field] = correction
    _check_agreement(path, line, fields)


def apply_corrections(article: Article, corrections: Mapping[str, Correction]) -> Article:
    """The article with these corrections; `corrected` lists their fields.

    A date gives the year too, a year takes away a date of another year, a source gives its
    province, a province the topics.
    """
    if not corrections:
        return article
    changes: dict[str, Any] = {}
    year = _year_of(article, corrections)
    for name, correction in corrections.items():
        if name == "province":
            changes["topics"] = _topics(correction, article, year)
        elif name == "source":
            changes["source"], changes["source_province"] = _source(correction)
        else:
            changes[name] = _inference(correction, correction.value)
    if "date" in corrections and "year" not in corrections and corrections["date"].value:
        found = corrections["date"]
        changes["year"] = _inference(found, str(found.value)[:4])
    if "year" in corrections and "date" not in corrections:
        stated = corrections["year"].value
        if stated and article.date.value and not article.date.value.startswith(stated):
            changes["date"] = _inference(corrections["year"], None)
    corrected = tuple(dict.fromkeys((*article.corrected, *corrections)))
    return replace(article, **changes, corrected=corrected)


def _read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the table with the number of the line on which each ends."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header: tuple[str, ...] | None = None
        try:
            for cells in reader:
                if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                    continue
                if header is None:
                    header = tuple(cell.strip().lower() for cell in cells)
                    _check_header(path, reader.line_num, header)
                    continue
                if len(cells) > len(header):
                    raise _error(
                        path,
                        reader.line_num,
                        "có nhiều ô hơn số cột; giá trị có dấu phẩy phải nằm trong ngoặc kép",
                        "more cells than columns; put a value with a comma in quotes",
                    )
                padded = [_GUARDED.sub("", cell.strip(), count=1) for cell in cells]
                padded += [""] * len(header)
                yield reader.line_num, dict(zip(header, padded, strict=False))
        except UnicodeDecodeError as error:
            raise _error(path, reader.line_num + 1, "không phải UTF-8", "not UTF-8") from error
        except csv.Error as error:
            raise _error(
                path, reader.line_num, f"không đọc được CSV ({error})", f"not CSV ({error})"
            ) from error


def _check_header(path: Path, line: int, header: tuple[str, ...]) -> None:
    missing = [column for column in COLUMNS[:3] if column not in header]
    if missing:
        names = ", ".join(missing)
        raise _error(path, line, f"thiếu cột {names}", f"column {names} is missing")


def _read_correction(path: Path, line: int, row: Mapping[str, str]) -> Correction:
    if not row["id"]:
        raise _error(path, line, "thiếu mã bài (id)", "the id is missing")
    name = row["field"].lower()
    if name not in FIELDS:
        known = ", ".join(FIELDS)
        raise _error(
            path,
            line,
            f"không có trường “{row['field']}”; các trường: {known}",
            f"there is no field “{row['field']}”",
        )
    value: str | None = row["value"]
    if row["value"].lower() in _UNKNOWN_VALUES:
        value = None
    elif row["value"] and name in _READERS:
        value = _READERS[name](path, line, row["value"])
    return Correction(name, value, row.get("note", ""), line)


def _read_date(path: Path, line: int, value: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value)
    order = (1, 2, 3)
    if match is None:
        match, order = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", value), (3, 2, 1)
    try:
        if match is None:
            raise ValueError(value)
        return date(*(int(match[part]) for part in order)).isoformat()
    except ValueError as error:
        raise _error(
            path,
            line,
            f"“{value}” không phải là ngày (cần dạng 2019-01-26)",
            f"“{value}” is not a date (write 2019-01-26)",
        ) from error


def _read_time(path: Path, line: int, value: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:h](\d{2})", value)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise _error(
            path,
            line,
            f"“{value}” không phải là giờ (cần dạng 08:30)",
            f"“{value}” is not a time (write 08:30)",
        )
    return f"{int(match[1]):02d}:{match[2]}"


def _read_year(path: Path, line: int, value: str) -> str:
    if not (re.fullmatch(r"[0-9]{4}", value) and _FIRST_YEAR <= int(value) <= _LAST_YEAR):
        raise _error(
            path,
            line,
            f"“{value}” không phải là năm (cần dạng 2019)",
            f"“{value}” is not a year (write 2019)",
        )
    return value


def _read_provinces(path: Path, line: int, value: str) -> str:
    names = []
    for name in value.split(";"):
        found = find_province(name)
        if found is None:
            near = ", ".join(near_provinces(name)) or "?"
            raise _error(
                path,
                line,
                f"không có tỉnh, thành phố “{name.strip()}”; có phải là: {near}",
                f"there is no province “{name.strip()}”; did you mean: {near}",
            )
        names.append(found.name)
    return "; ".join(names)


_READERS = {
    "date": _read_date,
    "time": _read_time,
    "year": _read_year,
    "province": _read_provinces,
}


def _check_agreement(path: Path, line: int, fields: Mapping[str, Correction]) -> None:
    day, year = fields.get("date"), fields.get("year")
    if day and year and day.value and not day.value.startswith(year.value or "-"):
        raise _error(
            path,
            line,
            f"năm “{year.value or ''}” khác với ngày {day.value}",
            f"the year “{year.value or ''}” disagrees with the date {day.value}",
        )


def _error(path: Path, line: int, vietnamese: str, english: str) -> CorrectionsError:
    return CorrectionsError(f"{path}:{line}: {vietnamese} ({english})")


def _inference(correction: Correction, value: str | None) -> Inference:
    return Inference(value, 1.0, "correction", correction.note)


def _year_of(article: Article, corrections: Mapping[str, Correction]) -> int | None:
    """The article's year, corrected if it is."""
    for name in ("year", "date"):
        if name in corrections and corrections[name].value:
            return int(str(corrections[name].value)[:4])
    return int(article.year.value) if article.year.value else None


def _topics(correction: Correction, article: Article, year: int | None) -> tuple[Topic, ...]:
    if correction.value is None:
        return ()
    stated = find_topics(
        title="",
        lead="",
        body=article.text_of("title", "lead", "body"),
        given=correction.value,
        source_province=None,
        year=year,
    )
    return tuple(replace(topic, method="correction", evidence=correction.note) for topic in stated)


def _source(correction: Correction) -> tuple[Inference, Inference]:
    source, province = find_source("", None, {"source": correction.value or ""})
    return _inference(correction, source.value), _inference(correction, province.value)
