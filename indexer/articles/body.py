"""What is each line of the text: lead, paragraph, subhead, caption, or the site's own?"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.articles.chrome import is_chrome, is_heading
from indexer.articles.date_lines import parse_date_line
from indexer.articles.lines import Line
from indexer.articles.paragraphs import is_caption, is_prose, is_sentence
from indexer.model import PartKind


def read_body(lines: Sequence[Line]) -> tuple[PartKind, ...]:
    """The kind of each of these lines, of which the first is the lead."""
    kinds: list[PartKind] = []
    inset = False
    for index, line in enumerate(lines):
        kind = _kind_of(lines, index, inset)
        inset = kind == "chrome" and (inset or is_heading(line.plain))
        kinds.append(kind)
    return tuple(kinds)


def tells_date(lines: Sequence[Line], index: int) -> bool:
    """Whether this line among the paragraphs is a date line: right below the lead, or announced.

    Other lines with a date alone are the entries of a chronology.
    """
    plain = lines[index].plain
    found = parse_date_line(plain) if len(plain) <= 80 else None
    return found is not None and (found.announced or (index <= 2 and found.time is not None))


def _kind_of(lines: Sequence[Line], index: int, inset: bool) -> PartKind:
    plain = lines[index].plain
    if index == 0:
        return "lead"
    prose = is_prose(plain)
    if not prose and (is_chrome(plain) or is_heading(plain) or inset):
        return "chrome"
    if is_caption(plain):
        return "caption"
    if tells_date(lines, index):
        return "dateline"
    following = lines[index + 1].plain if index + 1 < len(lines) else ""
    # A row of a table is no heading.
    short = len(plain) <= 100 and "|" not in plain and not is_sentence(plain)
    if not prose and short and is_prose(following):
        return "subhead"
    return "body"
