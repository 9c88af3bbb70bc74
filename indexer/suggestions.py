"""Which other query should be offered to a person whose query finds little?

Did-you-mean: the query with its keys decoded, its words parted and its spelling corrected
(`indexer.text.spelling`), each repair alone and all together, the rest of its syntax kept. Offered
is only what finds more than the query itself: much more where the query finds something. One that
finds much is left alone, but for words that make up compounds once they are corrected, and stand
beside their neighbours nowhere as they were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from indexer.engines.base import EngineReader
from indexer.fields import COMPOUNDS
from indexer.model import Suggestion
from indexer.query import nodes as n
from indexer.query.parse import to_query
from indexer.query.rewrite import replace_texts, wanted_texts
from indexer.question import Question
from indexer.text.restore import compound_evidence
from indexer.text.restore_evidence import NO_EVIDENCE
from indexer.text.restore_model import LanguageModel
from indexer.text.spelling import (
    correct_words,
    decode_words,
    lonely_words,
    makes_words,
    part_words,
    stand_together,
)
from indexer.text.tiers import has_marks
from indexer.text.tokens import tokenize

FEW = 50
"""A query that finds so many articles or more is not doubted, as long as its words go together."""

MUCH_MORE = 5
"""A suggestion finds so many times what the query finds: a slip is rarer than what was meant."""

MAX_SUGGESTIONS = 3

KEYS = "gõ Telex hay VNI (typed in Telex or VNI)"
GLUED = "các tiếng viết dính nhau (syllables written as one word)"
SPELLING = "có thể sai chính tả hay sai dấu (perhaps misspelt or with wrong marks)"


def suggest_queries(
    question: Question, model: LanguageModel, found: int, reader: EngineReader
) -> tuple[Suggestion, ...]:
    """Queries that find more than the question, which finds `found`; at most three, best first."""
    if not question.has_words:
        return ()
    repairs = _Repairs(question, model, partial(reader.holding, COMPOUNDS), is_found=found > 0)
    least = max(found, MUCH_MORE * (found - 1)) if found < FEW else found
    offered: dict[str, Suggestion] = {}
    for node, reason in repairs.all() if found < FEW else repairs.of_words():
        query = to_query(node)
        if node == question.node or query in offered or len(offered) == MAX_SUGGESTIONS:
            continue
        offer = replace(question, node=node)
        total = reader.count(offer.plan(question.tier, question.request.match))
        if total > least:
            offered[query] = Suggestion(query, reason, total)
    return tuple(offered.values())


class _Repairs:
    """What a question may have been meant as: trees, each with what was wrong."""

    def __init__(
        self,
        question: Question,
        model: LanguageModel,
        holding: Callable[[str], int],
        *,
        is_found: bool,
    ) -> None:
        self._model, self._holding, self._typed = model, holding, question.node
        self._marked, self._is_found = has_marks(question.text), is_found
        self._evidence = compound_evidence(len(tokenize(question.text)), holding)

    def _part(self, text: str) -> str:
        return part_words(self._model, text)

    def _correct(self, text: str) -> str:
        """The text with its spelling corrected; what is found only where that makes words."""
        lonely = lonely_words(self._model, text) if self._is_found and self._marked else []
        is_kept = len(lonely) > 1
        if is_kept and not any(lonely):
            return text
        corrected = correct_words(self._model, text, self._evidence, marked=self._marked)
        if is_kept and not makes_words(text, corrected, lonely, self._holding):
            return text
        return corrected

    def of_words(self) -> Iterator[tuple[n.Node, str]]:
        """A few marked words corrected, where that makes compounds of them."""
        if self._evidence is not NO_EVIDENCE and self._marked:
            yield replace_texts(self._typed, self._correct), SPELLING

    def all(self) -> Iterator[tuple[n.Node, str]]:
        """The trees with all that may be wrong repaired, then with less.

        Parting comes before correcting where the parts are known to stand together just as they are
        typed, and after it where they are not: then a slip in one word is likelier.
        """
        typed = self._typed
        decoded = replace_texts(typed, decode_words)
        parted = replace_texts(decoded, self._part)
        corrected = replace_texts(decoded, self._correct)
        both = corrected if parted == decoded else replace_texts(parted, self._correct)
        is_plain = all(stand_together(self._model, text) for text in wanted_texts(parted))
        reasons = ((decoded, typed, KEYS), (parted, decoded, GLUED))
        reason = next((why for node, before, why in reasons if node != before), SPELLING)
        if parted != decoded and (is_plain or not self._marked):
            yield both, reason
            yield parted, reason
        yield corrected, KEYS if decoded != typed else SPELLING
        yield both, reason
        yield parted, reason
        yield decoded, KEYS
