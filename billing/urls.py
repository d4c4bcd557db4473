"""Addresses of billing: consumption with its cost, invoices, payments and the payment method."""

from django.urls import URLPattern, path

from billing.views import consumption, invoice, payment, payment_method, product_cost, webhook
from config.foundation.path_word import Word


def patterns(word: Word) -> list[URLPattern]:
    """Return the pages of billing, in the namespace billing."""
    used, paid, bills = word("consumption"), word("payment"), word("invoices")
    method = f"{paid}/{word('method')}"
    return [
        path(f"{used}/", consumption.consumption, name="consumption"),
        path(f"{used}/{word('values')}/", consumption.consumption_csv, name="consumption-csv"),
        path(f"{bills}/", invoice.invoice_list, name="invoice-list"),
        path(f"{bills}/<uuid:public_id>/", invoice.invoice, name="invoice"),
        path(f"{bills}/<uuid:public_id>/{word('document')}/", invoice.invoice_pdf, name="invoice-pdf"),
        path(f"{word('order')}/{word('price')}/", product_cost.product_cost, name="product-cost"),
        path("webhooks/card", webhook.card_events, name="card-events"),
        path(f"{paid}/", payment.payment, name="payment"),
        path(f"{paid}/{word('start')}/", payment.pay, name="pay"),
        path(f"{paid}/<uuid:public_id>/{word('answer')}/", payment.approve, name="approve"),
        path(f"{paid}/<uuid:public_id>/{word('return')}/", payment.approved, name="approved"),
        path(f"{method}/", payment_method.payment_method, name="payment-method"),
        path(f"{method}/<uuid:public_id>/{word('return')}/", payment_method.card_saved, name="card-saved"),
        path(f"{method}/<uuid:public_id>/{word('cancel')}/", payment_method.withdraw, name="withdraw"),
    ]
