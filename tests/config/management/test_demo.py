"""The demo is sown once and to its end, or begun afresh."""

import json

import pytest
from django.core.management.base import CommandError

from config.management import demo


class Family:
    """Stands for the processes: seeding ends with the code it is given."""

    def __init__(self, code):
        self.code = code

    def run(self, *arguments):
        self.arguments = arguments
        return self.code


def test_sow_to_the_end_is_remembered(tmp_path):
    marker = tmp_path / "demo-state"
    demo.sow(base_dir=tmp_path, marker=marker, family=Family(0), months=None)
    assert (demo.is_sown(marker), demo.was_cut_off(marker)) == (True, False)


@pytest.mark.parametrize("months,chosen", [(None, ()), (2, ("--months", "2"))])
def test_sow_passes_on_how_many_months(tmp_path, months, chosen):
    family = Family(0)
    demo.sow(base_dir=tmp_path, marker=tmp_path / "demo-state", family=family, months=months)
    assert family.arguments == ("seed_demo", str(tmp_path / "manage.py"), "seed_demo", *chosen)


def test_sow_that_fails_counts_as_cut_off(tmp_path):
    marker = tmp_path / "demo-state"
    with pytest.raises(CommandError, match="begins it afresh"):
        demo.sow(base_dir=tmp_path, marker=marker, family=Family(1), months=None)
    assert (demo.is_sown(marker), demo.was_cut_off(marker)) == (False, True)


def test_never_sown_is_neither(tmp_path):
    marker = tmp_path / "demo-state"
    assert (demo.is_sown(marker), demo.was_cut_off(marker)) == (False, False)


def test_begin_afresh_empties_the_stores_and_removes_what_was_kept(tmp_path, monkeypatch):
    emptied = []
    monkeypatch.setattr(demo.embedded, "empty", emptied.append)
    marker, listing, sandbox = tmp_path / "demo-state", tmp_path / "demo.json", tmp_path / "sandbox"
    marker.write_text("begun")
    listing.write_text("{}")
    sandbox.mkdir()
    demo.begin_afresh(base_dir=tmp_path, marker=marker, leftovers=[listing, sandbox, tmp_path / "never"])
    assert emptied == [tmp_path]
    assert list(tmp_path.iterdir()) == []


def test_welcome_prints_each_supplier_with_its_logins_at_the_ports_of_this_start(tmp_path):
    listing = tmp_path / "demo.json"
    login = {"email": "karen@example.dk", "password": "hus-og-have", "note": "card"}
    staff = {"email": "bo@example.dk", "password": "nat-og-dag", "url": "http://admin.localhost:8000/"}
    supplier = {"name": "Energi+", "url": "http://energiplus.localhost:8000/", "logins": [login]}
    listing.write_text(json.dumps({"suppliers": [supplier], "staff": [staff]}))
    text = demo.welcome(listing=listing, port=8001, sandbox_port=8801)
    assert text.splitlines() == [
        "",
        "Min side is running.",
        "",
        "  Energi+      http://energiplus.localhost:8001/",
        "      karen@example.dk  hus-og-have  card",
        "  Staff",
        "      http://admin.localhost:8001/  bo@example.dk  nat-og-dag",
        "",
        "  All suppliers              http://localhost:8001",
        "  Mail, SMS and letters      http://localhost:8801/mailbox",
        "  The card provider's side   http://localhost:8801/operator",
        "",
        "Stop with Ctrl-C.",
    ]


def test_welcome_without_a_demo_still_tells_where(tmp_path):
    text = demo.welcome(listing=tmp_path / "none.json", port=1, sandbox_port=2)
    assert text.splitlines()[4] == "  All suppliers              http://localhost:1"
