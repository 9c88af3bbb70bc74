"""What does this URL ask, and which URL asks that? Requests and query strings, both ways.

The URL is the whole state of the site, and `indexer.Request` is that state as a frozen value.
What is not in the URL has its default, what has its default is not in the URL, so that one
search has one address. Nothing here knows Flask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, cast
from urllib.parse import quote_plus

from indexer import MATCHES, ORDERS, SENSES, TIERS, Request, UsageError

Arguments = Mapping[str, Sequence[str]]
"""The values of each name of a query string, in order."""

FORM_NAMES = (
    "q",
    "match",
    "province",
    "sense",
    "year_from",
    "year_to",
    "source",
    "sort",
    "marks",
    "expand",
    "stories",
    "page",
    "size",
)

_WHOLE_NUMBER = re.compile("-?[0-9]{1,18}")
_YEAR = re.compile("[0-9]{4}")
_ON_OFF = {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}
_DEFAULT = Request()
_Choice = TypeVar("_Choice", bound=str)


def read_form(arguments: Arguments, *, size: int = _DEFAULT.size) -> Request:
    """The request that a query string asks; an empty value counts as none.

    `size` is the page length where none is given. Raises UsageError naming the parameter, its
    value and what it may be; ranges are checked by whoever answers the request.
    """
    refuse_control_characters(arguments)
    return Request(
        q=_first(arguments, "q"),
        match=_choice(arguments, "match", MATCHES) or _DEFAULT.match,
        province=_all(arguments, "province"),
        sense=_choice(arguments, "sense", SENSES) or _DEFAULT.sense,
        year_from=_year(arguments, "year_from"),
        year_to=_year(arguments, "year_to"),
        source=_all(arguments, "source"),
        sort=_choice(arguments, "sort", ORDERS) or _DEFAULT.sort,
        marks=_choice(arguments, "marks", TIERS),
        off=_switched_off(arguments),
        stories=_switch(arguments, "stories"),
        page=read_number(arguments, "page", _DEFAULT.page),
        size=read_number(arguments, "size", size),
    )


def write_form(request: Request, *, size: int = _DEFAULT.size) -> str:
    """The query string that `read_form` reads back to this request, "" where all is default."""
    return query_string(form_pairs(request, size=size))


def query_string(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as they stand in an address."""
    return "&".join([f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs])


def form_pairs(request: Request, *, size: int = _DEFAULT.size) -> tuple[tuple[str, str], ...]:
    """The names and values of the query string, in the order of `FORM_NAMES`."""
    return tuple((n, v) for n in FORM_NAMES for v in _texts(n, value_of(request, n), size))


def value_of(request: Request, name: str) -> object:
    """What a request has for a name of the query string."""
    return request.off if name == "expand" else getattr(request, name)


# A page has sixty values of facets, and the next page has most of them again.
@lru_cache(maxsize=1 << 10)
def write_values(name: str, value: object, size: int = _DEFAULT.size) -> str:
    """A name of the query string with this value as it stands in an address, "" for its default.

    `size` is the page length that is the default.
    """
    return query_string((name, text) for text in _texts(name, value, size))


def _texts(name: str, value: Any, size: int) -> Sequence[str]:
    """The values of one name, none where it has its default."""
    if name == "expand":
        return ["off" if target == "*" else f"-{target}" for target in value]
    if name in ("province", "source"):
        return cast(tuple[str, ...], value)
    default = size if name == "size" else getattr(_DEFAULT, name)
    if value is None or value == default:
        return ()
    return ("on",) if name == "stories" else (str(value),)


def change(request: Request, **changes: Any) -> Request:
    """The request with these fields changed, on its first page unless `page` is given."""
    return replace(request, **{"page": 1, **changes})


