"""Which lines above the title are the site's: its menu, its motto, other articles' headlines?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.articles.chrome import is_masthead, is_menu, is_site_name
from indexer.articles.date_lines import is_page_clock
from indexer.articles.outlet_names import outlet_called
from indexer.articles.paragraphs import is_sentence
from indexer.articles.sections import is_home, is_section
from indexer.model import PartKind

# A line with fewer words hardly is a title, where another one has as many.
_TITLE_WORDS = 4
# A longer line may be a lead without its full stop.
_LONGEST_OWN = 85


def above_clock(plain: Sequence[str], open_lines: Sequence[int]) -> set[int]:
    """Those of these lines that stand above the clock of the visit: the site's menu."""
    if len(open_lines) < 2:
        return set()
    clock = max((i for i, line in enumerate(plain) if is_page_clock(line)), default=0)
    above = [index for index in open_lines if index < clock]
    # One line is left to be the title.
    return set(above[:-1] if len(above) == len(open_lines) else above)


def between_buttons(
    plain: Sequence[str], open_lines: Sequence[int], kinds: Mapping[int, PartKind]
) -> set[int]:
    """Short lines that stand between two of the site's own, title still to come: its menu.

    So is all that stands above a menu on one line, the site's name and its motto, and a line that
    begins with such a name.
    """
    long = [index for index in open_lines if len(plain[index].split()) >= _TITLE_WORDS]
    last = long[-1] if long else -1
    menus = [index for index in range(last) if is_menu(plain[index])]
    found = {index for index in open_lines if menus and index < menus[-1]}
    found |= {index for index in open_lines if index < last and _is_site_name(plain[index])}
    run: list[int] = []
    still_open = set(open_lines)
    for index in range(last):
        if index in still_open and len(plain[index].split()) < _TITLE_WORDS:
            run.append(index)
            continue
        bounded = run and run[0] > 0 and kinds.get(run[0] - 1) == "chrome"
        if bounded and len(run) >= 2 and kinds.get(index) == "chrome":
            found.update(run)
        run = []
    return found


def above_site(
    plain: Sequence[str], open_lines: Sequence[int], kinds: Mapping[int, PartKind]
) -> set[int]:
    """Headlines that roll above the name of the site or the path to the article: other articles'.

    The article's own stands below, and so does its date. A headline alone above a name of a site
    can be the article's, whose source is named below it.
    """
    if not open_lines:
        return set()
    first = open_lines[0]
    site = [i for i, kind in kinds.items() if i > first and kind in ("chrome", "section")]
    top = max((index for index in site if _opens_page(plain[index])), default=0)
    above = {index for index in open_lines if index < top}
    first_date = min((i for i, kind in kinds.items() if kind == "dateline"), default=0)
    if not above or first_date < top:
        return set()
    rolling = sum(_reads_as_title(plain[index]) for index in above)
    own = any(_reads_as_title(plain[index]) for index in open_lines if index > top)
    return above if own and (rolling > 1 or is_home(plain[top])) else set()


def _reads_as_title(line: str) -> bool:
    long = len(line.split()) >= _TITLE_WORDS and len(line) < _LONGEST_OWN
    return long and not is_sentence(line) and not is_section(line)


def _opens_page(line: str) -> bool:
    return is_home(line) or is_masthead(line) or _is_site_name(line)


def _is_site_name(line: str) -> bool:
    if is_site_name(line):
        return True
    if line.endswith(":"):
        return False  # a place that leads up to the title
    pieces = line.split(" - ")
    return not is_section(line) and all(outlet_called(piece) is not None for piece in pieces)
