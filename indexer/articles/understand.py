"""What is this raw article: its parts, its metadata, and the evidence for each?"""

from __future__ import annotations

from indexer.articles.dates import find_date
from indexer.articles.places import find_topics
from indexer.articles.sources import find_source
from indexer.articles.structure import structure
from indexer.model import Article, RawArticle


def understand(raw: RawArticle) -> Article:
    """This article with its parts told apart and its metadata inferred; given fields win."""
    page = structure(raw)
    url = raw.given.get("url")
    lead = "\n".join(raw.text[p.start : p.end] for p in page.parts if p.kind == "lead")
    body = "\n".join(
        raw.text[p.start : p.end] for p in page.parts if p.kind in ("body", "subhead", "caption")
    )
    date = find_date(date_lines=page.date_lines, url=url, body=f"{lead}\n{body}", given=raw.given)
    source, source_province = find_source(raw.text, url, raw.given)
    title = (page.title.value or "") if page.title.method != "derived" else ""
    # A kicker names the place as often as the topic: "MỘC CHÂU:".
    headline = f"{page.kicker.value}:\n{title}" if page.kicker.value else title
    topics = find_topics(
        title=headline,
        lead=lead,
        body=body,
        given=raw.given.get("province"),
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
        warnings=date.warnings,
    )
