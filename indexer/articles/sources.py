"""Who published this page?

Evidence, strongest first: what the record states, the address, a name in the page's own head or
foot (masthead, imprint), the code that opens the lead ("HNM -"), a credit under the text. A
paper that the prose or a headline talks about is none of these. The page is read whole, chrome
included, because mastheads and imprints are chrome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.articles.chrome import is_motto
from indexer.articles.gazetteer import find_province
from indexer.articles.gazetteer.spelling import plain_letters
from indexer.articles.hosts import province_in_host
from indexer.articles.offices import heading_office
from indexer.articles.outlet_names import (
    NamedOutlet,
    outlet_at,
    outlet_called,
    outlet_with_code,
    outlets_in,
    parent_domains,
)
from indexer.articles.sections import is_section
from indexer.model import UNKNOWN, Inference

# A line longer than this is a paragraph of the article, unless it is an imprint; those end soon.
_PARAGRAPH = 170
_LONGEST_IMPRINT = 800
# Of pages without one, shorter lines are the paragraphs.
_SHORT_PARAGRAPH, _SENTENCE_ENDS = 110, (".", "!", "?", "”", '"')
_HEAD_LINES, _FOOT_LINES = 25, 45
# What only an imprint says (lower case).
_IMPRINT = (
    "giấy phép", "bản quyền", "©", "copyright", "tòa soạn", "toà soạn", "tổng biên tập",
    "cơ quan chủ quản", "cơ quan ngôn luận", "cơ quan của", "tiếng nói của", "ghi rõ nguồn",
    "sao chép", "fanpage", "đơn vị chủ quản",
)  # fmt: skip
_BEFORE = re.compile(
    r"^\W*$|^\W*\w{2,8} [-–] $|[|»›>/•:]\s*$|\s{3,}$|(?:trang chủ|chào mừng)[\w\s]{0,30}$"
)
_AFTER = re.compile(
    r"\s*(?:điện tử|online)?\s*(?:\W*$|[|»›>/•(]|\s{3,}|- (?=[^\d])|, (?:tin|thời sự|đọc báo)\b"
    # An address or a date follows.
    r"|(?:-|,|:) (?:số )?\d+[a-z]?(?:/\d+)* (?!năm|tuổi|tháng)[^\W\d]"
    r"|, (?:thứ|chủ nhật|ngày|số) |, \d{1,2}[/.-]\d| \d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b)"
)
_DOMAINS = (".vn", ".com", ".net", ".org")
_HOST = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:vn|com|net|org)\b")
_CREDITS = re.compile(
    r"\W*(?:theo|nguồn|nguồn tin|(?:đăng|dẫn|trích)(?: lại)? từ)(?: tin)?"
    r"[\s:_]+(?P<credit>[^()]{2,60}?)\W*$"
    r"|\W*chuyên trang của (?P<part>[^()]{2,60}?)\W*$"
    r"|[\w. ]{1,30}/(?P<agency>[\w+. ]{2,30})$"
    r"|[^()]*\((?:theo[\s_]+|nguồn:?\s+)?(?P<inside>[^()]{2,40})\)\W*$",
    re.IGNORECASE,
)
# How a lead opens: "(HNM) -", "QNO - ", "(Báo X)-", "Baox.vn - ".
_OPENING = re.compile(
    r"\((?P<inside>[^()]{2,40})\)(?P<dash>\s*[-–—])?|(?P<bare>[^()–—]{2,24}?)\s*[-–—](?:\s|$)"
    # ... and a date line: "SGGPO Thứ Ba, 6/10/2020 07:55".
    r"|(?P<stamp>[A-ZĐ&]{3,8}) (?=Thứ |Chủ |T\d|\d{1,2}[/:-])"
)
_STOPS = (". ", "! ", "? ", "” ", '" ')
# A name of an outlet as a line of its own, and after a copyright sign.
_TITLED_LINES, _LONGEST_NAME = 8, 70
_WEB_PAPER = "báo điện tử "
_WEB_NAMES = ("điện tử", "online", ".vn", "vietnamplus")
_OWNER = re.compile(r"©\W*(?:(?:19|20)\d\d\W*)*(?P<name>[^\W\d_][^.|©]{2,40}?)\s*(?:[.|,-]|$)")
_FOLLOW = re.compile(r"\W*theo dõi (?P<name>\S.{2,40}?) trên(?: google.*)?\W*$", re.IGNORECASE)
# A code opens one of the first paragraphs: the lead, or the one after a long caption.
_LEAD_WITHIN = 4
_SIGNED_LINES = 5
# A name of so many words before a dash is an outlet's, if there is one of that name.
_LONG_NAME = 4

_Found = tuple[NamedOutlet, float, str, str]


def find_source(
    text: str, url: str | None, given: Mapping[str, str]
) -> tuple[Inference, Inference]:
    """The outlet, under the name one cites it by, and the former slug of its province.

    `text` is the whole page, `given` the record's own fields. Each is unknown rather than
    guessed; the province is unknown too where the outlet is national.
    """
    found = _stated(given) or (_addressed(url) if url else None) or _printed(text)
    found = found or (_host(url) if url else None)
    if found is None:
        return UNKNOWN, UNKNOWN
    outlet, confidence, method, evidence = found
    source = Inference(outlet.name, confidence, method, evidence)
    if not outlet.province:
        return source, UNKNOWN
    return source, Inference(outlet.province, confidence, method, evidence)


def _stated(given: Mapping[str, str]) -> _Found | None:
    name = " ".join(plain_letters(given.get("source", "")).split())
    if not name:
        return None
    outlet = outlet_called(name) or outlet_at(name) or outlet_with_code(name, "")
    return outlet or NamedOutlet(name, ""), 1.0, "given", name


def _addressed(url: str) -> _Found | None:
    outlet = outlet_at(url)
    return (outlet, 0.97, "address", url) if outlet else None


def _host(url: str) -> _Found | None:
    domains = parent_domains(url)
    if not domains:
        return None
    return NamedOutlet(domains[0], province_in_host(domains[0])), 0.6, "address", url


def _printed(text: str) -> _Found | None:
    """The best evidence on the page itself."""
    plain = plain_letters(text)
    lines = [line for line in map(str.strip, plain.split("\n")) if line]
    first, last = _prose(lines)
    head = lines[: min(first, _HEAD_LINES)]
    foot = lines[last + 1 :][:_FOOT_LINES]
    found = [*_named(head, 0.95), *_named(foot, 0.9), *_hosted([*head, *foot])]
    if last < len(lines):
        ending, below = _endings(lines[last])
        foot = [ending, below, *foot]
        signed = _cited(below) if below != ending.strip() else None
        found += [(signed, 0.75, "credit", below)] if signed else []
    found += [*_coded(lines[: first + _LEAD_WITHIN], plain), *_credited(foot)]
    found += [*_titled(head), *_owned(foot), *_signed_with_code(foot, plain)]
    found += _followed([*head, *foot])
    return max(found, key=lambda f: f[1], default=None)


def _prose(lines: Sequence[str]) -> tuple[int, int]:
    """The indexes of the first and the last line that is a paragraph."""
    long = [i for i, line in enumerate(lines) if len(line) > _PARAGRAPH]
    long = long or [i for i, line in enumerate(lines) if _is_short_paragraph(line)]
    while long and _is_long_imprint(lines[long[-1]]):
        long.pop()
    while long and _is_long_imprint(lines[long[0]]):
        long.pop(0)
    if long:
        return long[0], long[-1]
    middle = len(lines) // 2
    return middle, middle


def _is_short_paragraph(line: str) -> bool:
    return len(line) > _SHORT_PARAGRAPH and line.endswith(_SENTENCE_ENDS)


def _endings(paragraph: str) -> tuple[str, str]:
    """The end of a paragraph, and what stands there below its last sentence ("Nguồn: X")."""
    end = paragraph[-80:]
    return end, end[max(map(end.rfind, _STOPS)) + 1 :].strip()


def _is_long_imprint(line: str) -> bool:
    return len(line) <= _LONGEST_IMPRINT and _is_imprint(line.lower())


def _is_imprint(lower: str) -> bool:
    return any(word in lower for word in _IMPRINT)


def _named(lines: Sequence[str], confidence: float) -> Iterator[_Found]:
    """Outlets that stand alone on a line or a segment of it, or in an imprint."""
    bare = []
    for line in lines:
        lower = line.lower()
        for outlet, start, end in outlets_in(lower):
            if _is_imprint(lower):
                yield outlet, 0.96 if "©" in line else 0.95, "imprint", line
            elif _BEFORE.search(lower[:start]) and _AFTER.match(lower, end):
                bare.append((outlet, confidence, "masthead", line))
    # Several names that are not in an imprint are a list of links.
    if len({outlet.name for outlet, *_ in bare}) == 1:
        yield bare[0]


def _hosted(lines: Sequence[str]) -> Iterator[_Found]:
    """The outlet at the one address that stands alone on a line, begins it, or is in an imprint."""
    found = []
    for line in lines:
        lower = line.lower()
        match = _HOST.search(lower) if any(name in lower for name in _DOMAINS) else None
        if match and (match.start() <= 2 or _is_imprint(lower)):
            outlet = outlet_at(match[0])
            if outlet is not None:
                found.append((outlet, 0.9, "host", line))
    if len({outlet.name for outlet, *_ in found}) == 1:
        yield found[0]


def _coded(lines: Sequence[str], text: str) -> Iterator[_Found]:
    """The outlet whose code, name or host opens one of the lines."""
    for line in lines:
        alone = outlet_with_code(line.strip("()"), text)
        if alone is not None:
            yield alone, 0.9, "code", line
            return
        match = _OPENING.match(line)
        if match is None:
            continue
        name = match["inside"] or match["bare"] or match["stamp"]
        outlet = outlet_with_code(name, text)
        if outlet is None and (match["dash"] or _is_long_name(name)):
            outlet = outlet_called(name)
        if outlet is None and "." in name:
            outlet = outlet_at(name)
        if outlet is not None:
            yield outlet, 0.93, "code", name
            return


def _is_long_name(name: str) -> bool:
    """Whether this has the length of a paper's name, and is no heading in capitals."""
    return len(name.split()) >= _LONG_NAME and not name.isupper()


