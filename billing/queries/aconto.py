"""What is paid on account: the running plan, the next payment and how it was worked out, and proven notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from accounts.enums import MessageState
from accounts.models import Supplier
from billing.enums import CollectionMode, DueState, InstalmentKind, InstalmentState, MethodKind
from billing.models import AcontoInstalment, AcontoPlan, BillingAccount
from billing.queries.payment import channel_of
from billing.rules.aconto import Rate
from billing.rules.collection_day import announced_through
from config.foundation.period import Period
from config.foundation.share import WHOLE, Share
from config.foundation.zone import zone_of
from contracts import terms
from contracts.enums import WithdrawalState
from contracts.models import Supply
from contracts.terms import Terms
from contracts.terms.parts.figure import Days

ACCOUNT = "billing_account_id"
OPEN_STATES = [InstalmentState.PLANNED, InstalmentState.ANNOUNCED]


@dataclass(frozen=True, slots=True)
class InstalmentView:
    """One payment on account as a page shows it; amounts in minor units, `price_micro` per kWh with VAT."""

    id: int
    amount: int
    currency: str
    period: Period
    collect_on: date
    state: InstalmentState
    kind: InstalmentKind
    announced_on: date | None
    clause: str
    days: int
    wh: int
    year_wh: int
    price_micro: int
    energy: int
    fixed: int
    fee: int
    fee_clause: str


def view(*, instalment: AcontoInstalment) -> InstalmentView:
    """Return an instalment with the parts of its sum."""
    parts = instalment.calculation
    return InstalmentView(
        id=instalment.pk,
        amount=instalment.amount,
        currency=instalment.currency,
        period=Period(instalment.period_starts_on, instalment.period_ends_before),
        collect_on=instalment.collect_on,
        state=InstalmentState(instalment.state),
        kind=InstalmentKind(instalment.kind),
        announced_on=instalment.announced_on,
        clause=instalment.clause,
        days=parts["days"],
        wh=parts["wh"],
        year_wh=parts["year_wh"],
        price_micro=parts["price_micro"],
        energy=parts["energy"],
        fixed=parts["fixed"],
        fee=parts["fee"],
        fee_clause=parts["fee_clause"],
    )


def next_payment(*, account: BillingAccount) -> InstalmentView | None:
    """Return the next payment on account that is not paid: one being collected first, then by day."""
    waiting = account.instalments.filter(state__in=[*OPEN_STATES, InstalmentState.CLAIMED])
    instalment = waiting.order_by("collect_on", "pk").first()
    return view(instalment=instalment) if instalment else None


def instalments(*, account: BillingAccount) -> list[InstalmentView]:
    """Return all payments on account that stand, newest first."""
    rows = account.instalments.exclude(state=InstalmentState.CANCELLED).order_by("-period_starts_on", "-pk")
    return [view(instalment=row) for row in rows]


def running_plan(*, account: BillingAccount) -> AcontoPlan | None:
    """Return the plan that runs on."""
    return account.aconto_plans.filter(ends_before__isnull=True).first()


def plans_to_plan(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[AcontoPlan]:
    """Return the plans whose next payment is missing, and those whose next day moves with the balance."""
    ahead = AcontoInstalment.objects.filter(plan=OuterRef("pk"), state__in=OPEN_STATES, collect_on__gt=as_of)
    plans = AcontoPlan.objects.filter(share.holds(ACCOUNT), supplier=supplier).exclude(ends_before__lte=as_of)
    wanted = plans.filter(~Exists(ahead) | Q(mode=CollectionMode.BEFORE_NEGATIVE))
    return wanted.select_related("supplier", "billing_account__customer__supplier").order_by("pk")


def withdrawn_plans(*, supplier: Supplier, share: Share = WHOLE) -> QuerySet[AcontoPlan]:
    """Return the plans that still run for a supply that was withdrawn from, while that is not settled."""
    lately = Supply.objects.filter(
        agreement__withdrawal__supplier=supplier, agreement__withdrawal__state=WithdrawalState.RECEIVED
    )
    plans = AcontoPlan.objects.filter(share.holds(ACCOUNT), supplier=supplier, ends_before__isnull=True)
    touched = plans.filter(billing_account__billed_supplies__supply__in=lately)
    return touched.select_related("supplier", "billing_account__customer__supplier").distinct()


def to_review(*, supplier: Supplier, month: date, share: Share = WHOLE) -> QuerySet[AcontoPlan]:
    """Return the running plans, begun before the month, that have not been looked at in it."""
    own = AcontoPlan.objects.filter(share.holds(ACCOUNT), supplier=supplier)
    plans = own.filter(ends_before__isnull=True, starts_on__lt=month)
    return (
        plans.exclude(basis__contains={"reviewed_in": month.isoformat()})
        .select_related("supplier", "billing_account__customer__supplier")
        .order_by("pk")
    )


def to_announce(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[AcontoInstalment]:
    """Return the instalments whose promised notice is due by the day, and those that wait for its proof."""
    due = Q(pk__in=[])
    for each in terms.ALL:
        if each.card_collection and each.card_collection.notice:
            through = announced_through(as_of=as_of, notice_days=each.card_collection.notice.count)
            near = Q(state=InstalmentState.PLANNED, collect_on__lte=through) | Q(state=InstalmentState.ANNOUNCED)
            due |= near & Q(plan__terms_code=each.code)
    rows = AcontoInstalment.objects.filter(due, share.holds(ACCOUNT), supplier=supplier, state__in=OPEN_STATES)
    return _with_account(rows)


def to_claim(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[AcontoInstalment]:
    """Return the instalments whose day has come, whatever day was missed."""
    rows = AcontoInstalment.objects.filter(share.holds(ACCOUNT), supplier=supplier, state__in=OPEN_STATES)
    return _with_account(rows.filter(collect_on__lte=as_of))


def last_standing(*, account: BillingAccount, states: list[InstalmentState] | None = None) -> date | None:
    """Return the day the last instalment that stands (in those states) ends before."""
    rows = account.instalments.exclude(state=InstalmentState.CANCELLED)
    if states is not None:
        rows = rows.filter(state__in=states)
    end: date | None = rows.aggregate(end=Max("period_ends_before"))["end"]
    return end


def supply_ends_before(*, account: BillingAccount) -> date | None:
    """
    Return the day after the last day of supply when all of it has an end; None while some runs on.

    Where no supply has had a day, because all were withdrawn from, it is the day the first was to begin.
    What follows a supply at a new address counts from the day the move is told: a plan goes on through it. A
    supply that the customer's next one at the same meter follows runs on, also before that one is billed.
    """
    follows = Q(moved_here__supply__billed__billing_account=account)
    supplies = Supply.objects.filter(Q(billed__billing_account=account) | follows)
    next_one = Supply.objects.filter(
        metering_point=OuterRef("metering_point"),
        starts_on=OuterRef("ends_before"),
        agreement__customer=OuterRef("agreement__customer"),
        billed__isnull=True,
    )
    if not supplies.exists() or supplies.filter(Q(ends_before__isnull=True) | Exists(next_one)).exists():
        return None
    has_days = Q(ends_before__gt=F("starts_on"))
    found = supplies.aggregate(end=Max("ends_before", filter=has_days), begin=Min("starts_on"))
    end: date | None = found["end"] or found["begin"]
    return end


def has_unpaid(*, account: BillingAccount) -> bool:
    """Return whether a payment on account is being collected right now."""
    return account.instalments.filter(state=InstalmentState.CLAIMED, due_item__state=DueState.OPEN).exists()


def rate_of(plan: AcontoPlan) -> Rate:
    """Return the inputs of a plan's sums."""
    return Rate(plan.expected_year_wh, plan.price_micro, plan.fixed_per_month)