def toggle(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values without `value` if it is among them, with it otherwise."""
    if value in values:
        return tuple(other for other in values if other != value)
    return (*values, value)


def count_pages(request: Request, total: int) -> int:
    """How many pages an answer of `total` articles has: at least one."""
    return max(1, -(-total // request.size))


def read_texts(arguments: Arguments, name: str, *, most: int) -> tuple[str, ...]:
    """The non-empty values of a repeated name; more than `most` raise UsageError."""
    values = _all(arguments, name)
    if len(values) > most:
        raise _wrong(name, f"{len(values)}×", f"nhiều nhất {most} lần", f"at most {most} times")
    return values


def read_number(arguments: Arguments, name: str, default: int) -> int:
    """The whole number that is given, or the default; UsageError for what is no number.

    Whether it lies in its range is for whoever uses it to say.
    """
    value = _first(arguments, name).strip()
    if not value:
        return default
    if not _WHOLE_NUMBER.fullmatch(value):
        raise _wrong(name, value, "một số nguyên, ví dụ 10", "a whole number, such as 10")
    return int(value)


def read_choice(arguments: Arguments, name: str, choices: tuple[_Choice, ...]) -> _Choice:
    """The one of `choices` that is given, the first where none is; else UsageError."""
    return _choice(arguments, name, choices) or choices[0]


def refuse_unknown_names(arguments: Arguments, known: Iterable[str]) -> None:
    """Return if every name is known; else raise UsageError listing the known ones."""
    names = sorted(known)
    for name in arguments:
        if name not in names:
            listed = ", ".join(names)
            raise UsageError(
                f"Không có tham số “{_shown(name)}”; các tham số dùng được: {listed}. "
                f"(There is no parameter “{_shown(name)}”; the parameters are: {listed}.)"
            )


def refuse_control_characters(arguments: Arguments) -> None:
    """Return if no value holds NUL or another control character that is no white space."""
    for name, values in arguments.items():
        for value in values:
            if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in value):
                raise _wrong(
                    name,
                    value,
                    "chữ thường đọc được, không có ký tự điều khiển (như NUL)",
                    "readable text without control characters (such as NUL)",
                )


def _first(arguments: Arguments, name: str) -> str:
    return next(iter(arguments.get(name, ())), "")


def _all(arguments: Arguments, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.strip() for v in arguments.get(name, ()) if v.strip()))


def _choice(arguments: Arguments, name: str, choices: tuple[_Choice, ...]) -> _Choice | None:
    value = _first(arguments, name).strip()
    if not value:
        return None
    for choice in choices:
        if choice == value:
            return choice
    listed = ", ".join(choices)
    raise _wrong(name, value, f"một trong: {listed}", f"one of: {listed}")


def _year(arguments: Arguments, name: str) -> int | None:
    value = _first(arguments, name).strip()
    if not value:
        return None
    if not _YEAR.fullmatch(value):
        raise _wrong(
            name, value, "một năm bốn chữ số, ví dụ 2019", "a year of four digits, such as 2019"
        )
    return int(value)


def _switch(arguments: Arguments, name: str) -> bool:
    value = _first(arguments, name).strip()
    if value and value not in _ON_OFF:
        raise _wrong(name, value, "on hoặc off", "on or off")
    return _ON_OFF.get(value, False)


def _switched_off(arguments: Arguments) -> tuple[str, ...]:
    values = _all(arguments, "expand")
    for value in values:
        if value not in _ON_OFF and not (value.startswith("-") and value[1:].strip()):
            raise _wrong(
                "expand",
                value,
                "on, off, hoặc dấu trừ liền với một cách viết, ví dụ -ủy ban nhân dân",
                "on, off, or a minus sign and one way of writing, such as -ủy ban nhân dân",
            )
    if any(_ON_OFF.get(value) is False for value in values):
        return ("*",)
    return tuple(value[1:] for value in values if value.startswith("-"))


def _wrong(name: str, value: str, expected: str, expected_english: str) -> UsageError:
    return UsageError(
        f"Tham số {name}=“{_shown(value)}” không dùng được: cần {expected}. "
        f"({name}=“{_shown(value)}” cannot be used: it takes {expected_english}.)"
    )


def _shown(value: str) -> str:
    readable = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in value
    )
    return readable if len(readable) <= 60 else f"{readable[:60]}…"
