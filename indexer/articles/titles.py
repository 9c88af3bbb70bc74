"""Which of the lines above the text is the title, which its kicker, which a section's name?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.articles.bylines import has_surname, is_role, read_byline
from indexer.articles.known_names import is_known_name
from indexer.articles.lines import tidy
from indexer.articles.paragraphs import code_length, is_sentence
from indexer.articles.sections import is_section, opens_with_section

# A longer line below another one is a lead without its full stop rather than a title.
_LONGEST_TITLE = 110
# A line with fewer words hardly is a title, where another one has as many.
_TITLE_WORDS = 4
# So many lines without a text below them are a poem.
_VERSES = 6
# Names of sites and sections are shorter than such a line; few titles are longer than the other.
_HEADLINE_WORDS, _LONG_LINE = 6, 85
# So many names of sections one below the other are a menu.
_MENU_RUN = 3
# How the name of an office begins that heads its own page.
_ORGAN = re.compile(
    r"(?:bộ|sở|cục|tổng cục|chi cục|ubnd|ủy ban|hội|hiệp hội|liên đoàn|đảng bộ|tỉnh ủy"
    r"|thành ủy|huyện ủy|tỉnh đoàn|thành đoàn|trường|thư viện|bảo tàng|viện|công ty|tổng công ty"
    r"|tập đoàn|ban|trung tâm|tạp chí|diễn đàn|blog|trang nhà) ",
    re.IGNORECASE,
)
# Printed in capitals above a title they lead up to it.
_GENRES = frozenset(("ghi chép", "phóng sự", "bút ký", "ký sự", "tản văn", "truyện ngắn"))
# What a title's second line can begin with, its first line hardly.
_JOINING = frozenset(
    ("trên", "của", "và", "với", "từ", "ở", "cho", "trong", "dưới", "bên", "giữa", "để", "mà")
)
_SITE_SUFFIX = re.compile(r"\s*[-–|»:]\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """The indexes of the title's lines, of the kicker, of sections, and of the site's menu."""

    title: tuple[int, ...] = ()
    kicker: int | None = None
    sections: tuple[int, ...] = ()
    menu: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What the head has besides the lines to choose from.

    `dates` are the indexes of its date lines, `first` that of the page's first own line; `is_all`
    says that no text follows: the lines are a poem's, or what stands beside pictures.
    """

    dates: frozenset[int]
    first: int
    has_section: bool
    is_all: bool


def find_headline(
    plain: Mapping[int, str],
    *,
    dates: frozenset[int],
    first: int,
    has_section: bool,
    given: str | None,
    is_all: bool = False,
) -> Headline:
    """The title among these lines, which are nothing else; `given` is the title if it is known."""
    above = _Above(dates, first, has_section, is_all)
    left = dict(plain)
    menu = _take_menu(left) + _take_page_title(left)
    known = _find_given(left, given)
    if known is None:
        menu += _take_teasers(left, above)
    sections = _take_sections(left, above, known)
    if known is None:
        known, more = _guess(left, above, given)
        sections += more
    if known is None:
        return Headline((), None, sections, menu)
    if not has_section and not sections:
        sections = _take_last_section(left, known)
    kicker = known - 1 if known - 1 in left and known - 1 not in sections else None
    named = kicker is not None and is_section(left[kicker]) and not _is_genre(left[kicker])
    if kicker is not None and named and not (has_section or sections):
        sections, kicker = (kicker,), None
    if kicker is not None and not _can_be_kicker(left[kicker]):
        kicker = None
    title = _run_on(left, known)
    below = title[-1] + 1
    if not has_section and not sections and is_section(left.get(below, "")):
        sections = (below,)
    if kicker is not None and _goes_on(left[kicker], left[known]):
        title, kicker = (kicker, *title), None
    return Headline(title, kicker, sections, menu)


def _take_menu(left: dict[int, str]) -> tuple[int, ...]:
    """Take out a run of names of sections that is too long to be a path.

    Its last name is the article's section where it stands there a second time.
    """
    run: list[int] = []
    for index, line in left.items():
        if not is_section(line) or (run and index != run[-1] + 1):
            break
        run.append(index)
    if len(run) > _MENU_RUN and left[run[-1]] in [left[above] for above in run[:-1]]:
        run.pop()
    if len(run) < _MENU_RUN:
        return ()
    for index in run:
        del left[index]
    return tuple(run)


def _take_page_title(left: dict[int, str]) -> tuple[int, ...]:
    """Take out a line that is another line's text with the site's name added."""
    lowest = {line: index for index, line in left.items() if len(line) >= 12}
    lengths = sorted(set(map(len, lowest)))
    for index, line in left.items():
        for length in lengths:
            if length > len(line):
                break
            other = lowest.get(line[:length])
            if other is None:
                continue
            added = line[length:]
            if _SITE_SUFFIX.match(added) or (not added and index < other):
                del left[index]
                return (index,)
    return ()


def _take_teasers(left: dict[int, str], above: _Above) -> tuple[int, ...]:
    """Take out the headlines below a date that stands right below a headline: other articles'."""
    for date in above.dates:
        headline = left.get(date - 1, "")
        below = [index for index in left if index > date]
        others = sum(_can_be_title(left[index], left.get(index - 1, "")) for index in below)
        long = len(headline.split()) >= _HEADLINE_WORDS and not is_sentence(headline)
        if others > 1 and long and len(headline) <= _LONGEST_TITLE:
            for index in below:
                del left[index]
            return tuple(below)
    return ()


