"""Contracts' background work: each task names one supplier, and may run twice or never; documents go to "pdf"."""

from celery import shared_task

from accounts.models import Supplier
from config.foundation import clock
from contracts.runs import credit_check, force_majeure, market_message, order_document


@shared_task(name="contracts.handle_market_messages", max_retries=3, soft_time_limit=240, time_limit=280)
def handle_market_messages(*, supplier_id: int, **_ignored: object) -> None:
    """Act on what came from the market and waits; the day's job does the same."""
    supplier = Supplier.objects.get(pk=supplier_id)
    market_message.handle_due(supplier=supplier, as_of=clock.today(supplier.time_zone))


@shared_task(name="contracts.send_market_messages", max_retries=3, soft_time_limit=240, time_limit=280)
def send_market_messages(*, supplier_id: int, **_ignored: object) -> None:
    """Write what is asked of the market into the outbox; the day's job does the same."""
    supplier = Supplier.objects.get(pk=supplier_id)
    market_message.send_due(supplier=supplier, as_of=clock.today(supplier.time_zone))


@shared_task(name="contracts.tell_force_majeure", max_retries=3, soft_time_limit=240, time_limit=280)
def tell_force_majeure(*, supplier_id: int, **_ignored: object) -> None:
    """Tell the customers what hinders us, at once; the day's job goes on where this one stopped."""
    supplier = Supplier.objects.get(pk=supplier_id)
    force_majeure.run(supplier=supplier, as_of=clock.today(supplier.time_zone))


@shared_task(name="contracts.check_credit", max_retries=3, soft_time_limit=240, time_limit=280)
def check_credit(*, supplier_id: int, **_ignored: object) -> None:
    """Ask the credit bureau about the agreements that wait; the day's job does the same."""
    supplier = Supplier.objects.get(pk=supplier_id)
    credit_check.ask_due(supplier=supplier, as_of=clock.today(supplier.time_zone))


@shared_task(name="contracts.make_order_documents", max_retries=3, soft_time_limit=240, time_limit=280)
def make_order_documents(*, supplier_id: int, **_ignored: object) -> None:
    """Make and send the order confirmations that are missing; the day's job asks for it again."""
    supplier = Supplier.objects.get(pk=supplier_id)
    order_document.make_missing(supplier=supplier, as_of=clock.today(supplier.time_zone))
