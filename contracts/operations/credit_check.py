"""Ask for a credit check, write down what came back, and let the agreement go on, wait or be refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.enums import CustomerKind as StoredKind
from accounts.operations import event, message, staff_task
from accounts.operations.event import Actor, actor_name
from config.foundation.after_commit import send_task_after_commit
from config.foundation.calendar import ONE_DAY
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from config.foundation.zone import zone_of
from contracts import terms
from contracts.enums import AgreementState, CreditOutcome, CreditState
from contracts.models import Agreement, CreditCheck
from contracts.operations.termination import locked_agreement
from contracts.rules.binding import binding_end
from contracts.rules.order import NextStep, asks_for_arrears, next_step
from contracts.rules.step import AGREEMENT_STEPS, CREDIT_STEPS
from contracts.terms.parts.scope import CustomerKind

ANSWER_WITHIN = timedelta(days=2)
"""How long the bureau is asked again before a person takes over; the terms leave it open."""
NOON = time(12)
REFUSED, SECURITY, UNANSWERED = "credit-refused", "security-demand", "credit-unanswered"
STATES = {
    CreditOutcome.APPROVED: CreditState.APPROVED,
    CreditOutcome.REFUSED: CreditState.REFUSED,
    CreditOutcome.UNKNOWN: CreditState.UNKNOWN,
}


OUTCOMES = {state: outcome for outcome, state in STATES.items()}


class NotWaiting(Refused):
    """The agreement does not wait for a credit check any more."""

    code = "credit-not-waiting"


@transaction.atomic
def ask(*, agreement: Agreement, by: Actor, as_of: date) -> CreditCheck:
    """
    Let a new agreement wait for a credit bureau; the row is there before anybody calls it.

    Source: EP-1.4, OR-7.1.
    """
    part = terms.by_code(agreement.terms_code).conclusion
    approval = part.credit_approval if part else None
    check = CreditCheck.objects.create(
        supplier=agreement.supplier,
        agreement=agreement,
        clause=approval.clause if approval else "",
        asked_on=as_of,
        answer_by=as_of + ANSWER_WITHIN,
        owes=None if _may_owe(agreement) else False,
    )
    advance(agreement, to=AgreementState.PENDING_CREDIT, allowed=AGREEMENT_STEPS)
    _record("contracts.credit-check.asked", check, by, as_of)
    send_task_after_commit("contracts.check_credit", supplier_id=agreement.supplier_id)
    return check


@transaction.atomic
def record_answer(
    *, check: CreditCheck, outcome: CreditOutcome, bureau: str, result_class: str, by: Actor, as_of: date
) -> CreditCheck:
    """
    Write down what the bureau said and do what follows; an answer that came already stays.

    No answer approves nothing: the agreement waits on, and is asked about again.
    """
    locked = _locked(check)
    if locked.state in (CreditState.APPROVED, CreditState.REFUSED):
        return locked
    if outcome is CreditOutcome.UNKNOWN:
        if locked.state == CreditState.ASKED:
            advance(locked, to=CreditState.UNKNOWN, allowed=CREDIT_STEPS, bureau=bureau)
        return locked
    told: dict[str, Any] = {
        "bureau": bureau,
        "result_class": result_class,
        "answered_at": Now(),
        "decided_by": bureau,
    }
    advance(locked, to=STATES[outcome], allowed=CREDIT_STEPS, **told)
    _record("contracts.credit-check.answered", locked, by, as_of)
    _follow(locked, by, as_of)
    return locked


@transaction.atomic
def record_arrears(*, check: CreditCheck, owes: bool, by: Actor, as_of: date) -> None:
    """Write down whether the customer owes for earlier agreements, and do what follows (EP-1.5, OR-7.1)."""
    locked = _locked(check)
    if locked.owes is not None:
        return
    locked.owes = owes
    locked.save(update_fields=["owes"])
    _record("contracts.credit-check.arrears", locked, by, as_of)
    _follow(locked, by, as_of)


@transaction.atomic
def decide(*, check: CreditCheck, approved: bool, reason: str, by: Actor, as_of: date) -> None:
    """
    Let a person decide where the bureau refused or did not answer; a household is not turned away (X-35).

    :raises NotWaiting: when the agreement waits no more
    """
    locked = _locked(check)
    if locked.agreement.state != AgreementState.PENDING_CREDIT:
        raise NotWaiting(_("The agreement no longer waits for a credit check."))
    to = CreditState.APPROVED if approved else CreditState.REFUSED
    said: dict[str, Any] = {"answered_at": Now(), "decided_by": actor_name(by), "reason": reason}
    if locked.state == to:
        CreditCheck.objects.filter(pk=locked.pk).update(**said)
    else:
        advance(locked, to=to, allowed=CREDIT_STEPS, **said)
    _record("contracts.credit-check.decided", locked, by, as_of, reason)
    if approved:
        _go_on(locked.agreement, by, as_of)
    elif _is_household(locked.agreement):
        _go_on_against_security(locked, by, as_of)
    else:
        _turn_away(locked, by, as_of)


@transaction.atomic
def note_unanswered(*, check: CreditCheck, as_of: date) -> None:
    """Ask a person when the bureau has not answered in time; that is still no approval."""
    _ask_a_person(
        check,
        UNANSWERED,
        _("No answer from the credit bureau: %(customer)s") % {"customer": check.agreement.customer},
        _("Find out in another way, then approve or refuse on the page of the credit check."),
        as_of,
    )


def _follow(check: CreditCheck, by: Actor, as_of: date) -> None:
    agreement = check.agreement
    if agreement.state != AgreementState.PENDING_CREDIT:
        return
    kind = CustomerKind(StoredKind(agreement.customer.kind).value.lower())
    outcome = OUTCOMES.get(CreditState(check.state), CreditOutcome.UNKNOWN)
    match next_step(outcome=outcome, owes=check.owes, customer=kind):
        case NextStep.GOES_ON:
            _go_on(agreement, by, as_of)
        case NextStep.SECURITY:
            _go_on_against_security(check, by, as_of)
        case NextStep.PERSON_DECIDES:
            _ask_a_person(
                check,
                REFUSED,
                _("Credit refused: %(customer)s") % {"customer": agreement.customer},
                _("Decide on the page of the credit check: approve all the same, or refuse the business."),
                as_of,
            )


def _go_on_against_security(check: CreditCheck, by: Actor, as_of: date) -> None:
    _go_on(check.agreement, by, as_of)
    _ask_a_person(
        check,
        SECURITY,
        _("Security to be asked for: %(customer)s") % {"customer": check.agreement.customer},
        _("The credit check refused a household. It is supplied all the same; ask it for security."),
        as_of,
    )
    _record("contracts.security.required", check, by, as_of)


def _go_on(agreement: Agreement, by: Actor, as_of: date) -> None:
    """Let the agreement begin on its day; when that has passed while it waited, on the next one."""
    changes: dict[str, Any] = {}
    if agreement.starts_on <= as_of:
        starts_on = as_of + ONE_DAY
        agreement.supplies.update(starts_on=starts_on)
        changes = {"starts_on": starts_on, "binding_ends_on": _binding_end(agreement, starts_on)}
    advance(agreement, to=AgreementState.ORDERED, allowed=AGREEMENT_STEPS, **changes)
    event.record(
        "contracts.agreement.credit_passed",
        supplier=agreement.supplier,
        customer=agreement.customer,
        subject=agreement,
        by=by,
        as_of=as_of,
        starts_on=agreement.starts_on.isoformat(),
    )
    send_task_after_commit("contracts.make_order_documents", supplier_id=agreement.supplier_id)


def _turn_away(check: CreditCheck, by: Actor, as_of: date) -> None:
    agreement = check.agreement
    agreement.supplies.all().delete()
    advance(agreement, to=AgreementState.CANCELLED, allowed=AGREEMENT_STEPS)
    _record("contracts.agreement.refused", check, by, as_of)
    message.queue(
        "order_refused",
        customer=agreement.customer,
        reason=f"order-refused:{agreement.pk}",
        context={"agreement": agreement},
        as_of=as_of,
        clause=check.clause,
        legal=True,
    )


def _binding_end(agreement: Agreement, starts_on: date) -> date | None:
    return binding_end(
        binding=terms.by_code(agreement.terms_code).binding,
        fuel=agreement.product.fuel,
        concluded_on=agreement.concluded_on,
        starts_on=starts_on,
        own_months=agreement.overrides.get("binding_months"),
    )


def _may_owe(agreement: Agreement) -> bool:
    """Return whether the terms ask for arrears and there is an earlier agreement they could come from."""
    if not asks_for_arrears(terms=terms.by_code(agreement.terms_code)):
        return False
    return Agreement.objects.filter(customer_id=agreement.customer_id).exclude(pk=agreement.pk).exists()


def _locked(check: CreditCheck) -> CreditCheck:
    """Return the check behind the lock of its agreement, which every journey takes first."""
    agreement = locked_agreement(check.agreement)
    locked = CreditCheck.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=check.pk)
    locked.agreement = agreement
    return locked


def _is_household(agreement: Agreement) -> bool:
    return bool(agreement.customer.kind == StoredKind.HOUSEHOLD)


def _ask_a_person(check: CreditCheck, kind: str, title: str, explanation: str, as_of: date) -> None:
    staff_task.ask(
        supplier=check.supplier,
        kind=kind,
        subject=check,
        title=title,
        explanation=explanation,
        due_at=datetime.combine(as_of + ONE_DAY, NOON, zone_of(check.supplier.time_zone)),
        clause=check.clause,
        customer=check.agreement.customer,
    )


def _record(kind: str, check: CreditCheck, by: Actor, as_of: date, reason: str = "") -> None:
    event.record(
        kind,
        supplier=check.supplier,
        customer=check.agreement.customer,
        subject=check,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=check.clause,
        customer_may_see=False,
        state=check.state,
        result_class=check.result_class,
        owes=check.owes,
    )
