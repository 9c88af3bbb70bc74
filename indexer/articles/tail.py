"""Where does the article end, who signed it, and what does the page add below?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.articles.bylines import Byline, has_surname, is_credit, is_office, is_role, read_byline
from indexer.articles.chrome import is_chrome, is_heading, is_ornament, is_teaser
from indexer.articles.date_lines import DateLine, is_placed_date, parse_date_line
from indexer.articles.gazetteer import find_province
from indexer.articles.lines import Line, tidy
from indexer.articles.paragraphs import is_caption, is_prose, is_sentence
from indexer.model import PartKind

_LONG = 160
_SHARED_TITLE = re.compile(
    r"^(?:qr\s*code|mã\s+qr|chia\s+sẻ\s+(?:bài(?:\s+viết)?|tin)|bạn\s+đang\s+(?:đọc|xem)(?:\s+(?:bài(?:\s+viết)?|tin))?)\s*[:\"“]\s*(?P<title>.{8,200}?)[\"”]?"
    r"(?:\s+(?:tại|thuộc|trong)\s+chuyên\s+mục\b.*)?$",
    re.IGNORECASE,
)
# Links inside the text stand under such words, too.
_INSET = re.compile(r"\W*(?:(?:xem|đọc)\s+thêm|(?:tin|bài|tin bài)\s+liên\s+quan)", re.IGNORECASE)

# Names below are the readers'.
_COMMENTS = re.compile(
    r"\W*(?:(?:\d+\s+)?bình\s+luận|ý\s+kiến|phản\s+hồi|comments?)\b", re.IGNORECASE
)
# A film may stand between the text and its author.
_FILM = re.compile(r"(?:video|clip)\s*:\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tail:
    """What the lines below the text are: `kinds` has one for each of them."""

    kinds: tuple[PartKind, ...] = ()
    byline: Byline | None = None
    evidence: str = ""
    role: str | None = None
    date_lines: tuple[DateLine, ...] = ()


def find_end(lines: Sequence[Line], first: int) -> int:
    """The index of the first line below the text, whose first paragraph is `lines[first]`.

    The text ends with the author's name, the heading of a list of other articles, a button of
    the page, or a run of teasers, unless it goes on after that.
    """
    inset = False
    for index in range(first + 1, len(lines)):
        plain = lines[index].plain
        if _INSET.match(plain) and is_heading(plain) and _resumes(lines, index + 1):
            inset = True
            continue
        inset = inset and is_teaser(plain)
        if inset:
            continue
        if is_heading(plain):
            if not _goes_on(lines, index + 1, alone=True) or _ends_for_good(lines, index):
                return index
        elif _is_button(plain):
            if not _goes_on(lines, index + 1, alone=False):
                return index
        elif index == first + 1 and read_byline_of_lead(lines, index) is not None:
            continue
        elif _is_signed(lines, index) and not _goes_on(lines, index + 1, alone=True):
            dated = index > first + 1 and is_placed_date(lines[index - 1].plain)
            return index - 1 if dated else index
    return _end_of_prose(lines, first)


def read_tail(lines: Sequence[Line], *, signed: bool) -> Tail:
    """What each of the lines below the text is; `signed` says that the head names the author."""
    kinds: list[PartKind] = []
    byline: Byline | None = None
    evidence, role = "", None
    dates: list[DateLine] = []
    site = said = False
    for index, line in enumerate(lines):
        plain = line.plain
        said = said or bool(_COMMENTS.match(plain))
        found = None if byline or signed or said else _find_byline(plain, site, index)
        date_line = None if site else parse_date_line(plain)
        if date_line is not None and (
            date_line.announced
            or not date_line.rest
            or find_province(date_line.rest)
            or is_placed_date(plain)
        ):
            kinds.append("dateline")
            dates.append(date_line)
        elif found is not None:
            kinds.append("byline")
            byline, evidence, role = found, tidy(plain), found.role
        elif (
            byline
            and role is None
            and kinds[-1] == "byline"
            and is_role(plain)
            and not _is_site(plain)
        ):
            kinds.append("role")
            role = tidy(plain)
        elif not site and is_caption(plain):
            kinds.append("caption")
        elif not site and (is_credit(plain) or (signed and read_byline(plain) is not None)):
            kinds.append("byline")
        else:
            site = site or not _FILM.match(plain)
            kinds.append("chrome")
    return Tail(tuple(kinds), byline, evidence, role, tuple(dates))


def read_byline_of_lead(lines: Sequence[Line], index: int) -> Byline | None:
    """The author on this line right below the lead, where two paragraphs follow."""
    below = [line.plain for line in lines[index + 1 : index + 3]]
    if len(below) < 2 or not all(is_prose(line) and not is_teaser(line) for line in below):
        return None
    plain = lines[index].plain
    byline = read_byline(plain)
    short = plain.isupper() and len(plain.split()) in (2, 3)
    return byline if byline and (byline.marked or has_surname(byline.author) or short) else None


def read_shared_title(line: str) -> tuple[int, int, str] | None:
    """The title that a share line repeats ("QR CODE: ..."), with its span in the line."""
    match = _SHARED_TITLE.match(line)
    if match is None:
        return None
    start, end = match.span("title")
    return start, end, match["title"]


def _is_site(plain: str) -> bool:
    return is_chrome(plain) or is_heading(plain)


def _find_byline(plain: str, site: bool, index: int) -> Byline | None:
    """The author on this line; among the site's lines only one that is surely a name."""
    if _is_site(plain) or is_teaser(plain) or find_province(plain) is not None:
        return None
    byline = read_byline(plain)
    if byline is None and not site and is_office(plain):
        return Byline(tidy(plain))
    if (
        byline is not None
        and site
        and not (index < 4 and (byline.marked or has_surname(byline.author)))
    ):
        return None
    return byline


