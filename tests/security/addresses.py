"""Finds every address of an urlconf by walking its resolver, so that no list has to be kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern: its full name (or its route in brackets when it has none) and where it lies."""

    name: str
    route: str
    urlconf: str


def addresses(urlconf: str) -> list[Address]:
    """Return every address of an urlconf, those of included ones too."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", "", urlconf))


def _walk(
    patterns: list[URLPattern | URLResolver], namespace: str, prefix: str, urlconf: str
) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, route, urlconf)
        else:
            name = namespace + pattern.name if pattern.name else f"[{route}]"
            yield Address(name, route, urlconf)
