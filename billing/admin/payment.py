"""Payments and what the provider said about them; a payment without an answer may be asked about again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline, ReferenceAdmin
from billing.admin.column import (
    ACCOUNT_AND_CUSTOMER,
    ACCOUNT_SEARCH,
    ACCOUNT_SEARCH_HELP,
    InMoney,
    customer_column,
    money_column,
)
from billing.models import IncomingPayment, Payment, PaymentAttempt, PaymentMethod, ProviderEvent
from billing.queries.payment import without_answer
from billing.runs import payment_janitor
from billing.runs.provider import card_provider
from config.foundation.claim import claim, release
from config.foundation.request import AnyRequest

MOST_AT_ONCE = 20
LEASE = timedelta(minutes=5)


class AttemptInline(ReadOnlyInline):
    model = PaymentAttempt
    fields = ("number", "call", "asked_at", "answered_at", "outcome", "provider_id", "code")
    readonly_fields = fields


@admin.register(PaymentMethod)
class PaymentMethodAdmin(ReadOnlyAdmin):
    """How an account pays; the provider's tokens are not shown to anybody."""

    customer_path = "billing_account__customer"
    list_display = ("billing_account", "of_customer", "kind", "state", "brand", "last4", "starts_on", "ended_on")
    list_filter = ("supplier", "kind", "state")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = ACCOUNT_SEARCH
    search_help_text = ACCOUNT_SEARCH_HELP
    ordering = ("-id",)
    exclude = ("enrolment_token", "customer_token", "method_token")
    of_customer = customer_column


@admin.register(Payment)
class PaymentAdmin(InMoney, ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("business_date", "billing_account", "of_customer", "money", "state", "failure_code", "tries")
    list_filter = ("supplier", "state", "provider")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = (*ACCOUNT_SEARCH, "provider_id")
    search_help_text = ACCOUNT_SEARCH_HELP
    date_hierarchy = "business_date"
    ordering = ("-id",)
    inlines = (AttemptInline,)
    actions = ("ask_again",)
    of_customer = customer_column
    money = money_column("amount", _("amount"))

    def has_ask_permission(self, request: AnyRequest) -> bool:
        return bool(self._suppliers(request, "change") is None or self._suppliers(request, "change"))

    @admin.action(description=_("Ask the provider what became of the chosen payments"), permissions=["ask"])
    def ask_again(self, request: AnyRequest, queryset: QuerySet[Payment]) -> None:
        """Read the outcome of payments without an answer; nothing is drawn twice, whatever the answer is."""
        own = self._scoped(queryset, self._suppliers(request, "change"))
        waiting = without_answer(at_once=True).filter(pk__in=list(own.values_list("pk", flat=True)))
        rows = claim(waiting, limit=MOST_AT_ONCE, lease=LEASE)
        for payment in rows:
            after = payment_janitor.resolve(
                payment=payment, provider=card_provider(), by=request.user, as_of=request.today
            )
            release(payment)
            messages.info(request, f"{after}: {after.get_state_display()}")
        if not rows:
            messages.warning(request, gettext("None of the chosen payments waits for an answer."))


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(ReadOnlyAdmin):
    supplier_path = "payment__supplier"
    customer_path = "payment__billing_account__customer"
    list_display = ("asked_at", "payment", "number", "call", "outcome", "code", "provider_id")
    list_filter = ("payment__supplier", "call", "outcome")
    list_select_related = ("payment__supplier",)
    search_fields = ("idempotency_key", "provider_id", "payment__billing_account__customer__number")
    ordering = ("-id",)


@admin.register(ProviderEvent)
class ProviderEventAdmin(ReferenceAdmin):
    """What the provider told us, about payments and cards of one's own suppliers."""

    list_display = ("received_at", "kind", "object_id", "state", "tries", "error")
    list_filter = ("state", "kind", "provider")
    search_fields = ("event_id", "object_id")
    ordering = ("-id",)
    exclude = ("payload",)

    def _scoped(self, rows: QuerySet[Any], suppliers: set[int] | None) -> QuerySet[Any]:
        if suppliers is None:
            return rows
        of_payment = Payment.objects.filter(provider_id=OuterRef("object_id"), supplier__in=suppliers)
        of_method = PaymentMethod.objects.filter(enrolment_token=OuterRef("object_id"), supplier__in=suppliers)
        return rows.exclude(object_id="").filter(Q(Exists(of_payment)) | Q(Exists(of_method)))

    def _may(self, request: AnyRequest, obj: Any, *actions: str) -> bool:
        suppliers = self._suppliers(request, *actions)
        if obj is None or suppliers is None:
            return True
        return self._scoped(ProviderEvent.objects.filter(pk=obj.pk), suppliers).exists()


@admin.register(IncomingPayment)
class IncomingPaymentAdmin(InMoney, ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("received_on", "billing_account", "of_customer", "money", "kind", "reference", "recorded_by")
    list_filter = ("supplier", "kind")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = (*ACCOUNT_SEARCH, "reference")
    search_help_text = ACCOUNT_SEARCH_HELP
    ordering = ("-id",)
    of_customer = customer_column
    money = money_column("amount", _("amount"))
