"""Decode forms whose names nest by brackets, as the card provider's API writes them."""

import re
from typing import Any
from urllib.parse import parse_qsl

from config.sandbox.problem import invalid

_PART = re.compile(r"[^\[\]]+|\[\]")
_DEPTH = 6


def decoded(text: str) -> dict[str, Any]:
    """Turn `metadata[a]=1&expand[0]=x&types[]=y` into nested dicts and lists."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=500):
        parts = _PART.findall(name)
        if not parts or len(parts) > _DEPTH:
            raise invalid(f"Invalid parameter name: {name[:60]}")
        _place(root, parts, value)
    return {name: _listed(value) for name, value in root.items()}


def _place(node: dict[str, Any], parts: list[str], value: str) -> None:
    for part in parts[:-1]:
        child = node.setdefault(_key(node, part), {})
        if not isinstance(child, dict):
            raise invalid(f"Invalid parameter name: {part[:60]}")
        node = child
    node[_key(node, parts[-1])] = value


def _key(node: dict[str, Any], part: str) -> str:
    return str(len(node)) if part == "[]" else part


def _listed(value: Any) -> Any:
    """A dict whose names count from 0 was a list."""
    if not isinstance(value, dict):
        return value
    if value and list(value) == [str(place) for place in range(len(value))]:
        return [_listed(part) for part in value.values()]
    return {name: _listed(part) for name, part in value.items()}


def integer(params: dict[str, Any], name: str, default: int | None = None) -> int:
    """The whole number under this name; refuses anything else."""
    value = params.get(name, default)
    try:
        return int(str(value))
    except ValueError:
        raise invalid(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name) from None


def flag(params: dict[str, Any], name: str) -> bool:
    value = str(params.get(name, "false")).lower()
    if value not in ("true", "false"):
        raise invalid(f"Invalid boolean: {value}", code="parameter_invalid_boolean", param=name)
    return value == "true"


def required(params: dict[str, Any], *names: str) -> None:
    for name in names:
        if params.get(name) in (None, ""):
            raise invalid(f"Missing required param: {name}.", code="parameter_missing", param=name)
