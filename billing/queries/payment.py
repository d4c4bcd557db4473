"""Which claims are to be drawn, which payments wait for an answer, and what a claim's payments say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Now

from accounts.models import Supplier
from accounts.queries.moment import moment
from billing.enums import DueState, EventState, HoldState, MethodKind, MethodState, PaymentState
from billing.models import BillingAccount, DueItem, Payment, PaymentHold, PaymentMethod, ProviderEvent
from billing.models.payment import LIVE_STATES, UNANSWERED_STATES
from billing.rules.payment_answer import idempotency_key
from billing.rules.payment_retry import APPROVE_WITHIN, RETRY_AFTER_DAYS, RETRY_TOLERANCE
from config.foundation.compiled_query import compiled_once
from config.foundation.share import WHOLE, Share


def to_collect(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[DueItem]:
    """
    Return the open claims a card is drawn for by `as_of`, whatever day was missed.

    Not: claims with a live payment, on hold, without an active card, or whose last no of this very card is
    final or too fresh.
    """
    return (
        waiting_for_card(supplier=supplier, as_of=as_of, share=share)
        .filter(Exists(_active_card()))
        .exclude(Exists(_refusals(as_of)))
        .order_by("billing_account_id", "pk")
    )


def without_card(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[DueItem]:
    """Return the claims we would draw by `as_of` if the account had a card that works (EP-6.9, GE-VF-4.23)."""
    return (
        waiting_for_card(supplier=supplier, as_of=as_of, share=share)
        .exclude(Exists(_active_card()))
        .order_by("pk")
    )


def waiting_for_card(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[DueItem]:
    """Return open card claims whose day has come, with nothing under way and nothing holding them."""
    live = Payment.objects.filter(due_item=OuterRef("pk"), state__in=LIVE_STATES)
    due = open_by_card(supplier=supplier, as_of=as_of, share=share)
    return due.exclude(Exists(live)).exclude(Exists(holds_on(as_of=as_of)))


def open_by_card(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[DueItem]:
    """Return open card claims whose day has come, whatever stands in their way."""
    return DueItem.objects.filter(
        share.holds("billing_account_id"),
        supplier=supplier,
        state=DueState.OPEN,
        channel=MethodKind.CARD,
        collect_on__lte=as_of,
    )


def holds_on(*, as_of: date) -> QuerySet[PaymentHold]:
    """Return the holds in force on a day over the claim of the outer query: its own, or the whole account's."""
    return PaymentHold.objects.filter(
        Q(due_item=OuterRef("pk")) | Q(due_item__isnull=True),
        billing_account=OuterRef("billing_account"),
        state=HoldState.ACTIVE,
        starts_on__lte=as_of,
        ends_before__gt=as_of,
    )


def is_held(*, due_item: DueItem, as_of: date) -> bool:
    """Return whether a hold in force covers the claim."""
    return DueItem.objects.filter(Exists(holds_on(as_of=as_of)), pk=due_item.pk).exists()


def active_method(*, account: BillingAccount) -> PaymentMethod | None:
    """Return how the account pays now; None when nothing works."""
    return account.payment_methods.filter(state=MethodState.ACTIVE).first()


def channel_of(*, account: BillingAccount) -> MethodKind:
    """Return the channel a new claim goes to: the active method's, else the last one's, else the card."""
    return next((MethodKind(kind) for kind in _kind_of_method(account.pk)), MethodKind.CARD)


@compiled_once
def _kind_of_method(account: int) -> QuerySet[PaymentMethod, str]:
    methods = PaymentMethod.objects.filter(billing_account_id=account).exclude(state=MethodState.PROVISIONAL)
    works_first = Case(When(state=MethodState.ACTIVE, then=0), default=1)
    return methods.order_by(works_first, "-pk").values_list("kind", flat=True)[:1]


def key_of(*, payment: Payment) -> str:
    """Return the payment's idempotency key, which is also our reference at the provider."""
    due_item = payment.due_item
    return idempotency_key(supplier_code=due_item.supplier.code, cause=due_item.cause, number=payment.number)


