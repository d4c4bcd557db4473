"""Money at the desk: found in every way, shown, and not to be typed over by anybody; holds may be lifted."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from billing.enums import DueKind, HoldState, LedgerAccount, Purpose, TransactionKind
from billing.models import (
    BillingAccount,
    DueItem,
    Entry,
    Invoice,
    Payment,
    PaymentHold,
    PaymentMethod,
    ProviderEvent,
    SpotPrice,
    Transaction,
)
from billing.operations import due_item as claims
from billing.operations import payment_hold
from tests.builders import account, billing, contract, desk

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
MONEY = [model for model in desk.models_of("billing") if model is not PaymentHold]


def at_desk(*jobs, code="gron"):
    return account.signed_in(account.staff(*jobs, at=account.supplier(code), email=f"{code}@minside.example"))


def world(code="gron"):
    """Return rows of one supplier: an account with a supply, an invoice, a claim, a card and a posting."""
    of = account.customer(account.supplier(code), name=f"Karen {code}", email=f"karen@{code}.example")
    pays = billing.billing_account(of)
    supply = contract.supply(contract.agreement(of))
    billing.billed(pays, supply)
    claim = claims.claim(
        account=pays,
        kind=DueKind.INVOICE,
        cause="invoice:1",
        amount=10_000,
        channel="CARD",
        collect_on=DAY,
        due_on=DAY,
        clause="x",
        by="test",
        as_of=DAY,
    )
    invoice = Invoice.objects.create(
        supplier=of.supplier,
        billing_account=pays,
        number=4711,
        issued_on=DAY,
        due_on=DAY,
        period_starts_on=date(2026, 4, 1),
        period_ends_before=date(2026, 5, 1),
        currency="DKK",
        wh=1_000,
        net=8_000,
        vat=2_000,
        gross=10_000,
        clause="x",
    )
    card = billing.card(pays)
    booked = Transaction.objects.create(
        supplier=of.supplier,
        cause="test:1",
        kind=TransactionKind.INVOICE,
        text="x",
        currency="DKK",
        business_date=DAY,
        actor="test",
    )
    Entry.objects.bulk_create(
        Entry(
            supplier=of.supplier,
            transaction=booked,
            ledger_account=ledger_account,
            billing_account=pays,
            purpose=Purpose.ENERGY,
            currency="DKK",
            amount=amount,
            business_date=DAY,
        )
        for ledger_account, amount in ((LedgerAccount.RECEIVABLE, 10_000), (LedgerAccount.ENERGY_SALES, -10_000))
    )
    return {
        BillingAccount: pays,
        DueItem: claim,
        Invoice: invoice,
        PaymentMethod: card,
        Transaction: booked,
        "gsrn": supply.metering_point.gsrn,
        "customer": of,
    }


@pytest.mark.parametrize("model", desk.models_of("billing"), ids=lambda model: model.__name__)
def test_every_list_opens_and_searches(model):
    world()
    client = at_desk(StaffJob.SUPERVISOR)
    assert client.get(desk.path(model)).status_code == 200
    assert client.get(desk.path(model), {"q": "karen gron"}).status_code == 200


def test_every_row_opens():
    world()
    client = at_desk(StaffJob.BILLING)
    opened = {
        model.__name__
        for model in MONEY
        for row in desk.rows(client, model)
        if client.get(desk.path(model, row.pk, "change")).status_code == 200
    }
    assert opened >= {
        "BillingAccount",
        "BilledSupply",
        "DueItem",
        "Invoice",
        "PaymentMethod",
        "Transaction",
        "Entry",
    }


def test_account_is_found_by_customer_metering_point_and_invoice_number():
    made = world()
    client = at_desk(StaffJob.SUPPORT)
    ways = [made["gsrn"], "4711", made["customer"].number, "Karen gron", "karen@gron.example"]
    assert [desk.rows(client, BillingAccount, q=way) for way in ways] == [[made[BillingAccount]]] * 5
    assert desk.rows(client, BillingAccount, q="4712") == []


def test_account_says_what_the_books_say():
    made = world()
    page = at_desk(StaffJob.SUPPORT).get(desk.path(BillingAccount, made[BillingAccount].pk, "change"))
    assert "100,00" in page.content.decode()


@pytest.mark.parametrize("model", MONEY, ids=lambda model: model.__name__)
@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.SUPERVISOR])
def test_money_is_read_only_to_everybody_even_by_a_forged_post(model, job):
    world()
    client = at_desk(job)
    assert client.post(desk.path(model, "add"), {"amount": "1"}).status_code == 403
    for row in desk.rows(client, model)[:1]:
        before = type(row).objects.filter(pk=row.pk).values().get()
        for act in ("change", "delete"):
            assert client.post(desk.path(model, row.pk, act), {"amount": "1", "post": "yes"}).status_code == 403
        assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [BillingAccount, DueItem, Invoice, PaymentMethod, Transaction])
def test_staff_of_another_supplier_see_nothing(model):
    own, foreign = world(), world("orsted")
    client = at_desk(StaffJob.SUPERVISOR)
    assert desk.rows(client, model) == [own[model]]
    assert client.get(desk.path(model, foreign[model].pk, "change")).status_code == 302


def test_tokens_of_a_card_are_not_shown():
    card = world()[PaymentMethod]
    page = at_desk(StaffJob.BILLING).get(desk.path(PaymentMethod, card.pk, "change")).content.decode()
    assert (card.last4 in page, card.method_token in page, card.customer_token in page) == (True, False, False)


def test_provider_events_of_other_suppliers_stay_out_of_sight():
    own, foreign = world(), world("orsted")
    told = []
    for number, made in enumerate((own, foreign)):
        Payment.objects.create(
            supplier=made[BillingAccount].supplier,
            billing_account=made[BillingAccount],
            due_item=made[DueItem],
            method=made[PaymentMethod],
            number=1,
            amount=1,
            currency="DKK",
            provider="stripe",
            provider_id=f"pi_{number}",
            business_date=DAY,
        )
        told.append(
            ProviderEvent.objects.create(
                provider="stripe", event_id=f"evt_{number}", kind="x", object_id=f"pi_{number}", payload={}
            )
        )
    client = at_desk(StaffJob.BILLING)
    assert desk.rows(client, ProviderEvent) == [told[0]]
    assert client.get(desk.path(ProviderEvent, told[0].pk, "change")).status_code == 200
    assert client.get(desk.path(ProviderEvent, told[1].pk, "change")).status_code == 302


def test_market_prices_are_seen_by_staff_of_every_supplier():
    SpotPrice.objects.create(price_area="DK1", day=DAY, resolution=60, micro=[1] * 24, source_id=1)
    assert len(desk.rows(at_desk(StaffJob.SUPPORT), SpotPrice)) == 1


@pytest.mark.parametrize(
    "job,may", [(StaffJob.BILLING, True), (StaffJob.SUPERVISOR, True), (StaffJob.SUPPORT, False)]
)
def test_hold_is_lifted_with_its_reason_by_those_who_may(job, may):
    pays = billing.billing_account()
    hold = payment_hold.place(
        account=pays,
        amount=100,
        placed_for="complaint:1",
        reason="x",
        clause="EP-13.2",
        ends_before=date(2099, 1, 1),
        by="test",
        as_of=DAY,
    )
    client = at_desk(job)
    page = desk.path(PaymentHold, hold.pk, "change")
    assert client.get(page).status_code == 200
    assert client.post(page, {"words": ""}).status_code == (200 if may else 403)
    assert client.post(page, {"words": "Afgjort.", "amount": "1"}).status_code == (302 if may else 403)
    hold.refresh_from_db()
    assert (hold.state, hold.amount) == (HoldState.LIFTED if may else HoldState.ACTIVE, 100)


def test_asking_the_provider_is_for_billing_alone():
    world()
    data = {"action": "ask_again", "_selected_action": ["1"]}
    actions = [at_desk(job, code=code).get(desk.path(Payment)) for job, code in ((StaffJob.BILLING, "gron"),)]
    assert "ask_again" in dict(actions[0].context["action_form"].fields["action"].choices)
    support = account.signed_in(account.staff(StaffJob.SUPPORT, email="s@minside.example"))
    assert support.get(desk.path(Payment)).context["action_form"] is None
    assert support.post(desk.path(Payment), data).status_code == 200  # Django shows the list and does nothing


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model,queries", [(DueItem, 9), (BillingAccount, 7)])
def test_lists_take_the_same_queries_for_one_row_and_three(model, queries, count, django_assert_num_queries):
    for _ in range(count):
        billing.due_item()
    client = at_desk(StaffJob.BILLING)
    client.get(desk.path(model))
    with django_assert_num_queries(queries):
        assert len(desk.rows(client, model)) == count
