"""Does matching keep its promises here? A suite of cases that anyone can run.

A case is a document, a query, and what must hold between them (`indexer/conformance/`). An
adapter turns cases into outcomes: `timbao_adapter` asks an engine of ours; any other engine can be
judged by writing one function that indexes the documents and says what each query found (see
`tests/conformance/other_engines.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from indexer.build import build_index
from indexer.engines.registry import ENGINES, load_engine
from indexer.errors import QueryError
from indexer.model import TIERS, Request, Results
from indexer.search import Searcher, open_index

Found = Literal[
    "exact", "tone", "exact or tone", "base", "expansion", "suggestion", "not exact", "never"
]


@dataclass(frozen=True, slots=True)
class Case:
    """`document` is the whole text of one article; `found` what must hold for `query`.

    `kind` groups cases, `why` says in a sentence what the case is about.
    """

    id: str
    kind: str
    why: str
    document: str
    query: str
    found: Found


@dataclass(frozen=True, slots=True)
class Outcome:
    """In which tiers, without expansions, a query found its document, and how else.

    `default` says whether the search found it as typed, `expanded` whether any tier did with
    expansions on, `suggested` whether a correction that was offered finds it. An engine with one
    way of matching gives the same answer for all tiers.
    """

    exact: bool
    tone: bool
    base: bool
    default: bool
    expanded: bool = False
    suggested: bool = False


Adapter = Callable[[Sequence[Case]], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case, what came out, and whether that is right."""

    case: Case
    outcome: Outcome
    right: bool


def load_cases(text: str | None = None) -> list[Case]:
    """The cases that come with the program, or those of a text with one JSON object a line."""
    if text is None:
        text = files("indexer").joinpath("conformance/cases.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [
        Case(
            r["id"],
            r.get("kind", "other"),
            r.get("why") or r.get("about", ""),
            r["document"],
            r["query"],
            r["found"],
        )
        for r in rows
    ]


def judge(found: Found, outcome: Outcome) -> bool:
    """Whether the outcome is what the case asks for."""
    o = outcome
    anywhere = o.exact or o.tone or o.base
    return {
        "exact": o.exact,
        "tone": o.tone and not o.exact,
        "exact or tone": o.exact or o.tone,
        "base": o.base and o.default,
        "expansion": o.expanded and o.default and not o.exact,
        "suggestion": o.suggested and not o.exact,
        "not exact": not o.exact,
        "never": not (anywhere or o.expanded or o.default),
    }[found]


def run_cases(cases: Sequence[Case], adapter: Adapter) -> list[Verdict]:
    """Every case's verdict for one adapter."""
    outcomes = adapter(cases)
    return [Verdict(c, o, judge(c.found, o)) for c, o in zip(cases, outcomes, strict=True)]


def timbao_adapter(engine: str) -> Adapter:
    """The adapter of one of our engines: one index of all the documents, in a temporary folder."""

    def answer(cases: Sequence[Case]) -> list[Outcome]:
        with TemporaryDirectory(prefix="timbao-") as folder:
            rows = [json.dumps({"id": c.id, "text": c.document}) for c in cases]
            file = Path(folder) / "cases.jsonl"
            file.write_text("\n".join(rows), encoding="utf-8")
            index = Path(folder) / "index"
            build_index(index, [file], engine=engine)
            searcher = open_index(index)
            try:
                return [_outcome(searcher, c) for c in cases]
            finally:
                searcher.close()

    return answer


def _outcome(searcher: Searcher, case: Case) -> Outcome:
    request = Request(q=case.query, size=200)
    bare = {t: _finds(searcher, case, replace(request, marks=t, off=("*",))) for t in TIERS}
    expanded = any(_finds(searcher, case, replace(request, marks=t)) for t in TIERS)
    answer = _ask(searcher, request)
    suggestions = [s.query for s in answer.suggestions] if answer else []
    return Outcome(
        exact=bare["exact"],
        tone=bare["tone"],
        base=bare["base"],
        default=answer is not None
        and answer.match == "all"
        and any(h.article.id == case.id for h in answer.hits),
        expanded=expanded,
        suggested=any(_finds(searcher, case, Request(q=q, size=200)) for q in suggestions),
    )


def _finds(searcher: Searcher, case: Case, request: Request) -> bool:
    answer = _ask(searcher, request)
    return answer is not None and any(h.article.id == case.id for h in answer.hits)


def _ask(searcher: Searcher, request: Request) -> Results | None:
    try:
        return searcher.search(request)
    except QueryError:
        return None


def run_selftest(engine: str | None = None) -> dict[str, list[Verdict]]:
    """The verdicts on the cases that come with the program, by the name of the engine asked.

    `engine` is a name, None or "all" for every engine. Raises `UsageError` for an unknown name
    and `InstallationError` for an engine that is not installed.
    """
    names = list(ENGINES) if engine in (None, "all") else [str(engine)]
    for name in names:
        load_engine(name)
    cases = load_cases()
    return {name: run_cases(cases, timbao_adapter(name)) for name in names}


__all__ = [
    "Adapter",
    "Case",
    "Outcome",
    "Verdict",
    "judge",
    "load_cases",
    "run_cases",
    "run_selftest",
    "timbao_adapter",
]
