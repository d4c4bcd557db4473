"""The example bank: pays what customers without a card are asked for, on the last timely day."""

from datetime import date

from billing.enums import DueState, MethodKind, ReceiptKind
from billing.models import DueItem
from billing.operations import incoming_payment

BY = "demo bank"


def pay_due(*, as_of: date) -> int:
    """Send the Betalingsservice payments that fall due; they arrive as any incoming payment does."""
    due = DueItem.objects.filter(
        state=DueState.OPEN, channel=MethodKind.BETALINGSSERVICE, due_on__lte=as_of
    ).select_related("billing_account__customer__supplier")
    items = list(due.order_by("pk"))
    for item in items:
        incoming_payment.register(
            account=item.billing_account,
            kind=ReceiptKind.BETALINGSSERVICE,
            reference=f"example-{item.pk}",
            amount=item.amount,
            received_on=as_of,
            by=BY,
            as_of=as_of,
            due_item=item,
        )
    return len(items)
