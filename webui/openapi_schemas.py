"""Which shapes have the JSON values of the API? JSON Schema, as OpenAPI 3.1 takes it.

Every object is closed and every property required, so that a checker notices a field that is
missing as well as one that is not described.
"""

from __future__ import annotations

from typing import Any

from indexer import MATCHES, TIERS

Json = dict[str, Any]


def text(description: str = "") -> Json:
    """The schema of a string."""
    return {"type": "string", **({"description": description} if description else {})}


def integer(low: int = 0, high: int | None = None) -> Json:
    """The schema of a whole number from `low` to `high`."""
    return {"type": "integer", "minimum": low, **({} if high is None else {"maximum": high})}


def one_of(*values: str) -> Json:
    """The schema of one of these strings."""
    return {"type": "string", "enum": list(values)}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _see(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT_OR_NULL = _or_null(text())
_WHOLE_OR_NULL = _or_null({"type": "integer"})
_MARKS = _array({"type": "array", "items": integer(), "minItems": 2, "maxItems": 2})

SCHEMAS: Json = {
    "Error": _object(
        error=_object(code=text(), message=text(), position=_or_null(integer())),
    ),
    "Index": _object(generation=text(), fingerprint=text(), articles=integer()),
    "Health": _object(
        status=one_of("ok"), generation=text(), fingerprint=text(), articles=integer()
    ),
    "Suggestions": _object(q=text(), suggestions=_array(text())),
    "Trends": _object(trends=_array(_see("Trend")), index=_see("Index")),
    "Trend": _object(
        q=text(),
        total=integer(),
        match=one_of(*MATCHES),
        tier=_or_null(one_of(*TIERS)),
        undated=integer(),
        years=_array(
            _object(
                year=integer(),
                count=integer(),
                articles=integer(),
                share=_or_null({"type": "number", "minimum": 0, "maximum": 1}),
            )
        ),
    ),
}
