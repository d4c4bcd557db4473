"""The drawn states are those the code asks, and the page is kept with them."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from config.management.commands import states
from contracts.rules import step
from tests.source import ROOT


def printed() -> str:
    out = StringIO()
    call_command("states", stdout=out)
    return out.getvalue()


def test_the_page_says_what_the_tables_say():
    assert (Path(ROOT) / states.PLACE).read_text() == printed()


def test_every_step_of_an_agreement_is_an_arrow():
    text = printed()
    agreement = text.partition("### Agreement\n")[2].partition("###")[0]
    arrows = {(str(state), str(following)) for state, all_ in step.AGREEMENT_STEPS.items() for following in all_}
    drawn = {
        tuple(line.split(" --> "))
        for line in map(str.strip, agreement.splitlines())
        if " --> " in line and "[*]" not in line
    }
    assert drawn == arrows
    assert "[*] --> ORDERED" in agreement
    assert "ENDED --> [*]" in agreement


def test_a_new_step_changes_the_page(monkeypatch):
    before = printed()
    monkeypatch.setitem(step.WITHDRAWAL_STEPS, step.W.SETTLED, {step.W.RECEIVED})
    assert printed() != before
