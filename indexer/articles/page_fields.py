"""Which fields does an HTML page state in its metadata?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from indexer.articles.lines import tidy

_PUBLISHED = (
    "//meta[@property='article:published_time' or @itemprop='datePublished'"
    " or @name='pubdate' or @name='dc.date.issued']/@content"
)
_TITLES = "//meta[@property='og:title' or @name='twitter:title' or @itemprop='headline']/@content"
_SECTION = "//meta[@property='article:section' or @name='section']/@content"


def find_fields(document: Any, tree: Any, lines: Sequence[str]) -> dict[str, str]:
    """The title, author, date, URL, source and section that a page states, where it does.

    `document` is what trafilatura found, or None. The text of `<title>` is often the site's own:
    it is believed only where metadata or a line of the page repeats it.
    """
    data = list(_read_linked_data(tree))
    stated = next(iter(_texts(data, "datePublished")), None) or _first(tree, _PUBLISHED)
    titles = [*_texts(data, "headline"), *tree.xpath(_TITLES), *lines]
    title = document.title if document is not None else None
    known = {tidy(text) for text in titles}
    fields = {
        "title": title if title and tidy(title) in known else None,
        "section": _first(tree, _SECTION) or _last_crumb(data),
        "date": stated,
    }
    if document is not None:
        fields["date"] = stated or document.date
        fields |= {"author": document.author, "url": document.url, "source": document.sitename}
    fields["author"] = fields.get("author") or next(iter(_texts(data, "author")), None)
    fields["source"] = fields.get("source") or next(_organizations(data), None)
    return {name: tidy(value) for name, value in fields.items() if value}


def _first(tree: Any, path: str) -> str | None:
    return next((str(text) for text in tree.xpath(path) if text.strip()), None)


def _read_linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, articles first."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found.extend(_objects(json.loads(script)))
        except (ValueError, RecursionError):
            continue  # metadata that is broken states nothing
    yield from sorted(found, key=lambda item: "Article" not in str(item.get("@type")))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []))


def _texts(data: Sequence[dict[str, Any]], name: str) -> list[str]:
    return [item[name] for item in data if isinstance(item.get(name), str)]


def _organizations(data: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The names of organizations that are given as authors: they published the page."""
    for item in data:
        author = item.get("author")
        if isinstance(author, dict) and author.get("@type") == "Organization":
            name = author.get("name")
            if isinstance(name, str):
                yield name


def _last_crumb(data: Sequence[dict[str, Any]]) -> str | None:
    """The last name of the path that a BreadcrumbList tells, without the home page."""
    for item in data:
        crumbs = item.get("itemListElement")
        if item.get("@type") != "BreadcrumbList" or not isinstance(crumbs, list):
            continue
        named = [crumb.get("name") for crumb in crumbs if isinstance(crumb, dict)]
        names = [name for name in named if isinstance(name, str)]
        if len(names) >= 2:
            return names[-1]
    return None
