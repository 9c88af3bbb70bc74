"""How is an article cited in a bibliography? Entries of BibTeX and records of RIS.

Keys are made from the article's id alone, so that they stay when metadata is corrected or the
corpus is indexed again. RIS has the tags of the reference "RIS Format Specifications"
(type NEWS, newspaper article).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from indexer.model import Article

NO_TITLE = "[Không có tiêu đề]"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BETWEEN_NAMES = re.compile(r"\s+[-–]\s+|\s*[;&/]\s*|\s*,\s+|\s+và\s+")
_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even where they are escaped.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{letter: f"\\{letter}" for letter in "%&$#_"},
}
_ESCAPES = str.maketrans(_TEX)
_URL_LETTERS = ":/?#[]@!$&'()*+,;=%-._~"


def citation_key(article: Article) -> str:
    """The key of an article: its id in ASCII letters, and a digest that keeps keys apart.

    >>> citation_key(Article("trung/cầu-Đuống#2", "f", "", ()))
    'trung-cau-duong-2-5416dc'
    """
    plain = unicodedata.normalize("NFD", article.id.lower().replace("đ", "d"))
    letters = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    # Only who takes citations away waits for it.
    import hashlib

    digest = hashlib.blake2b(article.id.encode("utf-8", "surrogatepass"), digest_size=3)
    return f"{letters.strip('-')[:60] or 'timbao'}-{digest.hexdigest()}"


def authors(article: Article) -> list[str]:
    """The names of an article's authors, each as it is printed: the family name stands first."""
    return [name for name in _BETWEEN_NAMES.split(_line(article.author.value or "")) if name]


def bibtex_entry(article: Article) -> str:
    """The BibTeX entry of an article, in Unicode, special letters escaped.

    Names and titles stand in double braces: styles neither turn Vietnamese names round nor
    write proper names small.
    """
    kind = "article" if article.source.value else "misc"
    fields = [f"  {name} = {value}" for name, value in _bibtex_fields(article)]
    return f"@{kind}{{{citation_key(article)},\n" + ",\n".join(fields) + "\n}\n"


def _bibtex_fields(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_tex(article.title.value or NO_TITLE)}}}}}"
    if names := authors(article):
        yield "author", "{" + " and ".join(f"{{{_tex(name)}}}" for name in names) + "}"
    if article.source.value:
        yield "journal", f"{{{_tex(article.source.value)}}}"
    if article.year.value:
        yield "year", f"{{{_tex(article.year.value)}}}"
    if article.date.value:
        _, month, day = article.date.value.split("-")
        yield "month", _MONTHS[int(month) - 1]
        yield "day", f"{{{int(day)}}}"
    if article.url:
        yield "url", f"{{{_url(article.url)}}}"
    if article.topics:
        yield "keywords", "{" + ", ".join(_tex(t.name) for t in article.topics) + "}"
    if lead := article.text_of("lead"):
        yield "abstract", f"{{{_tex(lead)}}}"
    yield "langid", "{vietnamese}"


def ris_record(article: Article) -> str:
    """The RIS record of an article, lines ended by CRLF, with the empty line after it."""
    lines = [f"{tag}  - {_line(value)}" for tag, value in _ris_lines(article)]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _ris_lines(article: Article) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", citation_key(article)
    yield "TI", article.title.value or NO_TITLE
    for name in authors(article):
        yield "AU", name
    if article.source.value:
        yield "T2", article.source.value
    if article.year.value:
        yield "PY", article.year.value
    if article.date.value:
        yield "DA", article.date.value.replace("-", "/")
    if article.url:
        yield "UR", _url(article.url)
    for topic in article.topics:
        yield "KW", topic.name
    if lead := article.text_of("lead"):
        yield "AB", lead
    yield "LA", "vi"


def _tex(text: str) -> str:
    return _line(text).translate(_ESCAPES)


def _url(url: str) -> str:
    return quote(_line(url).encode("utf-8", "replace"), safe=_URL_LETTERS)


def _line(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
