"""Payments: signs in words, every movement, paying an open claim now, approving one; nobody else's."""

from datetime import date

import pytest

from billing.enums import DueState, MethodState, PaymentState
from billing.models import Invoice, Payment
from billing.operations import aconto_instalment, ledger
from billing.rules.posting import Leg
from billing.runs import collect, cost, invoice
from billing.views import payment as views
from config.sandbox import server
from tests.builders import account, billing, energy, page
from tests.builders.card_world import decide, sandbox
from tests.builders.charge_world import ASKS_HOLDER, GOOD, SHORT_OF_MONEY, ChargeWorld, charge_world

TODAY = billing.TODAY
PAGE, PAY = "/betaling/", "/betaling/begynd/"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def handle():
    with sandbox() as running:
        yield running


@pytest.fixture
def world(db: None, handle: server.Handle, monkeypatch: pytest.MonkeyPatch) -> ChargeWorld:
    made = charge_world(handle)
    monkeypatch.setattr(views, "card_provider", lambda: made.provider)
    return made


@pytest.fixture
def mine(world):
    with page.on(TODAY):
        yield page.home()


def shown(home, **query):
    answer = home.client.get(PAGE, query)
    assert answer.status_code == 200
    return answer.context["payment"]


def book(on, amount, day):
    ledger.post(
        supplier=on.supplier,
        account=on,
        cause=f"test:{amount}:{day}",
        kind="PAYMENT" if amount > 0 else "INVOICE",
        text="1001",
        legs=(Leg("RECEIVABLE", "ENERGY", -amount), Leg("BANK", "ENERGY", amount)),
        by="test",
        as_of=day,
    )


def test_every_movement_stands_with_the_balance_after_it_newest_first(mine):
    book(mine.account, 50_000, date(2026, 3, 1))
    book(mine.account, -80_000, date(2026, 3, 15))

    told = shown(mine)

    assert [(each.day, each.amount.minor, each.owed.minor) for each in told["movements"]] == [
        (date(2026, 3, 15), -80_000, 30_000),
        (date(2026, 3, 1), 50_000, -50_000),
    ]
    assert (told["owes"], told["balance"].minor) == ("you", 30_000)


def test_planned_payment_shows_how_its_amount_is_worked_out(mine):
    plan = billing.plan(mine.account, fixed_per_month=2_900)
    [planned] = aconto_instalment.plan_instalments(plan=plan, as_of=date(2026, 4, 1))

    told = shown(mine)

    # 31 days at 20 kr. a day, 29 kr. of subscriptions and the fee of 9 kr. for paying monthly (GE-VF-4.15)
    assert [each.amount.minor for each in told["instalments"]] == [planned.amount] == [65_800]
    assert "658,00" in told["instalments"][0].lines[-1]


def test_open_claim_is_paid_at_once_when_asked(mine, world):
    world.card_for(mine.account, GOOD)
    claim = billing.due_item(mine.account)
    assert [each.may_pay for each in shown(mine)["claims"]] == [True]

    answer = mine.client.post(PAY, {"claim": claim.pk})

    claim.refresh_from_db()
    assert (answer.status_code, claim.state) == (302, DueState.PAID)
    assert world.captured() == {(claim.cause, 50_000): 1}
    assert shown(mine)["claims"] == []


def test_refused_card_is_told_with_its_reason(mine, world):
    world.card_for(mine.account, SHORT_OF_MONEY)
    claim = billing.due_item(mine.account)

    mine.client.post(PAY, {"claim": claim.pk})

    told = shown(mine)
    assert [(each.refused != "", each.state_kind) for each in told["claims"]] == [(True, "bad")]
    assert [each.kind for each in told["payments"]] == ["bad"]


def test_claim_without_a_card_is_refused_in_words(mine):
    claim = billing.due_item(mine.account)

    answer = mine.client.post(PAY, {"claim": claim.pk}, follow=True)

    assert [str(each.level_tag) for each in answer.context["messages"]] == ["error"]
    assert not Payment.objects.exists()


