"""The moves' part of the day: kept notices are used when their window opens, moves are done on their day."""

from datetime import date

import pytest

from accounts.models import StaffTask
from contracts.enums import AgreementState, MoveState
from contracts.models import Agreement, Move, Supply
from contracts.operations import termination
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day, move_day
from tests.builders import account, energy
from tests.builders.move import BY, MOVES_ON, TODAY, running, tell

pytestmark = pytest.mark.django_db

EARLY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def run(as_of):
    return dict(move_day.run(supplier=account.supplier(), as_of=as_of))


@pytest.mark.rule("X-65")
@pytest.mark.parametrize("as_of", [date(2026, 7, 1), date(2026, 7, 9)])
def test_a_kept_notice_is_used_on_its_day_or_when_the_day_was_missed(as_of):
    told = tell(running(), moves_on=EARLY)
    assert run(date(2026, 6, 30)) == {"moves": 0}
    assert run(as_of) == {"moves": 1}
    told.refresh_from_db()
    assert (told.state, told.registered_on, told.ends_before) == (MoveState.TOLD, as_of, EARLY)


def test_a_move_is_done_on_its_day_and_once():
    told = tell(running())
    assert run(date(2026, 5, 31)) == {"moves": 0}
    assert run(MOVES_ON) == {"moves": 1}
    assert run(MOVES_ON) == {"moves": 0}
    told.refresh_from_db()
    assert told.state == MoveState.DONE


def test_a_late_move_is_done_when_the_old_address_is_free():
    told = tell(running(), moves_on=date(2026, 5, 1))
    assert run(TODAY) == {"moves": 0}
    assert run(date(2026, 5, 5)) == {"moves": 1}
    told.refresh_from_db()
    assert told.state == MoveState.DONE


def test_a_move_that_cannot_be_registered_waits_for_a_person_and_is_tried_again():
    supply = running()
    told = tell(supply, moves_on=EARLY)
    taken = energy.supply(at=energy.metering_point(gsrn=told.supplies.get().gsrn), starts_on=TODAY)
    assert run(date(2026, 7, 1)) == {"moves": 0}
    assert run(date(2026, 7, 2)) == {"moves": 0}
    assert StaffTask.objects.get(kind="move-stuck").subject_id == told.pk
    assert list(supply.agreement.supplies.values_list("ends_before", flat=True)) == [None]
    Supply.objects.filter(pk=taken.pk).update(ends_before=EARLY)
    assert run(date(2026, 7, 3)) == {"moves": 1}


def test_a_move_of_an_agreement_that_ended_meanwhile_waits_for_a_person():
    supply = running()
    tell(supply, moves_on=EARLY)
    Agreement.objects.update(state=AgreementState.TERMINATING, ends_before=date(2026, 8, 1))
    assert run(date(2026, 7, 1)) == {"moves": 0}
    assert StaffTask.objects.filter(kind="move-stuck").exists()


def test_the_agreements_day_moves_and_ends_who_moved_and_left():
    supply = running()
    tell(supply, to={supply.pk: ""})
    assert agreement_day.run(supplier=account.supplier(), as_of=MOVES_ON) == {"started": 0, "ended": 1, "moves": 1}
    assert Agreement.objects.get().state == AgreementState.ENDED
    assert Move.objects.get().state == MoveState.DONE


def test_other_suppliers_moves_wait_for_their_own_day():
    tell(running("orsted_2019", customer=account.customer(account.supplier("orsted"))), without_number=True)
    assert run(MOVES_ON) == {"moves": 0}


def test_a_notice_that_ends_after_the_move_does_not_hold_it_up():
    supply = running()
    told = tell(supply, moves_on=EARLY)
    termination.give(
        agreement=supply.agreement,
        last_day=date(2026, 10, 31),
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        by=BY,
        as_of=date(2026, 5, 6),
    )
    assert run(date(2026, 7, 1)) == {"moves": 1}
    told.refresh_from_db()
    assert told.state == MoveState.TOLD
