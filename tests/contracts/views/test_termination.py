"""Ending an agreement on Min side: days with their cost, a second look, a receipt, and the way back."""

import re
from datetime import date

import pytest

from accounts.models import Access, Event, Receipt
from contracts.enums import AgreementState
from contracts.models import Agreement
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def mine():
    with page.on(TODAY):
        home = page.home()
        Agreement.objects.update(
            state=AgreementState.ACTIVE, concluded_on=date(2026, 1, 10), starts_on=date(2026, 1, 10)
        )
        yield home


@pytest.fixture
def bound(mine):
    """Bound until 9 July, as a fixed price concluded on 10 January is."""
    Agreement.objects.update(terms_code="gron_fixed_2024", binding_ends_on=date(2026, 7, 10))
    energy.figures_of_the_law()
    return mine


def address(home, step=""):
    return f"/aftale/{home.supply.agreement.public_id}/opsig/{step}"


def text(answer):
    """Return what is read on the page, without tags and with ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def hidden(answer):
    return dict(
        re.findall(
            r'<input type="hidden" name="(last_day|accepted|reason)" value="([^"]*)"', answer.content.decode()
        )
    )


@pytest.mark.rule("GE-F-10.2a", "GE-F-10.1b")
def test_the_days_are_offered_with_what_they_cost_and_why(bound):
    shown = text(bound.client.get(address(bound)))
    assert "30. april 2026, inden for din binding: koster 600,00" in shown
    assert "31. juli 2026" in shown
    assert "Opsiger du i dag, er den 31. juli 2026 den første sidste dag, der ikke koster noget." in shown


@pytest.mark.rule("GE-F-10.2a")
def test_a_notice_inside_the_binding_is_confirmed_with_its_cost_and_gives_a_receipt(bound):
    seen = bound.client.post(address(bound), {"last_day": "2026-04-30", "reason": "Flytter"})
    assert seen.status_code == 200
    assert "Opsig og betal 600,00" in text(seen)
    assert Agreement.objects.get().state == AgreementState.ACTIVE

    done = bound.client.post(address(bound, "bekraeft/"), hidden(seen), follow=True)
    shown = text(done)
    assert "Din sidste dag er den 30. april 2026" in shown
    [kept] = Receipt.objects.all()
    assert f"/kvittering/{kept.public_id}/" in done.content.decode()
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, date(2026, 5, 1))
    told = Event.objects.get(kind="contracts.termination.given")
    assert (told.actor_user_id, told.reason, told.data["exit_gross"]) == (
        Access.objects.get(customer=bound.customer).user_id,
        "Flytter",
        60_000,
    )


def test_the_notice_is_taken_back_from_the_page_of_the_agreement(bound):
    seen = bound.client.post(address(bound), {"last_day": "2026-07-31"})
    bound.client.post(address(bound, "bekraeft/"), hidden(seen))
    back = bound.client.post(address(bound, "retur/"), follow=True)
    assert "Aftalen løber videre." in text(back)
    assert Agreement.objects.get().state == AgreementState.ACTIVE
    assert Receipt.objects.count() == 2


def test_nothing_chosen_keeps_what_was_typed(bound):
    answer = bound.client.post(address(bound), {"reason": "For dyrt"})
    assert answer.status_code == 422
    assert "Vælg en sidste dag." in text(answer)
    assert "For dyrt</textarea>" in answer.content.decode()


def test_a_cost_that_is_not_the_one_shown_is_shown_again(bound):
    said = {"last_day": "2026-04-30", "accepted": "1", "reason": ""}
    answer = bound.client.post(address(bound, "bekraeft/"), said, follow=True)
    assert "er ændret" in text(answer)
    assert Agreement.objects.get().state == AgreementState.ACTIVE


def test_an_agreement_that_ends_already_leads_back_to_its_page(bound):
    Agreement.objects.update(state=AgreementState.TERMINATING, ends_before=date(2026, 5, 1))
    answer = bound.client.get(address(bound))
    assert (answer.status_code, answer["Location"]) == (302, f"/aftale/{bound.supply.agreement.public_id}/")


def test_who_may_only_read_or_pay_gives_no_notice(bound):
    client = account.signed_in(account.holder(bound.customer, role="READER", email="laeser@post.example"))
    assert client.get(address(bound)).status_code == 403
    assert client.post(address(bound, "bekraeft/"), {}).status_code == 403
