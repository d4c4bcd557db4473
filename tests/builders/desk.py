"""Walks the admin as a member of staff does: paths, lists and what may be opened or changed."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.test import Client

EMPTY_INLINE = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


def path(model: type[Model], *parts: object) -> str:
    """Return the admin's path of a model, a row or an act on it."""
    return "/".join(["/admin", model._meta.app_label, model._meta.model_name, *map(str, parts), ""])


def models_of(app: str) -> list[type[Model]]:
    """Return the models of an app that have a page in the admin."""
    return [model for model in admin.site._registry if model._meta.app_label == app]


def rows(client: Client, model: type[Model], **asked: str) -> list[Model]:
    """Return the rows the list shows."""
    return list(client.get(path(model), asked).context["cl"].queryset)


def no_inlines(*prefixes: str) -> dict[str, str]:
    """Return what a form must say about the rows below it: nothing is sent for them."""
    return {f"{prefix}-{key}": value for prefix in prefixes for key, value in EMPTY_INLINE.items()}
