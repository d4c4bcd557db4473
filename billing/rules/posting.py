"""The posting table: which accounts every business fact moves, in one place to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from billing.enums import DueKind, LedgerAccount, LineKind, Purpose, ReceiptKind
from config.foundation.money import Taxed

A, P = LedgerAccount, Purpose


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a posting: debit positive, credit negative, in minor units."""

    account: LedgerAccount
    purpose: Purpose
    amount: int


Legs = tuple[Leg, ...]

PAID_TO: dict[DueKind, tuple[LedgerAccount, Purpose]] = {
    DueKind.ACONTO: (A.RECEIVABLE, P.ACONTO),
    DueKind.INVOICE: (A.RECEIVABLE, P.ENERGY),
    DueKind.FEE: (A.RECEIVABLE, P.FEE),
    DueKind.DEPOSIT: (A.DEPOSITS, P.DEPOSIT),
}
"""What a payment of each kind of claim is credited to; a deposit never counts in the balance."""

MONEY_ARRIVES_ON: dict[ReceiptKind, LedgerAccount] = {
    ReceiptKind.BANK_TRANSFER: A.BANK,
    ReceiptKind.SLIP: A.BANK,
    ReceiptKind.BETALINGSSERVICE: A.BANK,
}

LINE_SOLD_ON: dict[LineKind, LedgerAccount] = {
    LineKind.SPOT: A.ENERGY_SALES,
    LineKind.MARKUP: A.ENERGY_SALES,
    LineKind.ENERGY: A.ENERGY_SALES,
    LineKind.SUBSCRIPTION: A.ENERGY_SALES,
    LineKind.SURPLUS: A.ENERGY_BOUGHT,
    LineKind.GRID_TARIFF: A.GRID_PASS_THROUGH,
    LineKind.GRID_SUBSCRIPTION: A.GRID_PASS_THROUGH,
    LineKind.SYSTEM_TARIFF: A.GRID_PASS_THROUGH,
    LineKind.TRANSMISSION_TARIFF: A.GRID_PASS_THROUGH,
    LineKind.TAX: A.TAX_PASS_THROUGH,
    LineKind.TAX_REDUCED: A.TAX_PASS_THROUGH,
    LineKind.FEE: A.FEES,
}
"""Where the net of an invoice line is credited; its VAT goes to the VAT account."""


def card_payment(*, due: DueKind, amount: int) -> Legs:
    """
    Return the posting of a drawn card: the provider owes us, the customer owes less.

    Source: EP-6.3, GE-VF-4.7 (a collection is a transfer to the customer's account, not an invoice).
    """
    account, purpose = PAID_TO[due]
    return _balanced([Leg(A.CARD_CLEARING, purpose, amount), Leg(account, purpose, -amount)])


def incoming_payment(*, kind: ReceiptKind, parts: Sequence[tuple[DueKind, int]]) -> Legs:
    """
    Return the posting of money that arrived, split over the kinds of claims it pays.

    Source: OR-6.1b; EP-6.3.
    """
    legs = []
    for due, amount in parts:
        account, purpose = PAID_TO[due]
        legs += [Leg(MONEY_ARRIVES_ON[kind], purpose, amount), Leg(account, purpose, -amount)]
    return _balanced(legs)


def invoice(*, lines: Iterable[tuple[LineKind, Taxed]]) -> Legs:
    """
    Return the posting of an invoice: the customer owes the gross, each line earns its net, VAT is the state's.

    Lines on one account become one leg. A credit note is the same with its lines' signs turned.

    Source: EP-5.2, EP-5.3 (what is passed through is kept apart and earns nothing).
    """
    sums: dict[LedgerAccount, int] = {}
    gross = 0
    for kind, amount in lines:
        sums[LINE_SOLD_ON[kind]] = sums.get(LINE_SOLD_ON[kind], 0) - amount.net
        sums[A.VAT] = sums.get(A.VAT, 0) - amount.vat
        gross += amount.gross
    return _balanced(
        [Leg(A.RECEIVABLE, P.ENERGY, gross), *(Leg(account, P.ENERGY, sum_) for account, sum_ in sums.items())]
    )


def fee(*, amount: Taxed) -> Legs:
    """Return the posting of a fee. Source: OR-6.3, GE-VF-4.15."""
    return _balanced(
        [
            Leg(A.RECEIVABLE, P.FEE, amount.gross),
            Leg(A.FEES, P.FEE, -amount.net),
            Leg(A.VAT, P.FEE, -amount.vat),
        ]
    )


def card_refund(*, due: DueKind, amount: int) -> Legs:
    """Return the posting of money given back to a card. Source: OR-5.1e."""
    return reversal(legs=card_payment(due=due, amount=amount))


def reversal(*, legs: Iterable[Leg]) -> Legs:
    """Return the counter-posting: every leg with its sign turned. Source: design.md §4 (no update, no delete)."""
    return tuple(Leg(leg.account, leg.purpose, -leg.amount) for leg in legs)


def _balanced(legs: Iterable[Leg]) -> Legs:
    """Leave out empty legs; a table that does not balance is a mistake in this module."""
    kept = tuple(leg for leg in legs if leg.amount)
    if sum(leg.amount for leg in kept):
        raise ValueError(f"The legs sum to {sum(leg.amount for leg in kept)} instead of zero.")
    return kept
