"""A withdrawal sent in time ends an agreement at once, at no fee, and frees the metering point."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Event, Message, Receipt, StaffTask
from accounts.operations.staff_task import TaskNeedsOutcome
from config.foundation.transition import ForbiddenTransition
from contracts.enums import AgreementState, MadeAt, TerminationState, WithdrawalState
from contracts.models import Agreement, Withdrawal
from contracts.operations import agreement as agreements
from contracts.operations import termination as terminations
from contracts.operations import withdrawal as operations
from contracts.operations.agreement import MeteringPointTaken
from contracts.operations.withdrawal import DispatchImpossible, NoRight, NothingToWithdraw, RightLapsed
from contracts.rules.termination import NoticeForm
from contracts.rules.withdrawal_charge import StartRequest
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

CONCLUDED, LAST_DAY = date(2026, 3, 2), date(2026, 3, 16)
BY = "test"
ASKED = StartRequest(on_durable_medium=True, told_of_payment=True)
DENMARK = ZoneInfo("Europe/Copenhagen")


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def conclude(terms_code="gron_variable_2024", *, fuel="ELECTRICITY", customer=None, concluded=CONCLUDED, **fields):
    customer = customer or account.customer()
    product = energy.product(
        customer.supplier, kind="FIXED", terms_code=terms_code, customer_kind=customer.kind, fuel=fuel
    )
    energy.price(product, "SUBSCRIPTION", 31_000_000, with_vat=True)
    point = fields.pop("point", None) or energy.metering_point(customer.supplier, fuel=fuel)
    standard = {"starts_on": date(2026, 4, 1), "by": BY, "as_of": concluded}
    return agreements.conclude(customer=customer, product=product, metering_point=point, **{**standard, **fields})


def local(day, hour=12, minute=0, second=0):
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=DENMARK)


def withdraw(agreement, sent_at, **fields):
    said = {"form": NoticeForm.SELF_SERVICE, "by": BY, "as_of": max(sent_at.astimezone(DENMARK).date(), CONCLUDED)}
    return operations.withdraw(agreement=agreement, sent_at=sent_at, **{**said, **fields})


def supplied(agreement):
    return list(agreement.supplies.values_list("starts_on", "ends_before"))


@pytest.mark.rule("GE-VF-1.3")
def test_before_the_start_everything_is_undone_and_the_metering_point_is_free():
    agreement = conclude()
    point = agreement.supplies.get().metering_point
    [made] = withdraw(agreement, local(date(2026, 3, 10)))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before) == (AgreementState.WITHDRAWN, date(2026, 4, 1))
    assert supplied(agreement) == [(date(2026, 4, 1), date(2026, 4, 1))]
    assert (made.last_day, made.received_on, made.delivered_from) == (LAST_DAY, date(2026, 3, 10), None)
    assert conclude(point=point).state == AgreementState.ORDERED
    with pytest.raises(MeteringPointTaken):
        conclude(point=point)


@pytest.mark.rule("GE-VF-1.3")
def test_withdrawing_from_a_bound_agreement_never_costs_the_fee_for_leaving():
    """GE-F-10.2a asks 600 kr. of whoever leaves inside the binding; not of whoever withdraws."""
    agreement = conclude("gron_fixed_2024")
    assert agreement.binding_ends_on == date(2026, 9, 2)
    [made] = withdraw(agreement, local(LAST_DAY))
    assert made.subscription_net + made.subscription_vat == 0
    assert [value for _label, value in Receipt.objects.get().rows].count("ingenting") == 2  # no fee, no payment


@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
@pytest.mark.parametrize("code", ["orsted_2019", "gron_variable_2024", "gron_fixed_2024"])
@pytest.mark.parametrize(
    "concluded, last_day",
    [
        ("2026-03-19", "2026-04-07"),  # law.md §2: Maundy Thursday to the Tuesday after Easter
        ("2026-04-30", "2026-05-15"),  # Ascension
        ("2026-05-22", "2026-06-08"),  # 5 June
        ("2026-12-10", "2026-12-28"),  # 24 December
        ("2026-12-17", "2027-01-04"),  # 31 December
    ],
)
def test_the_last_second_of_the_last_day_is_in_time_and_the_next_is_not(code, concluded, last_day):
    concluded, last_day = date.fromisoformat(concluded), date.fromisoformat(last_day)
    agreement = conclude(code, concluded=concluded, starts_on=date(2027, 6, 1))
    late = local(date.fromordinal(last_day.toordinal() + 1), 0, 0)
    with pytest.raises(RightLapsed):
        withdraw(agreement, late)
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.ORDERED
    [made] = withdraw(agreement, local(last_day, 23, 59, 59))
    assert made.last_day == last_day


@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_dispatch_counts_and_not_the_day_it_comes_in():
    agreement = conclude()
    [made] = withdraw(agreement, local(LAST_DAY, 16), form=NoticeForm.LETTER, as_of=date(2026, 3, 20))
    assert (made.received_on, made.form) == (date(2026, 3, 20), "letter")
    event = Event.objects.get(kind="contracts.withdrawal.received")
    assert (event.clause, event.data["sent_at"]) == ("GE-VF-1.3", "2026-03-16T16:00:00+01:00")


@pytest.mark.rule("OR-11.2")
def test_an_early_start_that_was_asked_for_is_paid_for_by_its_days():
    """Started on 5 March, sent on the 10th: five of March's 31 days of 31 kr. are 5 kr., 4 without VAT."""
    agreement = conclude("orsted_2019", starts_on=date(2026, 3, 5), start_request=ASKED)
    agreements.start(agreement=agreement, by=BY, as_of=date(2026, 3, 5))
    [made] = withdraw(agreement, local(date(2026, 3, 10)))
    assert (made.delivered_from, made.delivered_before) == (date(2026, 3, 5), date(2026, 3, 10))
    assert (made.subscription_net, made.subscription_vat) == (400, 100)
    assert supplied(agreement) == [(date(2026, 3, 5), date(2026, 3, 10))]
    assert "OR-11.2" in made.clauses


