"""bm25s: BM25 scores computed beforehand, in a sparse matrix in memory."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tests.bench.articles import read_articles
from tests.bench.queries import Asked
from tests.bench.systems.answers import TOP, Answer, Answers, Description

# It has no types, and is there only where the extra `bench` was installed.
bm25s = import_module("bm25s")

PATTERN = r"(?u)\b\w+\b"
ROWS = "articles.json"


def describe() -> Description:
    """What is measured."""
    return Description(
        version("bm25s"),
        "`bm25s.tokenize` in lower case, every word kept, no stemmer; the matrix saved, then "
        "loaded with `mmap=True`; no text is stored. It ranks by any of the words and counts no "
        "hits: AND, phrases and prefixes it has not",
        kinds=("one", "or", "filter"),
    )


def index(file: Path, folder: Path) -> None:
    """Make the index of the articles of a file."""
    rows, texts = [], []
    for a in read_articles(file):
        rows.append((a.id, a.year))
        texts.append(a.text)
    tokens = bm25s.tokenize(texts, stopwords=None, token_pattern=PATTERN, show_progress=False)
    scores = bm25s.BM25()
    scores.index(tokens, show_progress=False)
    scores.save(str(folder))
    (folder / ROWS).write_text(json.dumps(rows), encoding="utf-8")


def open_answers(folder: Path) -> Answers:
    """Answers from an index folder."""
    scores = bm25s.BM25.load(str(folder), mmap=True)
    rows = json.loads((folder / ROWS).read_text(encoding="utf-8"))
    years = np.array([year for _, year in rows])

    def answer(asked: Asked) -> Answer:
        mask = None
        if asked.first_year is not None and asked.last_year is not None:
            mask = ((years >= asked.first_year) & (years <= asked.last_year)).astype(np.float32)
        found = scores.retrieve(
            [list(asked.words)], k=min(TOP, len(rows)), weight_mask=mask, show_progress=False
        )
        best = zip(found.documents[0], found.scores[0], strict=True)
        return Answer(None, tuple(rows[i][0] for i, score in best if score > 0))

    return answer
