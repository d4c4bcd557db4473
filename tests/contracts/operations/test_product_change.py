"""Another product is asked for, may be taken back, and begins on its day as an agreement of its own."""

from datetime import date

import pytest

from accounts.models import Event, Message, Receipt
from config.foundation.transition import ForbiddenTransition
from contracts import terms
from contracts.enums import AgreementState, PriceComponent, ProductChangeState, ProductKind
from contracts.models import Agreement, ProductChange, Supply
from contracts.operations import agreement as agreements
from contracts.operations import product_change as operations
from contracts.operations import termination
from contracts.operations.product_change import BindingNotConfirmed, ChangeNotOffered
from contracts.operations.termination import CostChanged, NotRunning, TooLateToUndo
from contracts.queries.product_change import change_options
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

CONCLUDED, START, TODAY = date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 25)
NEXT = date(2026, 4, 1)
VARIABLE, FIXED = "gron_variable_2024", "gron_fixed_2024"
BY = "test"


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def product(terms_code, name, *, kind=None, price=800_000):
    kind = kind or (ProductKind.FIXED if terms_code == FIXED else ProductKind.VARIABLE)
    made = energy.product(account.supplier(), kind=kind, terms_code=terms_code, name=name)
    energy.price(made, PriceComponent.ENERGY, price, with_vat=True)
    return made


def running(of, points=1):
    customer = account.customer()
    first, *others = [energy.metering_point(customer.supplier) for _number in range(points)]
    made = agreements.conclude(
        customer=customer, product=of, metering_point=first, starts_on=START, by=BY, as_of=CONCLUDED
    )
    for point in others:
        agreements.supply_at(agreement=made, metering_point=point)
    agreements.start(agreement=made, by=BY, as_of=START)
    return made


def ask(agreement, to, starts_on=NEXT, accepted=0, confirmed=None, as_of=TODAY):
    return operations.ask(
        agreement=agreement,
        product=to,
        starts_on=starts_on,
        accepted=accepted,
        free_from_confirmed=confirmed,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=as_of,
    )


def begins(as_of=NEXT):
    counts = agreement_day.run(supplier=account.supplier(), as_of=as_of)
    return {name: counts[name] for name in ("started", "ended")}


def spans(agreement):
    return list(agreement.supplies.order_by("pk").values_list("starts_on", "ends_before"))


@pytest.mark.rule("GE-V-10.2", "X-50", "X-55")
def test_variable_to_variable_begins_on_the_first_of_the_next_month_without_gap_or_overlap():
    agreement = running(product(VARIABLE, "Gammel"), points=2)
    to = product(VARIABLE, "Ny", price=700_000)
    change = ask(agreement, to)
    agreement.refresh_from_db()
    following = change.following
    assert (change.starts_on, change.free_from, change.binds_anew, change.leaves_binding) == (
        NEXT,
        None,
        False,
        False,
    )
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, NEXT)
    assert (following.state, following.concluded_on, following.starts_on) == (AgreementState.ORDERED, TODAY, NEXT)
    assert (following.product, following.terms_code) == (to, VARIABLE)
    assert following.terms_hash == terms.content_hash(terms.by_code(VARIABLE))
    assert spans(agreement) == [(START, NEXT)] * 2
    assert spans(following) == [(NEXT, None)] * 2
    points = set(agreement.supplies.values_list("metering_point", flat=True))
    assert set(following.supplies.values_list("metering_point", flat=True)) == points


@pytest.mark.rule("GE-V-10.2")
def test_on_its_day_the_one_agreement_ends_and_the_other_runs_and_only_once():
    agreement = running(product(VARIABLE, "Gammel"))
    change = ask(agreement, product(VARIABLE, "Ny"))
    assert begins(date(2026, 3, 31)) == {"started": 0, "ended": 0}
    assert begins() == {"started": 1, "ended": 1}
    assert begins() == {"started": 0, "ended": 0}
    change.refresh_from_db()
    assert (change.state, change.agreement.state, change.following.state) == ("DONE", "ENDED", "ACTIVE")
    assert Event.objects.filter(kind="contracts.product-change.done").count() == 1


def test_a_missed_day_is_caught_up():
    change = ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"))
    assert begins(date(2026, 4, 9)) == {"started": 1, "ended": 1}
    assert change.following.starts_on == NEXT


