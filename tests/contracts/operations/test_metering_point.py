"""The metering point of a new address: the one we know, or a new one where its postcode says."""

import pytest

from contracts.enums import PriceArea
from contracts.models import MeteringPoint, Move
from contracts.operations.metering_point import MeteringPointTaken, PointOfOtherKind
from tests.builders import energy
from tests.builders.move import MOVES_ON, START, gsrn, periods, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("EP-11.2c", "OR-12.2", "GE-V-10.3b", "GE-F-10.3b")
def test_an_unknown_metering_point_gets_area_and_grid_company_of_its_postcode():
    west = energy.grid_company()
    west.pk, west.gln, west.price_area, west.name = None, "5790000610976", PriceArea.DK1, "N1"
    west.save()
    energy.metering_point(postcode="8000", price_area=PriceArea.DK1, grid_company=west)
    supply, number = running(), gsrn()
    tell(supply, to={supply.pk: number}, postcode="8000", city="Aarhus C")
    made = MeteringPoint.objects.get(gsrn=number)
    assert (made.price_area, made.grid_company, made.city) == (PriceArea.DK1, west, "Aarhus C")


def test_a_metering_point_we_know_is_the_one_supplied():
    supply = running()
    known = energy.metering_point(gsrn=gsrn())
    tell(supply, to={supply.pk: known.gsrn})
    assert known.supplies.get().starts_on == MOVES_ON
    known.refresh_from_db()
    assert known.street == "Havevej 1"


def test_a_metering_point_of_another_kind_is_refused():
    supply = running()
    gas = energy.metering_point(gsrn=gsrn(), fuel="GAS")
    with pytest.raises(PointOfOtherKind):
        tell(supply, to={supply.pk: gas.gsrn})


def test_where_somebody_is_supplied_already_nothing_is_done():
    supply, theirs = running(), energy.supply(at=energy.metering_point(gsrn=gsrn()))
    with pytest.raises(MeteringPointTaken):
        tell(supply, to={supply.pk: theirs.metering_point.gsrn})
    assert not Move.objects.exists()
    assert periods(supply.agreement) == [(START, None)]
