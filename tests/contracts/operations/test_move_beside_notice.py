"""A move and a notice of the same agreement: one end is left, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.refusal import Refused
from contracts.enums import TerminationState
from contracts.models import Agreement, Move, Supply, Termination
from contracts.operations import move as operations
from contracts.operations import termination
from contracts.operations.termination import MoveComesLater
from contracts.queries.termination import exit_days
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day
from tests.builders import energy
from tests.builders.move import BY, MOVES_ON, START, TODAY, gsrn, periods, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(request):
    """A transactional test loads them itself: its tables are emptied."""
    if not request.node.get_closest_marker("django_db").kwargs.get("transaction"):
        energy.figures_of_the_law()


def notice(agreement, last_day, as_of=TODAY):
    return termination.give(
        agreement=agreement, last_day=last_day, accepted=0, form=NoticeForm.SELF_SERVICE, by=BY, as_of=as_of
    )


def test_a_notice_for_a_day_before_the_move_is_refused_and_one_after_ends_the_new_address():
    supply = running()
    tell(supply, moves_on=date(2026, 7, 1))
    with pytest.raises(MoveComesLater):
        notice(supply.agreement, date(2026, 6, 30))
    given = notice(supply.agreement, date(2026, 7, 31))
    assert periods(supply.agreement) == [(START, date(2026, 7, 1)), (date(2026, 7, 1), date(2026, 8, 1))]
    termination.undo(termination=given, by=BY, as_of=TODAY)
    assert periods(supply.agreement) == [(START, date(2026, 7, 1)), (date(2026, 7, 1), None)]


def test_a_kept_move_of_an_agreement_that_ends_later_is_registered_until_its_end():
    supply = running()
    told = tell(supply, moves_on=date(2026, 9, 1))
    notice(supply.agreement, date(2026, 10, 31), as_of=date(2026, 5, 6))
    operations.register(move=told, by=BY, as_of=date(2026, 7, 1))
    assert periods(supply.agreement) == [(START, date(2026, 9, 1)), (date(2026, 9, 1), date(2026, 11, 1))]
    operations.undo(move=told, by=BY, as_of=date(2026, 7, 2))
    assert periods(supply.agreement) == [(START, date(2026, 11, 1))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_of_a_move_and_a_notice_at_once_one_end_is_left(turn):
    """Leaving by a move and by a notice, both for a day in time: whoever comes second finds the first."""
    energy.figures_of_the_law()
    supply = running()
    agreement = Agreement.objects.select_related("customer__supplier", "product", "supplier").get()
    last_day = exit_days(agreement, as_of=TODAY)[0].last_day
    start = Barrier(2)

    def leave():
        return tell(supply, to={supply.pk: ""})

    def give():
        return notice(agreement, last_day)

    def at_once(act):
        try:
            start.wait(timeout=10)
            act()
        except Refused as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    acts = [leave, give] if turn % 2 else [give, leave]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(at_once, acts))
    assert answers.count("done") == 1
    agreement.refresh_from_db()
    ends = set(Supply.objects.values_list("ends_before", flat=True))
    assert ends == {agreement.ends_before}
    assert Termination.objects.filter(state=TerminationState.GIVEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_is_told():
    energy.figures_of_the_law()
    supply = running()
    start = Barrier(2)

    def at_once(number):
        try:
            start.wait(timeout=10)
            tell(supply, to={supply.pk: number})
        except Refused as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(at_once, [gsrn(), gsrn()]))
    assert answers == ["done", "nothing-to-move"]
    assert periods(supply.agreement) == [(START, MOVES_ON), (MOVES_ON, None)]


ACTS = ["move", "leave", "early", "late", "notice", "undo move", "undo notice", "night", "night"]


def act(what, agreement, day):
    """Do one thing as somebody might on that day; what is refused changes nothing."""
    supply = Supply.objects.filter(agreement=agreement, ends_before=None).last()
    ahead = {"move": 40, "leave": 40, "early": 120, "late": -2}
    try:
        if what in ahead and supply is not None:
            to = {supply.pk: "" if what == "leave" else gsrn()}
            tell(supply, to=to, moves_on=day + timedelta(days=ahead[what]), as_of=day)
        elif what == "notice":
            notice(agreement, exit_days(agreement, as_of=day)[0].last_day, as_of=day)
        elif what == "undo move" and Move.objects.exists():
            operations.undo(move=Move.objects.latest("pk"), by=BY, as_of=day)
        elif what == "undo notice" and Termination.objects.exists():
            termination.undo(termination=Termination.objects.latest("pk"), by=BY, as_of=day)
        elif what == "night":
            agreement_day.run(supplier=agreement.supplier, as_of=day)
    except Refused:
        pass


@given(st.lists(st.sampled_from(ACTS), max_size=9))
def test_whatever_follows_on_what_supply_has_no_gap_and_one_end(acts):
    """Told, left, terminated and taken back in any order, some days apart: R23 of reliability.md."""
    Move.objects.filter(state__in=["HELD", "TOLD"]).update(state="UNDONE", undone_on=TODAY)
    agreement = Agreement.objects.select_related("customer__supplier", "product", "supplier").get(
        pk=running().agreement_id
    )
    for number, what in enumerate(acts):
        act(what, agreement, TODAY + timedelta(days=17 * number))
        agreement.refresh_from_db()
    far = TODAY + timedelta(days=900)
    end = agreement.ends_before or far
    days = {
        row.starts_on + timedelta(days=number)
        for row in agreement.supplies.all()
        for number in range(((row.ends_before or far) - row.starts_on).days)
    }
    assert days == {START + timedelta(days=number) for number in range((end - START).days)}
    ends = [row.ends_before for row in agreement.supplies.all()]
    assert ends.count(agreement.ends_before) == 1
    assert Termination.objects.filter(agreement=agreement, state=TerminationState.GIVEN).count() <= 1
