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

from indexer.articles.gazetteer import (
    ProvinceRef,
    find_province,
    former_of,
    present_of,
    province_name,
)
from indexer.articles.gazetteer.spelling import plain_letters
from indexer.articles.place_extent import (
    ExtentScore,
    group_scores,
    is_after_merger,
    narrow,
    printed_slug,
)
from indexer.articles.place_hints import commune_mentions, weak_mentions
from indexer.articles.place_lists import Mention
from indexer.articles.place_mentions import find_mentions
from indexer.articles.place_names import count_elsewhere, find_place_names
from indexer.articles.place_scores import Layout, home_mentions, score_provinces
from indexer.model import Topic

UNKNOWN_PROVINCE = "không có tỉnh nào tên"
"""How a warning about a stated province begins."""

# An answer below this confidence is not given.
_LEAST_CONFIDENCE = 0.66
# Where national events take place: "tại Hà Nội" alone does not make an article local.
_STAGES = ("ha-noi", "ho-chi-minh")
# Meetings of the whole country take place in any province.
_MEETING = re.compile(
    r"\b(?:[Hh]ội nghị|[Hh]ội thảo|[Dd]iễn đàn|[Tt]ọa đàm|[Tt]ổng kết|[Tt]riển lãm)\b"
)
# What words without a name ("tỉnh") must add up to, to be enough alone.
_LEAST_HOME = 0.9
# Mentions that only tell where somebody or something is from, or goes.
_PASSING_CONTEXTS = frozenset(("origin", "deputy", "transport", "route", "company"))
# Another province is a topic too with this share of the first one's score.
_OTHERS_SHARE, _MAX_OTHERS = 0.35, 4
_EVIDENCE_PHRASES = 3
# Names of other countries and of national bodies are counted so far at least.
_OPENING = 300


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
    first_line = plain_letters(title) + "\n"
    head = f"{first_line}{plain_letters(lead)}\n"
    text = head + plain_letters(body)
    layout = Layout(len(first_line), len(head))
    names = find_place_names(text, layout.body)
    named = bool(names or source_province)
    # Where nothing is named, little depends on the year, and reading signs of it is slow.
    merged = (named or bool(given)) and is_after_merger(year, text)
    mentions = find_mentions(text, names, source_province, merged=merged)
    if source_province:
        mentions += home_mentions(text, source_province)
    scores = score_provinces(mentions, layout, source_province, year)
    groups = group_scores(scores.values(), year, merged=merged)
    if given and given.strip():
        return _stated_topics(given, groups, merged=merged)
    confidence = _confidence(groups, text, layout, source_province)
    if confidence >= _LEAST_CONFIDENCE or merged:
        return _topics(groups, text, confidence) if confidence >= _LEAST_CONFIDENCE else ()
    known = {mention.start for mention in mentions}
    weak = [m for m in weak_mentions(text, names, layout.body) if m.start not in known]
    told = commune_mentions(text) + weak
    if told and (named or not is_after_merger(year, text)):
        scores = score_provinces(mentions + told, layout, source_province, year)
        groups = group_scores(scores.values(), year, merged=merged)
        confidence = _confidence(groups, text, layout, source_province)
    return _topics(groups, text, confidence) if confidence >= _LEAST_CONFIDENCE else ()


def stated_doubts(given: str | None) -> tuple[str, ...]:
    """What is to be said of the province that a record states, where it is none that is known."""
    if given is None or not given.strip() or any(map(find_province, _stated_names(given))):
        return ()
    return (f"{UNKNOWN_PROVINCE} {given.strip()!r} (no province has the given name)",)


def _stated_names(given: str) -> tuple[str, ...]:
    return (given, *re.split(r"[;,|/]", given))


