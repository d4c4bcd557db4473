"""At the desk a withdrawal by phone, e-mail or letter is logged by its moment of dispatch, and settled later."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import StaffJob
from accounts.models import Event, Receipt, StaffTask
from contracts.enums import AgreementState, WithdrawalState
from contracts.models import Agreement, Withdrawal
from tests.builders import account, desk, energy, page
from tests.contracts.operations.test_withdrawal import conclude

pytestmark = pytest.mark.django_db

RECEIVED = date(2026, 3, 20)
"""The agreement is of 2 March, so that the last day was the 16th."""


@pytest.fixture
def agreement():
    with page.on(RECEIVED):
        energy.figures_of_the_law()
        yield conclude()


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def log(client, agreement, **said):
    given = {
        "act": "withdraw",
        "form": "letter",
        "sent_on": "2026-03-16",
        "sent_at": "23:59",
        "words": "Brev med stempel.",
        **said,
    } | desk.no_inlines("supplies")
    return client.post(desk.path(Agreement, agreement.pk, "change"), given)


@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_a_letter_posted_in_time_counts_though_it_comes_late(agreement):
    client = at_desk(StaffJob.SUPPORT)
    assert "16. marts 2026" in client.get(desk.path(Agreement, agreement.pk, "change")).content.decode()
    assert log(client, agreement).status_code == 302
    made = Withdrawal.objects.get()
    assert (made.sent_at, made.received_on) == (datetime(2026, 3, 16, 22, 59, tzinfo=UTC), RECEIVED)
    assert (made.form, made.reason) == ("letter", "Brev med stempel.")
    assert Event.objects.get(kind="contracts.withdrawal.received").actor_user.is_staff
    assert Receipt.objects.get().customer_id == agreement.customer_id


@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
@pytest.mark.parametrize("form", ["phone", "email", "letter"])
def test_every_form_counts_and_a_minute_late_does_not(agreement, form):
    client = at_desk(StaffJob.SUPERVISOR)
    late = log(client, agreement, form=form, sent_on="2026-03-17", sent_at="00:00")
    assert (late.status_code, Withdrawal.objects.count()) == (200, 0)
    assert "16. marts 2026" in late.content.decode()
    assert "Brev med stempel." in late.content.decode()
    assert log(client, agreement, form=form).status_code == 302
    assert Withdrawal.objects.get().form == form


@pytest.mark.parametrize("missing", ["sent_on", "sent_at", "words"])
def test_a_withdrawal_needs_its_moment_and_words(agreement, missing):
    assert log(at_desk(StaffJob.SUPPORT), agreement, **{missing: ""}).status_code == 200
    assert not Withdrawal.objects.exists()


@pytest.mark.rule("EP-1.1")
def test_where_there_is_no_right_it_is_not_offered(agreement):
    Agreement.objects.update(made_at="PREMISES", state=AgreementState.ACTIVE)
    answer = log(at_desk(StaffJob.SUPPORT), agreement)
    assert (answer.status_code, Withdrawal.objects.count()) == (200, 0)


@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.COMPLAINTS, StaffJob.COMPLIANCE])
def test_other_jobs_log_none(agreement, job):
    assert log(at_desk(job), agreement).status_code == 403
    assert not Withdrawal.objects.exists()


def test_billing_says_that_it_is_settled(agreement):
    log(at_desk(StaffJob.SUPPORT), agreement)
    made = Withdrawal.objects.get()
    client = account.signed_in(account.staff(StaffJob.BILLING, at=account.supplier(), email="bo@minside.example"))
    address = desk.path(Withdrawal, made.pk, "change")
    assert client.post(address, {"act": "settle", "words": "Intet betalt."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.settled_on) == (WithdrawalState.SETTLED, RECEIVED)
    assert StaffTask.objects.get().outcome == "Intet betalt."
    assert client.post(address, {"act": "settle", "words": "Igen."}).status_code == 302
    assert Event.objects.filter(kind="contracts.withdrawal.settled").count() == 1
