"""What does the HTTP API take and give? Its description in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from indexer import EXPORT_FORMATS, MATCHES, ORDERS, SENSES, TIERS
from webui.openapi_schemas import SCHEMAS, integer, one_of, text

Json = dict[str, Any]

VERSION = "1"

_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
_TEXTS = {"type": "array", "items": text()}

_PARAMETERS: dict[str, tuple[Json, str]] = {
    "q": (text(), "The query, in the language that /about describes; empty for every article."),
    "match": (one_of(*MATCHES), "How many of the words an article must hold. Default: all."),
    "province": (_TEXTS, "Names or slugs of provinces, any of them, read in `sense`."),
    "sense": (one_of(*SENSES), "Provinces as printed (default), former 63, or present 34."),
    "year_from": (_YEAR, "The first year."),
    "year_to": (_YEAR, "The last year."),
    "source": (_TEXTS, "Names of sources, any of them."),
    "sort": (one_of(*ORDERS), "The order of hits. Default: relevance."),
    "marks": (one_of(*TIERS), "Pin the tier of matching; without it the query decides."),
    "expand": (
        _TEXTS,
        "`off` switches all expansions off, `-TARGET` (repeatable) the one of that target.",
    ),
    "stories": (one_of("on", "off"), "Count near-duplicate articles as one. Default: off."),
    "page": (integer(1), "The page of hits, from 1; at most to the 100,000th hit."),
    "size": (integer(1, 200), "Hits a page. Default: 10."),
}

_FAILURES = {
    "400": "The query or a parameter cannot be used.",
    "500": "An unforeseen fault of the server.",
    "503": "There is no index that can answer.",
}


def describe_api() -> Json:
    """The OpenAPI 3.1 document, as JSON values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tìm Báo",
            "summary": "Full-text search over Vietnamese news.",
            "version": VERSION,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": "../"}],
        "paths": _paths(),
        "components": {
            "parameters": {name: _parameter(name) for name in _PARAMETERS},
            "schemas": SCHEMAS,
            "responses": {
                f"Error{status}": _answer(sentence, "Error")
                for status, sentence in (*_FAILURES.items(), ("404", "No such article."))
            },
        },
    }


def _paths() -> Json:
    searches = [_reference(name) for name in _PARAMETERS]
    return {
        "/api/search": _get("search", "Search articles.", searches, _answer("Hits.", "Results")),
        "/api/articles/{id}": _get(
            "article",
            "One article, with the matches of a search marked.",
            [_path_id(), *searches],
            _answer("The article.", "ArticleView"),
            "404",
        ),
        "/api/suggest": _get(
            "suggest",
            "Queries that begin like the one being typed.",
            searches,
            _answer("Suggestions.", "Suggestions"),
        ),
        "/api/trends": _get(
            "trends",
            "Articles a year for up to five queries.",
            [_repeated_query(), *(p for p in searches if not p["$ref"].endswith("/q"))],
            _answer("One trend a query.", "Trends"),
        ),
        "/api/openapi.json": _get("openapi", "This description.", [], _json_object()),
        "/export": _get("export", "All hits as one file.", [_format(), *searches], _file()),
        "/feed": _get(
            "feed",
            "The newest dated hits, as Atom.",
            searches,
            _other("The feed.", "application/atom+xml"),
        ),
        "/opensearch.xml": _get(
            "opensearch",
            "The description for browsers.",
            [],
            _other("The description.", "application/opensearchdescription+xml"),
        ),
        "/healthz": _get("health", "Is there an index?", [], _answer("There is.", "Health")),
    }


def _get(name: str, summary: str, parameters: list[Json], answer: Json, *failures: str) -> Json:
    statuses = ("400", *failures, "500", "503") if parameters else ("500", "503")
    failed = {status: {"$ref": f"#/components/responses/Error{status}"} for status in statuses}
    operation: Json = {"operationId": name, "summary": summary}
    if parameters:
        operation["parameters"] = parameters
    return {"get": {**operation, "responses": {"200": answer, **failed}}}


def _parameter(name: str) -> Json:
    schema, description = _PARAMETERS[name]
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _reference(name: str) -> Json:
    return {"$ref": f"#/components/parameters/{name}"}


def _path_id() -> Json:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The article's id; slashes may stand as they are.",
        "schema": text(),
    }


def _repeated_query() -> Json:
    return {
        "name": "q",
        "in": "query",
        "description": "The queries; repeat the parameter for several.",
        "schema": {"type": "array", "items": text(), "maxItems": 5},
    }


def _format() -> Json:
    return {
        "name": "format",
        "in": "query",
        "description": f"The form of the file. Default: {EXPORT_FORMATS[0]}.",
        "schema": one_of(*EXPORT_FORMATS),
    }


def _answer(description: str, schema: str) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _json_object() -> Json:
    return {
        "description": "An OpenAPI document.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }


def _other(description: str, *types: str) -> Json:
    return {"description": description, "content": {kind: {"schema": text()} for kind in types}}


def _file() -> Json:
    return _other(
        "The file.",
        "text/csv",
        "application/x-ndjson",
        "application/x-bibtex",
        "application/x-research-info-systems",
    )
