"""What is this raw article: its parts, its metadata, and the evidence for each?"""

from __future__ import annotations

from indexer.articles.dates import find_date
from indexer.articles.lines import Plain, plain_text
from indexer.articles.parts import Structure
from indexer.articles.places import find_topics, stated_doubts
from indexer.articles.recurring import Recurring, describe, line_digest, near_ends
from indexer.articles.sources import find_source
from indexer.articles.structure import structure
from indexer.model import Article, RawArticle

# A page that has fewer letters of its own keeps every line.
_OWN_TEXT = 100
# A paragraph that stands for a lead is no longer than this.
_LONGEST_OPENING = 600
_BELOW_LEAD = ("body", "subhead", "caption")


def understand(raw: RawArticle, recurring: Recurring | None = None) -> Article:
    """This article with its parts told apart and its metadata inferred; given fields win.

    Lines of a raw page that are `recurring` are the site's own, and a warning says so.
    """
    page = structure(raw)
    left_out: tuple[str, ...] = ()
    if recurring is not None and "body" not in raw.given:
        page, left_out = _leave_out(raw, page, recurring)
    url, province = raw.given.get("url"), raw.given.get("province")
    text = raw.text
    plain = plain_text(text)
    # Pieces of plain text are plain.
    as_is = Plain if plain == text else str
    lead = as_is("\n".join([text[p.start : p.end] for p in page.parts if p.kind == "lead"]))
    body = as_is("\n".join([text[p.start : p.end] for p in page.parts if p.kind in _BELOW_LEAD]))
    whole = as_is(f"{lead}\n{body}")
    date = find_date(date_lines=page.date_lines, url=url, body=whole, given=raw.given)
    source, source_province = find_source(as_is(text), url, raw.given)
    title = (page.title.value or "") if page.title.method != "derived" else ""
    if not title and not lead:
        lead = as_is(_opening(body))
        body = as_is(body[len(lead) :])
    # A kicker names the place as often as the topic: "MỘC CHÂU:".
    headline = f"{page.kicker.value}:\n{title}" if page.kicker.value else title
    topics = find_topics(
        title=headline,
        lead=lead,
        body=body,
        given=province,
        source_province=source_province.value,
        year=int(date.year.value) if date.year.value else None,
    )
    return Article(
        id=raw.id,
        file=raw.file,
        text=raw.text,
        parts=page.parts,
        url=url,
        title=page.title,
        date=date.date,
        time=date.time,
        year=date.year,
        source=source,
        source_province=source_province,
        author=page.author,
        author_role=page.author_role,
        kicker=page.kicker,
        section=page.section,
        topics=topics,
        repairs=raw.repairs,
        warnings=date.warnings + stated_doubts(province) + left_out,
    )


def _opening(body: str) -> str:
    """The first paragraph of a text with neither title nor lead: it says what they would.

    "" where it is a long one.
    """
    paragraph = body.partition("\n")[0]
    return paragraph if len(paragraph) <= _LONGEST_OPENING else ""


def _leave_out(
    raw: RawArticle, page: Structure, recurring: Recurring
) -> tuple[Structure, tuple[str, ...]]:
    """The page without the lines that recur, and a sentence that says so.

    A line that is the only title stays one, unless it stands nearly everywhere.
    """
    digests = {p: line_digest(raw.text[p.start : p.end]) for p in near_ends(page.parts, raw)}
    site = [part for part, digest in digests.items() if digest in recurring.counts]
    own = [p for p in page.parts if p.kind in ("lead", "body") and p not in site]
    if not site or sum(p.end - p.start for p in own) < _OWN_TEXT:
        return page, ()
    cut = structure(raw, frozenset(part.start for part in site))
    if page.title.method == "head" and cut.title.method != "head":
        site = [p for p in site if p.kind != "title" or digests[p] in recurring.everywhere]
        cut = structure(raw, frozenset(part.start for part in site)) if site else page
    return cut, (describe(raw, site, recurring),) if site else ()
