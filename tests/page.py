"""A page of the site as a test reads it: strictly, by its links, elements and text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient

VOID = {"input", "link", "meta", "br", "hr", "img", "col"}


class Page(HTMLParser):
    """A page read strictly: its links, its elements, its text; unbalanced tags are noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._texts: list[str] = []
        self.feed(html)
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(("", dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._texts.append(data)
        if "a" in self._open:
            text, attributes = self.links[-1]
            self.links[-1] = (text + data, attributes)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._texts).split())

    def href(self, label: str) -> str:
        """The address of the first link whose text begins with `label`."""
        for text, attributes in self.links:
            if " ".join(text.split()).startswith(label):
                return attributes["href"] or ""
        raise AssertionError(f"no link {label!r} among {[text.strip() for text, _ in self.links]}")


def open_page(client: FlaskClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    page = Page(answer.get_data(as_text=True))
    assert page.faults == []
    return page


def total(page: Page) -> int:
    found = re.search(r"([\d.]+) bài", page.text)
    assert found, page.text
    return int(found[1].replace(".", ""))


PAGES = [
    "/",
    "/search",
    "/search?q=lúa",
    "/search?q=lua",
    "/search?q=lúa&province=Thái Bình&year_from=2014&sort=newest&page=1",
    "/search?q=zzqx",
    "/search?q=zzqx&province=Sơn La&source=Báo Sơn La&year_to=2016",
    "/article/bai/lua-he-thu",
    "/article/bai/hostile?q=lúa",
    "/trends",
    "/trends?q=lúa&q=ngô",
    "/trends?q=lúa&year_from=2030",
    "/concordance",
    "/concordance?q=ngô&lines=left",
    "/concordance?q=zzqx",
    "/about",
]