def _find_given(left: Mapping[int, str], given: str | None) -> int | None:
    if given is None:
        return None
    wanted = tidy(given).casefold()
    return next((index for index, line in left.items() if tidy(line).casefold() == wanted), None)


def _take_sections(left: dict[int, str], above: _Above, title: int | None) -> tuple[int, ...]:
    """Take out the names of sections that stand above the title."""
    taken: list[int] = []
    while left:
        index = next(iter(left))
        if index == title:
            break
        line = left[index]
        following = next((other for other in left.values() if other != line), None)
        has_section = above.has_section or bool(taken)
        genre = _is_genre(line)
        named = is_section(line) and not ((has_section or genre) and line.isupper() and following)
        if following is not None and not genre:
            named = named or (not line.isupper() and opens_with_section(line))
            named = named or (index == above.first and _stands_out(line, following))
        if not named:
            break
        taken.append(index)
        del left[index]
    return tuple(taken)


def _is_genre(line: str) -> bool:
    return line.isupper() and line.strip(" .:").lower() in _GENRES


def _take_last_section(left: dict[int, str], title: int) -> tuple[int, ...]:
    """Take out the name of a section that stands lowest above the title, below a menu."""
    named = [index for index in left if index < title and is_section(left[index])]
    if not named or named[0] == next(iter(left)) or left[named[-1]].isupper():
        return ()
    del left[named[-1]]
    return (named[-1],)


def _stands_out(line: str, following: str) -> bool:
    """Whether a line is a section's unknown name: few words in capitals above a line in letters."""
    short = len(line.split()) <= 3 and not line.endswith(":")
    return line.isupper() and short and not following.isupper()


def _guess(
    left: dict[int, str], above: _Above, given: str | None
) -> tuple[int | None, tuple[int, ...]]:
    """The title's index: below a kicker, and otherwise the first line; and a section above it."""
    if not left or given is not None:
        return None, ()
    indexes = list(left)
    if len(indexes) == 1:
        return indexes[0], ()
    first, second = indexes[:2]
    line, below = left[first], left[second]
    if line.endswith(":") or (len(indexes) == 2 and _stands_above(line, below)):
        return second, ()
    fit = [index for index in indexes if _can_be_title(left[index], left.get(index - 1, ""))]
    while len(fit) > 1 and _is_lead(left[fit[-1]], left[fit[-2]]):
        fit.pop()
    if fit:
        return fit[0 if above.is_all and len(fit) >= _VERSES else -1], ()
    byline = read_byline(below)
    if len(below) > _LONGEST_TITLE or is_sentence(below) or below[0].islower():
        return first, ()
    if byline is not None and (has_surname(byline.author) or len(below.split()) <= 3):
        return first, ()
    if second == first + 1 and len(line) < len(below) and len(line.split()) <= 12:
        return second, ()
    dated = any(first < index < second for index in above.dates)
    if dated and len(line.split()) <= 4 and len(below.split()) > len(line.split()):
        return second, (first,)
    if dated and first == above.first and _ORGAN.match(line) and len(below.split()) >= 4:
        return second, ()
    return first, ()


def _stands_above(line: str, below: str) -> bool:
    """Whether this line in capitals leads up to the title below it, and is none of its own.

    Below a title a name may stand, a label, or the beginning of the lead.
    """
    if not line.isupper() or below.isupper() or _is_named(below) or is_sentence(below):
        return False
    words = len(below.split())
    return len(below) <= _LONGEST_TITLE and words >= min(len(line.split()), _TITLE_WORDS)


def _can_be_title(line: str, above: str) -> bool:
    """Whether this line, nearest to the text, is the title rather than a name, a role or a lead.

    Names of sites and sections stand above titles, in any wording: the lowest line wins. A role
    stands below a name: other lines that begin as one ("Hội nghị ...") are headlines.
    """
    if len(line.split()) < _TITLE_WORDS or len(line) > _LONGEST_TITLE or line[0].islower():
        return False
    if line.endswith((".", ";", "|")) and not line.endswith("..."):
        return False
    if _is_named(line) or (is_role(line) and _is_named(above)):
        return False
    return not is_section(line) and not code_length(line)


def _is_named(line: str) -> bool:
    byline = read_byline(line)
    return byline is not None and (byline.marked or has_surname(byline.author))


def _is_lead(line: str, above: str) -> bool:
    """Whether this line is a lead without its full stop: a whole headline stands above it."""
    if len(above.split()) < _HEADLINE_WORDS or above.endswith(":"):
        return False
    return is_sentence(line) or len(line) >= _LONG_LINE or len(line) <= len(above)


def _run_on(left: Mapping[int, str], title: int) -> tuple[int, ...]:
    """The title's lines: a following line that begins with a small letter belongs to it."""
    lines = [title]
    while lines[-1] + 1 in left and left[lines[-1] + 1][0].islower():
        lines.append(lines[-1] + 1)
    return tuple(lines)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line in capitals is the second half of a title that is broken in two."""
    both = above.isupper() and line.isupper() and above[-1].isalnum()
    return both and line.split()[0].lower() in _JOINING


def _can_be_kicker(line: str) -> bool:
    """Whether this line right above the title can lead up to it; a site's short name cannot."""
    if len(line) > 120 or line.endswith((".", "…")):
        return False
    words = len(line.split())
    return words >= _TITLE_WORDS or line.isupper() or line.endswith(":") or is_known_name(line)
