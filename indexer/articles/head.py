"""Which line above the text is the title, and what are the others?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from indexer.articles.bylines import Byline, has_surname, is_role, read_byline
from indexer.articles.chrome import is_chrome, is_heading, is_masthead, is_menu
from indexer.articles.date_lines import DateLine, is_page_clock, is_site_menu, parse_date_line
from indexer.articles.gazetteer import find_province
from indexer.articles.known_names import is_known_name
from indexer.articles.lines import Line, tidy
from indexer.articles.outlet_names import outlet_called
from indexer.articles.paragraphs import code_length, is_caption
from indexer.articles.sections import is_section, read_path
from indexer.articles.site_lines import above_clock, above_site, between_buttons
from indexer.articles.titles import Headline, find_headline
from indexer.model import PartKind

_WRITTEN_BY = re.compile(
    r"^(?:(?:(?:viết|đăng|gửi)\s+)?bởi|by\b|người\s+(?:đăng|gửi|viết)[^:]{0,15}:|tác\s+giả\s*:)",
    re.IGNORECASE,
)
# A path to the section says more than a name above it does.
_PATH_SIGNS = "›»>→"
_MARKS = " :»›>[]|•-–—"
# A shorter line may stand at the beginning of another one by chance.
_LONG_ENOUGH = 12
_CODE_ALONE = re.compile(r"\(?[A-ZĐ][A-ZĐ.]{1,6}\)?\s*[-–—]*|\([^()]{2,30}\)\s*[-–—]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the text are: `kinds` has one for each of them.

    `title`, `kicker` and `section` are as they read. `maybe_byline` is a pen name, which is the
    author's only where nobody signed below the text.
    """

    kinds: tuple[PartKind, ...] = ()
    title: str | None = None
    kicker: str | None = None
    section: str | None = None
    section_line: str = ""
    byline: Byline | None = None
    maybe_byline: Byline | None = None
    role: str | None = None
    date_lines: tuple[DateLine, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What is known of the head while it is read."""

    kinds: dict[int, PartKind] = field(default_factory=dict)
    dates: dict[int, DateLine] = field(default_factory=dict)
    repeated: str | None = None
    section: str | None = None
    section_line: str = ""
    byline: Byline | None = None
    maybe_byline: Byline | None = None
    role: str | None = None
    open: list[int] = field(default_factory=list)
    titles: dict[int, set[str]] = field(default_factory=dict)
    """Lines that may be the title, by their lengths."""


def read_head(
    lines: Sequence[Line], given_title: str | None = None, *, is_all: bool = False
) -> Head:
    """What each of these lines above the first paragraph is; `given_title` is known before.

    `is_all` says that the page has no paragraph.
    """
    reading = _Reading()
    for index in range(len(lines)):
        _classify(reading, index, _without_title(reading, lines[index].plain))
    plain = [line.plain for line in lines]
    _drop(reading, above_clock(plain, reading.open))
    _drop(reading, between_buttons(plain, reading.open, reading.kinds))
    _drop(reading, above_site(plain, reading.open, reading.kinds))
    known = given_title or reading.repeated or _take_topic(reading, lines)
    headline = _read_headline(reading, lines, known, is_all=is_all)
    _drop_clock_above(reading, headline, lines)
    title = _without_site(tidy(" ".join(lines[index].plain for index in headline.title)))
    kicker = headline.kicker
    kinds = tuple(reading.kinds.get(index, "body") for index in range(len(lines)))
    return Head(
        kinds,
        title or None,
        tidy(lines[kicker].plain).rstrip(" :") if kicker is not None else None,
        reading.section,
        reading.section_line,
        reading.byline,
        reading.maybe_byline,
        reading.role,
        tuple(reading.dates.values()),
    )


def _without_site(title: str) -> str:
    """The title without the signs before it and the site's name behind it."""
    title = title.lstrip("»›> ")
    own, _, name = title.rpartition(" - ")
    site = own and outlet_called(name) is not None
    return own if site and not is_section(name) and find_province(name) is None else title


def _classify(reading: _Reading, index: int, plain: str) -> None:
    date_line = parse_date_line(plain)
    if date_line is not None:
        reading.kinds[index] = "dateline"
        reading.dates[index] = date_line
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
        if len(plain) >= _LONG_ENOUGH:
            reading.titles.setdefault(len(plain), set()).add(plain)


def _without_title(reading: _Reading, plain: str) -> str:
    """The line; the date alone where it stands behind a repetition of the title."""
    for length, titles in reading.titles.items():
        title, added = plain[:length], plain[length:]
        if added and title in titles and parse_date_line(added) is not None:
            reading.repeated = title
            return added
    return plain


def _drop_clock_above(reading: _Reading, headline: Headline, lines: Sequence[Line]) -> None:
    """A date above the title is that of the visit if another one is earlier, or a menu follows."""
    title = headline.title[0] if headline.title else 0
    first = min((line.date for line in reading.dates.values()), default=None)
    for index, line in list(reading.dates.items()):
        below = lines[index + 1].plain if index < title else ""
        visit = line.time is None and is_site_menu(below)
        later = first is not None and line.date > first
        if index < title and not line.announced and (later or visit):
            reading.kinds[index] = "chrome"
            del reading.dates[index]


def _is_site(plain: str) -> bool:
    if is_page_clock(plain) or is_menu(plain) or is_masthead(plain):
        return True
    return is_chrome(plain) or (is_heading(plain) and len(plain.split()) <= 4)


def _read_rest(reading: _Reading, line: DateLine) -> None:
    """What stands beside a date: the section, or the author."""
    if is_section(line.rest):
        reading.section, reading.section_line = tidy(line.rest), line.line
        return
    rest = _WRITTEN_BY.sub("", line.rest).strip(" :-–|")
    named = bool(rest) and not is_known_name(rest) and outlet_called(rest) is None
    byline = read_byline(rest) if named else None
    if byline is None or reading.byline is not None or len(byline.author.split()) < 2:
        return
    if has_surname(byline.author):
        reading.byline = byline
    else:
        reading.maybe_byline = byline


def _set_section(reading: _Reading, index: int, name: str, plain: str) -> None:
    reading.kinds[index] = "section"
    reading.section, reading.section_line = tidy(name), tidy(plain)


def _set_byline(reading: _Reading, index: int, byline: Byline) -> None:
    reading.kinds[index] = "byline"
    if reading.byline is None:
        reading.byline, reading.role = byline, byline.role


def _drop(reading: _Reading, indexes: AbstractSet[int]) -> None:
    reading.kinds |= dict.fromkeys(indexes, "chrome")
    reading.open = [index for index in reading.open if index not in indexes]


def _take_topic(reading: _Reading, lines: Sequence[Line]) -> str | None:
    """The title that a forum announces above it ("Chủ đề: ..."); it is no section then."""
    topic = reading.section
    if topic is None or is_section(topic):
        return None
    if all(tidy(lines[index].plain) != topic for index in reading.open):
        return None
    kinds = {index: kind for index, kind in reading.kinds.items() if kind == "section"}
    reading.kinds |= dict.fromkeys(kinds, "chrome")
    reading.section, reading.section_line = None, ""
    return topic


def _read_headline(
    reading: _Reading, lines: Sequence[Line], given_title: str | None, *, is_all: bool
) -> Headline:
    """Tell the lines apart that are nothing else: title, kicker, section, menu, and the others."""
    plain = {index: lines[index].plain for index in reading.open}
    site = {index for index, kind in reading.kinds.items() if kind == "chrome"}
    headline = find_headline(
        plain,
        dates=frozenset(index for index, kind in reading.kinds.items() if kind == "dateline"),
        first=next((index for index in range(len(lines)) if index not in site), 0),
        has_section=reading.section is not None,
        given=given_title,
        is_all=is_all,
    )
    for index in headline.sections:
        if any(sign in reading.section_line for sign in _PATH_SIGNS):
            reading.kinds[index] = "section"
            continue
        _set_section(reading, index, plain[index].strip(_MARKS), plain[index])
    reading.kinds |= dict.fromkeys(headline.menu, "chrome")
    reading.kinds |= dict.fromkeys(headline.title, "title")
    if headline.kicker is not None:
        reading.kinds[headline.kicker] = "kicker"
    title = headline.title[-1] if headline.title else -1
    for index in reading.open:
        if index not in reading.kinds:
            _place_another(reading, index, plain[index], title)
    return headline


def _introduces_date(reading: _Reading, index: int, plain: str) -> bool:
    """Whether a dash ties this line to the date line below it ("Thanh Hà - / 9:30, 5/7/2020")."""
    return plain.endswith(("-", "–")) and reading.kinds.get(index + 1) == "dateline"


def _place_another(reading: _Reading, index: int, plain: str, title: int) -> None:
    """A line beside the title is the author's name, a subtitle or the beginning of the lead."""
    byline = read_byline(plain)
    named = byline is not None and not is_known_name(plain)
    if byline is not None and named and reading.byline is None and has_surname(byline.author):
        _set_byline(reading, index, byline)
    elif index < title and not _introduces_date(reading, index, plain):
        reading.kinds[index] = "chrome"
    elif byline is not None and named and reading.maybe_byline is None:
        reading.kinds[index], reading.maybe_byline = "byline", byline
    elif code_length(plain) or len(plain) >= 60:
        reading.kinds[index] = "lead"
    else:
        reading.kinds[index] = "subhead"
