"""The real energy files load through the importers, say what came of each, and change nothing the second time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from billing.models import ChargePrice, SpotPart, SpotPrice
from tests.shared_folder import SHARED

pytestmark = pytest.mark.django_db


def _load(**options: object) -> str:
    out = StringIO()
    call_command("load_energy", stdout=out, **options)
    return out.getvalue()


def test_folder_that_is_not_there_is_said_plainly(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        _load(folder=tmp_path / "nowhere")


@pytest.mark.shared
def test_real_files_load_once_and_none_is_refused():
    folder = SHARED / "data" / "energy"
    first = _load(folder=folder)
    rows = (SpotPrice.objects.count(), ChargePrice.objects.count())
    second = _load(folder=folder)
    assert "refused" not in first
    # the years are cut at midnight UTC and complete each other; nothing completes the first day of the first
    assert SpotPart.objects.count() == 2
    # DK1 and DK2 from 2024-01-02 (the first hour of 1 January lies in a file that is not there) to 2026-06-27.
    assert rows[0] == 2 * 908
    assert (first.count(" rows"), second.count(" rows"), second.count("\n")) == (20, 0, 20)
    assert (SpotPrice.objects.count(), ChargePrice.objects.count()) == rows
