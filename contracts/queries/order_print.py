"""What the document of an order confirmation prints: the order, the terms in plain words, the form to withdraw."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Receipt
from accounts.operations.event import subject_type
from accounts.queries.brand import brand_color
from config.foundation.formats import date_text
from contracts import terms
from contracts.models import Agreement, Order
from contracts.queries.terms_page import sections_of, spoken
from contracts.queries.withdrawal import right_of


def print_data(order: Order, *, as_of: date) -> dict[str, Any]:
    """Return what templates/pdf/order.typ prints, in the language that is in force."""
    agreement = order.agreement
    if agreement is None:
        raise ValueError("Only a confirmed order has a confirmation.")
    supplier, customer = order.supplier, agreement.customer
    document, language = terms.by_code(agreement.terms_code), customer.language or supplier.language
    told = Receipt.objects.get(subject_type=subject_type(order), subject_id=order.pk)
    sender = [document.identity.address, supplier.sender_email, f"{_('CVR')} {document.identity.registration}"]
    return {
        "language": language,
        "title": _("Order confirmation: %(product)s") % {"product": order.product.name},
        "color": brand_color(supplier.theme),
        "sender": {"name": supplier.name, "lines": [each for each in sender if each]},
        "customer": {"lines": [customer.name, customer.street, f"{customer.postcode} {customer.city}".strip()]},
        "facts": [
            {"label": _("Customer number"), "value": customer.number},
            {"label": _("Ordered"), "value": date_text(agreement.concluded_on, locale=language)},
        ],
        "rows": [{"label": label, "value": value} for label, value in told.rows],
        "reasons": [sentence for sentence, _clause in told.reasons],
        "terms_title": f"{_(document.title)}, {_(document.version)}",
        "terms_note": _("Version %(code)s, content %(hash)s")
        % {"code": agreement.terms_code, "hash": agreement.terms_hash[:16]},
        "sections": _sections(agreement, as_of=as_of, locale=language),
        "form": _withdrawal_form(agreement, locale=language),
        "footer": _("%(supplier)s · Agreement %(number)s")
        % {"supplier": supplier.name, "number": agreement.number},
    }


def _sections(agreement: Agreement, *, as_of: date, locale: str) -> list[dict[str, Any]]:
    currency = terms.by_code(agreement.terms_code).currency
    return [
        {
            "title": _(section.title),
            "lines": [
                f"{said.text} ({said.clause.point})"
                for said in (spoken(each, currency=currency, locale=locale) for each in section.sentences)
            ],
        }
        for section in sections_of(agreement=agreement, as_of=as_of)
    ]


def _withdrawal_form(agreement: Agreement, *, locale: str) -> dict[str, Any] | None:
    """Return the standard form (forbrugeraftaleloven, annex 3); None where there is no right to withdraw."""
    right = right_of(agreement)
    if right is None:
        return None
    supplier, last_day = agreement.supplier, date_text(right.last_day, locale=locale)
    return {
        "title": _("Form to withdraw"),
        "note": _("Fill it in and send it only if you want to withdraw. It must be sent on %(day)s at the latest.")
        % {"day": last_day},
        "lines": [
            _("To %(supplier)s, %(email)s:") % {"supplier": supplier.name, "email": supplier.sender_email},
            _("I hereby give notice that I withdraw from my agreement %(number)s on the supply of energy.")
            % {"number": agreement.number},
            _("Ordered on: %(day)s") % {"day": date_text(agreement.concluded_on, locale=locale)},
            _("Name: %(name)s") % {"name": agreement.customer.name},
            _("Address: %(address)s")
            % {"address": f"{agreement.customer.street}, {agreement.customer.postcode} {agreement.customer.city}"},
            _("Signature (only if this form is sent on paper) and date:"),
        ],
    }
