"""Which JSON answers which address? The HTTP API."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify

from indexer import Trend, article_as_json, methods_paragraph, results_as_json, trend
from webui.openapi import describe_api
from webui.search_form import (
    FORM_NAMES,
    read_form,
    read_number,
    read_texts,
    refuse_unknown_names,
)
from webui.searcher import lend_searcher
from webui.views import MOST_TRENDS, arguments

api = Blueprint("api", __name__, url_prefix="/api")

SUGGESTIONS = 8
MOST_SUGGESTIONS = 20


@api.get("/search")
def search() -> Response:
    """The answer to a search."""
    refuse_unknown_names(arguments(), FORM_NAMES)
    request = read_form(arguments())
    with lend_searcher() as searcher:
        results = searcher.search(request)
    methods = methods_paragraph(results)
    return jsonify({**results_as_json(results), "methods": methods._asdict()})


@api.get("/articles/<article_id:id>")
def article(id: str) -> Response:
    """One article with its metadata and the matches of the search given beside it."""
    refuse_unknown_names(arguments(), FORM_NAMES)
    request = read_form(arguments())
    with lend_searcher() as searcher:
        view = searcher.article(id, request)
    return jsonify(article_as_json(view))


@api.get("/suggest")
def suggest() -> Response:
    """Queries that begin like the one being typed."""
    refuse_unknown_names(arguments(), FORM_NAMES)
    request = read_form({**arguments(), "size": ()})
    size = read_number(arguments(), "size", SUGGESTIONS)
    with lend_searcher() as searcher:
        suggestions = searcher.suggest(request.q, request, min(max(size, 1), MOST_SUGGESTIONS))
    return jsonify({"q": request.q, "suggestions": suggestions})


@api.get("/trends")
def trends() -> Response:
    """Articles a year for up to five queries."""
    refuse_unknown_names(arguments(), FORM_NAMES)
    request = read_form({**arguments(), "q": ()})
    queries = read_texts(arguments(), "q", most=MOST_TRENDS) or ("",)
    with lend_searcher() as searcher:
        found = trend(searcher, [replace(request, q=q) for q in queries])
        index = {
            "generation": searcher.generation,
            "fingerprint": searcher.fingerprint,
            "articles": searcher.articles,
        }
    return jsonify({"trends": [_trend_as_json(item) for item in found], "index": index})


@api.get("/openapi.json")
def openapi() -> Response:
    """The description of this API, in OpenAPI 3.1."""
    return jsonify(describe_api())


def _trend_as_json(item: Trend) -> dict[str, object]:
    return {
        "q": item.request.q,
        "total": item.results.total,
        "match": item.results.match,
        "tier": item.results.tier,
        "undated": item.undated,
        "years": [
            {
                "year": point.year,
                "count": point.count,
                "articles": point.articles,
                "share": point.share,
            }
            for point in item.points
        ],
    }
