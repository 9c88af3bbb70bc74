"""Which provinces is an article about?

Stated provinces are taken as they are. Otherwise every mention of a place is read in its
context, weights are added up, and an answer is given only where it is likely to be right:
national and foreign news, and lists of provinces, have no topic. A province's own paper says
"tỉnh" for its province, so such words count for the province of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from math import exp, log

from indexer.articles.gazetteer import find_province, former_of, present_of, province_name
from indexer.articles.gazetteer.spelling import plain_letters
from indexer.articles.place_extent import (
    ExtentScore,
    group_scores,
    is_after_merger,
    narrow,
    printed_slug,
)
from indexer.articles.place_mentions import find_mentions
from indexer.articles.place_names import count_elsewhere
from indexer.articles.place_scores import Layout, home_mentions, score_provinces
from indexer.model import Topic

# An answer below this confidence is not given.
_LEAST_CONFIDENCE = 0.6
# Another province is a topic too with this share of the first one's score.
_OTHERS_SHARE, _MAX_OTHERS = 0.35, 4
_EVIDENCE_PHRASES = 3


def find_topics(
    *,
    title: str,
    lead: str,
    body: str,
    given: str | None,
    source_province: str | None,
    year: int | None,
) -> tuple[Topic, ...]:
    """The provinces that the article is about, the primary one first; () when there is none.

    `given` is the province that the record states, `source_province` the slug (of the 63) of
    the source's; `year` decides what a name meant ("tỉnh An Giang" before and after 2025).
    """
    if given and given.strip():
        return _stated_topics(given, year)
    head = plain_letters(f"{title}\n{lead}\n")
    text = head + plain_letters(body)
    layout = Layout(len(plain_letters(title)) + 1, len(head))
    mentions = find_mentions(text, layout.body)
    if source_province:
        mentions += home_mentions(text, source_province)
    scores = score_provinces(mentions, layout, source_province, year)
    groups = group_scores(scores.values(), year, text)
    if not groups:
        return ()
    confidence = _confidence(groups, text, layout)
    if confidence < _LEAST_CONFIDENCE:
        return ()
    return _topics(groups, text, confidence)


def _stated_topics(given: str, year: int | None) -> tuple[Topic, ...]:
    """The topics that a record states: one province, or several between ; or , signs."""
    refs = [find_province(given)]
    if refs[0] is None:
        refs = [find_province(name) for name in re.split(r"[;,|/]", given)]
    after_merger = is_after_merger(year, "")
    return tuple(
        Topic(
            name=ref.name,
            printed=ref.printed,
            former=former_of(ref.slug) if after_merger and ref.kind == "present" else ref.former,
            present=ref.present,
            score=1.0,
            confidence=1.0,
            method="given",
            evidence=given.strip(),
        )
        for ref in refs
        if ref is not None
    )


def _confidence(groups: Sequence[ExtentScore], text: str, layout: Layout) -> float:
    """How likely the first province is the right one, 0..1."""
    top = groups[0]
    share = top.total / sum(group.total for group in groups)
    abroad, national = count_elsewhere(text[: layout.body])
    head_share = top.head / (1.0 + top.head)
    z = -2.6 + 1.3 * log(1 + top.total) + 2.6 * share + 0.9 * head_share
    z -= 0.9 * min(abroad, 3) + 0.35 * min(national, 3)
    return 1 / (1 + exp(-z))


def _topics(groups: Sequence[ExtentScore], text: str, confidence: float) -> tuple[Topic, ...]:
    first = groups[0]
    others = (
        group
        for group in groups[1:]
        if group.total >= _OTHERS_SHARE * first.total and group.total >= 1 and group.head > 0
    )
    return tuple(
        _topic(group, text, confidence * min(1.0, group.total / first.total))
        for group in (first, *islice(others, _MAX_OTHERS))
    )


def _topic(group: ExtentScore, text: str, confidence: float) -> Topic:
    mentions = sorted(
        (pair for member in group.members for pair in member.mentions), key=lambda pair: -pair[0]
    )
    phrases = dict.fromkeys(text[m.begin : m.end].strip() for _, m in mentions)
    strongest = mentions[0][1]
    former = narrow(group)
    printed = printed_slug(group)
    return Topic(
        name=_printed_name(printed, phrases),
        printed=printed,
        former=former,
        present=tuple(dict.fromkeys(present_of(slug) for slug in former)),
        score=round(group.total, 3),
        confidence=round(confidence, 3),
        method="named" if strongest.is_province else strongest.kind,
        evidence="; ".join(list(phrases)[:_EVIDENCE_PHRASES]),
    )


def _printed_name(slug: str, phrases: dict[str, None]) -> str:
    if slug == "hue" and any("Thừa Thiên" in phrase for phrase in phrases):
        return "Thừa Thiên Huế"
    return province_name(slug, "printed")
