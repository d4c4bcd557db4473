"""Turns a stored clause id into what component/why.html shows, for pages of apps that do not know the terms."""

from __future__ import annotations

from django import template

from contracts.queries.terms_page import Why, why
from contracts.terms import UnknownClause

register = template.Library()


@register.filter
def clause(id: str) -> Why | None:
    """Return a clause by its id; nothing for an id of no document, so that what cites it can still be read."""
    try:
        return why(id)
    except UnknownClause:
        return None
