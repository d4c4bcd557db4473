"""The demo's complaints: one open, one answered, one with a payment on hold, each on its day before the last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Customer, User
from billing.enums import DueState
from billing.models import DueItem
from complaints.enums import ComplaintSubject
from complaints.models import Complaint
from complaints.operations import complaint, complaint_hold, enquiry

STAFF_EMAIL = "sofie.support@example.com"
HOLD_DAYS = 60


@dataclass(frozen=True)
class Act:
    """Something that happens `days_before` the last day of the demo to the customer with the e-mail."""

    days_before: int
    supplier: str
    email: str
    do: Callable[[Customer, User, date], object]


def _complain_of_invoice(customer: Customer, _staff: User, as_of: date) -> object:
    return complaint.receive(
        customer=customer,
        subject=ComplaintSubject.INVOICE,
        text="Regningen er dobbelt så høj som sidste måned, og vi har ikke brugt mere.",
        wanted="En forklaring, og pengene tilbage hvis der er en fejl.",
        by=customer.name,
        as_of=as_of,
    )


def _answer(customer: Customer, staff: User, as_of: date) -> object:
    case = Complaint.objects.filter(customer=customer).order_by("-pk").first()
    if case is None:
        return None
    text = "Tak for din henvendelse. Måneden var koldere, og elbilen er ladet flere gange; tallene er fra måleren."
    return complaint.answer(complaint=case, text=text, by=staff, as_of=as_of)


def _dispute_payment(customer: Customer, staff: User, as_of: date) -> object:
    case = complaint.receive(
        customer=customer,
        subject=ComplaintSubject.PAYMENT,
        text="I har trukket forgæves på mit kort. Banken siger, at det virker.",
        by=customer.name,
        as_of=as_of,
    )
    account = customer.billing_accounts.get()
    claim = DueItem.objects.filter(billing_account=account, state=DueState.OPEN).order_by("pk").first()
    if claim is None:
        return case
    return complaint_hold.agree(
        complaint=case,
        account=account,
        amount=claim.amount,
        ends_before=as_of + timedelta(days=HOLD_DAYS),
        reason="Banken undersøger kortet.",
        by=staff,
        as_of=as_of,
        due_item=claim,
    )


def _ask(customer: Customer, _staff: User, as_of: date) -> object:
    return enquiry.receive(
        customer=customer,
        about="agreement",
        text="Hvornår udløber min binding?",
        by=customer.name,
        as_of=as_of,
    )


ACTS = (
    Act(40, "gron", "thomas@example.com", _complain_of_invoice),
    Act(33, "gron", "thomas@example.com", _answer),
    Act(12, "gron", "bo@example.com", _dispute_payment),
    Act(6, "orsted", "jens@example.com", _complain_of_invoice),
    Act(3, "gron", "aisha@example.com", _ask),
)


def play(*, as_of: date, last_day: date) -> None:
    """Do what is due on a day of the demo."""
    for act in ACTS:
        if as_of == last_day - timedelta(days=act.days_before):
            customer = Customer.objects.select_related("supplier").get(
                supplier__code=act.supplier, email=act.email
            )
            act.do(customer, User.objects.get(email=STAFF_EMAIL), as_of)
