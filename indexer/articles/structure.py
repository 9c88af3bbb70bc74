"""What is each line of a raw page: title, lead, body, caption, byline, or the site's own?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.articles.body import read_body, tells_date
from indexer.articles.bylines import Byline
from indexer.articles.chrome import is_chrome
from indexer.articles.date_lines import DateLine, parse_date_line, read_leading_date
from indexer.articles.given import read_given
from indexer.articles.head import Head, read_head
from indexer.articles.html import LEFT_OUT_MARK
from indexer.articles.lines import (
    Line,
    join_labels,
    join_wrapped,
    raw_offset,
    split_lines,
    text_sizes,
    tidy,
)
from indexer.articles.paragraphs import code_length, is_prose, is_sentence
from indexer.articles.parts import Structure, derive_title
from indexer.articles.tail import Tail, find_end, read_byline_of_lead, read_shared_title, read_tail
from indexer.model import UNKNOWN, Inference, Part, PartKind, RawArticle

__all__ = ["Structure", "structure"]
_READ = frozenset({"title", "lead", "body"})
_TEXT = frozenset({"lead", "body", "subhead", "caption"})
_LONGEST_TITLE = 110
_ABOVE: tuple[PartKind, ...] = ("title", "lead")


def structure(raw: RawArticle, site: frozenset[int] = frozenset()) -> Structure:
    """The parts of this article and the fields that they tell.

    A record whose body is given needs no search; of a raw page every line is told apart, but for
    those that hold an offset of `site`: these are known to be the site's own. Where nothing would
    be left as title, lead or body, the whole text is body; where only a title would be, what
    looked like the site's own is.
    """
    if "body" in raw.given:
        return read_given(raw)
    main_end = raw.text.find(f"\n{LEFT_OUT_MARK}\n")
    found = split_lines(raw.text, 0, None if main_end < 0 else main_end)
    found = join_labels(join_wrapped(found, raw.text))
    rest = [] if main_end < 0 else split_lines(raw.text, main_end)
    if site:
        rest += [line for line in found if _holds(line, site)]
        found = [line for line in found if not _holds(line, site)]
    sizes = text_sizes(found)
    if sizes:
        rest += sizes
        buttons = set(sizes)
        found = [line for line in found if line not in buttons]
    above, lines = _split_given(raw, found)
    page = _read_page(raw, lines, "lead" in raw.given)
    page = replace(page, parts=above + page.parts)
    own = [part for part in page.parts if part.kind != "chrome"]
    alone = len(own) == 1 and len(page.parts) == 1 and not above
    if alone or not any(part.kind in _READ for part in page.parts):
        page = Structure(parts=_all_body(lines))
    elif not any(part.kind in _TEXT for part in page.parts[len(above) :]):
        kept = _all_body(lines) if above else _without_chrome(page.parts)
        page = replace(page, parts=above + kept)
    left_out = tuple(Part("chrome", line.start, line.end) for line in rest)
    parts = tuple(sorted(page.parts + left_out, key=lambda part: part.start))
    return _with_given(replace(page, parts=parts), raw)


def _holds(line: Line, offsets: frozenset[int]) -> bool:
    return any(line.start <= offset < line.end for offset in offsets)


def _read_page(raw: RawArticle, lines: Sequence[Line], has_lead: bool) -> Structure:
    first = _first_paragraph(lines)
    end = find_end(lines, first) if first < len(lines) else len(lines)
    head = read_head(lines[:first], raw.given.get("title"), is_all=first == len(lines))
    signed = head.byline is not None
    tail = read_tail(lines[end:], signed=signed)
    body = read_body(lines[first:end])
    inner = read_byline_of_lead(lines[:end], first + 1) if first + 1 < end else None
    if inner is not None:
        body = (body[0], "byline", *body[2:])
    dates = head.date_lines or _below(lines[first:end]) or tail.date_lines
    opening = None if dates or not body else read_leading_date(lines[first].plain)
    kinds = [*(head.kinds if body else _without_text(head.kinds)), *body, *tail.kinds]
    parts = _make_parts(raw.text, lines, kinds, first, opening[1] if opening else 0)
    if has_lead or not any(p.kind in ("body", "subhead", "caption") for p in parts):
        # What leads to no text is the text itself.
        parts = tuple(replace(p, kind="body") if p.kind == "lead" else p for p in parts)
    title = Inference(head.title, 0.9, "head", head.title) if head.title else UNKNOWN
    if title is UNKNOWN and "title" not in raw.given:
        parts, title = _take_shared_title(parts, lines[end:], raw.text)
    return Structure(
        parts=parts,
        title=title,
        kicker=_inferred(head.kicker, 0.8, "head", head.kicker or ""),
        section=_inferred(head.section, 0.85, "head", head.section_line),
        author=_author(head, tail, inner),
        author_role=_inferred(head.role or tail.role, 0.85, "byline", head.role or tail.role or ""),
        date_lines=(opening[0],) if opening else dates,
    )


def _without_text(kinds: Sequence[PartKind]) -> tuple[PartKind, ...]:
    """The kinds of a page without a paragraph: what stands beside its title is its body."""
    return tuple("body" if kind in ("lead", "subhead") else kind for kind in kinds)


def _below(lines: Sequence[Line]) -> tuple[DateLine, ...]:
    """The date lines among the paragraphs."""
    told = (parse_date_line(lines[i].plain) for i in range(len(lines)) if tells_date(lines, i))
    return tuple(line for line in told if line is not None)


def _first_paragraph(lines: Sequence[Line]) -> int:
    """The index of the first paragraph of the text, the number of lines where there is none."""
    for index, line in enumerate(lines):
        following = lines[index + 1].plain if index + 1 < len(lines) else ""
        if len(line.plain) <= _LONGEST_TITLE and parse_date_line(following) is not None:
            continue  # a title that ends as a sentence does
        if index == 0 and _is_teaser(lines):
            continue
        coded = index > 0 and len(line.plain) >= 60 and code_length(line.plain) > 0
        if (coded or is_prose(line.plain)) and not is_chrome(line.plain):
            return index
    return len(lines)


def _is_teaser(lines: Sequence[Line]) -> bool:
    """Whether the first line only announces the article: title and date line follow below it."""
    below = [line.plain for line in lines[1:5]]
    title = bool(below) and len(below[0]) <= _LONGEST_TITLE and not is_sentence(below[0])
    return title and parse_date_line(below[0]) is None and any(map(_dates, below[1:3]))


def _dates(line: str) -> bool:
    found = parse_date_line(line)
    return found is not None and found.time is not None and not found.rest


def _make_parts(
    text: str, lines: Sequence[Line], kinds: Sequence[PartKind], first: int, opening: int
) -> tuple[Part, ...]:
    parts: list[Part] = []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        start = line.start
        if kind == "lead" and index <= first:
            date = opening if index == first else 0
            code = date + code_length(line.plain[date:])
            if code:
                start += raw_offset(text[line.start : line.end], code)
                parts.append(Part("dateline", line.start, start))
        parts.append(Part(kind, start, line.end))
    return tuple(parts)


def _take_shared_title(
    parts: tuple[Part, ...], below: Sequence[Line], text: str
) -> tuple[tuple[Part, ...], Inference]:
    """The parts with the title that a share line below the text repeats, where one does."""
    for line in below:
        shared = read_shared_title(line.plain)
        if shared is None:
            continue
        raw = text[line.start : line.end]
        start, end = (line.start + raw_offset(raw, offset) for offset in shared[:2])
        title = tidy(shared[2])
        cut = [part for part in parts if part.start != line.start]
        pieces = [Part("chrome", line.start, start), Part("title", start, end)]
        if end < line.end:
            pieces.append(Part("chrome", end, line.end))
        ordered = sorted([*cut, *pieces], key=lambda part: part.start)
        return tuple(ordered), Inference(title, 0.85, "share_line", tidy(line.plain))
    return parts, UNKNOWN


def _author(head: Head, tail: Tail, inner: Byline | None) -> Inference:
    if head.byline is not None:
        return Inference(head.byline.author, 0.9, "byline", head.byline.author)
    if tail.byline is not None:
        return Inference(tail.byline.author, 0.9, "byline", tail.evidence)
    if inner is not None:
        return Inference(inner.author, 0.8, "byline", inner.author)
    if head.maybe_byline is not None:
        return Inference(head.maybe_byline.author, 0.6, "byline", head.maybe_byline.author)
    return UNKNOWN


def _inferred(value: str | None, confidence: float, method: str, evidence: str) -> Inference:
    return Inference(value, confidence, method, evidence) if value else UNKNOWN


def _split_given(raw: RawArticle, lines: Sequence[Line]) -> tuple[tuple[Part, ...], list[Line]]:
    """The parts of a title and a lead that are given above a raw page, and the page's lines."""
    parts: list[Part] = []
    offset = 0
    for name in _ABOVE:
        piece = raw.given.get(name)
        if piece and raw.text.startswith(f"{piece}\n\n", offset):
            parts.append(Part(name, offset, offset + len(piece)))
            offset += len(piece) + 2
    return tuple(parts), [line for line in lines if line.start >= offset]


def _all_body(lines: Sequence[Line]) -> tuple[Part, ...]:
    """Every line as body: a text too short to have parts keeps all its words."""
    return tuple(Part("body", line.start, line.end) for line in lines)


def _without_chrome(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with body in the place of chrome: a short text may speak of menus and scripts."""
    return tuple(replace(p, kind="body") if p.kind == "chrome" else p for p in parts)


def _with_given(page: Structure, raw: RawArticle) -> Structure:
    """The same with the fields that the record states, and a title where none was found."""
    title, author, section = (raw.given.get(name) for name in ("title", "author", "section"))
    if section:
        page = replace(page, section=Inference(tidy(section), 1.0, "given", section))
    if title:
        page = replace(page, title=Inference(tidy(title), 1.0, "given", title))
    elif page.title.value is None:
        page = replace(page, title=derive_title(raw.text, page.parts))
    if author:
        page = replace(page, author=Inference(tidy(author), 1.0, "given", author))
    return page
