"""The a-conto steps of a business day: plan and bring forward, announce, claim; each account by itself."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from accounts.enums import MessageState
from accounts.models import Supplier
from accounts.operations import alarm
from accounts.operations.event import Actor
from billing.enums import CollectionMode, InstalmentState
from billing.models import AcontoInstalment, AcontoPlan
from billing.operations import aconto, aconto_claim, aconto_instalment, aconto_notice
from billing.queries.aconto import (
    mode_of,
    notice_needed,
    plans_to_plan,
    to_announce,
    to_claim,
    to_review,
    withdrawn_plans,
)
from billing.queries.aconto_estimate import AcontoEstimate, estimate
from billing.queries.aconto_forecast import forecast_of
from billing.queries.aconto_minus import plans_maybe_in_minus
from billing.queries.balance import account_position
from billing.rules.aconto import review_month
from config.foundation.refusal import Refused
from config.foundation.stint import Stint

logger = logging.getLogger(__name__)

NAME = "job:aconto"
FEWEST_DAYS = 28
"""A plan is changed by no fewer days of real cost than these: a cold week is no year."""
UNDELIVERED = (MessageState.BOUNCED, MessageState.PARKED)


def run(*, supplier: Supplier, as_of: date, by: Actor = NAME, stint: Stint | None = None) -> dict[str, int]:
    """
    Fit plans to real use, plan what is missing and bring forward; return the counts.

    Plans for what was withdrawn from end first.
    """
    stint = stint or Stint()
    counts: Counter[str] = Counter()
    missing = partial(plans_to_plan, supplier=supplier, as_of=as_of, share=stint.share)
    low = partial(plans_maybe_in_minus, supplier=supplier, as_of=as_of, share=stint.share)

    def plan_one(plan: AcontoPlan) -> None:
        counts["planned"] += _plan(plan, as_of)

    def bring_forward_one(plan: AcontoPlan) -> None:
        counts["advanced"] += _bring_forward(plan, by, as_of)

    def end_one(plan: AcontoPlan) -> None:
        counts["ended"] += aconto_instalment.end_with_supply(plan=plan, by=by, as_of=as_of)

    withdrawn = partial(withdrawn_plans, supplier=supplier, share=stint.share)
    counts["parked"] += _each(stint.each("withdrawn", withdrawn), end_one)
    counts["reviewed"] = review_due(supplier=supplier, as_of=as_of, by=by, stint=stint)
    counts["parked"] += _each(stint.each("plans", missing), plan_one)
    counts["parked"] += _each(stint.each("low", low), bring_forward_one)
    return dict(counts)


def announce_due(
    *, supplier: Supplier, as_of: date, by: Actor = NAME, stint: Stint | None = None
) -> dict[str, int]:
    """
    Announce the draws that are near, and anew those whose notice left too late; return the counts.

    A step of its own that is done for the present day alone: a notice written for a missed day would
    leave today, too late for the day it names (OR-6.2b), and a second one would have to follow.
    """
    stint = stint or Stint()
    counts: Counter[str] = Counter()

    def announce_one(instalment: AcontoInstalment) -> None:
        counts["announced"] += _announce(instalment, by, as_of)

    waiting = partial(to_announce, supplier=supplier, as_of=as_of, share=stint.share)
    counts["parked"] += _each(stint.each("notices", waiting), announce_one)
    return dict(counts)


def review_due(*, supplier: Supplier, as_of: date, by: Actor = NAME, stint: Stint | None = None) -> int:
    """Look at every plan once a month with what was really used and paid; return how many changed."""
    stint = stint or Stint()
    month = review_month(as_of=as_of)
    changed = 0

    def review_one(plan: AcontoPlan) -> None:
        nonlocal changed
        found = estimate(account=plan.billing_account, as_of=as_of)
        if found.price_micro > 0 and found.days >= FEWEST_DAYS:
            changed += _review(plan, found, by, as_of) is not None
        aconto.note_review(plan=plan, month=month)

    _each(stint.each("reviews", partial(to_review, supplier=supplier, month=month, share=stint.share)), review_one)
    return changed


def _review(plan: AcontoPlan, found: AcontoEstimate, by: Actor, as_of: date) -> AcontoPlan | None:
    return aconto.review(
        plan=plan,
        expected=found.expected,
        price_micro=found.price_micro,
        fixed_per_month=found.fixed_per_month,
        price_source=found.price_source,
        by=by,
        as_of=as_of,
    )


def claim_due(*, supplier: Supplier, as_of: date, by: Actor = NAME, stint: Stint | None = None) -> dict[str, int]:
    """Claim every instalment whose day has come; one that may not be claimed yet waits."""
    stint = stint or Stint()
    counts: Counter[str] = Counter()

    def claim_one(instalment: AcontoInstalment) -> None:
        try:
            aconto_claim.claim(instalment=instalment, by=by, as_of=as_of)
            counts["claimed"] += 1
        except Refused:
            counts["waiting"] += 1

    due = partial(to_claim, supplier=supplier, as_of=as_of, share=stint.share)
    counts["parked"] += _each(stint.each("claims", due), claim_one)
    return dict(counts)


def _plan(plan: AcontoPlan, as_of: date) -> int:
    by_balance = mode_of(plan) is CollectionMode.BEFORE_NEGATIVE
    forecast = forecast_of(plan=plan, as_of=as_of) if by_balance else None
    return len(aconto_instalment.plan_instalments(plan=plan, as_of=as_of, forecast=forecast))


def _bring_forward(plan: AcontoPlan, by: Actor, as_of: date) -> int:
    position = account_position(account=plan.billing_account, as_of=as_of)
    made = aconto_instalment.bring_forward(plan=plan, balance=position.balance, by=by, as_of=as_of)
    return int(made is not None)


def _announce(instalment: AcontoInstalment, by: Actor, as_of: date) -> int:
    notice = notice_needed(plan=instalment.plan)
    if notice is None:
        return 0
    if instalment.state == InstalmentState.PLANNED:
        aconto_notice.announce(instalment=instalment, by=by, as_of=as_of)
        return 1
    if instalment.announcement is not None and instalment.announcement.state in UNDELIVERED:
        _sound("aconto-notice-undelivered", instalment)
    return int(aconto_notice.announce_anew(instalment=instalment, by=by, as_of=as_of))


def _each(rows: Iterable[Any], act: Callable[[Any], None]) -> int:
    """Do `act` for every row; one that goes wrong is parked with an alarm and the others go on."""
    parked = 0
    for row in rows:
        try:
            act(row)
        except Exception:
            logger.exception("a-conto of %s %s", type(row).__name__, row.pk)
            _sound("aconto-failed", row)
            parked += 1
    return parked


def _sound(kind: str, row: AcontoPlan | AcontoInstalment) -> None:
    alarm.sound(
        supplier=row.supplier,
        kind=kind,
        ref=f"{row._meta.model_name}:{row.pk}",
        text="A payment on account needs a person.",
    )
