"""What becomes of each supply of a move: followed, ended, left with its agreement, or put back."""

from datetime import date

import pytest

from accounts.models import StaffTask
from contracts.enums import AgreementState, MoveState, TerminationState
from contracts.models import Agreement, GridCompany, MeteringPoint, Termination
from contracts.operations import agreement as agreements
from contracts.operations import move as operations
from contracts.operations import termination
from contracts.operations.move import CostChanged
from contracts.operations.move_supply import OldAddressTaken
from contracts.operations.termination import PartOfMove
from tests.builders import energy
from tests.builders.move import BY, MOVES_ON, START, TODAY, business, fixed, gsrn, periods, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("GE-F-10.3a", "GE-F-10.2a")
def test_moving_and_leaving_inside_the_binding_costs_what_was_shown():
    supply = fixed()
    with pytest.raises(CostChanged, match="600,00"):
        tell(supply, to={supply.pk: ""})
    told = tell(supply, to={supply.pk: ""}, accepted=60_000)
    agreement = Agreement.objects.get(pk=supply.agreement_id)
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, MOVES_ON)
    assert periods(agreement) == [(START, MOVES_ON)]
    ended = Termination.objects.get()
    assert (ended.ends_before, ended.exit_net, ended.exit_vat) == (MOVES_ON, 48_000, 12_000)
    assert told.supplies.get().termination == ended
    assert (told.starts_on, told.exit_gross) == (None, 60_000)
    agreements.end(agreement=agreement, by=BY, as_of=MOVES_ON)
    ended.refresh_from_db()
    assert ended.state == TerminationState.DONE


@pytest.mark.rule("EP-11.2b")
def test_a_business_that_moves_and_leaves_in_the_binding_pays_the_flat_fee_alone():
    """3,500 kr. plus VAT, although the markup it would have paid can be reckoned."""
    supply = business()
    energy.values(supply, date(2026, 3, 1), date(2026, 3, 31), wh=50_000)
    tell(supply, to={supply.pk: ""}, accepted=437_500)
    ended = Termination.objects.get()
    assert (ended.exit_option, ended.exit_net, ended.exit_vat) == ("flat", 350_000, 87_500)
    assert {"EP-11.2b", "EP-11.1f"} <= set(ended.clauses)


@pytest.mark.rule("OR-12.1", "GE-V-10.3a")
def test_where_the_terms_have_no_fee_moving_and_leaving_is_free():
    supply = running()
    told = tell(supply, to={supply.pk: ""})
    assert (told.exit_gross, told.supplies.get().termination.exit_net) == (0, 0)


def test_an_agreement_whose_supply_has_no_successor_ends_while_the_other_goes_along():
    power = running()
    gas = running(customer=power.agreement.customer, fuel="GAS")
    tell(power, gas, to={power.pk: gsrn(), gas.pk: ""})
    states = Agreement.objects.in_bulk([power.agreement_id, gas.agreement_id])
    assert states[power.agreement_id].state == AgreementState.ACTIVE
    assert states[gas.agreement_id].state == AgreementState.TERMINATING


def test_taking_back_a_move_that_left_lets_the_agreement_run_on():
    supply = fixed()
    told = tell(supply, to={supply.pk: ""}, accepted=60_000)
    ended = Termination.objects.get()
    with pytest.raises(PartOfMove):
        termination.undo(termination=ended, by=BY, as_of=TODAY)
    operations.undo(move=told, by=BY, as_of=TODAY)
    agreement = Agreement.objects.get(pk=supply.agreement_id)
    ended.refresh_from_db()
    assert (agreement.state, agreement.ends_before, ended.state) == (
        AgreementState.ACTIVE, None, TerminationState.UNDONE,
    )  # fmt: skip
    assert periods(agreement) == [(START, None)]


def test_who_has_the_old_address_by_then_keeps_it():
    supply = running()
    told = tell(supply)
    energy.supply(at=supply.metering_point, starts_on=MOVES_ON)
    with pytest.raises(OldAddressTaken):
        operations.undo(move=told, by=BY, as_of=TODAY)
    told.refresh_from_db()
    assert told.state == MoveState.TOLD


def test_where_nothing_tells_the_grid_company_a_person_asks_the_market():
    """Two companies have wires in the area, and none of ours has the postcode."""
    GridCompany.objects.create(gln="5790000610976", name="Cerius", price_area="DK2", tariff_code="C")
    supply, number = running(), gsrn()
    tell(supply, to={supply.pk: number}, postcode="4930", city="Maribo", price_area="DK2")
    point = MeteringPoint.objects.get(gsrn=number)
    assert point.grid_company is None
    task = StaffTask.objects.get(kind="move-grid-unknown")
    assert (task.subject_id, task.customer) == (point.pk, supply.agreement.customer)
