"""The overview in its states: nothing yet, even, refused, moved out, two accounts; always few queries."""

from datetime import date

import pytest

from accounts.models import Message
from billing.enums import DueKind, InvoiceKind, MethodState, PaymentState
from billing.models import BilledSupply, Invoice, Payment
from billing.operations import aconto_instalment, ledger
from billing.queries.balance import account_position
from billing.rules.posting import Leg
from complaints.enums import ComplaintState, ComplaintSubject
from complaints.models import Complaint
from contracts.enums import Fuel
from contracts.models import ForceMajeure
from tests.builders import account, billing, energy, page

pytestmark = pytest.mark.django_db

FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 11)
HOME = "/overblik/"


def look(home, day=TODAY):
    with page.on(day):
        answer = home.client.get(HOME)
    assert answer.status_code == 200
    return answer.context["home"]


def use(home, first=FIRST, last=LAST):
    page.market(first, last)
    energy.values(home.supply, first, last, wh=1_000)
    page.cost_until(TODAY)


def paid_in(on, amount):
    """Book money in the customer's favour; a negative amount is charged."""
    ledger.post(
        supplier=on.supplier,
        account=on,
        cause=f"test:{amount}:{on.number}",
        kind="PAYMENT" if amount > 0 else "INVOICE",
        text="test",
        legs=(Leg("RECEIVABLE", "ENERGY", -amount), Leg("BANK", "ENERGY", amount)),
        by="test",
        as_of=FIRST,
    )


def refused(home, claim, state=PaymentState.FAILED, **fields):
    method = home.account.payment_methods.first()
    return Payment.objects.create(
        supplier=claim.supplier,
        billing_account=home.account,
        due_item=claim,
        method=method,
        number=1,
        amount=claim.amount,
        currency=claim.currency,
        state=state,
        provider="stripe",
        business_date=TODAY,
        **fields,
    )


def test_new_customer_with_nothing_yet():
    mine = page.home(starts_on=date(2026, 1, 10))

    told = look(mine)

    assert (told["consumption"], told["invoices"], told["todo"]) == (None, (), [])
    assert (told["first_values"], told["moved_out"]) == (date(2026, 1, 13), None)
    assert [(each["owes"], each["amount"].minor, each["payment"]) for each in told["accounts"]] == [("", 0, None)]


def test_login_of_a_customer_without_an_agreement_has_an_overview():
    client = account.signed_in(account.holder())
    with page.on(TODAY):
        answer = client.get(HOME)

    assert (answer.status_code, answer.context["home"]["accounts"]) == (200, [])


def test_balance_is_the_books_less_what_is_used():
    mine = page.home()
    use(mine)
    paid_in(mine.account, 100_000)

    told = look(mine)["accounts"][0]

    # 1,000 kr. paid; 10 days × 24 kWh × 164.9 øre × 1.25 = 494.70, and 10/31 of 29 kr. a month = 9.3548…
    assert (told["owes"], told["amount"].minor) == ("us", 100_000 - 50_405)


def test_balance_is_the_same_as_on_the_page_of_payments():
    mine = page.home()
    use(mine)
    paid_in(mine.account, -12_345)

    told = look(mine)["accounts"][0]
    position = account_position(account=mine.account, as_of=TODAY)

    assert (told["owes"], -told["amount"].minor) == ("you", position.balance)


def test_nothing_owed_is_said_in_words():
    assert look(page.home())["accounts"][0]["owes"] == ""


def test_month_counts_kwh_and_cost_and_says_it_is_an_estimate():
    mine = page.home()
    use(mine)

    month = look(mine)["accounts"][0]["month"]

    assert (month["wh"], month["cost"].minor, month["estimate"], month["current"]) == (240_000, 49_470, True, True)


def test_next_payment_says_amount_day_and_how():
    mine = page.home()
    billing.card(mine.account)
    plan = billing.plan(mine.account, starts_on=date(2026, 2, 1), as_of=TODAY)
    [expected] = aconto_instalment.plan_instalments(plan=plan, as_of=TODAY)

    payment = look(mine)["accounts"][0]["payment"]

    assert (payment["amount"].minor, payment["day"], payment["state"]) == (
        expected.amount,
        expected.collect_on,
        "planned",
    )
    assert "Visa •••• 4242" in payment["method"]


def test_refused_payment_comes_first_and_asks_to_be_paid():
    mine = page.home()
    billing.card(mine.account)
    claim = billing.due_item(mine.account, collect_on=LAST, due_on=LAST, kind=DueKind.ACONTO)
    refused(mine, claim, failure_code="insufficient_funds")

    told = look(mine)

    assert (told["accounts"][0]["payment"]["state"], told["accounts"][0]["payment"]["amount"].minor) == (
        "failed",
        50_000,
    )
    assert [item["kind"] for item in told["todo"]] == ["bad"]


def test_payment_that_needs_approval_asks_for_it():
    mine = page.home()
    billing.card(mine.account)
    claim = billing.due_item(mine.account, collect_on=LAST, due_on=LAST)
    refused(mine, claim, PaymentState.REQUIRES_ACTION, provider_id="pi_1")

    assert [item["kind"] for item in look(mine)["todo"]] == ["warn"]


def test_card_that_does_not_work_and_card_that_expires_are_told():
    mine, other = page.home(), page.home(email="anden@post.example")
    billing.card(mine.account, state=MethodState.INVALID, invalid_reason="expired_card")
    billing.card(other.account, expires_month=1, expires_year=2026)

    assert [item["kind"] for item in look(mine)["todo"]] == ["bad"]
    assert [item["kind"] for item in look(other)["todo"]] == ["warn"]


