"""Which shapes have the JSON values of the API? JSON Schema, as OpenAPI 3.1 takes it.

Every object is closed and every property required, so that a checker notices a field that is
missing as well as one that is not described.
"""

from __future__ import annotations

from typing import Any

from indexer import MATCHES, TIERS
from webui.labels import FIELD_LABELS

Json = dict[str, Any]

INFERRED_FIELDS = tuple(FIELD_LABELS)


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


_NUMBER = {"type": "number"}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_TEXT_OR_NULL = _or_null(text())
_YEAR_OR_NULL = _or_null(integer())
_TIER_OR_NULL = _or_null(one_of(*TIERS))
_SPANS = _array({**_array(integer()), "minItems": 2, "maxItems": 2})
_SLUGS = {"anyOf": [text(), _array(text()), {"type": "null"}]}
_FACET = _array(_see("FacetValue"))

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
        tier=_TIER_OR_NULL,
        undated=integer(),
        years=_array(
            _object(
                year=integer(),
                count=integer(),
                articles=integer(),
                share=_or_null(_SHARE),
            )
        ),
    ),
    "Results": _object(
        query={"type": "object", "description": "The request as it was understood."},
        total=integer(),
        match=one_of(*MATCHES),
        tier=_TIER_OR_NULL,
        tiers=_object(**{tier: integer() for tier in TIERS}),
        reading=_TEXT_OR_NULL,
        notices=_array(text()),
        expansions=_array(_see("Expansion")),
        suggestions=_array(_object(query=text(), reason=text(), total=integer())),
        hits=_array(_see("Hit")),
        facets=_object(province=_FACET, year=_FACET, source=_FACET),
        index=_see("Index"),
        methods=_object(vietnamese=text(), english=text()),
    ),
    "Expansion": _object(
        **{"from": text(), "to": text(), "kind": text(), "adds": integer()},
        on={"type": "boolean"},
        defined_in=_or_null(integer()),
    ),
    "FacetValue": _object(value=text(), name=text(), count=integer()),
    "Hit": _object(
        id=text(),
        title=_TEXT_OR_NULL,
        title_marks=_SPANS,
        date=_TEXT_OR_NULL,
        year=_YEAR_OR_NULL,
        province=_or_null(_see("Province")),
        others=_array(_see("Province")),
        source=_TEXT_OR_NULL,
        author=_TEXT_OR_NULL,
        tier=_TIER_OR_NULL,
        score=_NUMBER,
        snippets=_array(_object(text=text(), marks=_SPANS)),
        story=_TEXT_OR_NULL,
        reprints=_array(_see("Brief")),
    ),
    "Brief": _object(id=text(), title=_TEXT_OR_NULL, date=_TEXT_OR_NULL, source=_TEXT_OR_NULL),
    "Province": _object(name=text(), former=_SLUGS, present=_SLUGS, confidence=_SHARE),
    "ArticleView": _object(
        id=text(),
        url=_TEXT_OR_NULL,
        file=text(),
        **{name: _see("Inference") for name in INFERRED_FIELDS},
        topics=_array(_see("Topic")),
        parts=_array(_object(kind=text(), start=integer(), end=integer())),
        text=text("The whole original text: offsets count its code points."),
        marks=_SPANS,
        repairs=_array(text()),
        warnings=_array(text()),
        corrected=_array(text()),
        story=_TEXT_OR_NULL,
        reprints=_array(_see("Brief")),
        similar=_array(_see("Brief")),
    ),
    "Inference": _object(
        value=_TEXT_OR_NULL,
        confidence=_SHARE,
        method=text(),
        evidence=text(),
        bound=_YEAR_OR_NULL,
    ),
    "Topic": _object(
        name=text(),
        printed=text(),
        former=_array(text()),
        present=_array(text()),
        score=_NUMBER,
        confidence=_SHARE,
        method=text(),
        evidence=text(),
    ),
}