@pytest.mark.rule("GE-F-10.1c", "X-54")
def test_fixed_to_fixed_binds_anew_only_when_that_is_confirmed_by_itself():
    """Bound until 9 July; a new price asked for on 25 March binds until 24 September."""
    agreement = running(product(FIXED, "Fast 1"))
    to = product(FIXED, "Fast 2", price=700_000)
    with pytest.raises(BindingNotConfirmed) as refused:
        ask(agreement, to)
    assert refused.value.clause == "GE-F-10.1c"
    with pytest.raises(BindingNotConfirmed):
        ask(agreement, to, confirmed=date(2026, 10, 1))
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ACTIVE
    assert not ProductChange.objects.exists()

    change = ask(agreement, to, confirmed=date(2026, 9, 25))
    assert (change.free_from, change.former_free_from, change.binds_anew) == (
        date(2026, 9, 25), date(2026, 7, 10), True,
    )  # fmt: skip
    assert change.following.binding_ends_on == date(2026, 9, 25)
    told = Event.objects.get(kind="contracts.product-change.asked")
    assert (told.clause, told.data["binding_confirmed"]) == ("GE-F-10.1c", True)


@pytest.mark.rule("GE-F-10.1c", "X-54")
def test_without_a_new_price_the_old_binding_stays():
    agreement = running(product(FIXED, "Fast 1"))
    change = ask(agreement, product(FIXED, "Fast 2"))
    assert (change.free_from, change.binds_anew) == (date(2026, 7, 10), False)
    assert change.following.binding_ends_on == date(2026, 7, 10)


@pytest.mark.rule("X-54")
def test_who_was_not_bound_is_not_bound_by_a_change_without_a_new_price():
    agreement = running(product(FIXED, "Fast 1"))
    Agreement.objects.update(overrides={"binding_months": 0}, binding_ends_on=None)
    change = ask(agreement, product(FIXED, "Fast 2"))
    assert (change.free_from, change.following.binding_ends_on) == (None, None)
    assert change.following.overrides == {"binding_months": 0}


@pytest.mark.rule("GE-VF-5.2", "GE-F-10.1a")
def test_variable_to_fixed_binds_for_six_months_from_the_day_it_is_asked_for():
    agreement = running(product(VARIABLE, "Variabel"))
    change = ask(agreement, product(FIXED, "Fast"), confirmed=date(2026, 9, 25))
    assert (change.starts_on, change.free_from, change.former_free_from) == (NEXT, date(2026, 9, 25), None)


@pytest.mark.rule("GE-F-10.1c", "GE-F-10.2a")
def test_fixed_to_variable_inside_the_binding_is_bought_or_waits_for_its_end():
    """Bound until 9 July: from 1 April it costs 600 kr, from 1 August nothing."""
    agreement = running(product(FIXED, "Fast"))
    to = product(VARIABLE, "Variabel")
    offered = [(each.starts_on, each.gross) for each in change_options(agreement, as_of=TODAY)]
    assert offered == [(NEXT, 60_000), (date(2026, 8, 1), 0)]
    with pytest.raises(CostChanged):
        ask(agreement, to, accepted=0)
    change = ask(agreement, to, accepted=60_000)
    assert (change.leaves_binding, change.exit_option, change.exit_net, change.exit_vat) == (
        True, "flat", 48_000, 12_000,
    )  # fmt: skip
    assert "GE-F-10.2a" in change.clauses


def test_from_the_month_after_the_binding_it_costs_nothing():
    agreement = running(product(FIXED, "Fast"))
    change = ask(agreement, product(VARIABLE, "Variabel"), starts_on=date(2026, 8, 1))
    assert (change.leaves_binding, change.exit_net) == (False, 0)
    assert spans(agreement) == [(START, date(2026, 8, 1))]


@pytest.mark.rule("GE-VF-1.3", "X-77")
def test_a_household_may_withdraw_from_the_change_itself():
    """25 March and 14 days are 8 April, a Wednesday."""
    change = ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"))
    assert (change.may_be_withdrawn, change.withdraw_by) == (True, date(2026, 4, 8))