def test_a_letter_whose_link_is_for_somebody_else_is_not_shown():
    mine = page.home()
    words = {"subject": "Nogen vil ind", "body": "…", "to_address": "gammel@post.example", "language": "da"}
    Message.objects.create(
        supplier=mine.customer.supplier,
        customer=mine.customer,
        kind="recovery_begun",
        reason="recovery:1",
        legal=True,
        business_date=FIRST,
        **words,
    )
    assert look(mine)["todo"] == []


def test_unread_legal_message_and_answered_case_wait_for_the_reader():
    mine = page.home()
    letter = Message.objects.create(
        supplier=mine.customer.supplier,
        customer=mine.customer,
        kind="price_changed",
        reason="price:1",
        language="da",
        to_address=mine.customer.email,
        subject="Din pris ændres",
        body="…",
        legal=True,
        business_date=FIRST,
    )
    case = Complaint.objects.create(
        supplier=mine.customer.supplier,
        customer=mine.customer,
        number="S1",
        subject=ComplaintSubject.INVOICE,
        text="…",
        received_on=FIRST,
        state=ComplaintState.ANSWERED,
        answered_on=LAST,
    )

    items = look(mine)["todo"]

    assert [item["url"] for item in items] == [f"/klage/{case.public_id}/", f"/beskeder/{letter.public_id}/"]


def test_moved_out_still_sees_the_account():
    mine = page.home(ends_before=date(2026, 1, 6))
    use(mine, last=date(2026, 1, 5))

    told = look(mine, date(2026, 3, 1))

    assert (told["moved_out"], told["consumption"], told["agreement"]) == (date(2026, 1, 5), None, None)
    assert told["accounts"][0]["owes"] == "you"


def test_a_product_to_come_stands_behind_the_one_that_runs():
    home = page.home(of=energy.spot_product(), ends_before=date(2026, 2, 1))
    use(home)
    coming = energy.product(name="Ny strøm")
    energy.supply(customer=home.customer, of=coming, at=home.supply.metering_point, starts_on=date(2026, 2, 1))
    BilledSupply.objects.exclude(supply=home.supply).delete()
    rows = look(home)["agreement"]["card"].rows
    assert [row.value for row in rows if row.value in ("Grøn strøm", "Ny strøm")] == ["Grøn strøm"]


def test_electricity_and_gas_are_two_accounts():
    mine = page.home()
    gas = energy.fixed_product(mine.customer.supplier, fuel=Fuel.GAS)
    energy.supply(customer=mine.customer, of=gas, at=energy.metering_point(fuel=Fuel.GAS))

    told = look(mine)

    assert [bool(each["label"]) for each in told["accounts"]] == [True, True]
    assert len(told["places"]) == 1


def test_nothing_of_another_customer_shows():
    mine, other = page.home(), page.home(email="anden@post.example")
    use(other)
    paid_in(other.account, 99_900)
    invoice_of(other, 1)

    told = look(mine)

    assert (told["accounts"][0]["amount"].minor, told["consumption"], told["invoices"]) == (0, None, ())


def invoice_of(home, month):
    return Invoice.objects.create(
        supplier=home.customer.supplier,
        billing_account=home.account,
        number=1_000 + month + home.account.pk * 100,
        kind=InvoiceKind.CONSUMPTION,
        issued_on=date(2025, month, 15),
        due_on=date(2025, month, 28),
        period_starts_on=date(2025, month, 1),
        period_ends_before=date(2025, month + 1, 1),
        currency="DKK",
        wh=200_000,
        net=40_000,
        vat=10_000,
        gross=50_000,
        clause="GE-VF-4.1",
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_takes_at_most_twelve_queries_however_much_there_is(rows, django_assert_max_num_queries):
    mine = page.home(point=energy.metering_point(grid_company=energy.grid_company(subscription_code="AB")))
    use(mine)
    paid_in(mine.account, -400_000)
    for number in range(rows):
        method = billing.card(mine.account, state=MethodState.ENDED if number else MethodState.ACTIVE)
        claim = billing.due_item(mine.account, collect_on=LAST, due_on=LAST)
        refused(mine, claim)
        invoice_of(mine, number + 1)
        if number:
            energy.supply(customer=mine.customer)
        assert method.pk
    look(mine)

    with page.on(TODAY), django_assert_max_num_queries(12):
        mine.client.get(HOME)


@pytest.mark.rule("EP-10.1", "OR-9.1", "GE-VF-8")
def test_what_hinders_the_supplier_stands_there_as_long_as_it_lasts():
    mine, other = page.home(), page.home(at=account.supplier("orsted"), email="bo@post.example")
    lasts = {"cause": "EVENT", "reason": "Stormen har lukket kontoret.", "clause": "GE-VF-8"}
    period = ForceMajeure.objects.create(
        supplier=mine.customer.supplier, starts_on=FIRST, recorded_on=FIRST, ends_before=date(2026, 1, 12), **lasts
    )
    assert look(mine)["hindrances"] == [{"reason": period.reason, "since": FIRST}]
    assert look(other)["hindrances"] == []
    ForceMajeure.objects.filter(pk=period.pk).update(ends_before=TODAY)
    assert look(mine)["hindrances"] == []
