"""How are texts, dates and numbers written on a page? Filters that templates use.

Everything that comes from the index is escaped here or by the template: a filter that returns
Markup has escaped what it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask import Flask
from markupsafe import Markup, escape

from indexer import Article, Snippet
from webui.labels import (
    EXPANSION_LABELS,
    FACET_LABELS,
    FORMAT_LABELS,
    METHOD_LABELS,
    TIER_LABELS,
    Label,
)
from webui.province_filter import name_topic
from webui.result_page import Choice

Marks = Sequence[tuple[int, int]]

_DROPS_FILTER = ' <span aria-hidden="true">×</span><span class="hidden"> (bỏ lọc)</span>'
_SEPARATORS = str.maketrans(",.", ".,")

# XML 1.0 section 2.2, production Char: what it leaves out cannot be written in XML in any form.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mark_up(text: str, marks: Marks) -> Markup:
    """The text, escaped, with `<mark>` around `marks`, code point offsets into it.

    Marks may come in any order, overlap or reach beyond the text: each letter is marked once.
    """
    pieces: list[str] = []
    at = 0
    for start, end in _merge(marks, len(text)):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return Markup("".join([*pieces, escape(text[at:])]))


def write_snippet(snippet: Snippet) -> Markup:
    """A passage with its marks, and with an ellipsis where it begins or ends inside a sentence."""
    text = snippet.text.strip()
    before = "…\u00a0" if text[:1].islower() else ""
    after = "\u00a0…" if text and (text[-1].isalnum() or text[-1] in ",;:–-") else ""
    return Markup(f"{before}{mark_up(snippet.text, snippet.marks)}{after}")


def mark_part(text: str, marks: Marks, start: int, end: int) -> Markup:
    """The same for the piece `text[start:end]`, with `marks` that are offsets into `text`."""
    return mark_up(text[start:end], [(s - start, e - start) for s, e in marks])


def mark_paragraphs(text: str, marks: Marks, start: int, end: int) -> list[Markup]:
    """The non-empty lines of the piece `text[start:end]`, each marked up."""
    paragraphs = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if line.group().strip():
            paragraphs.append(mark_part(text, marks, start + line.start(), start + line.end()))
    return paragraphs


def in_english(text: str) -> Markup:
    """The English beside the Vietnamese. A template that gives it a literal computes it once."""
    return Markup(f'<span class="en" lang="en">{escape(text)}</span>')


def write_label(label: Label) -> Markup:
    """A label in both languages, the second one small; alone where it has no English."""
    vietnamese, english = label
    return Markup(f"{escape(vietnamese)} {in_english(english)}" if english else escape(vietnamese))


def write_count(number: int) -> Markup:
    """A number of articles beside what it counts."""
    return Markup(f'<span class="count">{write_number(number)}</span>')


def write_facet(values: Iterable[Choice]) -> Markup:
    """The values of a facet as the items of a list: a page has sixty, most of its links."""
    return Markup("".join(map(_facet_item, values)))


def _facet_item(value: Choice) -> str:
    current, drop = (' aria-current="true"', _DROPS_FILTER) if value.on else ("", "")
    return (
        f'<li><a href="{escape(value.href)}"{current}><span class="name">{escape(value.label[0])}'
        f"{drop}</span> {write_count(value.count or 0)}"
        '<svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{value.bar}" height="2"/></svg></a></li>\n'
    )


def write_date(date: str | None) -> str:
    """An ISO day as Vietnamese pages print it (26/1/2019), "" for None."""
    if not date:
        return ""
    return "/".join(part.lstrip("0") for part in reversed(date.split("-")))


def write_number(number: float) -> str:
    """A number with Vietnamese separators: 20.000 and 0,25."""
    if isinstance(number, int):
        return f"{number:,}".replace(",", ".")
    return f"{number:,.2f}".translate(_SEPARATORS)


def write_share(share: float | None) -> str:
    """A share 0..1 as a percentage with two decimals, a dash for None."""
    return "–" if share is None else f"{write_number(100 * share)} %"


def write_tick(number: float) -> str:
    """A number of an axis with as few decimals as it has: 20.000, 0,5."""
    return write_number(int(number)) if number == int(number) else f"{number:g}".replace(".", ",")


def write_moment(article: Article) -> str:
    """The moment of a dated article as RFC 3339 in Vietnam's time, midnight where none is known."""
    return f"{article.date.value}T{article.time.value or '00:00'}:00+07:00"


def write_xml(text: str | None) -> str:
    """The text without the characters that XML cannot hold; not escaped yet."""
    return _NOT_XML.sub("\ufffd", text or "")


def add_filters(app: Flask) -> None:
    """Give the filters of this module, and the labels, to the application's templates."""
    app.jinja_env.globals.update(
        format_labels=FORMAT_LABELS,
        facet_labels=FACET_LABELS,
        tier_labels=TIER_LABELS,
        method_labels=METHOD_LABELS,
        expansion_labels=EXPANSION_LABELS,
    )
    for function in (
        mark_up,
        write_snippet,
        mark_part,
        mark_paragraphs,
        in_english,
        write_label,
        write_count,
        write_facet,
        write_date,
        write_number,
        write_share,
        write_tick,
        write_moment,
        write_xml,
        name_topic,
    ):
        app.add_template_filter(function)


def _merge(marks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s), min(e, length)) for s, e in marks):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
