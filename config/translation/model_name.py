"""Lets translators name the models and columns, and what explains them, so that the admin speaks to its staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.db.models import Field
from django.db.models.options import Options
from django.utils.functional import Promise
from django.utils.text import camel_case_to_spaces
from django.utils.translation import override, pgettext_lazy

from config.translation.source import Found, Key

CONTEXT = "record"
APPS = ("accounts", "contracts", "billing", "complaints")

Holder = AppConfig | Options | Field


@dataclass(frozen=True, slots=True)
class Name:
    """One English name, what carries it, and the file it comes from."""

    holder: Holder
    attribute: str
    text: str
    path: str


def translate() -> None:
    """Let every name of ours be read in the language of the moment; migrations never see the difference."""
    for name in _names():
        setattr(name.holder, name.attribute, pgettext_lazy(CONTEXT, name.text))


def find() -> Found:
    """Return the names as messages, with the files they come from."""
    found: Found = {}
    for name in _names():
        found.setdefault(Key(name.text, context=CONTEXT), set()).add(name.path)
    return found


def _names() -> Iterator[Name]:
    for label in APPS:
        app = apps.get_app_config(label)
        yield Name(app, "verbose_name", label.title(), f"{label}/apps.py")
        for model in app.get_models():
            path = f"{model.__module__.replace('.', '/')}.py"
            yield from _of_model(model._meta, path)
            for field in model._meta.concrete_fields:
                yield from _of_field(field, path)


def _of_model(options: Options, path: str) -> Iterator[Name]:
    one = options.original_attrs.get("verbose_name", camel_case_to_spaces(options.object_name or ""))
    yield Name(options, "verbose_name", one, path)
    yield Name(options, "verbose_name_plural", options.original_attrs.get("verbose_name_plural", f"{one}s"), path)


def _of_field(field: Field, path: str) -> Iterator[Name]:
    """A column that Django itself names is translated already."""
    given = vars(field)["_verbose_name"]  # what the model says; the public attribute may be translated by now
    if not isinstance(given, Promise):
        yield Name(field, "verbose_name", given or field.name.replace("_", " "), path)
        if help_text := _english(field.help_text):
            yield Name(field, "help_text", help_text, path)


def _english(text: str | Promise) -> str:
    """Return what the model says, whether or not it has been made translatable since."""
    with override(None):
        return str(text)