def _signed_with_code(foot: Sequence[str], text: str) -> Iterator[_Found]:
    """The outlet whose code stands alone in brackets under the text: "(BĐO)"."""
    for line in foot[:_SIGNED_LINES]:
        if line[:1] == "(" and line[-1:] == ")":
            outlet = outlet_with_code(line[1:-1], text)
            if outlet is not None:
                yield outlet, 0.8, "code", line


def _titled(head: Sequence[str]) -> Iterator[_Found]:
    """The outlet that a line of the head is the name of ("Quảng Trị Online"), or an office's."""
    for index, line in enumerate(head[:_TITLED_LINES]):
        below = head[index + 1] if index + 1 < len(head) else ""
        # A site's own name stands behind its owner's.
        for piece in reversed(line.split(" - ") if len(line) <= _LONGEST_NAME else ()):
            lower = piece.lower().rstrip()
            marked = piece.isupper() or lower.endswith(_WEB_NAMES) or lower.startswith(_WEB_PAPER)
            if marked:
                outlet = outlet_called(piece)
                if outlet is not None and (is_motto(below) or not is_section(piece)):
                    yield outlet, 0.85, "masthead", line
    office = heading_office(head)
    if office is not None:
        yield office[0], 0.7, "masthead", office[1]


def _followed(lines: Sequence[str]) -> Iterator[_Found]:
    """The outlet that the page asks to be followed ("Theo dõi Báo X trên Google News")."""
    for line in lines:
        match = _FOLLOW.match(line)
        outlet = outlet_called(match["name"]) if match else None
        if outlet is not None:
            yield outlet, 0.85, "masthead", line


def _owned(foot: Sequence[str]) -> Iterator[_Found]:
    """The outlet that a copyright sign names without saying that it is one ("© 2021 Nhân Dân")."""
    for line in foot:
        match = _OWNER.search(line) if "©" in line else None
        outlet = outlet_called(match["name"]) if match else None
        if outlet is not None:
            yield outlet, 0.85, "imprint", line


def _cited(name: str) -> NamedOutlet | None:
    """The outlet of this name; a province's name alone is a place, or a pen name."""
    # A full stop makes no address of a sentence.
    outlet = outlet_called(name) or (outlet_at(name) if "." in name.rstrip(".") else None)
    return None if outlet is None or find_province(name) else outlet


def _credited(lines: Sequence[str]) -> Iterator[_Found]:
    """The outlet that a line under the text credits ("Theo Báo X", "PV/TTXVN")."""
    for line in lines:
        match = _CREDITS.match(line)
        name = match and (match["credit"] or match["part"] or match["agency"] or match["inside"])
        outlet = _cited(name) if name else None
        if outlet is not None:
            yield outlet, 0.75, "credit", line
            return
