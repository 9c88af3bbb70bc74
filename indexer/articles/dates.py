"""When was this published: what does its date line, its URL or (rarely) its body say?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from indexer.articles.date_lines import DateLine, parse_date_line
from indexer.articles.years import find_year
from indexer.model import UNKNOWN, Inference

_VIETNAM = timezone(timedelta(hours=7))
_WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_ISO = re.compile(
    r"((?:19|20)\d\d)-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?",
    re.I,
)
_PRINT_OUT = re.compile(r"\bbản in\s*[-–|:]\s*(?:https?://|www\.|[\w.-]+\.(?:vn|com|net))", re.I)
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-/.]\d{1,2}|\d{1,2}[-/.]((?:19|20)\d\d)|((?:19|20)\d\d)")
_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_URL_DATES = (
    re.compile(rf"/{_YEAR}/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/|$|-)"),
    re.compile(rf"(?<!\d){_YEAR}-{_MONTH}-{_DAY}(?!\d)"),
    re.compile(
        rf"(?<!\d){_YEAR}{_MONTH}{_DAY}(?:\d{{4}}|\d{{6}}|\d{{9}}|\d{{2,3}}(?=\D*$))?(?!\d)"
    ),
)
_URL_MONTH = re.compile(rf"/{_YEAR}/?{_MONTH}/")


@dataclass(frozen=True, slots=True)
class DateFinding:
    """The date, the time and the year of an article, and doubts about them."""

    date: Inference = UNKNOWN
    time: Inference = UNKNOWN
    year: Inference = UNKNOWN
    warnings: tuple[str, ...] = ()


def find_date(
    *,
    date_lines: Sequence[DateLine] = (),
    url: str | None = None,
    body: str = "",
    given: Mapping[str, str] | None = None,
) -> DateFinding:
    """The date of an article from the first of these that tells one.

    The given field `date`, the best of the article's date lines (in the order in which they
    stand), the URL, and for the year alone the body.
    """
    warnings: tuple[str, ...] = ()
    stated = (given or {}).get("date")
    line = choose_date_line(date_lines)
    if stated:
        finding = _read_given(stated, line)
        if finding is not None:
            return finding
        warnings = (f"không hiểu ngày đã cho {stated!r} (the given date was not understood)",)
    if line is not None:
        return _read_date_line(_with_time(line, date_lines), warnings)
    if url:
        finding = _read_url(url, warnings)
        if finding is not None:
            return finding
    return DateFinding(year=find_year(body), warnings=warnings)


def choose_date_line(lines: Sequence[DateLine]) -> DateLine | None:
    """The line that dates the article: one that says so, else one with a time, else the first.

    The head of a print-out tells when it was printed: any other line is better.
    """
    return max(
        lines,
        key=lambda line: (
            _PRINT_OUT.search(line.line) is None,
            line.announced,
            line.time is not None,
            line.weekday is not None,
        ),
        default=None,
    )


def _with_time(line: DateLine, lines: Sequence[DateLine]) -> DateLine:
    """The line, or another one of the same date that tells the time too."""
    if line.time is not None:
        return line
    return next((other for other in lines if other.time and other.date == line.date), line)


def _found(
    day: date, time: str | None, confidence: float, method: str, evidence: str
) -> DateFinding:
    return DateFinding(
        Inference(day.isoformat(), confidence, method, evidence),
        Inference(time, confidence, method, evidence) if time else UNKNOWN,
        Inference(str(day.year), confidence, method, evidence),
    )


def _read_given(stated: str, line: DateLine | None) -> DateFinding | None:
    iso = _ISO.match(stated.strip())
    if iso:
        return _read_iso(iso, stated)
    parsed = parse_date_line(stated) or _parse_mail_date(stated)
    if parsed is not None:
        time, method, evidence = parsed.time, "given", stated
        finding = _found(parsed.date, time, 1.0, method, evidence)
        if time is None and line is not None and line.time and line.date == parsed.date:
            clock = Inference(line.time, 0.97, "date_line", line.line)
            return DateFinding(finding.date, clock, finding.year)
        return finding
    year = _YEAR_MONTH.fullmatch(stated.strip())
    if year:
        value = next(filter(None, year.groups()))
        return DateFinding(year=Inference(value, 1.0, "given", stated))
    return None


def _read_iso(match: re.Match[str], stated: str) -> DateFinding | None:
    """An ISO time, told in Vietnamese time where it names another zone."""
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    try:
        moment = datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    zone = match[6]
    if zone:
        shift = "+0000" if zone in "Zz" else zone.replace(":", "")
        aware = datetime.strptime(f"{moment:%Y%m%d%H%M}{shift}", "%Y%m%d%H%M%z")
        moment = aware.astimezone(_VIETNAM)
    return _found(moment.date(), f"{moment:%H:%M}", 1.0, "given", stated)


def _parse_mail_date(stated: str) -> DateLine | None:
    """A date as feeds write it: "Mon, 12 Mar 2018 08:00:00 +0700"."""
    for shape in ("%a, %d %b %Y %H:%M:%S %z", "%d %b %Y"):
        try:
            moment = datetime.strptime(stated.strip().replace("GMT", "+0000"), shape)
        except ValueError:
            continue
        if moment.tzinfo is not None:
            moment = moment.astimezone(_VIETNAM)
        time = f"{moment:%H:%M}" if "%H" in shape else None
        return DateLine(moment.date(), time, None, True, "", stated)
    return None


def _read_date_line(line: DateLine, warnings: tuple[str, ...]) -> DateFinding:
    confidence = 0.97
    if line.weekday is not None:
        confidence = 0.99
        if line.weekday != line.date.weekday():
            confidence = 0.85
            right = _WEEKDAY_NAMES[line.date.weekday()]
            doubt = (
                f"{line.date:%d/%m/%Y} là {right}, không phải {_WEEKDAY_NAMES[line.weekday]}"
                " (the weekday disagrees with the date)"
            )
            warnings = (*warnings, doubt)
    found = _found(line.date, line.time, confidence, "date_line", line.line)
    return DateFinding(found.date, found.time, found.year, warnings)


def date_in_url(url: str) -> date | None:
    """The day that the path of an address names ("/2019/01/26/", "...-20190126123456.htm")."""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None


def _read_url(url: str, warnings: tuple[str, ...]) -> DateFinding | None:
    day = date_in_url(url)
    if day is not None:
        return replace(_found(day, None, 0.9, "url", url), warnings=warnings)
    month = _URL_MONTH.search(url)
    if month:
        return DateFinding(year=Inference(month[1], 0.9, "url", url), warnings=warnings)
    return None
