"""Limits count every attempt in the shared cache, by name and key, without keeping the key in clear."""

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisAway

from config.foundation.rate_limit import within

pytestmark = pytest.mark.django_db  # starts the stores, Valkey among them


def test_limit_counts_by_name_and_key():
    tries = [within("a", "karen", limit=2, seconds=60) for _try in range(3)]
    assert tries == [True, True, False]
    assert within("a", "bo", limit=2, seconds=60) is True
    assert within("b", "karen", limit=2, seconds=60) is True


def test_count_that_ends_between_two_calls_begins_anew(monkeypatch):
    monkeypatch.setattr(cache, "incr", lambda _place: (_ for _ in ()).throw(ValueError("gone")))
    assert within("a", "karen", limit=1, seconds=60) is True


def test_key_does_not_stand_in_the_cache(monkeypatch):
    seen = []
    monkeypatch.setattr(cache, "add", lambda place, *_rest, **_more: seen.append(place))
    monkeypatch.setattr(cache, "incr", lambda _place: 1)
    within("a", "karen@post.example", limit=1, seconds=60)
    assert ["karen" in place for place in seen] == [False]


def test_cache_that_is_away_is_no_permission(monkeypatch):
    def away(*_args, **_kwargs):
        raise RedisAway

    monkeypatch.setattr(cache, "add", away)
    with pytest.raises(RedisAway):
        within("a", "karen", limit=1, seconds=60)
