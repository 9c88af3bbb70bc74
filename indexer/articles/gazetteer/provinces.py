"""Which province does a typed name mean, and what is it called in each sense?

The filter has three senses. "printed" is the name that the article uses: a historical province
is a value of its own. "former" is one of the 63 before 1 July 2025, "present" one of the 34
since. Every name can be asked in every sense: Quảng Nam asked in the present sense is Đà Nẵng,
Đà Nẵng asked in the former sense is the city alone, Hà Tây asked in the former sense is Hà Nội.
An article about Quảng Nam is thus counted under Đà Nẵng in the present sense only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.articles.gazetteer.tables import (
    aliases,
    former_provinces,
    historical_provinces,
    present_provinces,
)
from indexer.model import Sense


@dataclass(frozen=True, slots=True)
class ProvinceRef:
    """The province that a typed name means, in every sense.

    `kind` is "present" if one of the 34 bears the name, "former" if only one of the 63 does,
    "historical" for an earlier province. `printed` is the slug of the name itself; `former` and
    `present` are the slugs to filter by in those senses.
    """

    name: str
    slug: str
    kind: Literal["former", "present", "historical"]
    printed: str
    former: tuple[str, ...]
    present: tuple[str, ...]


def find_province(text: str) -> ProvinceRef | None:
    """The province that `text` names (any marks, case, hyphens, "tỉnh" or "TP"), or None."""
    key = _fold(text)
    slug = _slugs_by_key().get(key) or _slugs_by_key().get(_strip_rank(key))
    return None if slug is None else make_ref(slug)


def make_ref(slug: str) -> ProvinceRef:
    """The province with this slug, of the 63 or a historical one; KeyError for another slug."""
    former = former_provinces().get(slug)
    if former is not None:
        kind: Literal["former", "present"] = "present" if slug in present_provinces() else "former"
        return ProvinceRef(former.name, slug, kind, slug, (slug,), (former.present,))
    historical = historical_provinces()[slug]
    present = tuple(dict.fromkeys(present_of(name) for name in historical.became))
    return ProvinceRef(historical.name, slug, "historical", slug, historical.became, present)


def near_provinces(text: str) -> list[str]:
    """The names most like `text`, at most three, the nearest first; for messages of errors."""
    # A command starts sooner without it; nearly all names are right.
    import difflib

    keys = _slugs_by_key()
    found = difflib.get_close_matches(_strip_rank(_fold(text)), keys, n=6, cutoff=0.6)
    return list(dict.fromkeys(make_ref(keys[key]).name for key in found))[:3]


def province_name(slug: str, sense: Sense) -> str:
    """The name under which a slug is shown in this sense; KeyError for a slug it does not have."""
    if sense == "present":
        return present_provinces()[slug].name
    if sense == "former":
        return former_provinces()[slug].name
    return make_ref(slug).name


def present_of(former_slug: str) -> str:
    """The slug among the 34 of what this province of the 63 became; KeyError for another slug."""
    return former_provinces()[former_slug].present


def former_of(present_slug: str) -> tuple[str, ...]:
    """The provinces of the 63 that make up this one of the 34; KeyError for another slug."""
    return _formers_by_present()[present_slug]


@cache
def _formers_by_present() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(present_provinces(), ())
    for former in former_provinces().values():
        found[former.present] += (former.slug,)
    return found


def _fold(text: str) -> str:
    """Letters without marks and digits, lower-cased, nothing between them but single spaces."""
    marks = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    letters = "".join(c for c in marks if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _strip_rank(key: str) -> str:
    return re.sub(r"^(?:tinh|thanh pho|dac khu|tp|t p)\s*", "", key)


@cache
def _slugs_by_key() -> dict[str, str]:
    """Every accepted key (with and without spaces) with its slug; the 63 win over older ones."""
    named = [(province.name, province.slug) for province in former_provinces().values()]
    named += [(slug, slug) for slug in former_provinces()]
    named += [(a.name, a.province) for a in aliases() if a.kind in ("spelling", "ranked")]
    named += [(h.name, h.slug) for h in historical_provinces().values()]
    named += [(slug, slug) for slug in historical_provinces()]
    keys: dict[str, str] = {}
    for name, slug in named:
        key = _fold(name)
        for form in (key, _strip_rank(key)):
            keys.setdefault(form, slug)
            keys.setdefault(form.replace(" ", ""), slug)
    return keys
