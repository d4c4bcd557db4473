"""Agree with a customer that a payment waits while a case is looked at, and end that again; always by a person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import event, message
from billing.enums import HoldState
from billing.models import BillingAccount, DueItem, PaymentHold
from billing.operations import payment_hold
from complaints.models import Complaint
from complaints.queries.route import terms_of
from complaints.rules.route import step_at
from config.foundation.money import Money
from config.foundation.refusal import Refused


class NotTheirAccount(Refused):
    """The account or claim belongs to somebody else."""

    code = "not-their-account"


class NoHold(Refused):
    """There is nothing on hold to lift."""

    code = "no-hold"


@transaction.atomic
def agree(
    *,
    complaint: Complaint,
    account: BillingAccount,
    amount: int,
    ends_before: date,
    reason: str,
    by: User,
    as_of: date,
    due_item: DueItem | None = None,
) -> PaymentHold:
    """
    Agree expressly that an amount is not collected until a day, and confirm it to the customer (EP-13.2).

    Only ever called because a person has decided it; receiving a complaint holds nothing.

    :raises NotTheirAccount: when the account or the claim is not the complaining customer's
    """
    if account.customer_id != complaint.customer_id or (due_item and due_item.billing_account_id != account.pk):
        raise NotTheirAccount(_("The payment belongs to another customer."))
    clause = _clause(complaint)
    hold = payment_hold.place(
        account=account,
        amount=amount,
        placed_for=f"complaint:{complaint.pk}",
        reason=reason,
        clause=clause,
        ends_before=ends_before,
        by=by,
        as_of=as_of,
        due_item=due_item,
    )
    Complaint.objects.filter(pk=complaint.pk).update(hold=hold)
    complaint.hold = hold
    _record("complaints.hold.agreed", complaint, hold, by, as_of, reason)
    _tell("complaint_hold_agreed", complaint, hold, as_of)
    return hold


@transaction.atomic
def lift(*, complaint: Complaint, reason: str, by: User, as_of: date) -> None:
    """
    End the hold before its time and tell the customer that the payment is collected again.

    :raises NoHold: when nothing is on hold
    """
    hold = complaint.hold
    if hold is None or hold.state != HoldState.ACTIVE:
        raise NoHold(_("No payment is on hold in this case."))
    payment_hold.lift(hold=hold, reason=reason, by=by, as_of=as_of)
    _record("complaints.hold.lifted", complaint, hold, by, as_of, reason)
    _tell("complaint_hold_lifted", complaint, hold, as_of)


def _clause(complaint: Complaint) -> str:
    route = terms_of(complaint.customer).complaint_route
    if route.hold_by_express_agreement is not None:
        return route.hold_by_express_agreement.clause
    return step_at(route=route, level=complaint.level).clause


def _record(kind: str, complaint: Complaint, hold: PaymentHold, by: User, as_of: date, reason: str) -> None:
    event.record(
        kind,
        supplier=complaint.supplier,
        customer=complaint.customer,
        subject=complaint,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=hold.clause,
        number=complaint.number,
        amount=hold.amount,
        ends_before=hold.ends_before.isoformat(),
    )


def _tell(kind: str, complaint: Complaint, hold: PaymentHold, as_of: date) -> None:
    message.queue(
        kind,
        customer=complaint.customer,
        reason=f"{kind}:{hold.pk}",
        context={"complaint": complaint, "hold": hold, "amount": Money(hold.amount, hold.currency)},
        as_of=as_of,
        clause=hold.clause,
        legal=True,
    )
