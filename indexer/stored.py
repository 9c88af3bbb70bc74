"""How is an article kept inside an index? Packed to bytes and back, nothing lost.

One byte says how many bytes of its story follow (8, or none); then a compact JSON list, compressed
by Zstandard with a dictionary of our own: frequent Vietnamese words, names of provinces as they
stand in a list, and how often which byte comes (`tests.bench.dictionary` makes it). A news article
of 3 kB takes about a third of its size.
"""

from __future__ import annotations

import json
import sys
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from indexer.model import UNKNOWN, Article, Inference, Part, Topic

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_INFERRED = (
    "title",
    "date",
    "time",
    "year",
    "source",
    "source_province",
    "author",
    "author_role",
    "kicker",
    "section",
)
_KINDS = (
    "kicker",
    "title",
    "lead",
    "body",
    "subhead",
    "caption",
    "byline",
    "role",
    "section",
    "dateline",
    "chrome",
)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_inferred_of = attrgetter(*_INFERRED)
LEVEL = 5
"""At 4 articles are 7 % larger, for 25 microseconds less each; at 6 2 % smaller, for 25 more."""

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))

_SELDOM = bytes(set(range(0x20)) - {ord("\n")})
"""What JSON escapes and hardly any text has."""

KEPT = 128
"""Unpacked articles that are kept, of about 10 kB each."""


@cache
def _dictionary() -> zstd.ZstdDict:
    return zstd.ZstdDict(Path(__file__).with_name("stored.dict").read_bytes())


@cache
def _compressor() -> zstd.ZstdCompressor:
    """It may be shared by threads, which take turns."""
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: LEVEL,
        zstd.CompressionParameter.dict_id_flag: 0,
    }
    return zstd.ZstdCompressor(options=options, zstd_dict=_dictionary())


def pack(article: Article) -> bytes:
    """The article as bytes; `unpack` gives it back equal."""
    packed = _compressor().compress(write_row(article), zstd.ZstdCompressor.FLUSH_FRAME)
    return add_story(b"\0" + packed, article.story)


def write_row(article: Article) -> bytes:
    """The article as it is compressed."""
    inferred = zip(_INFERRED, _inferred_of(article), strict=True)
    fields = {
        name: _inference_row(value)
        for name, value in inferred
        # Nearly all that is unknown is this very object.
        if value is not UNKNOWN and value != UNKNOWN
    }
    rest = [
        [n for part in article.parts for n in (_KIND_NUMBERS[part.kind], part.start, part.end)],
        article.url,
        fields,
        [_topic_row(t) for t in article.topics],
        article.repairs,
        article.warnings,
        article.corrected,
    ]
    head = _encode([article.id, article.file])
    return b"%b,%b,%b" % (head[:-1], _quote(article.text), _encode(rest)[1:])


def _encode(value: object) -> bytes:
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def _quote(text: str) -> bytes:
    """The text as the encoder writes it, in half the time: that looks at every letter."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _SELDOM)) < len(data):
        return _encode(text)
    for letter in (b"\\", b'"'):
        data = data.replace(letter, b"\\" + letter)
    return b'"%b"' % data.replace(b"\n", b"\\n")


def add_story(data: bytes, story: str | None) -> bytes:
    """The bytes of an article that was packed without a story, with this one (hex digits)."""
    name = bytes.fromhex(story or "")
    return bytes([len(name)]) + name + data[1:]


def story_of(data: bytes) -> str | None:
    """The story of a packed article, without unpacking it."""
    return data[1 : 1 + data[0]].hex() or None


@lru_cache(maxsize=KEPT)
def unpack(data: bytes) -> Article:
    """The article that was packed; the last ones are kept, for an answer needs some of them twice.

    Raises `ZstdError` or `ValueError` for bytes that no article was packed to.
    """
    row_text = zstd.decompress(data[1 + sum(data[:1]) :], zstd_dict=_dictionary())
    row: list[Any] = json.loads(row_text.decode("utf-8", "surrogatepass"))
    name, file, text, parts, url, fields, topics, repairs, warnings, corrected = row
    return Article(
        id=name,
        file=file,
        text=text,
        parts=tuple(
            Part(_KINDS[parts[i]], parts[i + 1], parts[i + 2])  # type: ignore[arg-type]
            for i in range(0, len(parts), 3)
        ),
        url=url,
        topics=tuple(_topic(t) for t in topics),
        repairs=tuple(repairs),
        warnings=tuple(warnings),
        corrected=tuple(corrected),
        story=story_of(data),
        **{name: Inference(*value) for name, value in fields.items()},
    )


def _inference_row(i: Inference) -> list[object]:
    return [i.value, i.confidence, i.method, i.evidence, i.bound]


def _topic_row(t: Topic) -> list[object]:
    return [
        t.name,
        t.printed,
        t.former,
        t.present,
        t.score,
        t.confidence,
        t.method,
        t.evidence,
    ]


def _topic(row: list[Any]) -> Topic:
    name, printed, former, present, score, confidence, method, evidence = row
    return Topic(name, printed, tuple(former), tuple(present), score, confidence, method, evidence)
