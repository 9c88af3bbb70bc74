"""Is this line a date line, and which date, time and weekday does it tell?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer.articles.lines import tidy
from indexer.articles.sections import is_section
from indexer.articles.written_days import search_date

_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "bốn": 2, "4": 2, "năm": 3, "5": 3,
    "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5, "nhật": 6, "cn": 6,
}  # fmt: skip

_WEEKDAY = re.compile(
    r"(?<!\w)(?:th[ứu]\s*(hai|ba|tư|bốn|năm|sáu|bảy|bẩy|[2-7])|t\.?([2-7])|chủ\s*(nhật)|(cn))(?!\w)",
    re.IGNORECASE,
)
# "26.6.09" can be the number of a chapter: it needs something beside it that dates have.
_SHORT_YEAR = re.compile(r"^\d{1,2}\s?[^/\s\d]\s?\d{1,2}\s?[^/\s\d]\s?\d\d$")
_LUNAR = re.compile(
    r"[(\[,–-][^()\[\]]*(?:âm\s+lịch|giêng|chạp|năm\s+(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý))[^()\[\]]*[)\]]?",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:viết\s+|đăng\s+|gửi\s+)?bởi|(?<!\w)by\s|người\s+(?:đăng|gửi|viết)[^:]{0,15}:|tác\s+giả\s*:|nguồn(?:\s+tin)?\s*:",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/,\-])(?<!\d\.)(\d{1,2})(?:\s?(?::|h:?|g:?|giờ)\s?(\d{2}|\d(?=\s?(?:phút|'|’|′)))(?!\d)"
    r"(?:\s?(?:'|’|′|phút|g|p))?(?::\d{2})?"
    r"|\s?(?:h|g|giờ)(?!\w|\s+trước))\s*(sa|ch|am|pm|sáng|trưa|chiều|tối)?(?!\w)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"[\[(]?\s*(?:gmt|utc)\s*[+-]?\s*\d{1,2}(?::?00)?\s*[\])]?|(?<=\d)[+-]\d\d:\d\d|(?<!\w)T(?=\d\d:)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:lần\s+)?cập\s*nhật(?:\s+(?:lần\s+cuối|lúc|ngày|lần\s+cuối\s+lúc))?|ngày\s+(?:đăng|phát\s+hành|"
    r"xuất\s+bản|cập\s*nhật|đưa\s+tin|gửi|tạo|viết)(?:\s+(?:tin|bài))?|đăng\s+(?:lúc|ngày|tải|vào)|(?:được\s+)?đăng|"
    r"xuất\s+bản(?:\s+(?:lúc|ngày))?|thời\s+gian(?:\s+đăng)?|phát\s+hành|"
    r"(?:gửi|phát(?:\s+sóng)?|đã\s+đăng|tin|bài)\s+(?:lúc|đăng|lên)|kỳ\s+phát\s+sóng|(?<!\w)số\s+\d+|số(?:\s+báo)?\s+ra(?:\s+ngày)?|published|updated",
    re.IGNORECASE,
)
# What pages print beside a date, and is no word of it.
_NOISE = re.compile(
    r"\d+\s+(?:giờ|phút|ngày|tiếng)\s+trước|"
    r"(?:số\s+)?(?:lần|lượt)\s+(?:xem|đọc|truy\s+cập|thích)\s*:?\s*[\d.,]*|(?:đã\s+)?(?:xem|đọc)\s*:?\s*[\d.,]+(?:\s+lần)?|"
    r"[\d.,]+\s+(?:(?:lượt|lần)\s+(?:xem|đọc)|bình\s+luận|thích|views?|hits?|phút\s+đọc)|(?:views?|hits?)\s*:?\s*[\d.,]*|"
    r"bình\s+luận\s*:?\s*\(?\d*\)?|in\s+(?:bài(?:\s+(?:viết|này))?|tin|trang)(?:\s+này)?|bản\s+in|print|"
    r"email|gửi\s+(?:email|bài|tin|bạn\s+bè|cho\s+bạn(?:\s+bè)?)|cỡ\s+chữ\s*:?|mã\s+(?:bài|số|tin)\s*:?\s*\d*|trở\s+về|quay\s+lại|"
    r"(?<![^\W\d_]\s)(?<!\w)a\s*[-+]|(?<!\w)a\s+a(?:\s+a)*(?!\w)|giờ\s+(?:việt\s+nam|hà\s+nội)|"
    r"(?<!\w)(?:ngày|ngay|lúc|luc|hồi|vào|giờ|nghe|lưu|posted|post|on|at)(?!\w)|"
    r"chia\s+sẻ|facebook|twitter|zalo|google\+?|nghe\s+đọc\s+bài|[^\w\s\0-\x7f“”‘’–—…«»›•·]+|"
    r"(?<!\w)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"^\W*hôm\s+nay|bây\s+giờ|hotline|đường\s+dây\s+nóng|liên\s+hệ|english|trang\s+(?:chủ|nhất)|"
    r"điện\s+thoại\s*:|e-?mail\s*:|\w@\w|"
    r"đăng\s+nhập|tìm\s+kiếm|giấy\s+phép|bản\s+quyền|copyright|©|thời\s+tiết\s*:|tỷ\s+giá|°c|"
    r"ngày\s+in\s*:|^\W*hạn\s+(?:nộp|cuối|chót)|(?:quyết\s+định|nghị\s+quyết|công\s+văn)\s+số|số\s+báo(?!\s+ra)|đặt\s+báo|rss|sơ\s+đồ|toàn\s+cảnh",
    re.IGNORECASE,
)
_SITE_MENU = re.compile(
    r"\W*(?:hotline|đường\s+dây\s+nóng|english|tiếng\s+việt|trang\s+(?:chủ|nhất)\s*(?:[|•·\t]|\s{3}|$)|đăng\s+nhập|đăng\s+ký|tìm\s+kiếm)",
    re.IGNORECASE,
)
_GLUED_TIME = re.compile(r"^[-–](?=\d{1,2}[:hg])")
_LATER = re.compile(r"[|;•]|(?:chỉnh\s+)?sửa|cập\s+nhật", re.IGNORECASE)
_OUTLET = re.compile(r"(?:báo(?!\s+cáo)|đài|cổng|trang\s+(?:tin|thông\s+tin)|tạp\s+chí)\s", re.I)
_OUTLET_ALONE = re.compile(r"(?:Báo|Đài|Cổng|Tạp chí)(?: [A-ZĐÀ-Ỹ]\w*){1,5}")
_BRACKETED = re.compile(r"[\[(].*[\])]")
# Stands for what was read of a line, so that what is left keeps its place.
_TAKEN = "\0"
_OPENING = 80
# A press release opens with its place and day, then a dash.
_PLACE_AND_DAY = (
    r"(?:TP\.? ?)?[A-ZĐÀ-Ỹ]\w*(?:[ .-]{1,3}[A-ZĐÀ-Ỹ]\w*){0,5}, (?:ngày )?\d{1,2}"
    r"(?: tháng |[/.-])\d{1,2}(?: năm |[/.-])\d{4}"
)
_PLACED = re.compile(_PLACE_AND_DAY + r" ?[-–—:] *")
_WRITTEN_AT = re.compile(_PLACE_AND_DAY + r"\W*")
_AFTER_DATE = re.compile(
    rf"(?:[\s,|–-]*{_TIME.pattern})?(?:\s*{_ZONE.pattern})?[\s,|–-]*", re.IGNORECASE
)
_CUTS = "|-–—•·.)]»›>/*([{;:"
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

    It must tell a time or a weekday, or be a dateline ("Vinh, ngày 5 tháng 9 năm 2013 -"): a
    paragraph may open with any other date.
    """
    found = search_date(paragraph[:_OPENING])
    if found is None:
        return None
    dateline = _PLACED.match(paragraph)
    if dateline and dateline.end() >= found[2]:
        line = parse_date_line(paragraph[: found[2]])
        return None if line is None else (line, dateline.end())
    more = _AFTER_DATE.match(paragraph, found[2])
    end = more.end() if more else found[2]
    line = parse_date_line(paragraph[:end])
    if line is None or line.rest or (line.time is None and line.weekday is None):
        return None
    return line, end