def _stated_topics(given: str, groups: Sequence[ExtentScore], *, merged: bool) -> tuple[Topic, ...]:
    """The topics that a record states: one province, or several between ; or , signs."""
    refs = [find_province(given)]
    if refs[0] is None:
        refs = [find_province(name) for name in re.split(r"[;,|/]", given)]
    return tuple(
        Topic(
            name=ref.name,
            printed=ref.printed,
            former=_stated_former(ref, groups) if merged else ref.former,
            present=ref.present,
            score=1.0,
            confidence=1.0,
            method="given",
            evidence=given.strip(),
        )
        for ref in refs
        if ref is not None
    )


def _stated_former(ref: ProvinceRef, groups: Sequence[ExtentScore]) -> tuple[str, ...]:
    """The provinces of the 63 that a stated one of the 34 means, as far as the text tells."""
    if ref.kind != "present":
        return ref.former
    named = next((group for group in groups if group.extent.slug == ref.slug), None)
    members = former_of(ref.slug) if named is None else narrow(named)
    return tuple(sorted(members, key=lambda slug: slug != ref.slug)) if named is None else members


def _confidence(
    groups: Sequence[ExtentScore], text: str, layout: Layout, source: str | None
) -> float:
    """How likely the first province is the right one, 0..1."""
    if not groups:
        return 0.0
    top = groups[0]
    share = top.total / sum(group.total for group in groups)
    abroad, national = count_elsewhere(text[: max(layout.body, _OPENING)])
    z = -2.8 + 1.3 * log(1 + top.total) + 2.6 * share + 0.9 * top.head / (1.0 + top.head)
    mentions = [mention for member in top.members for _, mention in member.mentions]
    # "Đà Nẵng: ..." says where, whoever came there.
    opens = any(m.begin == 0 and text[m.end : m.end + 1] == ":" for m in mentions)
    z -= 0.9 * min(abroad, 1 if opens else 3) + 0.4 * min(national, 3)
    is_stage = top.extent.slug in _STAGES
    if any(_is_specific(mention, layout, is_stage=is_stage) for mention in mentions):
        z += 0.5
    else:
        # A square or a bridge of the city is no stage.
        sights = any(m.kind == "landmark" and m.start < layout.body for m in mentions)
        z -= 1.2 if is_stage and not sights else 0.3
    if is_stage and (not top.head or _is_venue(mentions, layout)):
        z -= 0.4
    elif (
        national
        and _is_venue(mentions, layout)
        and _MEETING.search(text, 0, layout.body or _OPENING)
    ):
        z -= 0.8
    if all(_is_passing(mention, layout, is_stage=is_stage) for mention in mentions):
        z -= 0.8
    home_only = {mention.kind for mention in mentions} == {"home"}
    if home_only:
        z -= 0.3 * min(count_elsewhere(text)[0], 6)
    if home_only and top.total < _LEAST_HOME:
        z -= 1.0
    elif source is not None:
        z += 1.0 if source in top.extent.members else -0.4
    return 1 / (1 + exp(-z))


def _is_venue(mentions: Sequence[Mention], layout: Layout) -> bool:
    """Whether the city is named once, below the title, as where something takes place."""
    return (
        len(mentions) == 1
        and mentions[0].context == "locative"
        and mentions[0].start >= layout.lead
    )


def _is_passing(mention: Mention, layout: Layout, *, is_stage: bool) -> bool:
    """Whether it only tells where somebody is from or goes, or is the end of another name.

    Hospitals and schools are where they say, but for those that serve the whole country.
    """
    if mention.context == "institution":
        return is_stage
    if mention.context == "unknown":
        return mention.start >= layout.lead
    return mention.context in _PASSING_CONTEXTS


def _is_specific(mention: Mention, layout: Layout, *, is_stage: bool) -> bool:
    """Whether it names a district, an authority or the province with its rank, or says where.

    In a city where national events take place the rank says nothing.
    """
    if mention.context in ("district", "authority"):
        return True
    if mention.start < layout.lead and mention.context in ("start", "locative"):
        return True
    if mention.start < layout.body and mention.context == "bracket":
        return True
    return mention.context == "province" and not is_stage


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