def without_answer(*, at_once: bool = False) -> QuerySet[Payment]:
    """Return the payments whose outcome we do not know and whose next look is due, or all, oldest first."""
    payments = Payment.objects.filter(state__in=UNANSWERED_STATES).order_by("next_try_at", "pk")
    return payments if at_once else payments.filter(next_try_at__lte=Now())


def unapproved(*, supplier: Supplier, share: Share = WHOLE) -> QuerySet[Payment]:
    """Return the payments that wait in vain: not approved in time, or their card was replaced or withdrawn."""
    in_vain = Q(sent_at__lte=Now() - APPROVE_WITHIN) | ~Q(method__state=MethodState.ACTIVE)
    own = Payment.objects.filter(share.holds("billing_account_id"), supplier=supplier)
    waiting = own.filter(state=PaymentState.REQUIRES_ACTION)
    return waiting.filter(in_vain).order_by("pk")


def is_still_wanted(*, payment: Payment, as_of: date) -> bool:
    """Return whether we would draw the claim of a payment today too: open, not held, the card still agreed to."""
    method = PaymentMethod.objects.get(pk=payment.method_id)
    due_item = DueItem.objects.get(pk=payment.due_item_id)
    agreed = method.state == MethodState.ACTIVE and due_item.state == DueState.OPEN
    return agreed and not is_held(due_item=due_item, as_of=as_of)


def age_of(*, payment: Payment) -> timedelta:
    """Return how long ago the payment was first sent, by the database's clock."""
    since = ExpressionWrapper(Now() - F("sent_at"), output_field=DurationField())
    age = Payment.objects.filter(pk=payment.pk).values_list(since, flat=True).get()
    return timedelta(0) if age is None else age


def waiting_events() -> QuerySet[ProviderEvent]:
    """Return the provider's messages nobody has handled, oldest first."""
    return ProviderEvent.objects.filter(state=EventState.RECEIVED).order_by("pk")


def min_side_link(*, supplier: Supplier) -> str:
    """Return the address of the supplier's Min side, for a message that is written where no request is."""
    return f"{settings.LINK_SCHEME}://{supplier.host}{settings.LINK_PORT}/"


def _active_card() -> QuerySet[PaymentMethod]:
    return PaymentMethod.objects.filter(
        billing_account=OuterRef("billing_account"), kind=MethodKind.CARD, state=MethodState.ACTIVE
    )


def tries_with(*, due_item: DueItem, method: PaymentMethod) -> int:
    """Return how often a claim was tried in vain with one card; another card begins anew."""
    return Payment.objects.filter(due_item=due_item, method=method, state=PaymentState.FAILED).count()


def _refusals(as_of: date) -> QuerySet[Any, Any]:
    """
    What the card that is active now said to the claim, if that forbids another try by `as_of`.

    It said no for good, or often enough, or too short a while ago: in business days or on the clock, whichever
    ends later (see billing.rules.payment_retry).
    """
    tried = Payment.objects.filter(
        due_item=OuterRef("pk"), state=PaymentState.FAILED, method__state=MethodState.ACTIVE
    )
    waits = [
        When(tries=number, then=Value(timedelta(days=days))) for number, days in enumerate(RETRY_AFTER_DAYS, 1)
    ]
    said = (
        tried.order_by()
        .values("due_item")
        .annotate(tries=Count("pk"), final=Count("pk", filter=Q(may_retry=False)))
        .annotate(wait=Case(*waits, default=Value(timedelta(0)), output_field=DurationField()))
        .annotate(
            on=ExpressionWrapper(Max("business_date") + F("wait"), output_field=DateField()),
            at=ExpressionWrapper(Max("finished_at") + F("wait") - RETRY_TOLERANCE, output_field=DateTimeField()),
        )
    )
    over = Q(final__gt=0) | Q(tries__gt=len(RETRY_AFTER_DAYS))
    return said.filter(over | Q(on__gt=as_of) | Q(at__gt=moment()))
