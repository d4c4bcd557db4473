"""Make the order confirmation as a PDF, keep it, and send it; it is made once and never changed."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation

from accounts.gateways import typst
from accounts.models import Supplier
from config.foundation.after_commit import send_task_after_commit
from config.foundation.rare_rows import rare_rows
from contracts.models import Order
from contracts.operations import order_document as operations
from contracts.queries.order import orders_without_document
from contracts.queries.order_print import print_data

logger = logging.getLogger(__name__)

TEMPLATE = Path("templates") / "pdf" / "order.typ"
JOB = "job:order-document"


def ask_for_missing(*, supplier: Supplier) -> None:
    """Have a worker make what is missing: documents are compiled in its children alone."""
    if orders_without_document(supplier).exists():
        send_task_after_commit("contracts.make_order_documents", supplier_id=supplier.pk)


def make_missing(*, supplier: Supplier, as_of: date) -> int:
    """Make, keep and send the confirmation of every order that has none; return how many were made."""
    made = 0
    for order in rare_rows(orders_without_document(supplier)):
        try:
            content = _pdf(order, as_of)
        except typst.DocumentNotMade:
            logger.exception("order confirmation not made", extra={"order": order.pk})
            continue
        operations.keep(order=order, content=content, by=JOB, as_of=as_of)
        made += 1
    return made


def _pdf(order: Order, as_of: date) -> bytes:
    customer = order.customer
    with translation.override((customer.language if customer else "") or order.supplier.language):
        data = print_data(order, as_of=as_of)
    return typst.make_pdf(template=Path(settings.BASE_DIR) / TEMPLATE, data=data)