def _is_button(plain: str) -> bool:
    return is_chrome(plain) and not is_ornament(plain)


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Whether the text can end at this line: a name, a credit, or the first of some teasers."""
    plain = lines[index].plain
    following = [line.plain for line in lines[index + 1 : index + 3]]
    if is_credit(plain) or is_office(plain):
        return True
    if read_byline(plain) is not None:
        # Three names one below the other are a list of the article's.
        return len(following) < 2 or any(
            read_byline(line) is None or is_heading(line) or is_chrome(line) for line in following
        )
    teasers = len(plain) < _LONG and is_teaser(plain)
    return teasers and bool(following) and is_teaser(following[0])


def _goes_on(lines: Sequence[Line], start: int, *, alone: bool) -> bool:
    """Whether the text goes on below, before the site's own lines.

    One long paragraph says so, and where it need not be `alone`, two short ones.
    """
    short = 0
    for line in lines[start:]:
        plain = line.plain
        if is_heading(plain) or _is_button(plain):
            return False
        if is_prose(plain):
            short += 1
            if len(plain) >= _LONG or (short >= 2 and not alone):
                return True
    return False


def _resumes(lines: Sequence[Line], start: int) -> bool:
    """Whether the text goes on below an inset of links, and its author signs it there."""
    told = False
    for line in lines[start:]:
        plain = line.plain
        if told and _signs(plain):
            return True
        if _is_button(plain) or (is_heading(plain) and not _INSET.match(plain)):
            return False
        told = is_prose(plain) and not is_teaser(plain)
    return False


def _signs(plain: str) -> bool:
    byline = read_byline(plain)
    return byline is not None and (byline.marked or has_surname(byline.author))


def _ends_for_good(lines: Sequence[Line], index: int) -> bool:
    """Whether at most short notes on other articles stand below this heading."""
    below = lines[index + 1 :]
    return not any(len(line.plain) >= _LONG and is_prose(line.plain) for line in below[:6])


def _end_of_prose(lines: Sequence[Line], first: int) -> int:
    """The index below the last line that ends as a sentence, or below the last line."""
    last = max(
        (index for index in range(first, len(lines)) if is_sentence(lines[index].plain)),
        default=len(lines) - 1,
    )
    below = lines[last + 1 :]
    return (
        last + 1
        if below and all(len(line.plain) < 90 for line in below) and len(below) >= 2
        else len(lines)
    )
