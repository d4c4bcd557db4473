"""Lets homes change what they have and take it back, and tell us things: rows the desk shows, nothing moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contracts.enums import PriceComponent, ProductKind
from contracts.operations import assignment, force_majeure
from contracts.operations import life_event as life_events
from contracts.operations import notice as notices
from contracts.operations import product_change as changes
from contracts.rules.force_majeure import Cause
from contracts.rules.life_event import Happening
from contracts.rules.notice import Duty
from contracts.rules.termination import NoticeForm
from tests.builders import account, energy

if TYPE_CHECKING:
    from tests.builders.world import Home

JUNE = date(2026, 6, 1)


def taken_back(home: Home, *, as_of: date) -> None:
    """Ask for another product, and take it back."""
    agreement = type(home.supply.agreement).objects.get(pk=home.supply.agreement_id)
    to = energy.product(home.supplier, ProductKind.VARIABLE, name="Andet produkt", terms_code=agreement.terms_code)
    energy.price(to, PriceComponent.ENERGY, 900_000, with_vat=True)
    who = {"by": home.user, "as_of": as_of}
    change = changes.ask(
        agreement=agreement,
        product=to,
        starts_on=JUNE,
        accepted=0,
        free_from_confirmed=None,
        form=NoticeForm.SELF_SERVICE,
        **who,
    )
    changes.undo(change=change, **who)


def told(home: Home, *, as_of: date) -> None:
    """Tell what the meter shows."""
    notices.tell(
        customer=home.customer,
        duty=Duty.READING,
        supply=home.supply,
        said={"read_on": as_of, "kwh": 12_345},
        by=home.user,
        as_of=as_of,
    )


def happened(home: Home, *, as_of: date) -> None:
    """Tell of a debt relief."""
    told = life_events.Report(kind=Happening.DEBT_RELIEF, happened_on=as_of, told_by=f"Karen {home.mark}")
    life_events.report(customer=home.customer, told=told, by=home.user, as_of=as_of)


def hindered(home: Home, *, as_of: date) -> None:
    """Let something beyond its control hinder the home's supplier; the clocks of complaints rest."""
    storm = force_majeure.Hindrance(
        cause=Cause.EVENT, reason="Stormen har lukket kontoret.", starts_on=as_of, rules=["complaint-answer"]
    )
    force_majeure.begin(supplier=home.supplier, hindrance=storm, by="test", as_of=as_of)


def answered(home: Home, *, as_of: date) -> None:
    """Refuse to let the home hand its agreement on."""
    agreement = type(home.supply.agreement).objects.get(pk=home.supply.agreement_id)
    assignment.answer_customer(
        agreement=agreement,
        name=f"Per {home.mark}",
        consents=False,
        takes_effect_on=JUNE,
        reason="Brev",
        by=account.staff(email="answers@minside.example"),
        as_of=as_of,
    )
