"""Whether a JSON value is as a schema says: the keywords that the API's description uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


KEYWORDS = {
    "type", "enum", "minimum", "maximum", "items", "minItems", "maxItems", "properties",
    "required", "additionalProperties", "description",
}  # fmt: skip


TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: Json, whole: Json, at: str = "$") -> Iterator[str]:
    """What in a JSON value is not as the schema says; knows the keywords that are used here."""
    if "$ref" in schema:
        schema = resolve(schema["$ref"], whole)
    if "anyOf" in schema:
        if all(list(faults(value, choice, whole, at)) for choice in schema["anyOf"]):
            yield f"{at}: {value!r} is none of {schema['anyOf']}"
        return
    unknown = set(schema) - KEYWORDS
    assert not unknown, f"the checker does not know {unknown}"
    kind = schema.get("type")
    if (kind and not isinstance(value, TYPES[kind])) or (kind != "boolean" and value is True):
        yield f"{at}: {value!r} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in {schema['enum']}"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{at}: {value!r} is below {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"{at}: {value!r} is above {schema['maximum']}"
    yield from inner_faults(value, schema, whole, at)


def inner_faults(value: Any, schema: Json, whole: Json, at: str) -> Iterator[str]:
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for place, item in enumerate(value):
            yield from faults(item, schema["items"], whole, f"{at}[{place}]")
    if isinstance(value, dict) and "properties" in schema:
        for name in set(schema["required"]) - set(value):
            yield f"{at}: no {name}"
        for name in set(value) - set(schema["properties"]):
            yield f"{at}: {name} is not described"
        for name, item in value.items():
            if name in schema["properties"]:
                yield from faults(item, schema["properties"][name], whole, f"{at}.{name}")


def resolve(reference: str, whole: Json) -> Json:
    found: Any = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
