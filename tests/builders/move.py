"""Builds homes that move, and numbers of metering points whose check digit is right."""

from __future__ import annotations

from datetime import date
from itertools import count

from accounts.models import Customer
from billing.models import BilledSupply, BillingAccount
from contracts.models import Agreement, Move, Supply, Termination
from contracts.operations import agreement as agreements
from contracts.operations import move as operations
from contracts.operations import termination
from contracts.operations.move import Wish
from contracts.queries.termination import exit_days
from contracts.rules.gsrn import check_digit
from contracts.rules.termination import NoticeForm
from tests.builders import account, energy

CONCLUDED, START = date(2026, 1, 10), date(2026, 2, 1)
TODAY = date(2026, 5, 4)
MOVES_ON = date(2026, 6, 1)
ADDRESS = {"street": "Strandvej 7", "postcode": "2100", "city": "København Ø"}
BY = "test"
_numbers = count(1)


def gsrn() -> str:
    """Return a number nobody has been given yet."""
    body = f"5713131{next(_numbers):010d}"
    return body + check_digit(body=body)


def running(
    terms_code: str = "gron_variable_2024",
    kind: str = "VARIABLE",
    customer: Customer | None = None,
    agreement: Agreement | None = None,
    billing_account: BillingAccount | None = None,
    **point: object,
) -> Supply:
    """Return a supply that runs from START: of a new agreement, or one more of an agreement there is."""
    if agreement is None:
        customer = customer or account.customer()
        product = energy.product(customer.supplier, kind=kind, terms_code=terms_code, customer_kind=customer.kind)
        made = agreements.conclude(
            customer=customer,
            product=product,
            metering_point=energy.metering_point(customer.supplier, **point),
            starts_on=START,
            by=BY,
            as_of=CONCLUDED,
        )
        agreements.start(agreement=made, by=BY, as_of=START)
        supply = made.supplies.get()
    else:
        supply = Supply.objects.create(
            supplier=agreement.supplier,
            agreement=agreement,
            metering_point=energy.metering_point(agreement.supplier, **point),
            starts_on=START,
        )
    if billing_account is not None:
        BilledSupply.objects.create(supplier=supply.supplier, billing_account=billing_account, supply=supply)
    return supply


def tell(*supplies: Supply, to: dict[int, str] | None = None, as_of: date = TODAY, **fields: object) -> Move:
    """Tell that these supplies move, each to a new metering point unless told otherwise."""
    wanted = {supply.pk: gsrn() for supply in supplies} if to is None else to
    own = {name: fields.pop(name) for name in ("moves_on", *ADDRESS, "price_area") if name in fields}
    standard: dict[str, object] = {"accepted": 0, "form": NoticeForm.SELF_SERVICE, "by": BY}
    return operations.tell(
        customer=supplies[0].agreement.customer,
        wish=Wish(to=wanted, **{"moves_on": MOVES_ON, **ADDRESS, **own}),
        as_of=as_of,
        **{**standard, **fields},
    )


def fixed(**more: object) -> Supply:
    """Return a supply that is bound until 9 July: leaving before costs 600 kr. with VAT."""
    return running("gron_fixed_2024", kind="FIXED", **more)


def household_at(code: str, terms_code: str) -> Customer:
    return account.customer(account.supplier(code, terms_code=terms_code))


def business() -> Supply:
    """Return a business bound for twelve months, with a markup of 4 øre."""
    customer = account.customer(account.supplier("energiplus"), kind="BUSINESS", cvr="12345674")
    supply = running("energiplus_2023", kind="SPOT", customer=customer)
    energy.price(supply.agreement.product, "MARKUP", 40_000, since=CONCLUDED)
    return supply


def periods(agreement: Agreement) -> list[tuple[date, date | None]]:
    """Return first day and end of each supply of an agreement, in order."""
    rows = agreement.supplies.order_by("starts_on", "pk")
    return [(row.starts_on, row.ends_before) for row in rows]


def noticed(supply: Supply) -> Termination:
    """Give notice of the supply's agreement for the first day it can end."""
    first = exit_days(supply.agreement, as_of=TODAY)[0]
    return termination.give(
        agreement=supply.agreement,
        last_day=first.last_day,
        accepted=first.gross,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=TODAY,
    )