@pytest.mark.rule("GE-V-10.2")
def test_of_two_requests_the_last_one_wins():
    agreement = running(product(VARIABLE, "Gammel"))
    first, second = product(VARIABLE, "Ny"), product(VARIABLE, "Nyere")
    former = ask(agreement, first)
    change = ask(agreement, second)
    former.refresh_from_db()
    assert (former.state, former.following.state) == (ProductChangeState.UNDONE, AgreementState.CANCELLED)
    assert list(Supply.objects.filter(starts_on=NEXT).values_list("agreement", flat=True)) == [change.following_id]
    assert Event.objects.filter(kind="contracts.product-change.replaced").count() == 1


@pytest.mark.parametrize("starts_on", [date(2026, 5, 1), date(2026, 3, 26)])
def test_a_day_that_is_not_offered_is_refused(starts_on):
    with pytest.raises(ChangeNotOffered):
        ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"), starts_on=starts_on)


@pytest.mark.parametrize(
    "fields", [{"customer_kind": "BUSINESS"}, {"fuel": "GAS"}, {"kind": "SURPLUS"}, {"sold_before": TODAY}]
)
def test_a_product_that_is_not_sold_to_the_customer_is_refused(fields):
    to = product(VARIABLE, "Ny")
    type(to).objects.filter(pk=to.pk).update(**fields)
    with pytest.raises(ChangeNotOffered):
        ask(running(product(VARIABLE, "Gammel")), to)


def test_while_the_agreement_ends_its_product_is_not_changed():
    agreement = running(product(VARIABLE, "Gammel"))
    termination.give(
        agreement=agreement, last_day=date(2026, 4, 30), accepted=0, form=NoticeForm.EMAIL, by=BY, as_of=TODAY
    )
    with pytest.raises(NotRunning):
        ask(agreement, product(VARIABLE, "Ny"))


def test_while_a_supply_moves_the_product_is_not_changed():
    agreement = running(product(VARIABLE, "Gammel"))
    Supply.objects.filter(agreement=agreement).update(ends_before=date(2026, 4, 15))
    with pytest.raises(NotRunning):
        ask(agreement, product(VARIABLE, "Ny"))


@pytest.mark.rule("X-77")
def test_a_change_is_taken_back_until_it_begins_and_the_binding_is_as_it_was():
    agreement = running(product(FIXED, "Fast 1"))
    change = ask(agreement, product(FIXED, "Fast 2", price=700_000), confirmed=date(2026, 9, 25))
    operations.undo(change=change, by=BY, as_of=date(2026, 3, 31))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before, agreement.binding_ends_on) == (
        AgreementState.ACTIVE, None, date(2026, 7, 10),
    )  # fmt: skip
    assert spans(agreement) == [(START, None)]
    assert spans(change.following) == []
    assert (change.state, change.undone_on) == (ProductChangeState.UNDONE, date(2026, 3, 31))
    assert Receipt.objects.count() == 2
    assert begins() == {"started": 0, "ended": 0}


def test_on_its_first_day_it_is_too_late_to_take_it_back():
    change = ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"))
    with pytest.raises(TooLateToUndo):
        operations.undo(change=change, by=BY, as_of=NEXT)


def test_taking_back_twice_changes_nothing():
    change = ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"))
    operations.undo(change=change, by=BY, as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        operations.undo(change=change, by=BY, as_of=TODAY)
    assert Receipt.objects.count() == 2


@pytest.mark.rule("GE-VF-5.1")
def test_nothing_happens_to_an_agreement_nobody_asked_about():
    agreement = running(product(VARIABLE, "Gammel"))
    product(VARIABLE, "Ny")
    begins(date(2027, 2, 1))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.supplies.count()) == (AgreementState.ACTIVE, 1)


def test_the_receipt_says_from_when_to_what_and_why():
    change = ask(running(product(VARIABLE, "Gammel")), product(VARIABLE, "Ny"))
    [kept] = Receipt.objects.all()
    assert kept.subject_id == change.pk
    rows = [value for _label, value in kept.rows]
    assert {"Gammel", "Ny", "1. april 2026", "25. marts 2026", "8. april 2026"} <= set(rows)
    assert kept.reasons[0][1] == "GE-V-10.2"
    assert Message.objects.filter(kind="receipt", subject=kept.title).exists()
