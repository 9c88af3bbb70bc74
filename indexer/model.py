"""What is an Article, a Part, an Inference, a Hit, a Facet, a Results?

Values only: frozen dataclasses that the stages of reading and of searching hand to each
other. Offsets count Unicode code points of `Article.text` unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tier = Literal["exact", "tone", "base"]
TIERS: tuple[Tier, ...] = ("exact", "tone", "base")

Sense = Literal["printed", "former", "present"]
SENSES: tuple[Sense, ...] = ("printed", "former", "present")

PartKind = Literal[
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
]


Match = Literal["all", "most", "any"]
MATCHES: tuple[Match, ...] = ("all", "most", "any")

Order = Literal["relevance", "newest", "oldest"]
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an index: a query, its filters, and the page that is wanted.

    `province` holds names or slugs, read in `sense`; several provinces or sources mean any of
    them. `marks` pins the tier, None lets the query decide. `off` names the expansions that are
    switched off by their target ("*" for all). `stories` counts near-duplicates as one. `page`
    counts from 1.
    """

    q: str = ""
    match: Match = "all"
    province: tuple[str, ...] = ()
    sense: Sense = "printed"
    year_from: int | None = None
    year_to: int | None = None
    source: tuple[str, ...] = ()
    sort: Order = "relevance"
    marks: Tier | None = None
    off: tuple[str, ...] = ()
    stories: bool = False
    page: int = 1
    size: int = 10


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it, before anything was inferred.

    `text` is the whole page or record as text, decoded, nothing thrown away. `given` holds
    the fields that the record states (id, url, title, lead, body, date, province, source,
    author): none of them is ever overridden by inference; where title, lead and body are
    given, `text` is those three joined by blank lines. `repairs` names what was done to the bytes
    to get the text (for example "TCVN3").
    """

    id: str
    text: str
    file: str
    given: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece `text[start:end]` of the article's text and what it is."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inference:
    """A field's value with the reason for it.

    `value` is None when it is not known. `confidence` lies in 0..1. `evidence` is the line
    or phrase that was read, `method` the short name of the rule ("given", "date_line",
    "correction", "unknown", ...). `bound` is, for a year that is not known, the earliest year it
    can be, if any.
    """

    value: str | None = None
    confidence: float = 0.0
    method: str = "unknown"
    evidence: str = ""
    bound: int | None = None


UNKNOWN = Inference()


@dataclass(frozen=True, slots=True)
class Topic:
    """A province that the article is about.

    `name` is the province as printed (a historical one too), `printed` its slug; `former`
    and `present` are slugs among the 63 provinces before 1 July 2025 and the 34 since
    (several where a historical province was divided). `score` orders topics, `confidence`
    lies in 0..1.
    """

    name: str
    printed: str
    former: tuple[str, ...]
    present: tuple[str, ...]
    score: float
    confidence: float
    method: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, understood: its text, what each part of it is, and its metadata.

    `parts` are in order of `start` and do not overlap. `title.value` is what is shown; where
    `title.method` is "derived" it repeats words of the body and is not indexed as a title.
    `date.value` is "YYYY-MM-DD", `time.value` "HH:MM", `year.value` "YYYY". `topics` are the
    provinces the article is about, the primary one first; `source_province` is the former slug
    of the source's province. `warnings` are doubts worth showing (a weekday that disagrees).
    `story` names what this article and its reprints share.
    """

    id: str
    file: str
    text: str
    parts: tuple[Part, ...]
    url: str | None = None
    title: Inference = UNKNOWN
    date: Inference = UNKNOWN
    time: Inference = UNKNOWN
    year: Inference = UNKNOWN
    source: Inference = UNKNOWN
    source_province: Inference = UNKNOWN
    author: Inference = UNKNOWN
    author_role: Inference = UNKNOWN
    kicker: Inference = UNKNOWN
    section: Inference = UNKNOWN
    topics: tuple[Topic, ...] = ()
    repairs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    story: str | None = None

    def text_of(self, *kinds: PartKind) -> str:
        """The parts of these kinds, in order, joined by newlines."""
        return "\n".join(self.text[p.start : p.end] for p in self.parts if p.kind in kinds)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article; `marks` are (start, end) offsets into `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of an answer, as it is listed.

    Where stories are counted, `reprints` are the other articles of its story, in the order of time.
    """

    article: Article
    score: float
    tier: Tier | None
    snippets: tuple[Snippet, ...]
    title_marks: tuple[tuple[int, int], ...] = ()
    reprints: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article opened from a query: `marks` are (start, end) offsets into `article.text`.

    `reprints` are the other articles of its story, in the order of time; `similar` are articles
    that share telling words with it, the likest first.
    """

    article: Article
    marks: tuple[tuple[int, int], ...]
    similar: tuple[Article, ...] = ()
    reprints: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that can be filtered by, the name it is shown under, and how many articles it has."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another way to write a part of the query, and how many articles it adds.

    `kind` is that of the variant; for one that was "learned" from the corpus, `defined_in` is the
    number of articles that define it.
    """

    source: str
    target: str
    kind: str
    adds: int
    on: bool
    defined_in: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query worth asking, why, and how many articles it finds."""

    query: str
    reason: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: the page of hits and what is counted over all of them.

    `match` is what was answered ("all", "most", "any"), `tier` the tier answered, None for a
    query without words. `tiers` counts the articles that each tier would find. `notices` are
    sentences that say what was changed to find something (Vietnamese first). `generation`,
    `fingerprint`, `articles` and `created` (ISO 8601) are those of the index that answered.
    """

    query: Mapping[str, object]
    total: int
    match: str
    tier: Tier | None
    tiers: Mapping[Tier, int]
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    reading: str | None = None
    notices: tuple[str, ...] = ()
    generation: str = ""
    fingerprint: str = ""
    articles: int = 0
    created: str = ""