def test_payment_is_approved_at_the_bank(mine, world):
    world.card_for(mine.account, ASKS_HOLDER)
    billing.due_item(mine.account)
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    waiting = Payment.objects.get(state=PaymentState.REQUIRES_ACTION)
    assert [each.approve for each in shown(mine)["claims"]] == [waiting.public_id]

    away = mine.client.post(f"/betaling/{waiting.public_id}/svar/")
    assert away.headers["location"].startswith(world.handle.base_url)
    decide(world.handle, away.headers["location"])
    mine.client.get(f"/betaling/{waiting.public_id}/retur/")

    waiting.refresh_from_db()
    assert waiting.state == PaymentState.SUCCEEDED


def test_coming_back_without_approving_changes_nothing(mine, world):
    world.card_for(mine.account, ASKS_HOLDER)
    billing.due_item(mine.account)
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    waiting = Payment.objects.get()

    mine.client.get(f"/betaling/{waiting.public_id}/retur/")

    waiting.refresh_from_db()
    taken = world.captured()[waiting.due_item.cause, waiting.amount]
    assert (waiting.state, taken) == (PaymentState.REQUIRES_ACTION, 0)


def test_claims_and_payments_of_another_are_not_there(mine, world):
    world.card_for(mine.account, GOOD)
    claim = billing.due_item(mine.account)
    other = page.home(email="anden@post.example")
    there = page.home(at=account.supplier("orsted"), email="hist@post.example")

    for stranger in (other, there):
        assert stranger.client.post(PAY, {"claim": claim.pk}).status_code == 404
        assert stranger.client.get(PAGE, {"account": str(mine.account.public_id)}).status_code == 404
    mine.client.post(PAY, {"claim": claim.pk})
    made = Payment.objects.get()
    for stranger in (other, there):
        assert stranger.client.post(f"/betaling/{made.public_id}/svar/").status_code == 404
        assert stranger.client.get(f"/betaling/{made.public_id}/retur/").status_code == 404
    assert mine.client.get(PAGE, {"account": str(mine.account.public_id)}).status_code == 200


def test_reader_without_the_right_to_pay_cannot(mine, world):
    world.card_for(mine.account, GOOD)
    claim = billing.due_item(mine.account)
    reader = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))

    assert (reader.get(PAGE).status_code, reader.post(PAY, {"claim": claim.pk}).status_code) == (200, 403)


def test_what_is_no_claim_is_not_there(mine):
    assert mine.client.post(PAY, {"claim": "' or 1=1"}).status_code == 404
    assert mine.client.get(PAY).status_code == 405


def test_invalid_card_is_said_to_be_so(mine):
    billing.card(mine.account, state=MethodState.INVALID, invalid_reason="lost_card")

    assert shown(mine)["method"]["state_kind"] == "bad"


def test_movement_of_an_invoice_leads_to_the_invoice_and_a_payment_nowhere(market_month):
    made = Invoice.objects.get()
    book(made.billing_account, 1_000, date(2026, 2, 20))
    client = account.signed_in(account.holder(made.billing_account.customer))

    moves = client.get(PAGE).context["payment"]["movements"]

    assert [each.url for each in moves] == ["", f"/regninger/{made.public_id}/"]


@pytest.fixture
def market_month(db):
    energy.figures_of_the_law()
    energy.charges(grid=[100_000] * 24)
    energy.spot(date(2026, 1, 1), date(2026, 1, 31), micro=[500_000] * 24)
    home = energy.supply()
    energy.values(home, date(2026, 1, 1), date(2026, 1, 31), wh=[1_000])
    cost.compute_due(supplier=home.supplier, as_of=date(2026, 2, 2))
    invoice.issue_due(supplier=home.supplier, as_of=date(2026, 2, 15))
