"""What stands in the tables of places and outlets?

Each function reads one CSV of this folder, once; lines that begin with # say what the columns
mean. Nothing is checked at run time: tests/test_gazetteer.py checks every row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormerProvince:
    """One of the 63 provinces before 1 July 2025; `present` is the slug of what it became."""

    slug: str
    name: str
    type: str
    present: str


@dataclass(frozen=True, slots=True)
class PresentProvince:
    """One of the 34 provinces since 1 July 2025.

    `since` is the day ("YYYY-MM-DD") from which it has its present extent and rank, "" if that
    is older than the resolutions consulted; `city_since` the day it became a city, if after.
    """

    slug: str
    name: str
    type: str
    since: str
    city_since: str


@dataclass(frozen=True, slots=True)
class HistoricalProvince:
    """A province that ended before 2025; `years` are its first and last, `became` are of the 63.

    A province of 1976 that bears the name of one of the 63 (Đắk Lắk with Đắk Nông in it) has a
    slug of its own here. `alone` says whether its bare name, without "tỉnh", is enough.
    """

    slug: str
    name: str
    type: str
    years: tuple[int, int]
    became: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class District:
    """A district, town or provincial city of before July 2025 and its province of the 63.

    `types` are the ranks it has had; `alone` says whether its bare name is enough to know it;
    `until` is the day it was dissolved, "" if that was 1 July 2025.
    """

    name: str
    types: tuple[str, ...]
    province: str
    until: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for a province of the 63, of a `kind`, with its `weight` (1 = as its own)."""

    name: str
    kind: str
    province: str
    weight: float


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, broadcaster or portal; `province` is "" for a national one.

    `codes` open a lead ("HNM -"); `shared_codes` are used by several outlets.
    """

    name: str
    kind: str
    province: str
    domains: tuple[str, ...]
    codes: tuple[str, ...]
    shared_codes: tuple[str, ...]
    aliases: tuple[str, ...]


def _read_rows(name: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _split(value: str, separator: str | None = None) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(separator) if part.strip())


@cache
def former_provinces() -> dict[str, FormerProvince]:
    """The 63, by slug."""
    rows = _read_rows("provinces.csv")
    return {
        row["slug"]: FormerProvince(row["slug"], row["name"], row["type"], row["present"])
        for row in rows
    }


@cache
def present_provinces() -> dict[str, PresentProvince]:
    """The 34, by slug."""
    return {
        row["slug"]: PresentProvince(
            row["slug"], row["name"], row["type"], row["since"], row["city_since"]
        )
        for row in _read_rows("present.csv")
    }


@cache
def historical_provinces() -> dict[str, HistoricalProvince]:
    """The provinces that ended before 2025, by slug."""
    return {
        row["slug"]: HistoricalProvince(
            row["slug"],
            row["name"],
            row["type"],
            (int(row["from"][:4]), int(row["to"][:4])),
            _split(row["became"]),
            row["alone"] == "yes",
        )
        for row in _read_rows("historical.csv")
    }


@cache
def districts() -> tuple[District, ...]:
    """The districts, dissolved ones too; a name may stand in several provinces."""
    return tuple(
        District(
            row["name"],
            tuple(kind.replace("-", " ") for kind in row["type"].split()),
            row["province"],
            row["until"],
            row["alone"] == "yes",
        )
        for row in _read_rows("districts.csv")
    )


@cache
def aliases() -> tuple[Alias, ...]:
    """Spellings, abbreviations, nicknames and landmarks that stand for a province."""
    return tuple(
        Alias(row["name"], row["kind"], row["province"], float(row["weight"]))
        for row in _read_rows("aliases.csv")
    )


@cache
def outlets() -> tuple[Outlet, ...]:
    """The outlets, provincial and national."""
    return tuple(
        Outlet(
            row["name"],
            row["kind"],
            row["province"],
            _split(row["domains"]),
            _split(row["codes"], ";"),
            _split(row["shared_codes"], ";"),
            _split(row["aliases"], ";"),
        )
        for row in _read_rows("outlets.csv")
    )


@cache
def context_words() -> dict[str, str]:
    """What words before a place's name say of it: each with its context ("đường": "street")."""
    rows = _read_rows("contexts.csv")
    return {word: row["context"] for row in rows for word in row["words"].split("|")}


@cache
def names_elsewhere() -> dict[str, str]:
    """Names of news that is about no province, each with its kind: "abroad" or "national"."""
    rows = _read_rows("elsewhere.csv")
    return {name: row["kind"] for row in rows for name in row["names"].split("|")}


@cache
def communes() -> dict[str, tuple[str, ...]]:
    """The provinces of the 63 that have a commune, ward or township of each name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _read_rows("communes.csv"):
        for name in row["names"].split("|"):
            found[name] = (*found.get(name, ()), row["province"])
    return found
