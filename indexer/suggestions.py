"""Which other query should be offered to a person whose query finds little?

Did-you-mean: the query with its keys decoded, its words parted and its spelling corrected
(`indexer.text.spelling`), each repair alone and all together, the rest of its syntax kept. Offered
is only what finds more than the query itself: much more where the query finds something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.model import Suggestion
from indexer.query import nodes as n
from indexer.query.parse import to_query
from indexer.query.rewrite import replace_texts, wanted_texts
from indexer.question import Question
from indexer.text.restore_model import LanguageModel
from indexer.text.spelling import correct_words, decode_words, part_words, stand_together
from indexer.text.tiers import has_marks

FEW = 50
"""A query that finds so many articles or more gets no suggestions."""

MUCH_MORE = 5
"""A suggestion finds so many times what the query finds: a slip is rarer than what was meant."""

MAX_SUGGESTIONS = 3

KEYS = "gõ Telex hay VNI (typed in Telex or VNI)"
GLUED = "các tiếng viết dính nhau (syllables written as one word)"
SPELLING = "có thể sai chính tả hay sai dấu (perhaps misspelt or with wrong marks)"


def suggest_queries(
    question: Question, model: LanguageModel, found: int, count: Callable[[Question], int]
) -> tuple[Suggestion, ...]:
    """Queries that find more than the question, which finds `found`; at most three, best first.

    `count` says how many articles a question finds.
    """
    if found >= FEW or not question.has_words:
        return ()
    offered: dict[str, Suggestion] = {}
    for node, reason in _repairs(question, model):
        query = to_query(node)
        if node == question.node or query in offered or len(offered) == MAX_SUGGESTIONS:
            continue
        total = count(replace(question, node=node))
        if total > max(found, MUCH_MORE * (found - 1)):
            offered[query] = Suggestion(query, reason, total)
    return tuple(offered.values())


def _repairs(question: Question, model: LanguageModel) -> Iterator[tuple[n.Node, str]]:
    """The trees with all that may be wrong repaired, then with less, each with what was wrong.

    Parting comes before correcting where the parts are known to stand together just as they are
    typed, and after it where they are not: then a slip in one word is likelier.
    """
    marked = has_marks(question.text)

    def part(text: str) -> str:
        return part_words(model, text)

    def correct(text: str) -> str:
        return correct_words(model, text, marked=marked)

    typed = question.node
    decoded = replace_texts(typed, decode_words)
    parted, corrected = replace_texts(decoded, part), replace_texts(decoded, correct)
    both = corrected if parted == decoded else replace_texts(parted, correct)
    is_plain = all(stand_together(model, text) for text in wanted_texts(parted))
    reasons = ((decoded, typed, KEYS), (parted, decoded, GLUED))
    reason = next((why for node, before, why in reasons if node != before), SPELLING)
    if parted != decoded and (is_plain or not marked):
        yield both, reason
        yield parted, reason
    yield corrected, KEYS if decoded != typed else SPELLING
    yield both, reason
    yield parted, reason
    yield decoded, KEYS
