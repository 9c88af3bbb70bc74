"""When does a term fit a pattern, or stand near another? For the engines written in Python."""

from __future__ import annotations

import re

from indexer.query.plan import Pattern


def levenshtein_within(a: str, b: str, distance: int) -> bool:
    """Whether `a` becomes `b` by at most `distance` insertions, deletions, replacements.

    >>> levenshtein_within("lạm", "lam", 1), levenshtein_within("ab", "ba", 1)
    (True, False)
    """
    if abs(len(a) - len(b)) > distance:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above = row
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
        if min(row) > distance:
            return False
    return row[-1] <= distance


def pattern_regex(pattern: Pattern) -> str:
    """The regular expression that a term must begin with to fit the pattern.

    >>> pattern_regex(Pattern("body_exact", ("t", "iíì")))
    't[iíì]'
    """
    return "".join(re.escape(c) if len(c) == 1 else f"[{re.escape(c)}]" for c in pattern.letters)