def terms_of(plan: AcontoPlan) -> Terms:
    """Return the terms the plan was made under."""
    return terms.by_code(plan.terms_code)


def notice_needed(*, plan: AcontoPlan) -> Days | None:
    """Return how long before a draw its notice must be sent; None where the terms or the channel ask for none."""
    card = terms_of(plan).card_collection
    if card is None or card.notice is None:
        return None
    return card.notice if channel_of(account=plan.billing_account) is MethodKind.CARD else None


def notice_day(*, instalment: AcontoInstalment) -> date | None:
    """
    Return the local day on which the notice was really sent; None while it is not proven.

    Not the business day it was written for: when missed days are made up, a notice of theirs leaves late,
    and the draw waits for it.
    """
    sent = instalment.announcement
    if sent is None or instalment.announced_on is None:
        return None
    if sent.state not in (MessageState.SENT, MessageState.DELIVERED) or sent.sent_at is None:
        return None
    return sent.sent_at.astimezone(zone_of(instalment.supplier.time_zone)).date()


def mode_of(plan: AcontoPlan) -> CollectionMode:
    return CollectionMode(plan.mode)


def _with_account(rows: QuerySet[AcontoInstalment]) -> QuerySet[AcontoInstalment]:
    return rows.select_related("supplier", "plan", "announcement", "billing_account__customer__supplier").order_by(
        F("collect_on"), "pk"
    )
