"""Another supplier takes over: supply and agreement end the day before; inside the binding a person decides."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections, transaction

from accounts.enums import CustomerKind
from accounts.models import Event, StaffTask
from config.foundation.transition import OvertakenByOther
from contracts.enums import AgreementState, MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models import Agreement, MarketMessage, Supply
from contracts.operations import agreement as agreements
from contracts.operations import market_message
from contracts.operations.market_notice import note_notification
from contracts.runs import agreement_day
from tests.builders import account, energy

BY = "test"
CONCLUDED, START = date(2025, 5, 20), date(2025, 6, 1)
TODAY, TAKEN_OVER = date(2026, 5, 20), date(2026, 7, 1)


def business(months=None, *, wh=150_000):
    """A business bound for three years from 1 June 2025, that used 36,000 kWh in the last year."""
    energy.figures_of_the_law()
    shop = account.supplier("energiplus", terms_code="energiplus_2023")
    product = energy.product(shop, terms_code="energiplus_2023", customer_kind=CustomerKind.BUSINESS)
    customer = account.customer(shop, kind=CustomerKind.BUSINESS, cvr="12345674")
    made = agreements.conclude(
        customer=customer,
        product=product,
        metering_point=energy.metering_point(shop),
        starts_on=START,
        by=BY,
        as_of=CONCLUDED,
        overrides={"binding_months": months} if months is not None else {},
    )
    agreements.start(agreement=made, by=BY, as_of=START)
    if wh:
        energy.values(made.supplies.get(), date(2026, 5, 1), date(2026, 5, 10), wh=wh)
    return made.supplies.get()


def household(**supply):
    energy.figures_of_the_law()
    return energy.supply(**supply)


def notice(supply, effective_on=TAKEN_OVER, *, number="1", **told):
    standard = {"process": MarketProcess.SUPPLIER_SWITCH, "gsrn": supply.metering_point.gsrn}
    market_message.receive(
        supplier=supply.supplier,
        kind=MarketMessageKind.NOTIFICATION,
        message_id=f"m-{number}",
        transaction_id=f"t-{number}",
        effective_on=effective_on,
        **{**standard, **told},
    )
    return MarketMessage.objects.get(supplier=supply.supplier, message_id=f"m-{number}")


def note(message, as_of=TODAY):
    note_notification(message=message, by=BY, as_of=as_of)
    message.refresh_from_db()
    return message.state


def ends_of(supply):
    supply.refresh_from_db()
    agreement = Agreement.objects.get(pk=supply.agreement_id)
    return supply.ends_before, agreement.state, agreement.ends_before


@pytest.mark.django_db
@pytest.mark.rule("EP-11.1e")
def test_supply_and_agreement_end_the_day_before_the_other_supplier_begins():
    supply = business()
    message = notice(supply)

    assert note(message) == MarketMessageState.MATCHED
    assert ends_of(supply) == (TAKEN_OVER, AgreementState.TERMINATING, TAKEN_OVER)
    assert (message.agreement, message.metering_point) == (supply.agreement, supply.metering_point)
    agreement_day.run(supplier=supply.supplier, as_of=TAKEN_OVER)
    assert ends_of(supply) == (TAKEN_OVER, AgreementState.ENDED, TAKEN_OVER)


@pytest.mark.django_db
@pytest.mark.rule("EP-11.1e", "EP-11.1f")
def test_inside_the_binding_a_person_is_asked_with_the_quote():
    """36,000 kWh a year are 69,000 kWh in the 23 months left: 10,350 kr at 0.15 kr, 12,937.50 kr with VAT."""
    supply = business()
    note(notice(supply))

    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer, task.clause) == (
        "early-exit",
        supply.agreement_id,
        supply.agreement.customer,
        "EP-11.1e",
    )
    told = task.explanation.replace("\xa0", " ")
    assert supply.metering_point.gsrn in told
    assert "12.937,50 kr." in told
    assert "4.375,00 kr." in told  # the flat fee of 3,500 kr with VAT
    event = Event.objects.get(kind="contracts.agreement.switched_away")
    assert event.data["exit_gross"] == {"calculated": 1_293_750, "flat": 437_500}
    assert (event.clause, event.customer_may_see, event.data["ends_before"]) == ("EP-11.1e", True, "2026-07-01")


@pytest.mark.django_db
@pytest.mark.rule("EP-11.1e")
@pytest.mark.parametrize("taken_over, asked", [(date(2026, 11, 30), 1), (date(2026, 12, 1), 0)])
def test_the_day_supply_ends_decides_whether_it_is_inside_the_binding(taken_over, asked):
    """Bound for 18 months from 1 June 2025, so free from 1 December 2026."""
    note(notice(business(months=18), taken_over))
    assert StaffTask.objects.filter(kind="early-exit").count() == asked


@pytest.mark.django_db
@pytest.mark.rule("GE-V-10.1")
def test_who_is_not_bound_leaves_without_a_question():
    supply = household()
    note(notice(supply))
    assert ends_of(supply) == (TAKEN_OVER, AgreementState.TERMINATING, TAKEN_OVER)
    assert not StaffTask.objects.exists()


@pytest.mark.django_db
def test_same_message_is_acted_on_once():
    supply = business()
    message = notice(supply)
    stale = MarketMessage.objects.get(pk=message.pk)
    note(message)
    with pytest.raises(OvertakenByOther), transaction.atomic():
        note_notification(message=stale, by=BY, as_of=TODAY)
    assert Event.objects.filter(kind="contracts.agreement.switched_away").count() == 1


@pytest.mark.django_db
def test_second_notice_of_the_same_day_changes_nothing_and_an_earlier_day_does():
    supply = business()
    note(notice(supply))
    assert note(notice(supply, number="2")) == MarketMessageState.MATCHED
    assert Event.objects.filter(kind="contracts.agreement.switched_away").count() == 1
    note(notice(supply, date(2026, 6, 1), number="3"))
    assert ends_of(supply) == (date(2026, 6, 1), AgreementState.TERMINATING, date(2026, 6, 1))
    assert StaffTask.objects.filter(kind="early-exit").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("planned", [date(2026, 7, 1), date(2026, 6, 1)])
def test_an_end_that_comes_no_later_stands(planned):
    supply = household(ends_before=planned)
    Agreement.objects.filter(pk=supply.agreement_id).update(state=AgreementState.TERMINATING)
    state = note(notice(supply))
    assert ends_of(supply) == (planned, AgreementState.TERMINATING, planned)
    assert state == (MarketMessageState.MATCHED if planned == TAKEN_OVER else MarketMessageState.UNMATCHED)
    assert not Event.objects.filter(kind="contracts.agreement.switched_away").exists()


@pytest.mark.django_db
def test_an_end_that_would_come_later_is_brought_forward():
    supply = household(ends_before=date(2026, 8, 1))
    Agreement.objects.filter(pk=supply.agreement_id).update(state=AgreementState.TERMINATING)
    note(notice(supply))
    assert ends_of(supply) == (TAKEN_OVER, AgreementState.TERMINATING, TAKEN_OVER)


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", [date(2026, 1, 1), date(2026, 8, 1)])
def test_agreement_goes_on_where_it_supplies_another_place(elsewhere):
    supply = household()
    other = Supply.objects.create(
        supplier=supply.supplier,
        agreement=supply.agreement,
        metering_point=energy.metering_point(supply.supplier),
        starts_on=elsewhere,
    )
    note(notice(supply))
    assert ends_of(supply) == (TAKEN_OVER, AgreementState.ACTIVE, None)
    assert ends_of(other) == (None, AgreementState.ACTIVE, None)
    assert Event.objects.get(kind="contracts.agreement.switched_away").data["agreement_goes_on"] is True


@pytest.mark.django_db
def test_agreement_that_was_withdrawn_is_left_to_a_person():
    supply = household()
    Agreement.objects.filter(pk=supply.agreement_id).update(state=AgreementState.WITHDRAWN)
    assert note(notice(supply)) == MarketMessageState.UNMATCHED
    assert ends_of(supply) == (None, AgreementState.WITHDRAWN, None)
    task = StaffTask.objects.get()
    assert (task.kind, task.customer) == ("market-message-unmatched", supply.agreement.customer)


@pytest.mark.django_db
def test_agreement_that_has_not_begun_is_left_to_a_person():
    energy.figures_of_the_law()
    ordered = agreements.conclude(
        customer=account.customer(),
        product=energy.fixed_product(),
        metering_point=energy.metering_point(),
        starts_on=date(2026, 6, 1),
        by=BY,
        as_of=TODAY,
    )
    supply = ordered.supplies.get()
    assert note(notice(supply)) == MarketMessageState.UNMATCHED
    assert ends_of(supply) == (None, AgreementState.ORDERED, None)


@pytest.mark.django_db
@pytest.mark.parametrize("starts_on", [TAKEN_OVER, date(2026, 9, 1)])
def test_supply_that_begins_no_earlier_is_left_to_a_person(starts_on):
    supply = household(starts_on=starts_on)
    assert note(notice(supply)) == MarketMessageState.UNMATCHED
    assert ends_of(supply) == (None, AgreementState.ACTIVE, None)


@pytest.mark.django_db
def test_unknown_metering_point_and_that_of_another_supplier_are_left_to_a_person():
    supply = household()
    there = household(customer=account.customer(account.supplier("orsted")))
    assert note(notice(supply, gsrn="5" * 18)) == MarketMessageState.UNMATCHED
    assert note(notice(supply, gsrn=there.metering_point.gsrn, number="2")) == MarketMessageState.UNMATCHED
    assert ends_of(supply)[0] is None
    assert ends_of(there)[0] is None


@pytest.mark.django_db
def test_switch_we_hear_of_afterwards_asks_a_person_to_look_at_the_invoices():
    supply = household()
    note(notice(supply, date(2026, 5, 1)))
    assert ends_of(supply)[0] == date(2026, 5, 1)
    assert StaffTask.objects.get().kind == "market-message-late"


@pytest.mark.django_db(transaction=True)
def test_switch_waits_for_whoever_is_ending_the_agreement_and_finds_it_ended():
    """Whoever gives notice holds the agreement first, then its supplies; the switch comes after, whole."""
    supply = business(wh=0)  # values are in no table that is emptied after a test
    message, earlier = notice(supply), date(2026, 6, 1)

    def switch():
        try:
            note_notification(message=message, by=BY, as_of=TODAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            agreement = Agreement.objects.select_for_update().get(pk=supply.agreement_id)
            switching = pool.submit(switch)
            until_somebody_waits()
            for each in Supply.objects.select_for_update().filter(agreement=agreement).order_by("pk"):
                Supply.objects.filter(pk=each.pk).update(ends_before=earlier)
            Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.TERMINATING, ends_before=earlier)
        switching.result(timeout=30)
    assert ends_of(supply) == (earlier, AgreementState.TERMINATING, earlier)
    message.refresh_from_db()
    assert message.state == MarketMessageState.MATCHED
    assert not StaffTask.objects.exists()


def until_somebody_waits():
    """Return when another session waits for a lock of ours."""
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited")