@pytest.mark.rule("OR-11.2")
@pytest.mark.parametrize(
    "request_",
    [
        None,
        StartRequest(on_durable_medium=False, told_of_payment=True),
        StartRequest(on_durable_medium=True, told_of_payment=False),
    ],
)
def test_a_start_that_was_not_validly_asked_for_is_free(request_):
    """law.md §2: expressly, on a durable medium, and told of the payment; else no day is charged."""
    agreement = conclude("orsted_2019", starts_on=date(2026, 3, 5), start_request=request_)
    agreements.start(agreement=agreement, by=BY, as_of=date(2026, 3, 5))
    [made] = withdraw(agreement, local(date(2026, 3, 10)))
    assert (made.delivered_from, made.subscription_net) == (None, 0)
    assert supplied(agreement) == [(date(2026, 3, 5), date(2026, 3, 5))]
    agreement.refresh_from_db()
    assert agreement.ends_before == date(2026, 3, 10)


@pytest.mark.rule("GE-VF-1.3")
def test_electricity_alone_is_withdrawn_from_and_gas_stays():
    electricity = conclude()
    gas = conclude(fuel="GAS", customer=electricity.customer)
    [made] = withdraw(electricity, local(LAST_DAY))
    assert made.agreement_id == electricity.pk
    gas.refresh_from_db()
    assert gas.state == AgreementState.ORDERED


@pytest.mark.rule("GE-VF-1.3")
def test_a_message_that_names_both_withdraws_from_both():
    electricity = conclude()
    gas = conclude(fuel="GAS", customer=electricity.customer)
    conclude(fuel="GAS", customer=electricity.customer, concluded=date(2026, 3, 3))
    made = withdraw(electricity, local(LAST_DAY), other_fuel=True)
    assert [each.agreement_id for each in made] == [electricity.pk, gas.pk]
    assert Receipt.objects.count() == 2


@pytest.mark.rule("OR-11.1")
def test_where_the_terms_do_not_part_the_fuels_both_go():
    at_orsted = account.customer(account.supplier("orsted"))
    electricity = conclude("orsted_2019", customer=at_orsted)
    gas = conclude("orsted_2019", fuel="GAS", customer=at_orsted)
    made = withdraw(gas, local(LAST_DAY))
    assert {each.agreement_id for each in made} == {electricity.pk, gas.pk}


@pytest.mark.rule("EP-1.1")
def test_a_business_has_no_right():
    business = account.customer(account.supplier("energiplus"), kind="BUSINESS", cvr="12345674")
    agreement = conclude("energiplus_2023", customer=business)
    with pytest.raises(NoRight):
        withdraw(agreement, local(date(2026, 3, 3)))
    assert not Withdrawal.objects.exists()


