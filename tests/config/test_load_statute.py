"""A deploy loads the figures of the law once, and never over what staff have changed."""

from io import StringIO

import pytest
from django.core.management import call_command

from contracts.models import StatuteFigure

pytestmark = pytest.mark.django_db


def _load() -> str:
    out = StringIO()
    call_command("load_statute", stdout=out)
    return out.getvalue().strip()


def test_figures_are_loaded_once_and_a_changed_one_is_kept():
    first = _load()
    count = StatuteFigure.objects.count()
    assert (first, count > 150) == (f"{count} new figures of the law", True)
    changed = StatuteFigure.objects.filter(key="electricity_tax", valid_from="2026-01-01")
    changed.update(value="0.9", verified_by="Stine")
    assert _load() == "0 new figures of the law"
    assert changed.get().value == "0.9"
