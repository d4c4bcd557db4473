"""Who is asked to look again: a notice that ended without an event, and that nobody looked at for a month."""

from datetime import date, timedelta

import pytest

from accounts.models import StaffTask
from accounts.operations import staff_task
from contracts.enums import OwnerEventKind
from contracts.operations import owner_termination as operations
from contracts.queries.owner_termination import event_choices, owner_page, owner_part, waiting_too_long
from tests.builders.owner import BY, NOTICE_ENDS, TODAY, give, running

pytestmark = pytest.mark.django_db


@pytest.mark.rule("OR-13.2")
def test_only_terms_with_the_clause_have_a_part_and_it_names_three_events():
    assert owner_part(running("gron", "gron_variable_2024")) is None
    part = owner_part(running(email="anden@post.example"))
    assert [value for value, _label in event_choices(part)] == OwnerEventKind.values


@pytest.mark.rule("OR-13.2")
def test_a_notice_is_looked_at_again_a_month_after_the_last_look():
    agreement = running()
    given = give(agreement)

    def waiting(day):
        return list(waiting_too_long(agreement.supplier, as_of=day))

    assert waiting(NOTICE_ENDS) == []  # the task of the notice is open
    staff_task.finish(task=StaffTask.objects.get(), outcome="Intet endnu.", by=BY, as_of=TODAY)
    assert waiting(NOTICE_ENDS - timedelta(days=1)) == []
    assert waiting(NOTICE_ENDS) == [given]
    operations.undo(given=given, by=BY, as_of=NOTICE_ENDS)
    assert waiting(NOTICE_ENDS) == []


@pytest.mark.rule("OR-13.2")
def test_one_that_was_looked_at_lately_is_left_alone():
    agreement = running()
    give(agreement)
    looked = date(2026, 5, 20)
    staff_task.finish(task=StaffTask.objects.get(), outcome="Intet endnu.", by=BY, as_of=looked)
    assert not waiting_too_long(agreement.supplier, as_of=date(2026, 6, 18)).exists()
    assert waiting_too_long(agreement.supplier, as_of=date(2026, 6, 19)).exists()


@pytest.mark.rule("OR-13.2d")
def test_the_page_says_what_counts_and_who_pays_for_a_cut_off():
    agreement = running()
    given = give(agreement)
    page = owner_page(agreement, part=owner_part(agreement), locale="da", given=given)
    assert (page.given_on, page.notice_ends_before, page.rows) == (TODAY, NOTICE_ENDS, ())
    assert len(page.events) == 3
    assert [sentence.clause.point for sentence in page.cut_off] == ["13.2", "13.2"]
