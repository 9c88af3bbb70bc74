"""Which parts has an article whose record states its body?"""

from __future__ import annotations

from indexer.articles.bylines import has_surname, read_byline
from indexer.articles.lines import plain_text, tidy
from indexer.articles.parts import Structure, derive_title
from indexer.model import UNKNOWN, Inference, Part, PartKind, RawArticle

_NAMES: tuple[PartKind, ...] = ("title", "lead", "body")
_BETWEEN = "\n\n"


def read_given(raw: RawArticle) -> Structure:
    """The given title, lead and body as parts, with the signature below the body, if any."""
    parts: list[Part] = []
    offset = end = 0
    for name in _NAMES:
        piece = raw.given.get(name)
        if piece:
            # Looking for a long piece is slow where it stands just where it should.
            start = offset if raw.text.startswith(piece, offset) else raw.text.index(piece, end)
            end = start + len(piece)
            offset = end + len(_BETWEEN)
            parts.append(Part(name, start, end))
    title, author = raw.given.get("title"), raw.given.get("author")
    body, signature = _split_signature(raw.text, parts[-1])
    return Structure(
        parts=(*parts[:-1], *body),
        title=(
            Inference(tidy(title), 1.0, "given", title) if title else derive_title(raw.text, parts)
        ),
        author=Inference(tidy(author), 1.0, "given", author) if author else signature,
    )


def _split_signature(text: str, body: Part) -> tuple[tuple[Part, ...], Inference]:
    """The body and the author's name on a line of its own below it."""
    cut = text.rfind("\n", body.start, body.end) + 1
    last = text[cut : body.end].strip()
    if not cut or len(last) > 60:
        return (body,), UNKNOWN
    byline = read_byline(plain_text(last))
    if byline is None or not (byline.marked or has_surname(byline.author)):
        return (body,), UNKNOWN
    start = text.index(last, cut)
    above = len(text[body.start : cut].rstrip())
    if not above:
        return (body,), UNKNOWN
    parts = (Part("body", body.start, body.start + above), Part("byline", start, start + len(last)))
    return parts, Inference(byline.author, 0.8, "byline", last)
