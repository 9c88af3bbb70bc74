"""Which line above the text is the title, and what are the others?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.articles.bylines import Byline, has_surname, is_role, read_byline
from indexer.articles.chrome import is_chrome, is_heading, is_masthead, is_menu
from indexer.articles.date_lines import DateLine, is_page_clock, parse_date_line
from indexer.articles.lines import Line, tidy
from indexer.articles.paragraphs import code_length, is_caption, is_sentence
from indexer.articles.sections import is_section, opens_with_section, read_path
from indexer.model import PartKind

# A longer line below another one is a lead without its full stop rather than a title.
_LONGEST_TITLE = 110
_CODE_ALONE = re.compile(r"\(?[A-ZĐ][A-ZĐ.]{1,6}\)?\s*[-–—]*|\([^()]{2,30}\)\s*[-–—]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the text are: `kinds` has one for each of them.

    `title`, `kicker` and `section` are as they read; `evidence` of the section is its line.
    """

    kinds: tuple[PartKind, ...] = ()
    title: str | None = None
    kicker: str | None = None
    section: str | None = None
    section_line: str = ""
    byline: Byline | None = None
    role: str | None = None
    date_lines: tuple[DateLine, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What is known of the head while it is read."""

    kinds: dict[int, PartKind] = field(default_factory=dict)
    dates: list[DateLine] = field(default_factory=list)
    section: str | None = None
    section_line: str = ""
    byline: Byline | None = None
    role: str | None = None
    open: list[int] = field(default_factory=list)


def read_head(lines: Sequence[Line], given_title: str | None = None) -> Head:
    """What each of these lines above the first paragraph is; `given_title` is known before."""
    reading = _Reading()
    for index, line in enumerate(lines):
        _classify(reading, index, line.plain)
    _drop_what_stands_above_a_clock(reading, lines)
    title, kicker = _choose_title(reading, lines, given_title)
    kinds = tuple(reading.kinds.get(index, "body") for index in range(len(lines)))
    return Head(
        kinds,
        tidy(lines[title].plain) if title is not None else None,
        _tidy_kicker(lines[kicker].plain) if kicker is not None else None,
        reading.section,
        reading.section_line,
        reading.byline,
        reading.role,
        tuple(reading.dates),
    )


def _classify(reading: _Reading, index: int, plain: str) -> None:
    date_line = parse_date_line(plain)
    if date_line is not None:
        reading.kinds[index] = "dateline"
        reading.dates.append(date_line)
        _read_rest(reading, date_line)
        return
    path = read_path(plain)
    byline = read_byline(plain)
    if path is not None:
        _set_section(reading, index, path, plain)
    elif _is_site(plain):
        reading.kinds[index] = "chrome"
    elif byline is not None and byline.marked:
        _set_byline(reading, index, byline)
    elif reading.byline is not None and reading.kinds.get(index - 1) == "byline" and is_role(plain):
        reading.kinds[index], reading.role = "role", tidy(plain)
    elif is_caption(plain):
        reading.kinds[index] = "caption"
    elif _CODE_ALONE.fullmatch(plain):
        reading.kinds[index] = "dateline"
    else:
        reading.open.append(index)


def _is_site(plain: str) -> bool:
    if is_page_clock(plain) or is_menu(plain) or is_masthead(plain):
        return True
    return is_chrome(plain) or (is_heading(plain) and len(plain.split()) <= 4)


def _read_rest(reading: _Reading, line: DateLine) -> None:
    """What stands beside a date: the section, or the author."""
    if not line.rest:
        return
    if is_section(line.rest):
        reading.section, reading.section_line = tidy(line.rest), line.line
    elif reading.byline is None and has_surname(line.rest):
        byline = read_byline(line.rest)
        if byline is not None:
            reading.byline = byline


def _set_section(reading: _Reading, index: int, name: str, plain: str) -> None:
    reading.kinds[index] = "section"
    reading.section, reading.section_line = tidy(name), tidy(plain)


def _set_byline(reading: _Reading, index: int, byline: Byline) -> None:
    reading.kinds[index] = "byline"
    if reading.byline is None:
        reading.byline, reading.role = byline, byline.role


def _drop_what_stands_above_a_clock(reading: _Reading, lines: Sequence[Line]) -> None:
    """Lines above the clock of the visit are the site's menu."""
    clocks = [index for index in range(len(lines)) if is_page_clock(lines[index].plain)]
    for index in [index for index in reading.open if clocks and index < clocks[-1]]:
        if len(reading.open) > 1:
            reading.kinds[index] = "chrome"
            reading.open.remove(index)


def _choose_title(
    reading: _Reading, lines: Sequence[Line], given_title: str | None
) -> tuple[int | None, int | None]:
    """The indexes of the title and of the kicker among the lines that are nothing else."""
    _take_sections(reading, lines, given_title)
    left = reading.open
    if not left:
        return None, None
    plain = {index: lines[index].plain for index in left}
    title = _find_given(plain, given_title)
    if title is None:
        title = _guess_title(left, plain, reading)
    kicker = next((index for index in reversed(left) if index < title), None)
    if kicker is not None and not _can_be_kicker(plain[kicker]):
        kicker = None
    reading.kinds[title] = "title"
    if kicker is not None:
        reading.kinds[kicker] = "kicker"
    _place_the_others(reading, left, plain, title)
    return title, kicker


def _find_given(plain: dict[int, str], given_title: str | None) -> int | None:
    if given_title is None:
        return None
    wanted = tidy(given_title).casefold()
    return next((index for index, line in plain.items() if tidy(line).casefold() == wanted), None)


def _take_sections(reading: _Reading, lines: Sequence[Line], given_title: str | None) -> None:
    """Mark the names of sections that stand above the title."""
    while len(reading.open) > 1 or (reading.open and given_title is not None):
        index = reading.open[0]
        plain = lines[index].plain
        if given_title is not None and tidy(plain).casefold() == tidy(given_title).casefold():
            return
        above = {reading.kinds.get(other, "body") for other in range(index)}
        first_of_page = above <= {"chrome"} and not reading.section
        named = is_section(plain) and not (reading.section and plain.isupper())
        named = named or (not plain.isupper() and opens_with_section(plain))
        stands_out = len(reading.open) > 1 and _stands_out(plain, lines[reading.open[1]].plain)
        if not named and not (first_of_page and stands_out):
            return
        reading.open.pop(0)
        _set_section(reading, index, plain.strip(" :"), plain)


def _stands_out(plain: str, following: str) -> bool:
    """Whether a line is a section's unknown name: few words in capitals above a line in letters."""
    return (
        plain.isupper()
        and len(plain.split()) <= 3
        and not plain.endswith(":")
        and not following.isupper()
    )


def _guess_title(left: list[int], plain: dict[int, str], reading: _Reading) -> int:
    """The title: below a kicker, and otherwise the first line."""
    if len(left) == 1:
        return left[0]
    first, second = left[0], left[1]
    above, below = plain[first], plain[second]
    if above.endswith(":") or (above.isupper() and not below.isupper()):
        return second
    if read_byline(below) is not None and has_surname(below):
        return first
    adjacent = second == first + 1
    dated_between = any(reading.kinds.get(index) == "dateline" for index in range(first, second))
    shorter = len(above) < len(below) and len(above.split()) <= 12
    if adjacent and shorter and len(below) <= _LONGEST_TITLE and not is_sentence(below):
        return second
    short_name = len(above.split()) <= 4 and len(below.split()) > len(above.split())
    if dated_between and short_name and not is_sentence(below) and len(below) <= _LONGEST_TITLE:
        reading.section, reading.section_line = tidy(above), tidy(above)
        reading.kinds[first] = "section"
        left.remove(first)
        return second
    return first


def _can_be_kicker(plain: str) -> bool:
    return len(plain) <= 120 and not plain.endswith((".", "…"))


def _tidy_kicker(plain: str) -> str:
    return tidy(plain).rstrip(" :")


def _place_the_others(
    reading: _Reading, left: list[int], plain: dict[int, str], title: int
) -> None:
    """Lines below the title are the author's name, a subtitle or the lead's beginning."""
    for index in left:
        if index in reading.kinds:
            continue
        byline = read_byline(plain[index])
        if index > title and reading.byline is None and byline and has_surname(byline.author):
            _set_byline(reading, index, byline)
        elif index < title:
            reading.kinds[index] = "chrome"
        elif code_length(plain[index]) or len(plain[index]) >= 60:
            reading.kinds[index] = "lead"
        else:
            reading.kinds[index] = "subhead"
