"""An owner gives notice on Min side: asked who owns the home, told what then counts, shown where it stands."""

import re
from datetime import date

import pytest

from accounts.models import StaffTask
from contracts.enums import AgreementState, TerminationState
from contracts.models import Agreement, OwnerEvent, Termination
from tests.builders import account, energy, page
from tests.contracts.views.test_termination import text

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def mine():
    with page.on(TODAY):
        orsted = account.supplier("orsted")
        energy.figures_of_the_law()
        product = energy.product(orsted, kind="VARIABLE", terms_code="orsted_2019")
        home = page.home(at=orsted, of=product)
        Agreement.objects.update(concluded_on=date(2025, 1, 10), overrides={"notice_months": 1})
        yield home


def address(home, step=""):
    return f"/aftale/{home.supply.agreement.public_id}/opsig/{step}"


def hidden(answer):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()))


def given(home, owns="yes"):
    seen = home.client.post(address(home), {"last_day": "2026-04-30", "owns": owns, "reason": ""})
    said = {name: value for name, value in hidden(seen).items() if name != "csrfmiddlewaretoken"}
    return seen, home.client.post(address(home, "bekraeft/"), said, follow=True)


@pytest.mark.rule("OR-13.2", "OR-12.4")
def test_the_page_asks_who_owns_the_home_and_will_have_an_answer(mine):
    assert "Ejer du boligen?" in text(mine.client.get(address(mine)))
    answer = mine.client.post(address(mine), {"last_day": "2026-04-30", "reason": "Solgt"})
    assert answer.status_code == 422
    assert "Solgt</textarea>" in answer.content.decode()
    mine.client.post(address(mine, "bekraeft/"), {"last_day": "2026-04-30", "accepted": "0", "reason": ""})
    assert not Termination.objects.exists()


@pytest.mark.rule("OR-13.2", "OR-12.4")
def test_an_owner_is_told_what_counts_and_the_notice_waits(mine):
    seen, done = given(mine)
    assert "der er en ny ejer i de offentlige registre" in text(seen)
    assert Agreement.objects.get().state == AgreementState.ACTIVE
    assert Termination.objects.get().state == TerminationState.AWAITING
    assert done.redirect_chain[-1][0] == address(mine, "haendelse/")
    assert "afventer bekræftelse" in text(done)
    assert (
        address(mine, "haendelse/")
        in mine.client.get(f"/aftale/{mine.supply.agreement.public_id}/").content.decode()
    )
    assert mine.client.get(address(mine))["Location"] == address(mine, "haendelse/")


@pytest.mark.rule("OR-13.2")
def test_who_does_not_own_it_gives_notice_as_everybody(mine):
    given(mine, owns="no")
    assert Termination.objects.get().state == TerminationState.GIVEN
    assert mine.client.get(address(mine, "haendelse/")).status_code == 302


@pytest.mark.rule("OR-13.2")
def test_what_has_happened_is_told_on_the_page_and_shown(mine):
    given(mine)
    missing = mine.client.post(address(mine, "haendelse/"), {"words": "Bo har købt det"})
    assert missing.status_code == 422
    assert "Bo har købt det</textarea>" in missing.content.decode()
    said = {"kind": "NO_LONGER_REGISTERED_OWNER", "words": "Bo har købt det"}
    shown = text(mine.client.post(address(mine, "haendelse/"), said, follow=True))
    assert "vi undersøger det" in shown
    assert OwnerEvent.objects.get().told_on == TODAY


@pytest.mark.rule("OR-13.2d")
def test_a_wish_to_have_supply_cut_is_passed_on_from_the_page(mine):
    given(mine)
    assert "netselskabet" in text(mine.client.get(address(mine, "haendelse/")))
    shown = text(mine.client.post(address(mine, "afbryd/"), follow=True))
    assert "5. marts 2026" in shown
    assert StaffTask.objects.filter(kind="cut-off-wish").exists()


def test_it_is_taken_back_from_the_page(mine):
    given(mine)
    back = mine.client.post(address(mine, "retur/"), follow=True)
    assert "Aftalen løber videre." in text(back)
    assert Termination.objects.get().state == TerminationState.UNDONE


def test_terms_without_the_clause_do_not_ask():
    with page.on(TODAY):
        energy.figures_of_the_law()
        home = page.home()
        assert "Ejer du boligen?" not in text(home.client.get(address(home)))


def test_who_may_only_read_tells_nothing(mine):
    given(mine)
    reader = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))
    assert reader.get(address(mine, "haendelse/")).status_code == 403
    assert reader.post(address(mine, "afbryd/")).status_code == 403