@pytest.mark.rule("GE-VF-1.3", "OR-11.1")
def test_what_was_made_at_the_premises_depends_on_the_terms():
    with pytest.raises(NoRight):
        withdraw(conclude(made_at=MadeAt.PREMISES), local(date(2026, 3, 3)))
    assert withdraw(conclude("orsted_2019", made_at=MadeAt.PREMISES), local(date(2026, 3, 3)))


@pytest.mark.rule("GE-VF-1.3")
def test_who_was_not_told_of_the_right_has_it_twelve_months_longer():
    """law.md §2: 16 March 2026 and twelve months are 16 March 2027, a Tuesday."""
    agreement = conclude(is_informed=False)
    [made] = withdraw(agreement, local(date(2027, 3, 16), 23, 59))
    assert made.last_day == date(2027, 3, 16)


@pytest.mark.parametrize("sent_at", [local(date(2026, 3, 1)), local(date(2026, 3, 11))])
def test_a_moment_before_the_agreement_or_after_today_is_refused(sent_at):
    with pytest.raises(DispatchImpossible):
        withdraw(conclude(), sent_at, as_of=date(2026, 3, 10))


def test_a_message_on_the_day_of_the_agreement_counts_by_the_local_clock():
    """23:30 UTC on 1 March is half past midnight on the 2nd in Denmark."""
    assert withdraw(conclude(), datetime(2026, 3, 1, 23, 30, tzinfo=UTC))


def test_the_second_time_there_is_nothing_to_withdraw():
    agreement = conclude()
    withdraw(agreement, local(LAST_DAY))
    with pytest.raises(NothingToWithdraw):
        withdraw(agreement, local(LAST_DAY))
    assert Withdrawal.objects.count() == Receipt.objects.count() == 1


@pytest.mark.rule("GE-VF-1.3")
def test_a_notice_given_before_falls_away_with_what_it_was_to_cost():
    agreement = conclude("gron_fixed_2024", starts_on=CONCLUDED)
    agreements.start(agreement=agreement, by=BY, as_of=CONCLUDED)
    given = terminations.give(
        agreement=agreement,
        last_day=date(2026, 4, 30),
        accepted=60_000,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=date(2026, 3, 5),
    )
    withdraw(agreement, local(date(2026, 3, 10)))
    given.refresh_from_db()
    assert (given.state, given.undone_on) == (TerminationState.UNDONE, date(2026, 3, 10))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_before) == (AgreementState.WITHDRAWN, date(2026, 3, 10))


@pytest.mark.rule("GE-VF-1.3")
def test_the_receipt_is_mailed_and_says_when_it_was_sent_and_how_the_days_were_counted():
    agreement = conclude(concluded=date(2026, 3, 19))
    withdraw(agreement, local(date(2026, 4, 7), 23, 59))
    kept = Receipt.objects.get()
    assert "7. april 2026 kl. 23.59" in dict(kept.rows).values()
    assert [clause for _sentence, clause in kept.reasons] == ["GE-VF-1.3", "GE-VF-1.3", "GE-VF-1.3"]
    assert Message.objects.filter(kind="receipt", subject=kept.title, legal=True).exists()


def test_staff_are_asked_to_settle_within_a_fortnight_and_say_what_was_done():
    [made] = withdraw(conclude(), local(date(2026, 3, 10)))
    task = StaffTask.objects.get(kind="withdrawal")
    assert task.due_at == local(date(2026, 3, 24), 23, 59)
    with pytest.raises(TaskNeedsOutcome):
        operations.settle(withdrawal=made, outcome=" ", by=BY, as_of=date(2026, 3, 12))
    operations.settle(withdrawal=made, outcome="120 kr. tilbage.", by=BY, as_of=date(2026, 3, 12))
    task.refresh_from_db()
    assert (made.state, made.settled_on, task.state) == (WithdrawalState.SETTLED, date(2026, 3, 12), "DONE")
    with pytest.raises(ForbiddenTransition):
        operations.settle(withdrawal=made, outcome="Igen.", by=BY, as_of=date(2026, 3, 13))


def test_nothing_can_be_owed_where_nothing_was_delivered():
    [made] = withdraw(conclude(), local(date(2026, 3, 10)))
    with pytest.raises(IntegrityError, match="nothing_is_owed_for_nothing_delivered"), transaction.atomic():
        Withdrawal.objects.filter(pk=made.pk).update(subscription_net=1)
