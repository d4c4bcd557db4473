"""Let somebody in who lost their e-mail or second factor: begun by staff, stoppable for a while, done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole, RecoveryKind, RecoveryState
from accounts.models import Access, Customer, Recovery, RecoveryFact, Supplier, User
from accounts.operations import customer as customers
from accounts.operations import event, login_email, payout_account, recovery_notice, staff_task
from accounts.queries.access import running_on
from accounts.rules.recovery import MOST_TRIES, TRIES_WITHIN, due_at, enough
from accounts.rules.step import RECOVERY_STEPS
from config.foundation.refusal import Refused
from config.foundation.transition import advance

JOB = "job:recoveries"
BY_LINK = "link:recovery"
LOOK_WITHIN = timedelta(hours=24)


class FactsMissing(Refused):
    """Two different facts that count for the kind must have been checked."""

    code = "facts-missing"


class TooOften(Refused):
    """It was tried too often for the same person, or one is waiting already."""

    code = "too-often"


class NotPossible(Refused):
    """What the kind needs is lacking: an address, a login, a postal address, or another person at the desk."""

    code = "not-possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What staff ask for: of a customer, or of a colleague (`user`) at one of the suppliers both work for."""

    supplier: Supplier
    kind: RecoveryKind
    facts: Sequence[str]
    reason: str
    customer: Customer | None = None
    user: User | None = None
    new_email: str = ""
    payout_account: str = ""


@transaction.atomic
def begin(*, wanted: Wanted, by: User, as_of: date, at: datetime) -> Recovery:
    """
    Write down what is wanted and which facts were checked, and tell the old contact at once.

    Nothing changes before the supplier's wait is over; until then staff or the old contact may stop it.

    Source: EP-15.1, OR-15.2, OR-15.3 (a known dead address is no delivery); reliability.md S8; the wait is ours.

    :raises FactsMissing: when fewer than two different facts that count were checked
    :raises TooOften: when one waits already, or three were begun within thirty days
    :raises NotPossible: when the kind lacks what it needs
    :raises AddressTaken: when another login has the new address
    :raises AccountWrong: when the payout account cannot be one
    """
    if not enough(kind=wanted.kind, facts=wanted.facts):
        raise FactsMissing(_("Check two different facts that count for this first."))
    user = _login_of(wanted, by, as_of)
    _refuse_too_often(wanted, user, at)
    sealed, masked = payout_account.sealed(wanted.payout_account) if wanted.payout_account else (None, "")
    recovery = Recovery.objects.create(
        supplier=wanted.supplier,
        customer=wanted.customer,
        user=user,
        kind=wanted.kind,
        new_email=wanted.new_email.strip().lower(),
        payout_account_encrypted=sealed,
        payout_account_masked=masked,
        reason=wanted.reason,
        requested_by=by,
        requested_at=at,
        due_at=due_at(requested_at=at, hours=wanted.supplier.recovery_hours),
    )
    RecoveryFact.objects.bulk_create(
        RecoveryFact(recovery=recovery, fact=fact, checked_by=by) for fact in sorted(set(wanted.facts))
    )
    _record("accounts.recovery.begun", recovery, by, as_of, wanted.reason, facts=sorted(set(wanted.facts)))
    recovery_notice.begun(recovery=recovery, by=by, as_of=as_of)
    return recovery


@transaction.atomic
def stop(*, recovery: Recovery, by: event.Actor, as_of: date, at: datetime, why: str = "") -> None:
    """
    Stop it before it is carried out; what waited to be written is forgotten.

    :raises ForbiddenTransition: when it is carried out or stopped already
    """
    locked = _locked(recovery)
    advance(
        locked,
        to=RecoveryState.STOPPED,
        allowed=RECOVERY_STEPS,
        stopped_at=at,
        stopped_by=event.actor_name(by),
        stopped_why=why,
        payout_account_encrypted=None,
    )
    _record("accounts.recovery.stopped", locked, by, as_of, why)


@transaction.atomic
def carry_out(*, recovery: Recovery, as_of: date, at: datetime) -> bool:
    """
    Do what was wanted when the wait is over and nobody stopped it; return whether this call did it.

    The row is locked and its state is moved in the same transaction, so that it happens once.

    :raises AddressTaken: when another login has got the new address in the meantime
    """
    locked = _locked(recovery)
    if locked.state != RecoveryState.WAITING or at < locked.due_at:
        return False
    _do(locked, as_of)
    advance(locked, to=RecoveryState.DONE, allowed=RECOVERY_STEPS, done_at=Now(), payout_account_encrypted=None)
    _record("accounts.recovery.done", locked, JOB, as_of, locked.reason)
    recovery_notice.done(recovery=locked, as_of=as_of)
    return True


