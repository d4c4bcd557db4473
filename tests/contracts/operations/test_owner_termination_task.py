"""What staff are asked about an owner's notice is asked once while it is open, in the supplier's language."""

import pytest

from accounts.models import StaffTask
from contracts.operations import owner_termination_task as tasks
from tests.builders.owner import BY, NOTICE_ENDS, TODAY, give, running

pytestmark = pytest.mark.django_db


def test_each_is_asked_once_and_can_be_finished_by_its_kind():
    given = give(running())
    for _twice in range(2):
        tasks.ask_to_look(given, due_on=NOTICE_ENDS)
        tasks.ask_to_verify(given, words="Solgt.", due_on=TODAY)
        tasks.ask_to_forward(given, clause="OR-13.2d", due_on=TODAY)
    assert StaffTask.objects.count() == 3
    finished = tasks.no_longer_ask(given, kinds=tasks.LOOKING, outcome="Set.", by=BY, as_of=TODAY)
    assert finished == {"owner-event", "owner-event-told"}
    assert StaffTask.objects.exclude(state="DONE").get().kind == "cut-off-wish"


def test_the_words_are_the_suppliers_language():
    given = give(running())
    assert given.agreement.number in StaffTask.objects.get(subject_id=given.pk).title
    assert "ejer" in StaffTask.objects.get(subject_id=given.pk).title
