"""Which way of looking through texts is the quicker one here?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from indexer.text.pieces import PlainTexts, Texts

WITHOUT_NUMPY = 6
"""So many times texts are looked through before numpy is loaded for it: to load it takes longer
than that, and who asks one question from the shell need not wait for it."""


def _cutter() -> Callable[[Sequence[str]], Texts]:
    times = count()

    def cut(texts: Sequence[str]) -> Texts:
        if next(times) < WITHOUT_NUMPY:
            return PlainTexts(texts)
        from indexer.text.word_places import WordTexts

        return WordTexts(texts)

    return cut


cut_texts = _cutter()
"""The texts, ready to be looked through."""
