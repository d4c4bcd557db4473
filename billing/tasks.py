"""
Billing's background work: each task names one row or one sweep, and may run twice or never.

They go to the queue "money", which is the one for everything that has no other; documents have "pdf".
"""

from celery import shared_task

from accounts.models import Supplier
from billing.runs import charge, invoice_document, payment_janitor, provider_event
from billing.runs.provider import card_provider
from config.foundation import clock
from config.foundation.refusal import Refused


@shared_task(name="billing.charge", max_retries=3, soft_time_limit=60, time_limit=90)
def charge_claim(*, due_item_id: int, **_ignored: object) -> None:
    """Draw one claim; a second message finds the payment under way and does nothing."""
    try:
        charge.charge(due_item_id=due_item_id, provider=card_provider(), by="job:collect", as_of=clock.today())
    except Refused:
        return


@shared_task(
    name="billing.handle_provider_event",
    max_retries=3,
    soft_time_limit=60,
    time_limit=90,
)
def handle_provider_event(*, event_id: int, **_ignored: object) -> None:
    """Handle one message of the provider; one handled already is not found waiting."""
    provider_event.handle_due(as_of=clock.today(), event_id=event_id)


@shared_task(
    name="billing.sweep_provider_events",
    max_retries=3,
    soft_time_limit=240,
    time_limit=280,
)
def sweep_provider_events(**_ignored: object) -> None:
    """Handle every message that waits, whatever nudge was lost; each is claimed by one worker."""
    provider_event.handle_due(as_of=clock.today())


@shared_task(
    name="billing.list_provider_events",
    max_retries=3,
    soft_time_limit=240,
    time_limit=280,
)
def list_provider_events(**_ignored: object) -> None:
    """Fetch the messages that never reached us; a known one is kept once."""
    provider_event.list_missing(now=clock.now())


@shared_task(
    name="billing.sweep_payments",
    max_retries=3,
    soft_time_limit=240,
    time_limit=280,
)
def sweep_payments(**_ignored: object) -> None:
    """Find out what became of payments without an answer; asking again is always safe."""
    payment_janitor.resolve_due(as_of=clock.today())


@shared_task(name="billing.make_documents", max_retries=3, soft_time_limit=240, time_limit=280)
def make_documents(*, supplier_id: int, after_id: int = 0, **_ignored: object) -> None:
    """Make the documents nobody has asked for yet, some at a time; what is left goes to the next worker."""
    supplier = Supplier.objects.get(pk=supplier_id)
    last = invoice_document.make_missing(supplier=supplier, as_of=clock.today(), after=after_id)
    if last is not None:
        make_documents.delay(supplier_id=supplier_id, after_id=last)


@shared_task(name="billing.sweep_documents", max_retries=3, soft_time_limit=240, time_limit=280)
def sweep_documents(**_ignored: object) -> None:
    """Ask for the documents whose own nudge was lost, or that could not be made before."""
    for supplier_id in invoice_document.suppliers_missing_any():
        make_documents.delay(supplier_id=supplier_id)
