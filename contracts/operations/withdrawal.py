"""Withdraw from agreements: what came in time ends them at once, at no fee; with receipt, task and timeline."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import TaskState
from accounts.models import StaffTask
from accounts.operations import event, receipt, staff_task
from accounts.operations.event import Actor, subject_type
from accounts.operations.receipt import Told
from accounts.operations.staff_task import TaskNeedsOutcome
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, moment_text, money_text
from config.foundation.money import Money
from config.foundation.period import Period
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from config.foundation.zone import zone_of
from contracts.enums import AgreementState, WithdrawalState
from contracts.models import Agreement, Supply, Withdrawal
from contracts.operations import termination
from contracts.queries import withdrawal as queries
from contracts.queries.product_change import began_by_change
from contracts.queries.receipt_words import place_words, reasons_of
from contracts.queries.withdrawal import MayWithdraw, Standing
from contracts.rules.sentence import Sentence
from contracts.rules.step import AGREEMENT_STEPS, WITHDRAWAL_STEPS
from contracts.rules.termination import NoticeForm
from contracts.rules.withdrawal import WithdrawalRight

TASK = "withdrawal"
SETTLED_WITHIN = timedelta(days=14)
END_OF_DAY = time(23, 59)


class NoRight(Refused):
    """The agreement cannot be withdrawn from: a business, or made where the terms give no right."""

    code = "no-right-to-withdraw"


class BeganByChange(Refused):
    """The agreement is what a change of product led to: withdrawing from the change brings the former one back."""

    code = "began-by-change"


class RightLapsed(Refused):
    """The message was sent after the last day."""

    code = "right-to-withdraw-lapsed"


class NothingToWithdraw(Refused):
    """The agreement has been withdrawn from already, or has ended."""

    code = "nothing-to-withdraw"


class DispatchImpossible(Refused):
    """A message cannot have been sent then: before the agreement was made, or after it came in."""

    code = "dispatch-impossible"


@transaction.atomic
def withdraw(
    *,
    agreement: Agreement,
    sent_at: datetime,
    form: NoticeForm,
    by: Actor,
    as_of: date,
    other_fuel: bool = False,
    reason: str = "",
) -> list[Withdrawal]:
    """
    Withdraw from the agreement by a message sent at a moment: dispatch in time suffices, whenever it comes in.

    `other_fuel` says that the message names the agreement on the other fuel made with this one as well; where
    the terms do not let the fuels stand apart, it goes with this one anyhow. No reason is asked for, and
    nothing that is owed can stand in the way: nothing is agreed to here but leaving.

    Source: OR-11.1, OR-11.2, GE-VF-1.3; law.md §2.

    :raises NoRight: when there is no such right
    :raises BeganByChange: when it is a change of product that is withdrawn from
    :raises RightLapsed: when it was sent after the last day, by the local clock of the supplier
    :raises NothingToWithdraw: when the agreement is withdrawn from or over
    :raises DispatchImpossible: when it cannot have been sent then
    """
    if began_by_change(agreement):
        raise BeganByChange(_("This product began by a change. Withdraw from the change, or take it back."))
    covered = queries.withdrawn_with(agreement, named=other_fuel, at=sent_at)
    in_order = sorted(covered, key=lambda each: each.pk)  # so that of two who withdraw, one waits for the other
    locked = {each.pk: termination.locked_agreement(each) for each in in_order}
    return [
        _withdraw_one(locked[each.pk], sent_at=sent_at, form=form, by=by, as_of=as_of, reason=reason)
        for each in covered
    ]


@transaction.atomic
def settle(*, withdrawal: Withdrawal, outcome: str, by: Actor, as_of: date) -> None:
    """
    Note that what had been paid is repaid and the market has been told; the task in the queue is done.

    :raises TaskNeedsOutcome: when `outcome` is empty
    """
    if not outcome.strip():
        raise TaskNeedsOutcome(gettext_lazy("Say what came of it."))
    advance(withdrawal, to=WithdrawalState.SETTLED, allowed=WITHDRAWAL_STEPS, settled_on=as_of)
    waiting = StaffTask.objects.filter(kind=TASK, subject_type=subject_type(withdrawal), subject_id=withdrawal.pk)
    for task in waiting.exclude(state=TaskState.DONE).select_related("supplier", "customer"):
        staff_task.finish(task=task, outcome=outcome, by=by, as_of=as_of)
    _record("contracts.withdrawal.settled", withdrawal, by, as_of, reason=outcome)


def _withdraw_one(
    agreement: Agreement, *, sent_at: datetime, form: NoticeForm, by: Actor, as_of: date, reason: str
) -> Withdrawal:
    may = queries.may_withdraw(agreement, at=sent_at)
    withdrawn_on = queries.local_day(agreement, at=sent_at)
    right = _checked(may, agreement, withdrawn_on, as_of)
    charge = queries.charge_of(agreement, withdrawn_on=withdrawn_on)
    made = Withdrawal.objects.create(
        supplier=agreement.supplier,
        agreement=agreement,
        form=form,
        sent_at=sent_at,
        received_on=as_of,
        last_day=right.last_day,
        delivered_from=charge.delivered.starts_on if charge.delivered else None,
        delivered_before=charge.delivered.end if charge.delivered else None,
        subscription_net=charge.subscription.net,
        subscription_vat=charge.subscription.vat,
        clauses=queries.clauses_of(right, charge),
        reason=reason,
    )
    _let_go(agreement, withdrawn_on=withdrawn_on, is_paid=charge.delivered is not None, by=by, as_of=as_of)
    _record("contracts.withdrawal.received", made, by, as_of, reason=reason)
    _ask_to_settle(made)
    _tell(made, (*may.why, *charge.why), as_of)
    return made


def _checked(may: MayWithdraw, agreement: Agreement, withdrawn_on: date, as_of: date) -> WithdrawalRight:
    if may.right is None:
        raise NoRight(gettext_lazy("This agreement cannot be withdrawn from."))
    if may.standing in (Standing.WITHDRAWN, Standing.OVER):
        raise NothingToWithdraw(gettext_lazy("This agreement has been withdrawn from already, or it has ended."))
    if withdrawn_on > as_of or withdrawn_on < agreement.concluded_on:
        raise DispatchImpossible(
            gettext_lazy("It cannot have been sent then: it was after today, or before the agreement was made.")
        )
    if not may.is_open:
        last_day = date_text(may.right.last_day, locale=translation.get_language() or "da")
        raise RightLapsed(_("The last day to withdraw was %(day)s.") % {"day": last_day})
    return may.right


def _let_go(agreement: Agreement, *, withdrawn_on: date, is_paid: bool, by: Actor, as_of: date) -> None:
    """
    End the agreement on the day of the message, and its supplies: those that are paid for with it.

    A supply nobody pays for ends before its first day, whether or not power has flowed: an empty period takes
    no place at the metering point, and nothing that is priced or invoiced by the days of supplies finds one.
    The row stays, so that the bookings and values that point to it do too; that the days were delivered is
    kept by the agreement's own period and the withdrawal.
    """
    ends = max(withdrawn_on, agreement.starts_on)
    sooner = agreement.ends_before
    advance(
        agreement,
        to=AgreementState.WITHDRAWN,
        allowed=AGREEMENT_STEPS,
        ends_before=min(ends, sooner) if sooner else ends,
    )
    for supply in Supply.objects.filter(agreement=agreement).select_for_update().order_by("pk"):
        last = max(withdrawn_on, supply.starts_on) if is_paid else supply.starts_on
        supply.ends_before = min(supply.ends_before or last, last)
        supply.save(update_fields=["ends_before"])
    termination.note_withdrawal(agreement=agreement, by=by, as_of=as_of)


def _ask_to_settle(made: Withdrawal) -> None:
    supplier, agreement = made.supplier, made.agreement
    due_on = made.received_on + SETTLED_WITHIN
    with translation.override(supplier.language):
        staff_task.ask(
            supplier=supplier,
            customer=agreement.customer,
            kind=TASK,
            subject=made,
            title=_("Settle the withdrawal from agreement %(number)s") % {"number": agreement.number},
            explanation=_("Tell the market, and pay back what was paid in advance or invoiced and is not owed."),
            due_at=datetime.combine(due_on, END_OF_DAY, zone_of(supplier.time_zone)),
            clause=made.clauses[-1],
        )


def _tell(made: Withdrawal, why: tuple[Sentence, ...], as_of: date) -> None:
    agreement = made.agreement

    def told(locale: str) -> Told:
        return Told(
            title=_("You have withdrawn from %(product)s") % {"product": agreement.product.name},
            rows=_facts(made, locale),
            reasons=reasons_of(why, agreement=agreement, locale=locale),
        )

    receipt.give(
        customer=agreement.customer, subject=made, fact="received", tell=told, as_of=as_of, clause=made.clauses[0]
    )


def _facts(made: Withdrawal, locale: str) -> list[tuple[str, str]]:
    agreement = made.agreement
    share = Money(made.subscription_net + made.subscription_vat, agreement.supplier.currency)
    delivered = made.delivered_from and made.delivered_before
    return [
        (_("Agreement"), f"{agreement.product.name}, {agreement.number}"),
        (_("Address"), place_words(agreement)),
        (_("Withdrawal sent"), moment_text(made.sent_at, locale=locale, zone=agreement.supplier.time_zone)),
        (_("Last day to withdraw"), date_text(made.last_day, locale=locale)),
        (_("You pay for"), _delivered_words(made, locale) if delivered else _("nothing")),
        (_("Your share of the subscription"), money_text(share, locale=locale) if share.minor else ""),
        (_("Fee for leaving"), _("nothing")),
    ]


def _delivered_words(made: Withdrawal, locale: str) -> str:
    if made.delivered_from is None or made.delivered_before is None:
        return ""
    days = Period(made.delivered_from, made.delivered_before)
    return _("what was delivered from %(start)s to %(end)s") % {
        "start": date_text(days.starts_on, locale=locale),
        "end": date_text(days.end - ONE_DAY, locale=locale),
    }


def _record(kind: str, made: Withdrawal, by: Actor, as_of: date, *, reason: str) -> None:
    event.record(
        kind,
        supplier=made.supplier,
        customer=made.agreement.customer,
        subject=made,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=made.clauses[0],
        sent_at=made.sent_at.isoformat(),
        form=made.form,
        delivered_from=made.delivered_from.isoformat() if made.delivered_from else None,
        delivered_before=made.delivered_before.isoformat() if made.delivered_before else None,
        subscription_gross=made.subscription_net + made.subscription_vat,
    )
