"""Is this line a date line, and which date, time and weekday does it tell?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer.articles.lines import tidy

_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "bốn": 2, "4": 2, "năm": 3, "5": 3,
    "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5, "nhật": 6, "cn": 6,
}  # fmt: skip

_WEEKDAY = re.compile(
    r"(?<!\w)(?:thứ\s*(hai|ba|tư|bốn|năm|sáu|bảy|bẩy|[2-7])|t\.?([2-7])|chủ\s*(nhật)|(cn))(?!\w)",
    re.IGNORECASE,
)
_SEPARATOR = r"\s?[/.\-–]\s?"
_DAY_FIRST = re.compile(
    rf"(?<![\d/])(\d{{1,2}})({_SEPARATOR})(\d{{1,2}}){_SEPARATOR}((?:19|20)\d\d|\d\d(?!\d))(?![\d/])"
)
# "26.6.09" can be the number of a chapter: it needs something beside it that dates have.
_SHORT_YEAR = re.compile(r"^\d{1,2}\s?[.\-–]\s?\d{1,2}\s?[.\-–]\s?\d\d$")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_WRITTEN = re.compile(
    r"(ngày\s+)?(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}|mười\s+(?:một|hai)|[^\W\d]+)"
    r"(?:\s*,)?(\s+năm)?\s+((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# As blogs print it: "Tháng Chín 5, 2013".
_MONTH_FIRST = re.compile(
    r"tháng\s+(\d{1,2}|mười\s+(?:một|hai)|[^\W\d]+)\s+(\d{1,2}),\s*((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:viết|đăng|gửi)\s+bởi|người\s+(?:đăng|gửi|viết)[^:]{0,15}:|tác\s+giả\s*:|nguồn(?:\s+tin)?\s*:",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.,\-])(\d{1,2})(?:\s?(?::|h:?|g:?|giờ)\s?(\d{2}|\d(?=\s?(?:phút|'|’|′)))(?!\d)"
    r"(?:\s?(?:'|’|′|phút|g|p))?(?::\d{2})?"
    r"|\s?(?:h|g|giờ)(?!\w))\s*(sa|ch|am|pm|sáng|trưa|chiều|tối)?(?!\w)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"[\[(]?\s*(?:gmt|utc)\s*[+-]?\s*\d{1,2}(?::?00)?\s*[\])]?|(?<=\d)[+-]\d\d:\d\d|(?<!\w)T(?=\d\d:)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:lần\s+)?cập\s*nhật(?:\s+(?:lần\s+cuối|lúc|ngày|lần\s+cuối\s+lúc))?|ngày\s+(?:đăng|phát\s+hành|"
    r"xuất\s+bản|cập\s*nhật|đưa\s+tin|gửi|tạo|viết)(?:\s+(?:tin|bài))?|đăng\s+(?:lúc|ngày|tải|vào)|(?:được\s+)?đăng|"
    r"xuất\s+bản(?:\s+(?:lúc|ngày))?|thời\s+gian(?:\s+đăng)?|phát\s+hành|published|updated",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"lượt\s+(?:xem|đọc|truy\s+cập)\s*:?\s*[\d.,]*|(?:số\s+)?(?:lần|lượt)\s+(?:xem|đọc)\s*:?\s*[\d.,]*|"
    r"[\d.,]+\s+(?:lượt\s+(?:xem|đọc)|bình\s+luận|thích)|đã\s+xem\s*:?\s*[\d.,]*|xem\s*:\s*[\d.,]+|"
    r"bình\s+luận\s*:?\s*\(?\d*\)?|in\s+(?:bài(?:\s+(?:viết|này))?|trang)(?:\s+này)?|bản\s+in|print|"
    r"email|gửi\s+(?:email|bài)|a\s*[-+]|(?<!\w)(?:ngày|lúc|hồi|vào|giờ)(?!\w)|views?|"
    r"chia\s+sẻ|facebook|zalo|nghe\s+đọc\s+bài|(?<!\w)(?:posted|post|on|at|by)(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"hôm\s+nay|bây\s+giờ|hotline|đường\s+dây\s+nóng|liên\s+hệ|english|trang\s+(?:chủ|nhất)|"
    r"đăng\s+nhập|tìm\s+kiếm|giấy\s+phép|bản\s+quyền|copyright|©|thời\s+tiết\s*:|tỷ\s+giá|°c|"
    r"số\s+báo|đặt\s+báo|rss|sơ\s+đồ|toàn\s+cảnh",
    re.IGNORECASE,
)
_LATER = re.compile(r"[|;•]|(?:chỉnh\s+)?sửa|cập\s+nhật", re.IGNORECASE)
_OUTLET = re.compile(r"(?:báo(?!\s+cáo)|đài|cổng|trang\s+(?:tin|thông\s+tin)|tạp\s+chí)\s", re.I)
_BRACKETED = re.compile(r"[\[(].*[\])]")
# Stands for what was read of a line, so that what is left keeps its place.
_TAKEN = "\0"
_OPENING = 80
_AFTER_DATE = re.compile(
    rf"(?:[\s,|–-]*{_TIME.pattern})?(?:\s*{_ZONE.pattern})?[\s,|–-]*", re.IGNORECASE
)
_CUTS = "|-–—•·.)]»›>/*"
_MARKS = " \t,;:|-–—•·.()[]{}«»/\\*›>"


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line that tells a date tells.

    `weekday` is 0 for Monday, None where none is printed; `announced` says that the line names
    what the date is ("Cập nhật:", "Ngày đăng:"); `rest` is what else stands on it.
    """

    date: date
    time: str | None
    weekday: int | None
    announced: bool
    rest: str
    line: str


