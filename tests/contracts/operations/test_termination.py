"""A notice ends an agreement on the day its terms give, at the cost shown, and can be taken back before."""

from datetime import date

import pytest

from accounts.models import Event, Message, Receipt
from config.foundation.transition import ForbiddenTransition
from contracts.enums import AgreementState, NoticeBy, TerminationState
from contracts.models import Agreement
from contracts.operations import agreement as agreements
from contracts.operations import termination as operations
from contracts.operations.termination import CostChanged, DayNotOffered, NotRunning, TooLateToUndo, WritingNeeded
from contracts.queries.termination import exit_days, first_free
from contracts.rules.termination import NoticeForm
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

CONCLUDED, START, TODAY = date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 5)
BY = "test"


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def running(terms_code="gron_variable_2024", kind="VARIABLE", customer=None):
    customer = customer or account.customer()
    product = energy.product(customer.supplier, kind=kind, terms_code=terms_code, customer_kind=customer.kind)
    made = agreements.conclude(
        customer=customer,
        product=product,
        metering_point=energy.metering_point(customer.supplier),
        starts_on=START,
        by=BY,
        as_of=CONCLUDED,
    )
    agreements.start(agreement=made, by=BY, as_of=START)
    return made


def give(agreement, last_day, accepted=0, form=NoticeForm.SELF_SERVICE, as_of=TODAY):
    return operations.give(
        agreement=agreement,
        last_day=date.fromisoformat(last_day),
        accepted=accepted,
        form=form,
        by=BY,
        as_of=as_of,
    )


@pytest.mark.rule("GE-V-10.1")
def test_a_notice_ends_the_agreement_and_its_supplies_at_the_end_of_the_next_month():
    """Given on 5 March: a month's notice to the end of a month is 30 April."""
    agreement = running()
    given = give(agreement, "2026-04-30")
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, date(2026, 5, 1))
    assert list(agreement.supplies.values_list("ends_before", flat=True)) == [date(2026, 5, 1)]
    assert (given.state, given.given_by, given.exit_net, given.clauses[0]) == ("GIVEN", "CUSTOMER", 0, "GE-V-10.1")
    event = Event.objects.get(kind="contracts.termination.given")
    assert (event.customer_id, event.clause, event.data["ends_before"]) == (
        agreement.customer_id, "GE-V-10.1", "2026-05-01",
    )  # fmt: skip


@pytest.mark.rule("GE-V-10.1")
def test_the_receipt_says_the_last_day_what_it_costs_and_why():
    give(running(), "2026-04-30")
    [kept] = Receipt.objects.all()
    assert kept.title.endswith("30. april 2026")
    rows = dict(kept.rows)
    assert rows["Sidste dag"] == "30. april 2026"
    assert kept.reasons[0][1] == "GE-V-10.1"
    assert Message.objects.filter(kind="receipt", subject=kept.title).exists()


@pytest.mark.rule("GE-F-10.2a")
def test_leaving_inside_the_binding_is_bought_with_what_was_shown():
    """Bound until 9 July; supply that ends on 30 April costs 600 kr with VAT, 480 without."""
    agreement = running("gron_fixed_2024", kind="FIXED")
    days = {day.last_day.isoformat(): (day.inside_binding, day.gross) for day in exit_days(agreement, as_of=TODAY)}
    assert list(days.items())[:4] == [
        ("2026-04-30", (True, 60_000)),
        ("2026-05-31", (True, 60_000)),
        ("2026-06-30", (True, 60_000)),
        ("2026-07-31", (False, 0)),
    ]
    given = give(agreement, "2026-04-30", accepted=60_000)
    assert (given.exit_option, given.exit_net, given.exit_vat) == ("flat", 48_000, 12_000)
    assert "GE-F-10.2a" in given.clauses


@pytest.mark.rule("GE-F-10.1b")
def test_the_first_day_that_costs_nothing_is_the_end_of_the_month_the_binding_ends_in():
    days = exit_days(running("gron_fixed_2024", kind="FIXED"), as_of=TODAY)
    assert first_free(days).last_day == date(2026, 7, 31)


def test_another_cost_than_the_one_shown_is_not_agreed_to():
    agreement = running("gron_fixed_2024", kind="FIXED")
    with pytest.raises(CostChanged):
        give(agreement, "2026-04-30", accepted=0)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ACTIVE


@pytest.mark.parametrize("last_day", ["2026-03-31", "2026-04-29", "2027-12-31"])
def test_a_day_that_is_not_offered_is_refused(last_day):
    with pytest.raises(DayNotOffered):
        give(running(), last_day)


@pytest.mark.rule("EP-11.1d")
def test_where_the_terms_want_writing_a_call_is_no_notice():
    business = account.customer(account.supplier("energiplus"), kind="BUSINESS", cvr="12345674")
    agreement = running("energiplus_2023", kind="SPOT", customer=business)
    energy.price(agreement.product, "MARKUP", 40_000, since=CONCLUDED)
    free = first_free(exit_days(agreement, as_of=TODAY)).last_day.isoformat()
    with pytest.raises(WritingNeeded):
        give(agreement, free, form=NoticeForm.PHONE)
    assert give(agreement, free, form=NoticeForm.EMAIL).state == TerminationState.GIVEN


def test_a_second_notice_is_refused():
    agreement = running()
    give(agreement, "2026-04-30")
    with pytest.raises(NotRunning):
        give(agreement, "2026-04-30")


def test_a_notice_is_taken_back_and_the_agreement_runs_on():
    agreement = running()
    given = give(agreement, "2026-04-30")
    operations.undo(termination=given, by=BY, as_of=date(2026, 4, 30))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before) == (AgreementState.ACTIVE, None)
    assert list(agreement.supplies.values_list("ends_before", flat=True)) == [None]
    assert (given.state, given.undone_on) == (TerminationState.UNDONE, date(2026, 4, 30))
    assert Receipt.objects.count() == 2
    assert give(agreement, "2026-05-31", as_of=date(2026, 4, 30)).state == TerminationState.GIVEN


def test_on_the_first_day_without_the_agreement_it_is_too_late():
    given = give(running(), "2026-04-30")
    with pytest.raises(TooLateToUndo):
        operations.undo(termination=given, by=BY, as_of=date(2026, 5, 1))
    given.refresh_from_db()
    assert given.state == TerminationState.GIVEN


def test_taking_back_twice_changes_nothing():
    given = give(running(), "2026-04-30")
    operations.undo(termination=given, by=BY, as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        operations.undo(termination=given, by=BY, as_of=TODAY)
    assert Receipt.objects.count() == 2


@pytest.mark.rule("GE-V-10.1")
def test_the_suppliers_own_notice_costs_nothing_and_says_so():
    given = operations.give_for_supplier(agreement=running(), by=BY, as_of=TODAY, reason="Produktet lukkes.")
    assert (given.given_by, given.exit_net, given.reason) == (NoticeBy.SUPPLIER, 0, "Produktet lukkes.")
    assert given.ends_before > TODAY
    assert Receipt.objects.get().title.startswith("Vi opsiger din aftale")


def test_when_the_agreement_has_ended_the_notice_has_taken_effect():
    agreement = running()
    given = give(agreement, "2026-04-30")
    agreement = Agreement.objects.get(pk=agreement.pk)
    agreements.end(agreement=agreement, by="job:agreements", as_of=date(2026, 5, 1))
    given.refresh_from_db()
    assert given.state == TerminationState.DONE
