"""Plain words about money: paying, fees and invoices."""

from __future__ import annotations

from collections.abc import Iterator

from config.foundation.money import Money
from contracts.rules.sentence import DecidedBy, Sentence, holds, say
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.overrides import Overrides
from contracts.terms.parts.figure import Months, Policy
from contracts.terms.parts.payment import CollectionMode, Fees, Method
from contracts.terms.parts.price import Aconto
from contracts.terms.parts.scope import Fuel

METHOD_OFFERED = {
    Method.SLIP: N_("You may pay with a payment slip."),
    Method.DIRECT_DEBIT: N_("You may pay through Betalingsservice."),
    Method.CARD: N_("You may pay automatically with a card."),
    Method.MOBILEPAY: N_("You may pay with MobilePay."),
}
DRAWN = {
    CollectionMode.START_OF_MONTH: N_("With a card we draw the payment at the start of each month."),
    CollectionMode.LAST_BANK_DAY: N_("With a card we draw the payment on the last bank day of the month."),
    CollectionMode.BEFORE_NEGATIVE: N_(
        "With a card we draw the next payment before your balance falls below zero."
    ),
    CollectionMode.QUARTERLY: N_("With a card we draw three months' payment at a time."),
}


def paying(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say how and when the customer pays.

    Source: EP-6.1-6.17, OR-5.1a-b, OR-6.1b, OR-6.2a-e, GE-VF-4.6-4.23.
    """
    return (*_aconto(terms, overrides), *_methods(terms), *_card(terms, overrides))


def _aconto(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.aconto
    if part is None:
        return
    own = overrides.cycle_months
    default = part.cycle.default
    stated = default.value if isinstance(default, Policy) else default.count
    months = own if own is not None else stated
    yield say(
        _pace(months, afterwards=part.in_arrears.value),
        clause=default.clause,
        decided_by=_who_decides(own, default),
        months=months,
    )
    if not part.collection_is_invoicing.value:
        yield say(
            N_("A payment goes to your account with us; your use is taken from it day by day."),
            clause=part.collection_is_invoicing.clause,
        )
    if part.first_estimate:
        yield say(
            N_("Until we know your use, the first payment is the product's estimate."),
            clause=part.first_estimate.clause,
        )
    if holds(part.change_without_notice):
        yield say(
            N_("We may change your payments if your use changes a lot; we always tell you."),
            clause=part.change_without_notice.clause,
        )
    yield from _advance(part)


def _pace(months: int, *, afterwards: bool) -> str:
    if afterwards:
        return (
            N_("You pay for one month at a time, in advance or afterwards.")
            if months == 1
            else N_("You pay for %(months)s months at a time, in advance or afterwards.")
        )
    return (
        N_("You pay in advance, one month at a time.")
        if months == 1
        else N_("You pay in advance, %(months)s months at a time.")
    )


def _who_decides(own: int | None, default: Policy[int] | Months) -> DecidedBy:
    if own is not None:
        return DecidedBy.AGREEMENT
    return DecidedBy.OUR_CHOICE if isinstance(default, Policy) else DecidedBy.TERMS


def _advance(part: Aconto) -> Iterator[Sentence]:
    early = part.advance
    if early is None:
        return
    amount = Money(early.limit.minor, early.limit.currency)
    if early.cycle_longer_than:
        yield say(
            N_("If you pay for several months at a time and owe more than %(amount)s, we may collect earlier."),
            clause=early.limit.clause,
            amount=amount,
        )
    else:
        yield say(
            N_("With Betalingsservice we may collect earlier if you owe more than %(amount)s."),
            clause=early.limit.clause,
            amount=amount,
        )


def _methods(terms: Terms) -> Iterator[Sentence]:
    part = terms.payment_methods
    if part is None:
        return
    for method in part.offered.value:
        yield say(METHOD_OFFERED[method], clause=part.offered.clause)
    if holds(part.electronic_only):
        yield say(N_("We send no paper bills."), clause=part.electronic_only.clause)
    if holds(part.valid_method_required):
        yield say(
            N_("If your payment method stops working, we tell you at once how to put it right."),
            clause=part.valid_method_required.clause,
        )


def _card(terms: Terms, overrides: Overrides) -> Iterator[Sentence]:
    part = terms.card_collection
    if part is None:
        return
    mode = overrides.collection_mode or part.default_mode.value
    by = DecidedBy.TERMS if overrides.collection_mode is None else DecidedBy.AGREEMENT
    yield say(DRAWN[mode], clause=part.default_mode.clause, decided_by=by)
    if part.notice:
        yield say(
            N_("At least %(days)s days before, we tell you the amount and how it is worked out."),
            clause=part.notice.clause,
            days=part.notice.count,
        )
    if holds(part.revocable):
        yield say(
            N_("You may stop card payments at any time and choose another way to pay."),
            clause=part.revocable.clause,
        )
    if holds(part.card_kept_current):
        yield say(N_("Keep your card up to date here on Min side."), clause=part.card_kept_current.clause)
    if part.card_data_stored and not part.card_data_stored.value:
        yield say(
            N_("We never hold your card number; the payment provider does."), clause=part.card_data_stored.clause
        )


def fees(*, terms: Terms, overrides: Overrides) -> tuple[Sentence, ...]:
    """
    Say every fee the document names, with how VAT stands to it.

    Source: OR-6.3a-h, GE-VF-4.15-4.16, GE-VF-4.26, EP-5.10.
    """
    return () if terms.fees is None else tuple(_fees(terms.fees, overrides, currency=terms.currency))


def _fees(part: Fees, overrides: Overrides, *, currency: str) -> Iterator[Sentence]:
    named = (
        (part.payment_slip, N_("A payment slip costs %(amount)s with VAT.")),
        (part.direct_debit_notice, N_("A payment notice through Betalingsservice costs %(amount)s with VAT.")),
        (part.bank_transfer, N_("Paying what you owe by bank transfer costs %(amount)s with VAT.")),
        (part.missed_self_reading, N_("Not reading your meter when asked costs %(amount)s with VAT.")),
        (part.disconnection_visit, N_("A visit to cut off your supply costs %(amount)s; there is no VAT.")),
        (part.monthly_collection, N_("Paying every month costs %(amount)s each time.")),
    )
    for fee, text in named:
        if fee:
            yield say(text, clause=fee.clause, amount=Money(fee.minor, fee.currency))
    if part.card_payment:
        yield say(N_("Paying automatically with a card is free."), clause=part.card_payment.clause)
    if part.setup:
        yield from _price_sheet(
            minor=overrides.setup_fee_minor,
            clause=part.setup.clause,
            text=N_("Your first payment includes a set-up fee of %(amount)s."),
            free=N_("There is no set-up fee."),
            currency=currency,
        )
    if part.paper:
        yield from _price_sheet(
            minor=overrides.paper_fee_minor,
            clause=part.paper.clause,
            text=N_("A letter you ask for costs %(amount)s."),
            free=N_("A letter you ask for is free."),
            currency=currency,
        )
    if holds(part.grid_fees_passed_on):
        yield say(
            N_("Fees the grid company charges because of you are passed on."),
            clause=part.grid_fees_passed_on.clause,
        )
    if part.fee_sheet:
        yield say(
            N_("The current fees stand at %(address)s."),
            clause=part.fee_sheet.clause,
            address=part.fee_sheet.value,
        )


def _price_sheet(*, minor: int | None, clause: str, text: str, free: str, currency: str) -> Iterator[Sentence]:
    """Say a fee of the price sheet; one the sheet does not name is not charged (X-56, X-60)."""
    if minor:
        yield say(text, clause=clause, decided_by=DecidedBy.AGREEMENT, amount=Money(minor, currency))
    else:
        yield say(free, clause=clause, decided_by=DecidedBy.OUR_CHOICE)


def invoices(terms: Terms) -> tuple[Sentence, ...]:
    """
    Say when invoices and final settlements are made.

    Source: EP-6.4-6.6, OR-5.1c-e, OR-6.1c, GE-VF-4.8, GE-VF-4.11, GE-VF-4.13.
    """
    return tuple(_invoices(terms))


def _invoices(terms: Terms) -> Iterator[Sentence]:
    part = terms.invoicing
    if part is None:
        return
    if part.day_of_month:
        yield say(
            N_("Your invoice is made on day %(day)s of the month after you used the power."),
            clause=part.day_of_month.clause,
            day=part.day_of_month.value,
        )
    if part.times_a_year_remote_hourly and part.times_a_year_other:
        yield say(
            N_("With a meter read remotely you get a final settlement at least %(times)s times a year."),
            clause=part.times_a_year_remote_hourly.clause,
            times=part.times_a_year_remote_hourly.number,
        )
        yield say(
            N_("With any other meter you get a final settlement at least once a year."),
            clause=part.times_a_year_other.clause,
        )
    if holds(part.final_on_measured):
        yield say(
            N_("An invoice rests on measured use; an estimate is corrected later."),
            clause=part.final_on_measured.clause,
        )
    if holds(part.true_up):
        yield say(N_("What you paid too much or too little is put right."), clause=part.true_up.clause)
    yield say(N_("It names the last day to pay on time and where to pay."), clause=part.content.clause)
    if part.yearly_fuels and Fuel.GAS in part.yearly_fuels.value:
        yield say(N_("Gas is settled once a year."), clause=part.yearly_fuels.clause)
    if part.bills_per_fuel:
        yield say(
            N_("Electricity comes on one bill, gas on two: ours, and one from the gas grid company."),
            clause=part.bills_per_fuel.clause,
        )
