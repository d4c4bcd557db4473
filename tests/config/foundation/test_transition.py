"""Compare-and-swap: a row moves once, by an allowed step, whoever else tries."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from config.foundation.refusal import Refused
from config.foundation.transition import ForbiddenTransition, OvertakenByOther, advance
from tests.config.foundation.parcel import STEPS, Parcel

pytestmark = pytest.mark.usefixtures("tables")


def test_advance_moves_the_row_and_writes_the_changes_with_it():
    parcel = Parcel.objects.create(note="a")
    advance(parcel, to="SENT", allowed=STEPS, note=Concat(F("note"), Value("b")))
    assert (parcel.state, parcel.note) == ("SENT", "ab")
    assert Parcel.objects.values_list("state", "note").get() == ("SENT", "ab")


@pytest.mark.parametrize("origin, to", [("PLANNED", "DONE"), ("DONE", "SENT"), ("SENT", "SENT"), ("NEW", "SENT")])
def test_a_step_not_in_the_table_is_refused_and_writes_nothing(origin, to):
    parcel = Parcel.objects.create(state=origin)
    with pytest.raises(ForbiddenTransition) as refused:
        advance(parcel, to=to, allowed=STEPS, note="x")
    assert (refused.value.origin, refused.value.to) == (origin, to)
    assert isinstance(refused.value, Refused)
    assert Parcel.objects.values_list("state", "note").get() == (origin, "")


def test_a_row_that_somebody_moved_first_is_overtaken():
    parcel = Parcel.objects.create()
    same = Parcel.objects.get()
    advance(same, to="CANCELLED", allowed=STEPS)
    with pytest.raises(OvertakenByOther):
        advance(parcel, to="SENT", allowed=STEPS, note="x")
    assert Parcel.objects.values_list("state", "note").get() == ("CANCELLED", "")


def test_a_row_that_is_gone_is_overtaken():
    parcel = Parcel.objects.create()
    Parcel.objects.all().delete()
    with pytest.raises(OvertakenByOther):
        advance(parcel, to="SENT", allowed=STEPS)


def test_another_field_may_hold_the_state():
    parcel = Parcel.objects.create(note="OPEN")
    advance(parcel, to="SHUT", allowed={"OPEN": {"SHUT"}}, field="note")
    assert Parcel.objects.values_list("state", "note").get() == ("PLANNED", "SHUT")


def test_of_eight_who_try_at_once_one_succeeds():
    Parcel.objects.create()
    start = Barrier(8)

    def attempt(number):
        try:
            parcel = Parcel.objects.get()
            start.wait(timeout=20)
            advance(parcel, to="SENT", allowed=STEPS, note=str(number))
        except OvertakenByOther:
            return "overtaken"
        else:
            return str(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))
    assert outcomes.count("overtaken") == 7
    assert Parcel.objects.get().note in outcomes
