"""Which provinces does the filter mean, and what are they called, in the chosen sense?"""

from __future__ import annotations

from indexer import Sense, Topic, find_province, province_name


def slugs_meant(typed: str, sense: Sense) -> tuple[str, ...]:
    """The slugs that a name or slug of the filter stands for, none where it names no province."""
    province = find_province(typed)
    if province is None:
        return ()
    if sense == "printed":
        return (province.printed,)
    return province.former if sense == "former" else province.present


def name_filter(typed: str, sense: Sense) -> str:
    """What the filter shows: the names of the provinces meant, or what was typed."""
    return ", ".join(province_name(slug, sense) for slug in slugs_meant(typed, sense)) or typed


def name_topic(topic: Topic, sense: Sense) -> str:
    """The province of an article in this sense; several where an old one was divided."""
    if sense == "printed":
        return topic.name
    slugs = topic.former if sense == "former" else topic.present
    return ", ".join(province_name(slug, sense) for slug in slugs)


def switch_province(chosen: tuple[str, ...], slug: str, sense: Sense) -> tuple[str, ...]:
    """The filter with this province added, or without whatever in it stands for the province."""
    kept = tuple(typed for typed in chosen if slug not in slugs_meant(typed, sense))
    return kept if len(kept) < len(chosen) else (*chosen, slug)
