"""Plan the next payments on account, move the ones that follow the balance, bring one forward."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import cast

from django.db import transaction

from accounts.operations import event, message
from accounts.operations.event import Actor
from billing.enums import CollectionMode, InstalmentKind, InstalmentState, MethodKind
from billing.models import AcontoInstalment, AcontoPlan
from billing.queries.aconto import (
    OPEN_STATES,
    has_unpaid,
    last_standing,
    mode_of,
    rate_of,
    supply_ends_before,
    terms_of,
)
from billing.queries.payment import channel_of, min_side_link
from billing.rules.aconto import AcontoAmount, aconto_amount, aconto_period, may_bring_forward
from billing.rules.aconto_terms import advance_rule, collection_clause, monthly_fee
from billing.rules.collection_day import Forecast, calendar_collection_day, draw_before_negative
from billing.rules.step import INSTALMENT_STEPS
from config.foundation.calendar import Country, next_bank_day
from config.foundation.formats import date_text, money_text
from config.foundation.period import Period
from config.foundation.transition import advance

MOST_AT_ONCE = 24


@transaction.atomic
def plan_instalments(*, plan: AcontoPlan, as_of: date, forecast: Forecast | None = None) -> list[AcontoInstalment]:
    """
    Plan until the next payment is there; the same call again plans nothing more.

    `forecast` is what the account stands at: with it, a plan that draws before the balance turns negative
    gets its day, and a planned draw moves with the forecast.
    """
    AcontoPlan.objects.select_for_update().get(pk=plan.pk)
    if mode_of(plan) is CollectionMode.BEFORE_NEGATIVE:
        return _plan_by_balance(plan, as_of, forecast)
    made: list[AcontoInstalment] = []
    while len(made) < MOST_AT_ONCE and not _is_planned_ahead(plan, as_of):
        period = _next_period(plan)
        if period is None:
            break
        day = calendar_collection_day(mode=mode_of(plan), period=period, country=plan.supplier.country)
        made.append(_create(plan, period, day if day >= as_of else _bank_day(plan, as_of), InstalmentKind.REGULAR))
    return made


def _plan_by_balance(plan: AcontoPlan, as_of: date, forecast: Forecast | None) -> list[AcontoInstalment]:
    """One draw at a time: none is planned while one is being collected, or the same need is drawn twice."""
    if forecast is None or has_unpaid(account=plan.billing_account):
        return []
    day = draw_before_negative(forecast=forecast, as_of=as_of)
    if day is None:
        return []
    waiting = plan.instalments.filter(state__in=OPEN_STATES).first()
    if waiting is None:
        period = _next_period(plan)
        return [] if period is None else [_create(plan, period, day, InstalmentKind.TOP_UP)]
    if waiting.state == InstalmentState.PLANNED and waiting.collect_on != day:
        waiting.collect_on = day
        waiting.save(update_fields=["collect_on"])
    return []


def _is_planned_ahead(plan: AcontoPlan, as_of: date) -> bool:
    return plan.instalments.filter(state__in=OPEN_STATES, collect_on__gt=as_of).exists()


def _next_period(plan: AcontoPlan) -> Period | None:
    """The period after the last one that stands, cut to the plan and to the supply; None at their end."""
    after = last_standing(account=plan.billing_account)
    day = max(plan.starts_on, after) if after else plan.starts_on
    period = aconto_period(day=day, cycle_months=plan.cycle_months, plan_starts_on=day)
    ends = [end for end in (plan.ends_before, supply_ends_before(account=plan.billing_account)) if end]
    limit = Period(date.min, min(ends)) if ends else Period(date.min)
    return period.clip(to=limit)


def _create(plan: AcontoPlan, period: Period, collect_on: date, kind: InstalmentKind) -> AcontoInstalment:
    terms = terms_of(plan)
    fee, fee_clause = monthly_fee(terms=terms, cycle_months=plan.cycle_months)
    sum_ = aconto_amount(rate=rate_of(plan), period=period, fee=fee.gross, fee_clause=fee_clause)
    return AcontoInstalment.objects.create(
        supplier_id=plan.supplier_id,
        plan=plan,
        billing_account=plan.billing_account,
        kind=kind,
        period_starts_on=period.starts_on,
        period_ends_before=cast(date, period.ends_before),
        amount=sum_.amount,
        currency=plan.billing_account.currency,
        calculation=_calculation(sum_),
        collect_on=collect_on,
        clause=collection_clause(terms=terms, mode=mode_of(plan)),
    )


def _calculation(sum_: AcontoAmount) -> dict[str, int | str]:
    parts = asdict(sum_)
    return {**parts.pop("rate"), **parts}


@transaction.atomic
def bring_forward(*, plan: AcontoPlan, balance: int, by: Actor, as_of: date) -> AcontoInstalment | None:
    """
    Bring the next collection forward when the account is further in minus than the terms allow; None if not.

    One at a time: not while one is being collected, and only one that no notice has been given of.
    """
    rule = advance_rule(terms=terms_of(plan))
    if rule is None or has_unpaid(account=plan.billing_account):
        return None
    longer_than = rule.cycle_longer_than
    if not may_bring_forward(
        balance=balance,
        limit=rule.limit.minor,
        cycle_months=plan.cycle_months,
        cycle_longer_than=longer_than.count if longer_than else None,
        direct_debit_only=rule.scope.value == "direct_debit",
        pays_by_direct_debit=channel_of(account=plan.billing_account) is MethodKind.BETALINGSSERVICE,
    ):
        return None
    following = plan.instalments.filter(state=InstalmentState.PLANNED).order_by("collect_on").first()
    day = _bank_day(plan, as_of)
    if following is None or following.collect_on <= day:
        return None
    following.kind, following.collect_on, following.clause = InstalmentKind.ADVANCE, day, rule.limit.clause
    following.save(update_fields=["kind", "collect_on", "clause"])
    _tell_advanced(following, balance, by, as_of)
    return following


def cancel_planned(*, plan: AcontoPlan, from_day: date | None = None) -> int:
    """Cancel what is planned and not yet announced, from a day on."""
    rows = plan.instalments.filter(state=InstalmentState.PLANNED)
    if from_day is not None:
        rows = rows.filter(period_starts_on__gte=from_day)
    for row in rows:
        advance(row, to=InstalmentState.CANCELLED, allowed=INSTALMENT_STEPS)
    return len(rows)


@transaction.atomic
def end_with_supply(*, plan: AcontoPlan, by: Actor, as_of: date) -> int:
    """
    End the plan of an account whose supply has ended, and take back what was planned or announced beyond it.

    What is being collected already stands; while any supply runs on, the plan does too.

    Source: OR-11.2, GE-VF-1.3 (who has withdrawn pays for nothing to come).
    """
    plan = AcontoPlan.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=plan.pk)
    end = supply_ends_before(account=plan.billing_account)
    if end is None or (end > as_of and plan.starts_on < end):
        return 0
    beyond = plan.instalments.filter(state__in=OPEN_STATES, period_starts_on__gte=end)
    for row in beyond:
        advance(row, to=InstalmentState.CANCELLED, allowed=INSTALMENT_STEPS)
    plan.ends_before = max(plan.starts_on, end)
    plan.save(update_fields=["ends_before"])
    event.record(
        "billing.aconto.ended",
        supplier=plan.supplier,
        customer=plan.billing_account.customer,
        subject=plan,
        by=by,
        as_of=as_of,
        ends_before=plan.ends_before.isoformat(),
        cancelled=len(beyond),
    )
    return 1


def _bank_day(plan: AcontoPlan, day: date) -> date:
    return next_bank_day(day, country=cast(Country, plan.supplier.country))


def _tell_advanced(instalment: AcontoInstalment, balance: int, by: Actor, as_of: date) -> None:
    customer = instalment.billing_account.customer
    locale = customer.language or customer.supplier.language
    event.record(
        "billing.aconto.advanced",
        supplier=instalment.supplier,
        customer=customer,
        subject=instalment,
        by=by,
        as_of=as_of,
        clause=instalment.clause,
        balance=balance,
        collect_on=instalment.collect_on.isoformat(),
    )
    message.queue(
        "aconto_advanced",
        customer=customer,
        reason=f"aconto_advanced:{instalment.pk}",
        context={
            "amount": money_text(instalment.amount, instalment.currency, locale=locale),
            "day": date_text(instalment.collect_on, locale=locale),
            "owed": money_text(-balance, instalment.currency, locale=locale),
            "link": min_side_link(supplier=customer.supplier),
        },
        as_of=as_of,
        clause=instalment.clause,
    )
