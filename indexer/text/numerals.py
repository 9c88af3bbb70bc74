"""How else can the number of a congress, a century or a quarter be written?

Roman, Arabic and spelled numerals stand for each other after words that count such things:
`Đại hội XIII`, `thế kỷ 20`, `quý ba`. After any other word only Roman numerals that nothing else is
written like do: `Louis XIV`, `SEA Games 29`, but not V or XI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.model import Tier
from indexer.text.tiers import base_form, tone_form
from indexer.text.tokens import exact_terms

_HEADS = (
    "đại hội",
    "đại hội đảng",
    "đại hội lần thứ",
    "lần thứ",
    "khóa",
    "khóa thứ",
    "kỳ",
    "kỳ thứ",
    "kỳ họp",
    "kỳ họp thứ",
    "học kỳ",
    "hội nghị trung ương",
    "hội nghị lần thứ",
    "nghị quyết trung ương",
    "thế kỷ",
    "thế kỷ thứ",
    "thiên niên kỷ thứ",
    "quý",
    "tháng",
    "chương",
    "phần",
    "mục",
    "tập",
    "quyển",
    "giai đoạn",
    "vùng",
    "quân khu",
    "liên khu",
    "khu",
    "quân đoàn",
    "binh đoàn",
    "nhóm",
    "loại",
    "hạng",
    "cấp",
    "bậc",
    "đời",
    "đời thứ",
    "đợt",
    "vòng",
    "nhiệm kỳ",
    "thế chiến",
    "chiến tranh thế giới thứ",
    "thứ",
    "thế chiến thứ",
)
_ORDINALS = ("lần thứ", "thứ")
"""What may stand between such words and the number: Đại hội XIII, Đại hội lần thứ XIII."""

_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HIGHEST = 60


def roman(number: int) -> str:
    """The Roman numeral of 1..89.

    >>> roman(13), roman(49)
    ('XIII', 'XLIX')
    """
    letters = ""
    for value, numeral in _ROMAN:
        while number >= value:
            letters += numeral
            number -= value
    return letters


def spelled(number: int) -> tuple[str, ...]:
    """The Vietnamese words for 1..99, the usual ones first.

    >>> spelled(21), spelled(15), spelled(4)
    (('hai mươi mốt',), ('mười lăm',), ('bốn', 'tư'))
    """
    tens, unit = divmod(number, 10)
    if tens == 0:
        return {1: ("một", "nhất"), 2: ("hai", "nhì"), 4: ("bốn", "tư")}.get(unit, (_UNITS[unit],))
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return (head,)
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(unit, _UNITS[unit])
    return (f"{head} {last}", f"{head} tư") if unit == 4 and tens > 1 else (f"{head} {last}",)


def _in_tier(text: str, tier: Tier) -> tuple[str, ...]:
    terms = exact_terms(text)
    if tier == "exact":
        return tuple(terms)
    fold = tone_form if tier == "tone" else base_form
    return tuple(fold(term) for term in terms)


@lru_cache(maxsize=3)
def _tables(
    tier: Tier,
) -> tuple[dict[tuple[str, ...], int], frozenset[str], frozenset[tuple[str, ...]]]:
    """(written numeral -> number, the first words of numerals, head words) as terms of a tier."""
    numbers: dict[tuple[str, ...], int] = {}
    for number in range(_HIGHEST, 0, -1):
        for form in (str(number), f"{number:02}", roman(number), *spelled(number)):
            numbers[_in_tier(form, tier)] = number
    heads = frozenset(_in_tier(head, tier) for head in _HEADS)
    return numbers, frozenset(written[0] for written in numbers), heads


_MONTH_HEADS = ("tháng", "thang")


def _is_clear_month(number: int) -> bool:
    """Whether a number names a month in words too: `tháng năm` is also the months of a year."""
    return number < 13 and number != 5


def find_numerals(tokens: Sequence[str], tier: Tier) -> list[tuple[int, int, str]]:
    """(start, end, another way to write it) for each counted thing among the tokens of a query.

    The span begins at the word that counts: in `đại hội 13` both words and the number.

    >>> find_numerals(["đại", "hội", "13"], "exact")
    [(0, 3, 'đại hội XIII'), (0, 3, 'đại hội mười ba'), (0, 3, 'đại hội lần thứ XIII'), \
(0, 3, 'đại hội lần thứ mười ba')]
    """
    numbers, begin, heads = _tables(tier)
    found: list[tuple[int, int, str]] = []
    for place in range(1, len(tokens)):
        if tokens[place] not in begin:
            continue
        start = _head_start(tokens, place, heads)
        if start is None:
            found += _after_any_word(tokens, place)
            continue
        for length in (3, 2, 1):
            written = tuple(tokens[place : place + length])
            if len(written) == length and written in numbers:
                if tokens[place - 1] in _MONTH_HEADS and not _is_clear_month(numbers[written]):
                    break
                head = " ".join(tokens[start:place])
                others = _other_forms(numbers[written], written, tier, head)
                targets = [f"{head} {form}" for form in others]
                targets += _of_other_head(numbers[written], written, tier, tokens[start:place])
                found += [(start, place + length, target) for target in targets]
                break
    return found


def _of_other_head(
    number: int, written: tuple[str, ...], tier: Tier, head: Sequence[str]
) -> Iterator[str]:
    """The number after the same words with `lần thứ` or `thứ` behind them, or without these."""
    heads = _tables(tier)[2]
    for ordinal in _ORDINALS:
        tail = _in_tier(ordinal, tier)
        longer, shorter = (*head, *tail), tuple(head[: -len(tail)])
        if longer in heads:
            words = " ".join(longer)
            yield from (f"{words} {form}" for form in _other_forms(number, written, tier, words))
        if shorter in heads and tuple(head[-len(tail) :]) == tail:
            words = " ".join(shorter)
            yield from (f"{words} {form}" for form in _other_forms(number, (), tier, words))


_ALONE = {str(number): roman(number) for number in range(2, 40) if number not in (5, 6, 10, 11)}
_ALONE_BACK = {numeral.lower(): number for number, numeral in _ALONE.items()}


def _after_any_word(tokens: Sequence[str], place: int) -> list[tuple[int, int, str]]:
    """The other form of a numeral that is clear after a word that need not count: `Louis XIV`."""
    before, token = tokens[place - 1], tokens[place]
    other = _ALONE.get(token) or _ALONE_BACK.get(token)
    return [(place - 1, place + 1, f"{before} {other}")] if other and before[1:].isalpha() else []


def _head_start(tokens: Sequence[str], place: int, heads: frozenset[tuple[str, ...]]) -> int | None:
    """Where the longest head words that end before `place` begin."""
    for length in range(min(6, place), 0, -1):
        if tuple(tokens[place - length : place]) in heads:
            return place - length
    return None


def _other_forms(number: int, written: tuple[str, ...], tier: Tier, head: str) -> list[str]:
    """The other ways to write a number after head words, each once in the tier."""
    words = spelled(number)
    if number in (1, 2, 4) and head not in ("hạng", "hang"):
        # Ordinals have words of their own, which only "thứ", "quý" and "tháng" take; "hạng" has
        # both (hạng hai, hạng nhì).
        numbered = head.endswith(("thứ", "thư", "thu"))
        ordinal = numbered or head in ("quý", "quy", *_MONTH_HEADS)
        words = words[1:] if numbered and number != 2 else words[:1]
        words = words if not ordinal or number != 4 else spelled(4)
    forms: dict[tuple[str, ...], str] = {}
    for form in (str(number), roman(number), *words):
        forms.setdefault(_in_tier(form, tier), form)
    forms.pop(written, None)
    return list(forms.values())


_SINGLE = frozenset("123456789")


def find_padded(tokens: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, the number with or without its leading zero) for single digits among words.

    Offices write `03 người`, `tháng 03` for 3; a digit that is the whole query is left alone.

    >>> find_padded(["tháng", "03"]), find_padded(["3"])
    ([(1, 2, '3')], [])
    """
    if len(tokens) < 2:
        return []
    found: list[tuple[int, int, str]] = []
    for place, token in enumerate(tokens):
        if token in _SINGLE:
            found.append((place, place + 1, f"0{token}"))
        elif len(token) == 2 and token[0] == "0" and token[1] in _SINGLE:
            found.append((place, place + 1, token[1]))
    return found
