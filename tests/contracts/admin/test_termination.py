"""At the desk an owner's event is verified with its days and source, or rejected; and notice is given as owner."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from contracts.enums import AgreementState, TerminationState
from contracts.models import Agreement, OwnerEvent, Termination
from contracts.operations import owner_termination as operations
from tests.builders import account, desk, page
from tests.builders.owner import BY, TODAY, give, running

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 10)
VERIFIED = {
    "act": "verify", "kind": "NO_LONGER_REGISTERED_OWNER", "told_on": "2026-06-03", "verifiable_on": "2026-06-05",
    "source": "LAND_REGISTER", "reference": "Skøde 12-345", "words": "Set i tingbogen.",
}  # fmt: skip


@pytest.fixture
def given():
    with page.on(JUNE):
        yield give(running())


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier("orsted")))


def do(client, given, **said):
    return client.post(desk.path(Termination, given.pk, "change"), said | desk.no_inlines("owner_events"))


@pytest.mark.rule("OR-13.2", "X-32")
def test_staff_enter_what_was_verified_on_which_day_and_by_what(given):
    client = at_desk(StaffJob.SUPPORT)
    assert "OR" in client.get(desk.path(Termination, given.pk, "change")).content.decode()
    assert do(client, given, **VERIFIED).status_code == 302
    given.refresh_from_db()
    assert (given.state, given.ends_before) == (TerminationState.GIVEN, date(2026, 6, 5))
    made = OwnerEvent.objects.get()
    assert (made.verified_on, made.words) == (JUNE, "Set i tingbogen.")


@pytest.mark.parametrize("missing", ["kind", "told_on", "verifiable_on", "source", "reference"])
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(given, missing):
    answer = do(at_desk(StaffJob.SUPPORT), given, **(VERIFIED | {missing: ""}))
    assert answer.status_code == 200
    assert "Set i tingbogen." in answer.content.decode()
    assert not OwnerEvent.objects.exists()


def test_a_refusal_stands_on_the_form(given):
    answer = do(at_desk(StaffJob.SUPPORT), given, **(VERIFIED | {"verifiable_on": "2026-06-01"}))
    assert answer.status_code == 200
    assert not OwnerEvent.objects.exists()


@pytest.mark.rule("OR-13.2")
def test_what_was_told_is_rejected_with_words(given):
    operations.tell_event(given=given, kind="SUPPLY_CUT_OFF", words="Slukket.", by=BY, as_of=TODAY)
    do(at_desk(StaffJob.SUPERVISOR), given, act="reject", kind="SUPPLY_CUT_OFF", words="Leverer stadig.")
    assert OwnerEvent.objects.get().state == "REJECTED"


@pytest.mark.rule("OR-13.2d")
def test_a_wish_by_phone_is_passed_on(given):
    do(at_desk(StaffJob.SUPPORT), given, act="cut-off")
    given.refresh_from_db()
    assert given.cut_off_wished_on == JUNE


@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.COMPLAINTS, StaffJob.COMPLIANCE])
def test_other_jobs_look_and_do_nothing(given, job):
    assert do(at_desk(job), given, **VERIFIED).status_code == 403
    assert not OwnerEvent.objects.exists()


def test_notice_by_phone_is_given_as_owner_and_taken_back():
    with page.on(TODAY):
        agreement = running()
        client = at_desk(StaffJob.SUPPORT)
        path = desk.path(Agreement, agreement.pk, "change")
        said = {"act": "notice", "last_day": "2026-04-30 0", "owns": "on", "form": "phone", "words": "Ringede."}
        assert client.post(path, said | desk.no_inlines("supplies")).status_code == 302
        assert Termination.objects.get().state == TerminationState.AWAITING
        client.post(path, {"act": "undo", "form": "phone", "words": "Bliver."} | desk.no_inlines("supplies"))
        assert Termination.objects.get().state == TerminationState.UNDONE
        agreement.refresh_from_db()
        assert agreement.state == AgreementState.ACTIVE
