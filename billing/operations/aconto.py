"""Start paying on account, and change the plan to what is really used."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.operations import event, message
from accounts.operations.event import Actor
from billing.enums import CollectionMode, InstalmentState
from billing.models import AcontoPlan, BillingAccount
from billing.operations.aconto_instalment import cancel_planned
from billing.queries.aconto import last_standing, rate_of, running_plan, terms_of
from billing.queries.payment import channel_of, min_side_link
from billing.rules.aconto import ExpectedYear, Rate, aconto_amount, changed_materially, cycle_is_allowed
from billing.rules.aconto_terms import (
    change_threshold,
    cycle_range,
    default_cycle,
    default_mode,
    mode_is_offered,
)
from config.foundation.calendar import add_months
from config.foundation.formats import date_text, money_text
from config.foundation.period import Period
from config.foundation.refusal import Refused
from contracts import terms as documents

SETTLED = [InstalmentState.ANNOUNCED, InstalmentState.CLAIMED, InstalmentState.PAID]


class CycleNotAllowed(Refused):
    """The terms do not know this number of months."""

    code = "cycle-not-allowed"


class ModeNotOffered(Refused):
    """The terms do not collect in this way."""

    code = "mode-not-offered"


class PlanRuns(Refused):
    """An account has one running plan; it is reviewed, not started again."""

    code = "plan-runs"


class NoPriceKnown(Refused):
    """A plan needs an estimated price per kWh."""

    code = "no-price-known"


@transaction.atomic
def start_plan(
    *,
    account: BillingAccount,
    terms_code: str,
    expected: ExpectedYear,
    price_micro: int,
    fixed_per_month: int,
    starts_on: date,
    by: Actor,
    as_of: date,
    cycle_months: int | None = None,
    mode: CollectionMode | None = None,
    price_source: str = "",
) -> AcontoPlan:
    """
    Start paying on account; cycle and mode follow the terms and the payment method unless agreed otherwise.

    :raises PlanRuns: when the account has a plan
    :raises CycleNotAllowed: for months the terms do not allow
    :raises ModeNotOffered: for a way of collecting the terms do not know
    :raises NoPriceKnown: when the price is not above 0
    """
    if running_plan(account=account) is not None:
        raise PlanRuns(_("There is a payment plan already; it can be changed."))
    plan = _new_plan(
        account, terms_code, expected, price_micro, fixed_per_month, starts_on, cycle_months, mode, price_source
    )
    event.record(
        "billing.aconto.started",
        supplier=plan.supplier,
        customer=account.customer,
        subject=plan,
        by=by,
        as_of=as_of,
        clause=expected.clause,
        cycle_months=plan.cycle_months,
        mode=plan.mode,
    )
    return plan


@transaction.atomic
def review(
    *,
    plan: AcontoPlan,
    expected: ExpectedYear,
    price_micro: int,
    fixed_per_month: int,
    by: Actor,
    as_of: date,
    price_source: str = "",
) -> AcontoPlan | None:
    """
    Replace the plan from the next payment nobody was told of, when the amount changes enough; else None.

    The terms allow it without notice; the customer is told all the same.
    """
    plan = AcontoPlan.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=plan.pk)
    starts_on = _first_open_day(plan)
    period = Period(starts_on, add_months(starts_on, plan.cycle_months))
    old = aconto_amount(rate=rate_of(plan), period=period).amount
    new_rate = Rate(expected.wh, price_micro, fixed_per_month)
    new = aconto_amount(rate=new_rate, period=period).amount
    threshold = change_threshold(terms=terms_of(plan))
    if new == old or not changed_materially(old=old, new=new, threshold_percent=threshold):
        return None
    cancel_planned(plan=plan, from_day=starts_on)
    plan.ends_before = starts_on
    plan.save(update_fields=["ends_before"])
    mode = CollectionMode(plan.mode)
    account, cycle = plan.billing_account, plan.cycle_months
    changed = _new_plan(
        account, plan.terms_code, expected, price_micro, fixed_per_month, starts_on, cycle, mode, price_source
    )
    _tell_changed(changed, old, new, by, as_of)
    return changed


@transaction.atomic
def note_review(*, plan: AcontoPlan, month: date) -> None:
    """Note that the plan has been looked at in a month, so that it is not until the next."""
    plan.refresh_from_db(fields=["basis"])
    plan.basis = plan.basis | {"reviewed_in": month.isoformat()}
    plan.save(update_fields=["basis"])


def _first_open_day(plan: AcontoPlan) -> date:
    settled = last_standing(account=plan.billing_account, states=SETTLED)
    return max(plan.starts_on, settled) if settled else plan.starts_on


def _tell_changed(plan: AcontoPlan, old: int, new: int, by: Actor, as_of: date) -> None:
    account = plan.billing_account
    customer, locale = account.customer, account.customer.language or plan.supplier.language
    terms = terms_of(plan).aconto
    clause = terms.change_without_notice.clause if terms else ""
    event.record(
        "billing.aconto.changed",
        supplier=plan.supplier,
        customer=customer,
        subject=plan,
        by=by,
        as_of=as_of,
        clause=clause,
        old=old,
        new=new,
    )
    message.queue(
        "aconto_changed",
        customer=customer,
        reason=f"aconto_changed:{plan.pk}",
        context={
            "old": money_text(old, account.currency, locale=locale),
            "new": money_text(new, account.currency, locale=locale),
            "from_day": date_text(plan.starts_on, locale=locale),
            "link": min_side_link(supplier=customer.supplier),
        },
        as_of=as_of,
        clause=clause,
    )


def _new_plan(
    account: BillingAccount,
    terms_code: str,
    expected: ExpectedYear,
    price_micro: int,
    fixed_per_month: int,
    starts_on: date,
    cycle_months: int | None,
    mode: CollectionMode | None,
    price_source: str,
) -> AcontoPlan:
    terms, channel = documents.by_code(terms_code), channel_of(account=account)
    cycle_months = default_cycle(terms=terms, channel=channel) if cycle_months is None else cycle_months
    shortest, longest = cycle_range(terms=terms)
    if not cycle_is_allowed(cycle_months=cycle_months, minimum=shortest, maximum=longest):
        raise CycleNotAllowed(_("A payment may cover one to six months."), clause="OR-5.1a")
    mode = mode or default_mode(terms=terms, channel=channel, cycle_months=cycle_months)
    if not mode_is_offered(terms=terms, channel=channel, mode=mode):
        raise ModeNotOffered(_("Payments cannot be collected in this way under your terms."))
    if price_micro <= 0:
        raise NoPriceKnown(_("An estimated price per kWh is needed to work out the payment."))
    return AcontoPlan.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        terms_code=terms_code,
        cycle_months=cycle_months,
        mode=mode,
        expected_year_wh=expected.wh,
        price_micro=price_micro,
        fixed_per_month=fixed_per_month,
        basis={"consumption": expected.source, "clause": expected.clause, "price": price_source},
        starts_on=starts_on,
    )
