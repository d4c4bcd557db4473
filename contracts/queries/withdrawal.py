"""May an agreement be withdrawn from, until when and why, together with what, and what is paid for then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from config.foundation.zone import zone_of
from contracts.enums import AgreementState
from contracts.models import Agreement, Withdrawal
from contracts.queries.agreed import agreed_of, subscription_per_month
from contracts.queries.statute import statute_rows
from contracts.queries.termination import VAT_RATE, vat_percent_on
from contracts.rules.agreed import Agreed
from contracts.rules.sentence import Sentence, say
from contracts.rules.withdrawal import (
    MadeAt,
    WithdrawalRight,
    has_right,
    is_in_time,
    withdrawal_right,
    withdrawn_fuels,
)
from contracts.rules.withdrawal_charge import StartRequest, WithdrawalCharge, withdrawal_charge
from contracts.terms.marker import N_
from contracts.terms.parts.scope import Fuel

FIGURES = ("withdrawal_days", "withdrawal_extension_months", "withdrawal_last_day_moves", VAT_RATE)
WITHDRAWABLE = (
    AgreementState.ORDERED,
    AgreementState.PENDING_CREDIT,
    AgreementState.ACTIVE,
    AgreementState.TERMINATING,
)


class Standing(StrEnum):
    """How an agreement stands to the right to withdraw."""

    OPEN = "open"
    LAPSED = "lapsed"
    NONE = "none"
    WITHDRAWN = "withdrawn"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class MayWithdraw:
    """
    Whether an agreement can be withdrawn from at a moment.

    `right` is None where there never was one; `why` then says so, and else how the last day was counted.
    """

    standing: Standing
    right: WithdrawalRight | None
    why: tuple[Sentence, ...]

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN


def may_withdraw(agreement: Agreement, *, at: datetime) -> MayWithdraw:
    """Return how the agreement stands to the right for a message that is sent `at` a moment."""
    right = right_of(agreement)
    if right is None:
        return MayWithdraw(standing=Standing.NONE, right=None, why=(_no_right(agreed_of(agreement)),))
    if agreement.state == AgreementState.WITHDRAWN:
        standing = Standing.WITHDRAWN
    elif agreement.state not in WITHDRAWABLE:
        standing = Standing.OVER
    elif is_in_time(right=right, sent_at=at, zone=agreement.supplier.time_zone):
        standing = Standing.OPEN
    else:
        standing = Standing.LAPSED
    return MayWithdraw(standing=standing, right=right, why=right.why)


def right_of(agreement: Agreement) -> WithdrawalRight | None:
    """Return the last day to withdraw and how it was counted, None where there is no right; one query."""
    agreed, made_at = agreed_of(agreement), MadeAt(agreement.made_at.lower())
    if not has_right(agreed=agreed, made_at=made_at):
        return None
    law = statute_rows(country=agreed.terms.country, keys=FIGURES)
    return withdrawal_right(agreed=agreed, made_at=made_at, informed_on=agreement.informed_on, law=law)


def withdrawal_of(agreement: Agreement) -> Withdrawal | None:
    """Return the withdrawal of an agreement that has been withdrawn from."""
    return Withdrawal.objects.filter(agreement=agreement).first()


def together_with(agreement: Agreement, *, at: datetime) -> list[Agreement]:
    """
    Return the agreements on the other fuel that were made with this one and may be withdrawn from as well.

    Made with it is what the same customer agreed to on the same day under the same terms.
    """
    others = Agreement.objects.filter(
        customer_id=agreement.customer_id,
        supplier_id=agreement.supplier_id,
        concluded_on=agreement.concluded_on,
        terms_code=agreement.terms_code,
    ).exclude(product__fuel=agreement.product.fuel)
    loaded = others.select_related("customer__supplier", "product", "supplier").order_by("pk")
    return [other for other in loaded if may_withdraw(other, at=at).is_open]


def stands_apart(agreement: Agreement) -> bool:
    """Return whether electricity and gas are withdrawn from each by itself (GE-VF-1.3)."""
    part = agreed_of(agreement).terms.withdrawal
    return bool(part and part.per_fuel and part.per_fuel.value)


def withdrawn_with(agreement: Agreement, *, named: bool, at: datetime) -> list[Agreement]:
    """
    Return every agreement that a message about this one withdraws, itself first.

    `named` tells whether the message names the other fuel too. Where the terms do not let the fuels stand
    apart, all that was made together goes together.

    Source: GE-VF-1.3.
    """
    others = together_with(agreement, at=at)
    part = agreed_of(agreement).terms.withdrawal
    if part is None:
        return [agreement]
    own, held = _fuel(agreement), {_fuel(each) for each in (agreement, *others)}
    fuels = withdrawn_fuels(part=part, named=held if named else {own}, held=held)
    return [agreement, *(other for other in others if _fuel(other) in fuels)]


def charge_of(agreement: Agreement, *, withdrawn_on: date) -> WithdrawalCharge:
    """Return what is paid for when the agreement is withdrawn from on a day: never a fee for leaving."""
    country = str(agreement.supplier.country)
    law = statute_rows(country=country, keys=(VAT_RATE,))
    return withdrawal_charge(
        agreed=agreed_of(agreement),
        request=_start_request(agreement),
        withdrawn_on=withdrawn_on,
        subscription_per_month=subscription_per_month(agreement, day=agreement.starts_on),
        vat_percent=vat_percent_on(law, country=country, day=withdrawn_on),
    )


def local_day(agreement: Agreement, *, at: datetime) -> date:
    """Return the day of a moment where the supplier is."""
    return at.astimezone(zone_of(agreement.supplier.time_zone)).date()


def clauses_of(right: WithdrawalRight, charge: WithdrawalCharge) -> list[str]:
    """Return the clauses behind the last day and what is paid, each once."""
    return list(dict.fromkeys(step.clause for step in _steps(right.why, charge.why)))


def _steps(*parts: Sequence[Sentence]) -> list[Sentence]:
    return [step for part in parts for step in part]


def _start_request(agreement: Agreement) -> StartRequest | None:
    if agreement.start_requested_on is None:
        return None
    return StartRequest(
        on_durable_medium=agreement.start_on_durable_medium, told_of_payment=agreement.start_told_of_payment
    )


def _no_right(agreed: Agreed) -> Sentence:
    """Say why there is none: the customer is a business, or the terms do not give it for such an agreement."""
    part = agreed.terms.withdrawal
    if part is None or not agreed.is_household:
        customers = agreed.terms.scope.customers
        return say(
            N_("A business has no right to withdraw once the agreement is made.")
            if not agreed.is_household
            else N_("The terms of this agreement know no right to withdraw."),
            clause=customers.clause,
        )
    return say(
        N_(
            "The agreement was made at our premises. "
            "Only one that was made at a distance or elsewhere can be withdrawn from."
        ),
        clause=part.concluded_by.clause,
    )


def _fuel(agreement: Agreement) -> Fuel:
    return Fuel(agreement.product.fuel.lower())
