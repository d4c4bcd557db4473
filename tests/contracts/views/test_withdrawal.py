"""Withdrawing on Min side: the right with its last day, a second look, a receipt; what has lapsed is explained."""

import re
from datetime import UTC, date, datetime

import pytest

from accounts.models import Access, Event, Receipt
from config.foundation import clock
from contracts.enums import AgreementState
from contracts.models import Agreement, Withdrawal
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 25)
CONCLUDED = date(2026, 3, 19)
"""A Thursday: the 14th day is Maundy Thursday, so that the last day is Tuesday 7 April (law.md §2)."""


@pytest.fixture
def mine():
    with page.on(TODAY):
        energy.figures_of_the_law()
        home = page.home(starts_on=date(2026, 5, 1))
        Agreement.objects.update(concluded_on=CONCLUDED, informed_on=CONCLUDED)
        yield home


def address(home, step=""):
    return f"/aftale/{home.supply.agreement.public_id}/fortryd/{step}"


def text(answer):
    """Return what is read on the page, without tags and with ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def hidden(answer):
    inputs = re.findall(r'<input type="hidden"[^>]*>', answer.content.decode())
    pairs = [(re.search(r'name="(\w+)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    said = {name[1]: value[1] if value else "" for name, value in pairs if name}
    return {name: said[name] for name in ("other_fuel", "reason") if name in said}


def gas_beside(home):
    """Let the customer have agreed to gas on the same day under the same terms."""
    product = energy.fixed_product(fuel="GAS")
    product.name = "Grøn gas"
    product.save()
    made = energy.supply(
        customer=home.customer, of=product, at=energy.metering_point(fuel="GAS"), starts_on=date(2026, 5, 1)
    ).agreement
    Agreement.objects.filter(pk=made.pk).update(concluded_on=CONCLUDED, informed_on=CONCLUDED)
    return made


@pytest.mark.rule("GE-VF-1.3")
def test_the_page_of_the_agreement_leads_to_it_while_the_right_lasts(mine):
    own = f"/aftale/{mine.supply.agreement.public_id}/"
    shown = mine.client.get(own)
    assert address(mine) in shown.content.decode()
    assert "7. april 2026" in text(shown)
    with page.on(date(2026, 4, 8)):
        assert address(mine) not in mine.client.get(own).content.decode()


@pytest.mark.rule("GE-VF-1.3")
def test_two_steps_withdraw_and_give_a_receipt(mine):
    first = mine.client.get(address(mine))
    assert "7. april 2026" in text(first)
    second = mine.client.post(address(mine), {"reason": "For dyrt"})
    assert (second.status_code, Withdrawal.objects.count()) == (200, 0)

    done = mine.client.post(address(mine, "bekraeft/"), hidden(second), follow=True)
    [kept] = Receipt.objects.all()
    assert f"/kvittering/{kept.public_id}/" in done.content.decode()
    made = Withdrawal.objects.get()
    assert (made.form, made.reason, made.sent_at) == ("self_service", "For dyrt", clock.now())
    assert Agreement.objects.get().state == AgreementState.WITHDRAWN
    told = Event.objects.get(kind="contracts.withdrawal.received")
    assert told.actor_user_id == Access.objects.get(customer=mine.customer).user_id
    shown = text(mine.client.get(address(mine)))
    assert "25. marts 2026" in shown


@pytest.mark.rule("GE-VF-1.3")
@pytest.mark.parametrize("minute, state", [(59, AgreementState.WITHDRAWN), (60, AgreementState.ACTIVE)])
def test_one_minute_late_is_too_late(mine, minute, state):
    """The last day ends at 22:00 UTC, which is midnight in Denmark in April."""
    moment = datetime(2026, 4, 7, 21 + minute // 60, minute % 60, tzinfo=UTC)
    with clock.frozen(moment):
        answer = mine.client.post(address(mine, "bekraeft/"), {"reason": ""}, follow=True)
    assert (answer.status_code, Agreement.objects.get().state) == (200, state)


@pytest.mark.rule("GE-VF-1.3")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_right_that_has_lapsed_is_explained(mine, method):
    with page.on(date(2026, 4, 8)):
        answer = getattr(mine.client, method)(address(mine))
    assert answer.status_code == 200
    assert "7. april 2026" in text(answer)
    assert '<form method="post" novalidate' not in answer.content.decode()


@pytest.mark.rule("EP-1.1")
def test_a_business_reads_why_it_has_no_right(mine):
    mine.customer.kind, mine.customer.cvr = "BUSINESS", "12345674"
    mine.customer.save()
    assert "virksomhed" in text(mine.client.get(address(mine))).lower()
    assert not Withdrawal.objects.exists()


@pytest.mark.rule("GE-VF-1.3")
@pytest.mark.parametrize("said, withdrawn", [({}, 1), ({"other_fuel": "on"}, 2)])
def test_gas_is_withdrawn_from_when_it_is_named(mine, said, withdrawn):
    gas = gas_beside(mine)
    assert "Grøn gas" in text(mine.client.get(address(mine)))
    second = mine.client.post(address(mine), {"reason": "", **said})
    assert ("Grøn gas" in text(second)) is (withdrawn == 2)
    mine.client.post(address(mine, "bekraeft/"), hidden(second))
    assert Withdrawal.objects.count() == withdrawn
    gas.refresh_from_db()
    assert (gas.state == AgreementState.WITHDRAWN) is (withdrawn == 2)


def test_a_supply_that_was_withdrawn_from_is_not_shown_as_home(mine):
    mine.client.post(address(mine, "bekraeft/"), {"reason": ""})
    shown = mine.client.get("/overblik/")
    assert shown.status_code == 200
    assert "30. april 2026" not in text(shown)


def test_who_may_only_read_or_pay_withdraws_from_nothing(mine):
    client = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))
    assert client.get(address(mine)).status_code == 403
    assert client.post(address(mine, "bekraeft/"), {}).status_code == 403
    assert not Withdrawal.objects.exists()
