"""
Real invoices out of the database, every line to the øre against a reckoning that shares no code.

The files go in through our importers, the daily cost run prices them, the invoice run issues the invoice;
then each line is compared, and three planted defects have to be caught.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from accounts.enums import ImportState
from billing.models import ChargePrice, Invoice
from billing.queries import cost_check
from billing.runs import cost, invoice, market_price
from config.foundation.calendar import add_months
from contracts.enums import PriceComponent
from contracts.models import GridCompany
from contracts.operations import metered_day
from contracts.operations.metered_day import Delivered
from contracts.rules import price_vector
from contracts.runs import metered_value
from contracts.runs.partition import make_span
from tests.builders import energy
from tests.oracle import reckoning
from tests.oracle.pipeline import series_of, series_parts
from tests.oracle.reckoning import Case
from tests.oracle.test_household import HOUSEHOLDS
from tests.shared_folder import ENERGY, energy_file

pytestmark = [pytest.mark.shared, pytest.mark.django_db]

KINDS = {
    "spot": "SPOT",
    "markup": "MARKUP",
    "grid": "GRID_TARIFF",
    "system": "SYSTEM_TARIFF",
    "transmission": "TRANSMISSION_TARIFF",
    "tax": "TAX",
    "tax_reduced": "TAX_REDUCED",
    "subscription": "SUBSCRIPTION",
}
GRID_CODES = {"n1": ("5790001089030", "CD"), "radius": ("5790000705689", "DT_C_01")}


@dataclass(frozen=True)
class Home:
    """A household of a case in the database, its files taken in and nothing priced yet."""

    case: Case
    supply: object

    def invoice(self) -> Invoice:
        """Price and invoice everything up to the month of the case, as the jobs do."""
        as_of = self.case.end.replace(day=15)
        cost.compute_due(supplier=self.supply.supplier, as_of=self.case.end)
        invoice.issue_due(supplier=self.supply.supplier, as_of=as_of)
        return Invoice.objects.get(period_starts_on=self.case.first)


def taken_in(name: str) -> Home:
    case, household = HOUSEHOLDS[name]
    energy.figures_of_the_law()
    import_prices(case)
    company = "n1" if "n1" in case.grid_file else "radius"
    gln, code = GRID_CODES[company]
    grid = GridCompany.objects.create(gln=gln, name=company, price_area=case.area, tariff_code=code)
    of = energy.product()
    energy.price(of, PriceComponent.MARKUP, household.markup_micro)
    energy.price(of, PriceComponent.SUBSCRIPTION, household.subscription_micro_with_vat, with_vat=True)
    point = energy.metering_point(
        price_area=case.area,
        grid_company=grid,
        resolution=case.minutes,
        electric_heating_from=case.heating_from,
    )
    home = energy.supply(of=of, at=point, starts_on=case.heating_from or case.first)
    import_values(name, household, home)
    return Home(case, home)


def import_prices(case: Case) -> None:
    spot = ENERGY / "spot" / f"spot_{case.area}_{case.first.year}.csv"
    for kind, path in (
        ("spot-csv", spot),
        ("price-list", ENERGY / "tariffs" / case.grid_file),
        ("price-list", ENERGY / "tariffs" / "eds_DatahubPricelist_energinet.json"),
    ):
        file = market_price.take_in(kind=kind, name=path.name, content=path.read_bytes())
        assert (file.state, file.error) == (ImportState.APPLIED, "")


def import_values(name: str, household, home) -> None:
    if name == "march-2024":
        outcome = metered_value.take_in(
            supplier=home.supplier,
            kind="household-series",
            name=household.load_file,
            content=energy_file(household.load_file),
            metering_point=home.metering_point,
        )
        assert outcome.file.state == ImportState.APPLIED
        return
    wanted = (home.starts_on, household.period.ends_before)
    parts = [part for part in series_parts(series_of(household)) if wanted[0] <= part.day < wanted[1]]
    make_span(first=wanted[0], last=wanted[1])
    version = reckoning.midnight(home.starts_on)
    delivered = [Delivered(home.metering_point_id, part, version) for part in parts]
    metered_day.store(delivered=delivered, source_id=1)


def differing(made: Invoice, case: Case) -> set[str]:
    """The oracle's lines that are not on the invoice to the øre; a line of nothing is left out of an invoice."""
    theirs = reckoning.reckon(ENERGY, case)
    ours = {line.kind: (line.net, line.vat) for line in made.lines.all()}
    assert set(ours) <= set(KINDS.values())
    return {name for name, line in theirs.items() if ours.get(KINDS[name], (0, 0)) != (line.net, line.vat)}


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_line_of_the_invoice_is_the_oracles_to_the_ore(name):
    home = taken_in(name)
    made = home.invoice()
    theirs = reckoning.reckon(ENERGY, home.case)
    assert differing(made, home.case) == set()
    assert (made.net, made.vat) == (
        sum(line.net for line in theirs.values()),
        sum(line.vat for line in theirs.values()),
    )
    assert Invoice.objects.count() == (3 if home.case.heating_from else 1)
    end = home.case.end if home.case.heating_from is None else add_months(home.case.end, 1)
    first = home.supply.starts_on
    assert cost_check.differences(supply_ids=[home.supply.pk], first=first, end=end) == []


def test_a_tax_planted_outside_the_vat_base_is_caught():
    home = taken_in("march-2024")
    ChargePrice.objects.filter(code="EA-001").update(vat=False)
    assert differing(home.invoice(), home.case) == {"tax"}


def test_the_hour_of_the_clock_change_planted_by_position_is_caught(monkeypatch):
    home = taken_in("march-2024")

    def by_position(day, *, zone, resolution_minutes):
        return tuple(range(price_vector.intervals(day, zone=zone, resolution_minutes=resolution_minutes)))

    monkeypatch.setattr(price_vector, "local_hours", by_position)
    assert differing(home.invoice(), home.case) == {"grid"}


def test_a_tariff_step_planted_a_day_off_is_caught():
    """N1's summer tariff of 1 April begins a day early, on the last day of the month."""
    home = taken_in("march-2024")
    later = ChargePrice.objects.get(code="CD", starts_on=date(2024, 4, 1))
    earlier = ChargePrice.objects.get(code="CD", ends_before=date(2024, 4, 1))
    for step, change in ((earlier, {"ends_before": date(2024, 3, 31)}), (later, {"starts_on": date(2024, 3, 31)})):
        ChargePrice.objects.filter(pk=step.pk).update(**change)
    assert differing(home.invoice(), home.case) == {"grid"}


def test_late_values_come_out_as_if_they_had_come_in_time():
    """The last week arrives after the first run; the invoice is the same to the øre."""
    home = taken_in("march-2024")
    cost.compute_due(supplier=home.supply.supplier, as_of=home.case.end - timedelta(days=7))
    assert differing(home.invoice(), home.case) == set()