def is_placed_date(line: str) -> bool:
    """Whether this line is where and when an article was written ("Vinh, 19-1-2012")."""
    return len(line) <= _OPENING and _WRITTEN_AT.fullmatch(line) is not None


def is_page_clock(line: str) -> bool:
    """Whether this line tells the date of the visit, or of a licence, and not of the article."""
    return bool(len(line) <= 200 and _CLOCK.search(line) and search_date(line))


def is_site_menu(line: str) -> bool:
    """Whether this line is of what a site prints above all its pages, beside the day's date."""
    return bool(len(line) <= 200 and _SITE_MENU.match(line))


def _read_date(line: str) -> DateLine | None:
    found = search_date(line)
    if found is None:
        return None
    day, start, end = found
    left, right = line[:start], _LUNAR.sub(_TAKEN, _before_another(line[end:]))
    right = _GLUED_TIME.sub(" ", right)
    left, right = _ZONE.sub(_TAKEN, left), _ZONE.sub(_TAKEN, right)
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
    if search_date(right) is None:
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
    if announced or is_section(rest) or _WRITER.search(rest):
        return len(words) <= 8
    before, after = left.rstrip(f"{_TAKEN} ,"), right.lstrip(f"{_TAKEN} ,")
    cut_before = not before or before[-1] in _CUTS
    cut_after = not after or after[0] in _CUTS
    if cut_before and cut_after:
        return True
    named = _OUTLET.match(rest) or not any(w[0].islower() for w in words)
    place = cut_after and ("," in left[len(before) :] or _OUTLET_ALONE.fullmatch(rest)) and named
    return bool(place) or len(words) <= 2


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
