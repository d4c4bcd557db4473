"""Counts attempts in the shared cache, so that all processes together keep one limit."""

from __future__ import annotations

import hashlib

from django.core.cache import cache


def within(name: str, key: str, *, limit: int, seconds: int) -> bool:
    """
    Count one attempt and return whether it is within `limit` per `seconds` for this name and key.

    The key is hashed: addresses and customer numbers do not stand in the cache. A cache that does not
    answer raises, because a limit that is not counted is no limit.
    """
    place = f"limit:{name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    cache.add(place, 0, timeout=seconds)
    try:
        return cache.incr(place) <= limit
    except ValueError:  # the time ran out between the two calls: this is the first of a new count
        cache.add(place, 1, timeout=seconds)
        return True
