"""What is the same query with other words? Trees with the texts of their words replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.query import nodes as n

NOT_PROSE = ("source", "id")
"""Fields whose values are names, not words of a text."""


def replace_texts(node: n.Node, change: Callable[[str], str]) -> n.Node:
    """The tree with `change` of the text of its words and phrases.

    Pinned words stay as they were typed, and so do prefixes, fuzzy words, filters and the names
    of sources.

    >>> replace_texts(n.Words("dang bo", 0), str.upper)
    Words(text='DANG BO', position=0, pinned=False)
    """
    match node:
        case n.Words() | n.Phrase() if not node.pinned:
            return replace(node, text=change(node.text))
        case n.And(children) | n.Or(children):
            return replace(node, children=tuple(replace_texts(c, change) for c in children))
        case n.Not(child):
            return n.Not(replace_texts(child, change))
        case n.Field(name, child) if name not in NOT_PROSE:
            return replace(node, child=replace_texts(child, change))
        case _:
            return node


def wanted_texts(node: n.Node) -> Iterator[str]:
    """The texts of the words and phrases that an article should have, in order."""
    match node:
        case n.Words(text) | n.Phrase(text):
            yield text
        case n.And(children) | n.Or(children):
            for child in children:
                yield from wanted_texts(child)
        case n.Field(name, child) if name not in NOT_PROSE:
            yield from wanted_texts(child)
