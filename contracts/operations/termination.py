"""Give notice of an agreement, take it back before it takes effect; each with its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.operations import event, receipt
from accounts.operations.event import Actor
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.transition import advance
from contracts.enums import AgreementState, MoveState, NoticeBy, TerminationState
from contracts.models import Agreement, Move, Supply, Termination
from contracts.models.termination import UNDER_WAY
from contracts.operations.termination_receipt import facts, reasons, tell
from contracts.operations.termination_refusal import (
    CostChanged,
    DayNotOffered,
    EndedOtherwise,
    MoveComesLater,
    NotRunning,
    PartOfMove,
    TooLateToUndo,
    WritingNeeded,
)
from contracts.queries.agreed import agreed_of
from contracts.queries.move import comes_after
from contracts.queries.termination import ExitDay, exit_days, may_be_terminated, supplier_last_day
from contracts.rules.early_exit_charge import ExitCharge
from contracts.rules.sentence import Sentence
from contracts.rules.step import AGREEMENT_STEPS, TERMINATION_STEPS
from contracts.rules.termination import NoticeForm, form_suffices


@transaction.atomic
def give(
    *,
    agreement: Agreement,
    last_day: date,
    accepted: int,
    form: NoticeForm,
    by: Actor,
    as_of: date,
    reason: str = "",
) -> Termination:
    """
    Give the customer's notice: the agreement ends with `last_day`, and its supplies with it.

    `accepted` is what the customer was shown to pay for leaving inside the binding, in minor units with VAT.

    :raises NotRunning: when there is nothing to end
    :raises WritingNeeded: when the terms want it in writing and it came by phone
    :raises DayNotOffered: when that is no day the agreement can end on
    :raises MoveComesLater: when a move of it is told for a day after that
    :raises CostChanged: when it costs something else by now
    """
    locked = locked_agreement(agreement)
    chosen = chosen_day(locked, last_day=last_day, accepted=accepted, form=form, as_of=as_of)
    given = Termination.objects.create(
        **noted(locked, chosen=chosen, form=form, as_of=as_of), ends_before=chosen.ends_before, reason=reason
    )
    _let_end(given, by, as_of)
    tell(given, why=reasons(chosen), as_of=as_of)
    return given


@transaction.atomic
def give_for_supplier(*, agreement: Agreement, by: Actor, as_of: date, reason: str) -> Termination:
    """
    Give the supplier's own notice; it costs the customer nothing.

    Source: EP-11.1c, OR-13.1a, GE-V-10.1, GE-F-10.1b.

    :raises NotRunning: when there is nothing to end
    :raises MoveComesLater: when a move of it is told for a day after that
    """
    locked = locked_agreement(agreement)
    _check_running(locked)
    last_day, why = supplier_last_day(locked, as_of=as_of)
    _check_no_move_after(locked, last_day + ONE_DAY)
    given = Termination.objects.create(
        supplier=locked.supplier,
        agreement=locked,
        given_by=NoticeBy.SUPPLIER,
        form=NoticeForm.LETTER,
        given_on=as_of,
        ends_before=last_day + ONE_DAY,
        clauses=list(dict.fromkeys(step.clause for step in why)),
        reason=reason,
    )
    _let_end(given, by, as_of)
    tell(given, why=why, as_of=as_of)
    return given


@transaction.atomic
def give_for_change(
    *, agreement: Agreement, ends_before: date, why: Sentence, by: Actor, as_of: date, reason: str = ""
) -> Termination:
    """
    Let the customer leave because of a change of terms or prices: without notice and without any fee.

    Source: EP-13.5, OR-17.2, GE-VF-13.2 with X-63 and X-74.

    :raises NotRunning: when there is nothing to end
    """
    locked = locked_agreement(agreement)
    _check_running(locked)
    given = Termination.objects.create(
        supplier=locked.supplier,
        agreement=locked,
        given_by=NoticeBy.CUSTOMER,
        form=NoticeForm.SELF_SERVICE,
        given_on=as_of,
        ends_before=ends_before,
        clauses=[why.clause],
        reason=reason,
    )
    _let_end(given, by, as_of)
    tell(given, why=[why], as_of=as_of)
    return given


@transaction.atomic
def undo(*, termination: Termination, by: Actor, as_of: date) -> None:
    """
    Take a notice back: the agreement runs on as if it had not been given.

    :raises TooLateToUndo: from the first day without the agreement on
    :raises EndedOtherwise: when another supplier has taken over, or supply is cut off
    :raises PartOfMove: when the agreement ends by a move, which is what is taken back
    """
    agreement = locked_agreement(termination.agreement)
    _check_may_be_undone(termination, as_of)
    take_back(termination=termination, agreement=agreement, by=by, as_of=as_of)
    receipt.give(
        customer=agreement.customer,
        subject=termination,
        fact="undone",
        tell=lambda locale: Told(
            title=_("Your notice is taken back: %(product)s runs on") % {"product": agreement.product.name},
            rows=facts(termination, locale=locale),
        ),
        as_of=as_of,
    )


def give_by_move(
    *, move: Move, agreement: Agreement, charge: ExitCharge | None, clauses: Sequence[str], by: Actor, as_of: date
) -> Termination:
    """End an agreement with the move of its customer, who is told by the move; the caller holds its lock."""
    _check_running(agreement)
    total = charge.total if charge else None
    given = Termination.objects.create(
        supplier=agreement.supplier,
        agreement=agreement,
        given_by=NoticeBy.CUSTOMER,
        form=move.form,
        given_on=move.told_on,
        ends_before=move.registrable_on,
        exit_option=charge.option if charge else "",
        exit_net=total.net if total else 0,
        exit_vat=total.vat if total else 0,
        clauses=list(clauses),
        reason=move.reason,
    )
    _let_end(given, by, as_of)
    return given


def take_back(*, termination: Termination, agreement: Agreement, by: Actor, as_of: date) -> None:
    """Let the agreement run on; the caller holds its lock and tells the customer."""
    waited = termination.state == TerminationState.AWAITING
    advance(termination, to=TerminationState.UNDONE, allowed=TERMINATION_STEPS, undone_on=as_of)
    if not waited:
        _let_run_on(termination, agreement)
    _record("contracts.termination.undone", termination, by, as_of)


def note_end(*, agreement: Agreement) -> None:
    """Note that the notice has taken effect: the agreement has just ended."""
    for termination in Termination.objects.filter(agreement=agreement, state__in=UNDER_WAY):
        earliest = termination.given_on + ONE_DAY
        ends_before = termination.ends_before or max(agreement.ends_before or earliest, earliest)
        advance(termination, to=TerminationState.DONE, allowed=TERMINATION_STEPS, ends_before=ends_before)


def note_withdrawal(*, agreement: Agreement, by: Actor, as_of: date) -> None:
    """Let a notice fall away, and what leaving was to cost: the agreement has just been withdrawn from."""
    for termination in Termination.objects.filter(agreement=agreement, state__in=UNDER_WAY):
        advance(termination, to=TerminationState.UNDONE, allowed=TERMINATION_STEPS, undone_on=as_of)
        _record("contracts.termination.undone", termination, by, as_of)


def chosen_day(locked: Agreement, *, last_day: date, accepted: int, form: NoticeForm, as_of: date) -> ExitDay:
    """Return the day a customer chose, still offered at the cost they were shown; refuses as `give` does."""
    _check_running(locked)
    if not form_suffices(agreed=agreed_of(locked), form=form):
        raise WritingNeeded(_("The terms ask for a notice in writing: on Min side, by e-mail or by letter."))
    chosen = next((day for day in exit_days(locked, as_of=as_of) if day.last_day == last_day), None)
    if chosen is None:
        raise DayNotOffered(_("The agreement cannot end on that day. Choose one of the days shown."))
    _check_no_move_after(locked, chosen.ends_before)
    if chosen.gross != accepted:
        raise CostChanged(_("What it costs to leave has changed. Look at the amount again before you confirm."))
    return chosen


def noted(locked: Agreement, *, chosen: ExitDay, form: NoticeForm, as_of: date) -> dict[str, Any]:
    """Return what a notice of the customer's keeps of the day that was chosen, whether it ends then or waits."""
    total = chosen.charge.total if chosen.charge else None
    return {
        "supplier": locked.supplier,
        "agreement": locked,
        "given_by": NoticeBy.CUSTOMER,
        "form": form,
        "given_on": as_of,
        "exit_option": chosen.charge.option if chosen.charge else "",
        "exit_net": total.net if total else 0,
        "exit_vat": total.vat if total else 0,
        "clauses": list(chosen.clauses),
    }


