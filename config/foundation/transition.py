"""Moves a row from one state to the next, exactly once, however many try at the same time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy

from config.foundation.refusal import Refused

Steps = Mapping[str, Collection[str]]


class ForbiddenTransition(Refused):
    """The table of allowed steps has no such step."""

    code = "forbidden-transition"

    def __init__(self, origin: str, to: str) -> None:
        super().__init__(gettext_lazy("This can no longer be done, because something else came first."))
        self.origin, self.to = str(origin), str(to)
        self.add_note(f"no step from {self.origin} to {self.to}")


class OvertakenByOther(Refused):
    """The row had left the state it was read in before we could move it."""

    code = "overtaken"

    def __init__(self, origin: str) -> None:
        super().__init__(gettext_lazy("This was changed a moment ago. Reload the page and try again."))
        self.origin = str(origin)
        self.add_note(f"no longer in {self.origin}")


def advance(row: models.Model, *, to: str, allowed: Steps, field: str = "state", **changes: Any) -> None:
    """
    Move `row` to the state `to` and write `changes` with it, in one compare-and-swap.

    The row must still be in the state it was read in: of two who try, one succeeds. Afterwards `row`
    holds what the database holds.

    :raises ForbiddenTransition: when `allowed` has no step from its state to `to`
    :raises OvertakenByOther: when somebody moved it first
    """
    origin = getattr(row, field)
    if to not in allowed.get(origin, ()):
        raise ForbiddenTransition(origin, to)
    as_read = type(row)._base_manager.filter(pk=row.pk, **{field: origin})
    if not as_read.update(**{field: to}, **changes):
        raise OvertakenByOther(origin)
    _refresh(row)


def _refresh(row: models.Model) -> None:
    """Read the row anew, but keep the related rows the caller has loaded and that it still points to."""
    loaded = dict(row._state.fields_cache)
    row.refresh_from_db()
    for name, related in loaded.items():
        field = row._meta.get_field(name)
        if isinstance(field, models.ForeignKey) and related and getattr(row, field.attname) == related.pk:
            setattr(row, name, related)