@transaction.atomic
def give_up(*, recovery: Recovery, refused: Refused, as_of: date, at: datetime) -> None:
    """Stop one that cannot be carried out, and ask a person to look at it."""
    stop(recovery=recovery, by=JOB, as_of=as_of, at=at, why=str(refused))
    staff_task.ask(
        supplier=recovery.supplier,
        kind="recovery-not-possible",
        subject=recovery,
        title=(_("Not carried out: %(what)s") % {"what": recovery})[:200],
        explanation=str(refused),
        due_at=at + LOOK_WITHIN,
        customer=recovery.customer,
    )


def _do(recovery: Recovery, as_of: date) -> None:
    customer, user = recovery.customer, recovery.user
    if user is not None and recovery.kind in {RecoveryKind.LOST_FACTOR, RecoveryKind.STAFF_FACTOR}:
        login_email.drop_second_factors(user=user)
    if user is not None and recovery.kind == RecoveryKind.LOST_EMAIL:
        login_email.move_to(user=user, email=recovery.new_email)
    if customer is None:
        return
    if recovery.kind == RecoveryKind.LOST_EMAIL:
        customers.change_email(customer=customer, email=recovery.new_email, by=JOB, as_of=as_of)
    if recovery.kind == RecoveryKind.NO_EMAIL:
        customers.go_by_letter(customer=customer, by=JOB, as_of=as_of)
    if recovery.payout_account_encrypted is not None:
        payout_account.note(
            customer=customer,
            encrypted=bytes(recovery.payout_account_encrypted),
            masked=recovery.payout_account_masked,
            by=JOB,
            as_of=as_of,
        )


def _login_of(wanted: Wanted, by: User, as_of: date) -> User | None:
    """Return whose login it is about; a customer may have none."""
    if wanted.kind == RecoveryKind.STAFF_FACTOR:
        if wanted.user is None or not wanted.user.is_staff or wanted.user.pk == by.pk:
            raise NotPossible(_("Choose a colleague; nobody does this for themselves."))
        return wanted.user
    if wanted.customer is None:
        raise NotPossible(_("Say which customer it is for."))
    held = Access.objects.filter(running_on(as_of), customer=wanted.customer, role=AccessRole.HOLDER)
    access = held.select_related("user__supplier").order_by("pk").first()
    user = access.user if access else None
    _refuse_lacking(wanted, wanted.customer, user)
    return user


def _refuse_lacking(wanted: Wanted, customer: Customer, user: User | None) -> None:
    if wanted.kind == RecoveryKind.LOST_EMAIL:
        if not wanted.new_email:
            raise NotPossible(_("Write the new e-mail address."))
        if user is not None:
            login_email.check_free(user=user, email=wanted.new_email)
    if wanted.kind == RecoveryKind.LOST_FACTOR and user is None:
        raise NotPossible(_("The customer has no login, and so no second factor."))
    on_paper = wanted.kind == RecoveryKind.NO_EMAIL or not customer.email
    if on_paper and not (customer.street and customer.postcode and customer.city):
        raise NotPossible(_("Letters need a postal address. Write it on the customer's page first."))


def _refuse_too_often(wanted: Wanted, user: User | None, at: datetime) -> None:
    """Lock the person's row, so that two at the desk do not both begin."""
    if wanted.customer is not None:
        Customer.objects.select_for_update().get(pk=wanted.customer.pk)
    elif user is not None:
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    of_customer = Q(customer=wanted.customer) if wanted.customer is not None else Q()
    theirs = Recovery.objects.filter(of_customer | Q(user=user) if user is not None else of_customer)
    if theirs.filter(state=RecoveryState.WAITING).exists():
        raise TooOften(_("One waits already. Stop it first, or let it be carried out."))
    if theirs.filter(requested_at__gt=at - TRIES_WITHIN).count() >= MOST_TRIES:
        raise TooOften(_("Three were begun within thirty days. Talk to your supervisor about this customer."))


def _locked(recovery: Recovery) -> Recovery:
    rows = Recovery.objects.select_for_update(of=("self",))
    return rows.select_related("customer__supplier", "user__supplier", "supplier").get(pk=recovery.pk)


def _record(kind: str, recovery: Recovery, by: event.Actor, as_of: date, reason: str, **data: Any) -> None:
    event.record(
        kind,
        supplier=recovery.supplier,
        customer=recovery.customer,
        subject=recovery,
        by=by,
        as_of=as_of,
        reason=reason,
        customer_may_see=recovery.customer is not None,
        what=str(recovery.kind),
        **data,
    )