def locked_agreement(agreement: Agreement) -> Agreement:
    """Lock and read the agreement anew: whatever else is about to end or move it comes before or after."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related(
        "customer__supplier", "product", "supplier"
    )
    return rows.get(pk=agreement.pk)


def _check_may_be_undone(termination: Termination, as_of: date) -> None:
    if termination.ends_before is not None and as_of >= termination.ends_before:
        raise TooLateToUndo(_("The agreement has ended, so the notice can no longer be taken back."))
    if termination.moves.exists():
        raise PartOfMove(_("The agreement ends because you move. Take the move back, and it runs on."))
    if termination.owner_events.filter(supply_stops_on__isnull=False).exists():
        raise EndedOtherwise(_("Our supply of the home stops anyway, so the notice cannot be taken back."))


def _let_run_on(termination: Termination, agreement: Agreement) -> None:
    if agreement.ends_before != termination.ends_before:
        raise EndedOtherwise(_("Something else ends the agreement by now, so the notice cannot be taken back."))
    advance(agreement, to=AgreementState.ACTIVE, allowed=AGREEMENT_STEPS, ends_before=None)
    ended = Supply.objects.filter(agreement=agreement, ends_before=termination.ends_before)
    ended.exclude(moves__move__state__in=[MoveState.TOLD, MoveState.DONE]).update(ends_before=None)


def _check_running(agreement: Agreement) -> None:
    if not may_be_terminated(agreement):
        raise NotRunning(gettext_lazy("This agreement does not run, or notice of it has been given already."))


def _check_no_move_after(agreement: Agreement, ends_before: date) -> None:
    if comes_after(agreement, day=ends_before):
        raise MoveComesLater(
            gettext_lazy(
                "You have told us of a move after that day. Take the move back first, or choose a later day."
            )
        )


def _let_end(given: Termination, by: Actor, as_of: date) -> None:
    agreement, ends_before = given.agreement, given.ends_before
    assert ends_before is not None  # noqa: S101 -- only an owner's notice has no day, and it waits elsewhere
    advance(agreement, to=AgreementState.TERMINATING, allowed=AGREEMENT_STEPS, ends_before=ends_before)
    running = Supply.objects.filter(agreement=agreement, ends_before__isnull=True)
    for supply in running.select_for_update().order_by("pk"):
        supply.ends_before = max(ends_before, supply.starts_on + ONE_DAY)
        supply.save(update_fields=["ends_before"])
    _record("contracts.termination.given", given, by, as_of)


def _record(kind: str, given: Termination, by: Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=given.supplier,
        customer=given.agreement.customer,
        subject=given,
        by=by,
        as_of=as_of,
        reason=given.reason,
        clause=given.clauses[0],
        ends_before=given.ends_before.isoformat() if given.ends_before else "",
        given_by=given.given_by,
        exit_gross=given.exit_net + given.exit_vat,
    )