def parse_date_line(line: str) -> DateLine | None:
    """What this line tells about a date, None where it tells none or is more than a date line.

    Page clocks ("Hôm nay: ...", a date among hotlines and menus) and licence lines tell none.
    """
    if len(line) > 160 or not any(map(str.isdigit, line)) or _CLOCK.search(line):
        return None
    return _read_date(line)


def read_leading_date(paragraph: str) -> tuple[DateLine, int] | None:
    """The date line with which a paragraph opens, and its length, where one runs into the text.

    It must tell a time or a weekday: a paragraph may open with any other date.
    """
    found = _search_date(paragraph[:_OPENING])
    if found is None:
        return None
    more = _AFTER_DATE.match(paragraph, found[2])
    end = more.end() if more else found[2]
    line = parse_date_line(paragraph[:end])
    if line is None or line.rest or (line.time is None and line.weekday is None):
        return None
    return line, end


def is_page_clock(line: str) -> bool:
    """Whether this line tells the date of the visit, or of a licence, and not of the article."""
    return bool(len(line) <= 200 and _CLOCK.search(line) and _search_date(line))


def _read_date(line: str) -> DateLine | None:
    found = _search_date(line)
    if found is None:
        return None
    day, start, end = found
    left, right = _ZONE.sub(_TAKEN, line[:start]), _ZONE.sub(_TAKEN, _before_another(line[end:]))
    weekday = _WEEKDAY.search(left) or _WEEKDAY.search(right)
    left, right = _WEEKDAY.sub(_TAKEN, left), _WEEKDAY.sub(_TAKEN, right)
    clock = _TIME.search(right) or next(reversed(list(_TIME.finditer(left))), None)
    left, right = _TIME.sub(_TAKEN, left, count=1), _TIME.sub(_TAKEN, right, count=1)
    announced = bool(_ANNOUNCED.search(left))
    left = _NOISE.sub(_TAKEN, _ANNOUNCED.sub(_TAKEN, left))
    right = _NOISE.sub(_TAKEN, _ANNOUNCED.sub(_TAKEN, right))
    rest = tidy(f"{left} {right}".replace(_TAKEN, " ")).strip(_MARKS)
    if rest and not _may_stand_beside(rest, left, right, announced):
        return None
    sure = announced or weekday or clock or _BRACKETED.fullmatch(line.strip())
    if _SHORT_YEAR.search(line[start:end]) and not sure:
        return None
    return DateLine(
        day,
        _clock_time(clock) if clock else None,
        _weekday_number(weekday) if weekday else None,
        announced,
        rest,
        tidy(line),
    )


def _before_another(right: str) -> str:
    """What stands behind a date, up to a second one with its announcement."""
    if _search_date(right) is None:
        return right
    later = _LATER.search(right)
    return right[: later.start()] if later else right


def _may_stand_beside(rest: str, left: str, right: str, announced: bool) -> bool:
    """Whether what else stands on the line can stand on a date line.

    A section, a source, a place or a name can, parted from the date by a mark; a sentence or a
    headline with a date cannot.
    """
    words = rest.split()
    if len(words) > 9 or len(rest) > 60:
        return False
    if announced or _WRITER.search(rest):
        return len(words) <= 8
    before, after = left.rstrip(f"{_TAKEN} ,"), right.lstrip(f"{_TAKEN} ,")
    cut_before = not before or before[-1] in _CUTS
    cut_after = not after or after[0] in _CUTS
    if cut_before and cut_after:
        return True
    named = _OUTLET.match(rest) or not any(w[0].islower() for w in words)
    place = cut_after and "," in left[len(before) :] and named
    return bool(place) or len(words) <= 2


def _search_date(line: str) -> tuple[date, int, int] | None:
    """The first full date of this line with its span."""
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_DAY_FIRST, (4, 3, 1))):
        for match in pattern.finditer(line):
            year, month, day = (int(match[group]) for group in order)
            found = _make_date(year if year > 99 else 2000 + year, month, day)
            if found:
                return found, match.start(), match.end()
    month_first = _MONTH_FIRST.search(line)
    if month_first:
        named = _month_number(month_first[1])
        blog = _make_date(int(month_first[3]), named, int(month_first[2])) if named else None
        if blog:
            return blog, month_first.start(), month_first.end()
    for match in _WRITTEN.finditer(line):
        # "9 tháng năm 2017" is nine months of 2017, and no month.
        nine_months = match[3] == "năm" and not match[4] and not match[1]
        named = None if nine_months else _month_number(match[3])
        written = _make_date(int(match[5]), named, int(match[2])) if named else None
        if written:
            return written, match.start(), match.end()
    return None


def _month_number(name: str) -> int | None:
    name = " ".join(name.lower().split())
    return int(name) if name.isdigit() else _MONTHS.get(name)


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock_time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").lower()
    if half in ("ch", "pm", "chiều", "tối") and hour < 12:
        hour += 12
    if half in ("sa", "am") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _weekday_number(match: re.Match[str]) -> int:
    return _WEEKDAYS[next(filter(None, match.groups())).lower()]
