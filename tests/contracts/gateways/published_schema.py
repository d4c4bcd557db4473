"""Checks a document by a published JSON schema: the words of draft 7 that DataHub's schemas use, and no others."""

import json
import re
from pathlib import Path

from tests.shared_folder import ENERGY

FOLDER = ENERGY / "datahub" / "schema"
ANNOTATIONS = {"$id", "$schema", "title", "description", "namespace", "id", "modelReference", "definitions"}
TYPES = {"object": dict, "array": list, "string": str}


def load(name):
    return json.loads((Path(FOLDER) / name).read_text("utf-8-sig"))


def resolved(schema, home):
    """Follow a reference, within its own file or into another; return the schema and its file."""
    while "$ref" in schema:
        name, _hash, path = schema["$ref"].partition("#")
        home = load(name) if name else home
        schema = home
        for step in filter(None, path.split("/")):
            schema = schema[step]
    return schema, home


def faults(value, schema, home, place="$"):
    """Return what is wrong with a value; a word of the schema we do not know is a fault of ours."""
    schema, home = resolved(schema, home)
    unknown = schema.keys() - ANNOTATIONS - CHECKS.keys()
    assert not unknown, f"the schema says {unknown}"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return [f"{place} is no {schema['type']}"]
    return [
        fault for word, check in CHECKS.items() if word in schema for fault in check(value, schema, home, place)
    ]


def _properties(value, schema, home, place):
    for name, part in schema["properties"].items():
        if name in value:
            yield from faults(value[name], part, home, f"{place}.{name}")


def _strangers(value, schema, _home, place):
    assert schema["additionalProperties"] is False
    yield from (f"{place}.{name} is too much" for name in value.keys() - schema["properties"].keys())


def _required(value, schema, _home, place):
    yield from (f"{place}.{name} is missing" for name in schema["required"] if name not in value)


def _items(value, schema, home, place):
    for number, each in enumerate(value):
        yield from faults(each, schema["items"], home, f"{place}[{number}]")


def _one_of(value, schema, home, place):
    if sum(not faults(value, option, home, place) for option in schema["oneOf"]) != 1:
        yield f"{place} {value!r} is not one of the codes"


def _enum(value, schema, _home, place):
    if value not in schema["enum"]:
        yield f"{place} {value!r} is no code"


def _shortest(value, schema, _home, place):
    if len(value) < schema["minItems"]:
        yield f"{place} is empty"


def _longest(value, schema, _home, place):
    if len(value) > schema["maxLength"]:
        yield f"{place} is too long"


def _pattern(value, schema, _home, place):
    if not re.search(schema["pattern"], value):
        yield f"{place} {value!r} is not as written"


CHECKS = {
    "type": lambda *_about: (),  # looked at before all others, which need it
    "properties": _properties,
    "additionalProperties": _strangers,
    "required": _required,
    "items": _items,
    "minItems": _shortest,
    "maxLength": _longest,
    "pattern": _pattern,
    "enum": _enum,
    "oneOf": _one_of,
}
