"""Which ways of writing one name stand beside each other in the tables under `data/`?"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from indexer.model import Tier
from indexer.text.syllables import is_syllable
from indexer.text.tiers import base_form, tone_form
from indexer.text.tokens import exact_terms

_DATA = Path(__file__).parent / "data"
_TABLES = (
    ("abbreviations.csv", "abbreviation"),
    ("place_spellings.csv", "place spelling"),
    ("foreign_names.csv", "foreign name"),
)

KINDS = tuple(kind for _, kind in _TABLES)
"""The kinds of groups that tables hold."""

# Stops that end in k in the languages of Tây Nguyên, as maps and newspapers have written them:
# with the marks of Vietnamese or of those languages, with k or c, or bare.
_K_RHYMES = ("ắk", "ăk", "ắc", "ak", "ăc")
_K_RHYME = re.compile("(?<=[a-zđ])(?:ắ|ă|a)[kc](?![^\\W\\d_])", re.IGNORECASE)
_ENDS_IN_K = re.compile("(?<=[a-zđ])(?:ắ|ă|a)k(?![^\\W\\d_])", re.IGNORECASE)
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class Group:
    """Ways of writing one thing: each of `asked` also asks for `others`.

    Terms of a form are those of `terms_in_tier`. `kind`, `source` and `articles` are those of a
    Variant.
    """

    asked: tuple[str, ...]
    others: tuple[str, ...]
    kind: str
    source: str
    articles: int | None = None


def terms_in_tier(text: str, tier: Tier) -> tuple[str, ...]:
    """The terms of a text as a tier compares them.

    >>> terms_in_tier("Đắk Lắk", "base")
    ('dak', 'lak')
    """
    terms = exact_terms(text)
    if tier == "exact":
        return tuple(terms)
    fold = tone_form if tier == "tone" else base_form
    return tuple(fold(term) for term in terms)


def respell_k(name: str) -> list[str]:
    """A name with its syllables in -ăk respelled alike in every way, and bare; none: no such.

    >>> respell_k("Đắk Ang")
    ['Đắk Ang', 'Đăk Ang', 'Đắc Ang', 'Đak Ang', 'Đăc Ang', 'Dak Ang']
    """
    if name.isascii() or not _ENDS_IN_K.search(name):
        return []
    spelled = [_K_RHYME.sub(rhyme, name) for rhyme in _K_RHYMES]
    bare = " ".join(base_form(term).capitalize() for term in exact_terms(spelled[0]))
    return [*spelled, bare]


def _mixed_k(name: str) -> list[str]:
    """A name with each of its syllables in -ắk respelled apart, as careless writers do."""
    forms = [""]
    done = 0
    for match in _K_RHYME.finditer(name):
        piece = name[done : match.start()]
        forms = [form + piece + rhyme for form in forms for rhyme in _K_RHYMES]
        done = match.end()
    return [form + name[done:] for form in forms] if len(forms) > 1 else []


def _join_syllables(form: str) -> list[str]:
    """A hyphenated foreign name in one word, as older newspapers print it (Inđônêxia)."""
    joined = _HYPHENATED.sub(lambda match: match.group().replace("-", "").capitalize(), form)
    return [joined] if joined != form and not is_syllable(exact_terms(joined)[0]) else []


def _softened(form: str) -> list[str]:
    """A transliterated name with s for x, which writers mix."""
    if "-" not in form or "x" not in form.lower():
        return []
    return [form.replace("x", "s").replace("X", "S")]


def _expand(row: dict[str, str], kind: str) -> Group:
    """The group of a row of a table, with the forms that rules add."""
    written = row["forms"].split("|")
    if row["one_way"] == "yes":
        return Group((written[0],), tuple(written[1:]), kind, row["source"])
    asked = list(written)
    if kind == "abbreviation":
        # Văn hóa, Thể thao và Du lịch is also written Văn hóa - Thể thao - Du lịch.
        written = [*written, *(f.replace(" và ", " ") for f in written if " và " in f)]
        asked = list(written)
    elif kind == "place spelling":
        written = [*written, *(new for form in written for new in respell_k(form))]
        asked = [*written, *(new for form in asked for new in _mixed_k(form))]
    elif kind == "foreign name":
        written = [*written, *(new for form in written for new in _join_syllables(form))]
        soft = [new for form in asked for new in _softened(form)]
        asked = [*written, *soft, *(new for form in soft for new in _join_syllables(form))]
    unique = {tuple(exact_terms(form)): form for form in reversed(written)}
    others = tuple(dict.fromkeys(form for form in written if form in unique.values()))
    return Group(tuple(dict.fromkeys(asked)), others, kind, row["source"])


Terms = tuple[str, ...]
_Asked = tuple[Terms, list[int]]


def _beginnings(terms: Sequence[str]) -> Iterator[str]:
    """The first three letters without marks of the first term, of the first two and so on, until
    they are the same for all that follow. (Terms are letters and digits but for a number's comma.)
    """
    joined = ""
    for term in terms:
        joined += term
        letters = joined[:6].translate(_FOLDED)[:3]
        yield letters
        if _is_full(letters, joined):
            return


def _is_full(letters: str, joined: str) -> bool:
    """Whether what follows these joined terms cannot change the letters that they begin with."""
    return len(letters) == 3 or len(joined) >= 6


MOST_TERMS = 1 << 14
"""Terms for which it is remembered which forms begin with them."""


class GroupTable:
    """Groups by the terms of their written forms; a group is made when it may first be asked for.

    `groups` has for each group some of the forms that ask for it, and what makes it. The other
    forms that ask for it must begin like one of these, with the same three letters without marks.
    """

    def __init__(self, groups: Iterable[tuple[Iterable[str], Callable[[], Group]]]) -> None:
        self._made: dict[int, Group] = {}
        self._forms_of = lru_cache(MOST_TERMS)(self._forms_that_begin)
        # At most one for each three letters and tier: forms by their first terms.
        self._asked: dict[tuple[str, Tier], Mapping[str, list[_Asked]]] = {}
        listed = list(groups)
        self._makers = [make for _, make in listed]
        written = ("".join(f"{_FORM}{form}" for form in forms) for forms, _ in listed)
        # All of them are folded at once, which takes a tenth of the time of one after another.
        self._folded = f"{_END}".join([*written, ""]).translate(_FOLDED)

    def longest(self, terms: Sequence[str], tier: Tier) -> tuple[int, list[Group]]:
        """How many of these terms, from the first on, are the longest form that asks for groups,
        as the tier compares them, and the groups; 0 and none where no form begins these terms.
        """
        length, numbers = 0, list[int]()
        forms = self._forms_of(terms[0], tier)
        if forms is None:
            beginnings = _beginnings(terms)
            forms = (f for b in beginnings for f in self._forms(b, tier).get(terms[0], ()))
        for form, known in forms:
            if len(form) > length and tuple(terms[: len(form)]) == form:
                length, numbers = len(form), known
        return length, [self._group(number) for number in numbers]

    def _forms_that_begin(self, term: str, tier: Tier) -> Iterable[_Asked] | None:
        """The forms of this first term; None where it is too short to tell them by."""
        letters = next(_beginnings((term,)))
        return self._forms(letters, tier).get(term, ()) if _is_full(letters, term) else None

    def _forms(self, beginning: str, tier: Tier) -> Mapping[str, list[_Asked]]:
        """The forms that begin so, by their first terms, each with the numbers of its groups."""
        key = (beginning, tier)
        if key not in self._asked:
            found: dict[Terms, list[int]] = {}
            for number in self._beginning.get(beginning, ()):
                for terms in {terms_in_tier(form, tier) for form in self._group(number).asked}:
                    if terms and [*_beginnings(terms)][-1] == beginning:
                        found.setdefault(terms, []).append(number)
            by_first: dict[str, list[_Asked]] = {}
            for terms, numbers in found.items():
                by_first.setdefault(terms[0], []).append((terms, numbers))
            self._asked[key] = by_first
        return self._asked[key]

    @cached_property
    def _beginning(self) -> Mapping[str, list[int]]:
        """The numbers of the groups by the first three letters of their forms, in order; fewer
        letters are the whole of a form.
        """
        found: dict[str, dict[int, None]] = {}
        for number, forms in enumerate(self._folded.split(_END)):
            for form in forms.split(_FORM)[1:]:
                found.setdefault(form[:3], {})[number] = None
        return {letters: list(numbers) for letters, numbers in found.items()}

    def _group(self, number: int) -> Group:
        if number not in self._made:
            self._made[number] = self._makers[number]()
        return self._made[number]


# Letters that rules put for one another in forms that ask for one thing.
_ALIKE = str.maketrans("ycs", "ikx")

# What stands before each form of a group, and after its last, in the text of them all.
_FORM, _END = "\x1f", "\x1e"


class _Folded(dict[int, str]):
    """For the code of a letter the same without marks, in every tier; nothing for a sign."""

    def __missing__(self, code: int) -> str:
        parted = unicodedata.normalize("NFD", chr(code).lower().replace("đ", "d"))
        self[code] = "".join(filter(str.isalnum, parted)).translate(_ALIKE)
        return self[code]


_FOLDED = _Folded({ord(_FORM): _FORM, ord(_END): _END})


def first_letter(text: str) -> str:
    """The first letter of a text as all tiers compare it, "" where it begins with a sign.

    >>> first_letter("Đảng"), first_letter("dang"), first_letter("Ý")
    ('d', 'd', 'i')
    """
    return text[:1].translate(_FOLDED)


def _read_rows(kinds: Collection[str]) -> Iterator[tuple[dict[str, str], str]]:
    for name, kind in _TABLES:
        if kind in kinds:
            yield from ((row, kind) for row in _read_table(name))


@lru_cache(maxsize=len(_TABLES))
def _read_table(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def group_table() -> GroupTable:
    """The groups of the tables under `data/`, in their order."""
    rows = _read_rows(KINDS)
    return GroupTable((row["forms"].split("|"), partial(_expand, row, kind)) for row, kind in rows)


def read_groups() -> list[Group]:
    """All groups of the tables, in their order."""
    return [_expand(row, kind) for row, kind in _read_rows(KINDS)]


def read_targets(kind: str) -> list[list[str]]:
    """For each row of a table the forms that others stand for, as they are written there."""
    rows = [row for row, _ in _read_rows([kind])]
    return [row["forms"].split("|")[row["one_way"] == "yes" :] for row in rows]
