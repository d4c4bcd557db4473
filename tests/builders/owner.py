"""Builds somebody who owns their home and gave notice of an agreement that has the owners' clause."""

from __future__ import annotations

from datetime import date

from contracts.models import Agreement, Termination
from contracts.operations import agreement as agreements
from contracts.operations import owner_termination as operations
from contracts.rules.termination import NoticeForm
from tests.builders import account, energy

BY = "test"
CONCLUDED, START, TODAY = date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 5)
LAST_DAY, NOTICE_ENDS = date(2026, 4, 30), date(2026, 5, 1)


def running(code: str = "orsted", terms_code: str = "orsted_2019", **customer: object) -> Agreement:
    """Return an agreement with one month's notice that runs since 1 February 2026, with the law's figures."""
    energy.figures_of_the_law()
    supplier = account.supplier(code)
    made = agreements.conclude(
        customer=account.customer(supplier, **customer),
        product=energy.product(supplier, kind="VARIABLE", terms_code=terms_code),
        metering_point=energy.metering_point(supplier),
        starts_on=START,
        by=BY,
        as_of=CONCLUDED,
        overrides={"notice_months": 1} if code == "orsted" else {},
    )
    agreements.start(agreement=made, by=BY, as_of=START)
    return made


def give(agreement: Agreement, *, as_of: date = TODAY) -> Termination:
    """Give the owner's notice: told on 5 March, it ends with 30 April at the earliest."""
    return operations.give(
        agreement=agreement,
        last_day=LAST_DAY,
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=as_of,
    )
