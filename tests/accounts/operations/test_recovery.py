"""Recovery by staff: two facts, a wait, stoppable, done once; e-mail, second factor, paper, what we owe."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction

from accounts.enums import RecoveryKind, StaffJob
from accounts.models import Access, Customer, Event, Message, Recovery, RecoveryFact, StaffTask, User
from accounts.operations import recovery
from accounts.operations.login_email import AddressTaken
from accounts.operations.recovery import FactsMissing, NotPossible, TooOften, Wanted
from config.foundation.transition import ForbiddenTransition
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OLD, NEW = "karen@post.example", "ny@post.example"


@pytest.fixture
def stine():
    return account.staff(StaffJob.SUPPORT)


@pytest.fixture
def karen():
    return account.holder(account.customer(email=OLD))


def begin(by, of, at=AT, **fields):
    customer = of.accesses.get().customer if isinstance(of, User) else of
    standard = {"kind": RecoveryKind.LOST_EMAIL, "facts": ["INVOICE", "METER"], "new_email": NEW}
    wanted = Wanted(supplier=customer.supplier, customer=customer, reason="Ringede", **{**standard, **fields})
    return recovery.begin(wanted=wanted, by=by, as_of=TODAY, at=at)


def carry_out(made, at=None):
    return recovery.carry_out(recovery=made, as_of=TODAY, at=at or made.due_at)


def colleague(stine, of, **fields):
    standard = {"kind": RecoveryKind.STAFF_FACTOR, "facts": ["CALLED_BACK", "SEEN"]}
    wanted = Wanted(supplier=account.supplier(), user=of, reason="Ny telefon", **{**standard, **fields})
    return recovery.begin(wanted=wanted, by=stine, as_of=TODAY, at=AT)


# --- beginning


def test_facts_and_who_checked_them_are_kept_and_nothing_has_changed(stine, karen):
    begin(stine, karen)
    facts = RecoveryFact.objects.order_by("fact")
    assert [(each.fact, each.checked_by) for each in facts] == [("INVOICE", stine), ("METER", stine)]
    assert (User.objects.get(pk=karen.pk).email, Customer.objects.get().email) == (OLD, OLD)
    assert Event.objects.get(kind="accounts.recovery.begun").data["facts"] == ["INVOICE", "METER"]


@pytest.mark.parametrize("facts", [[], ["INVOICE"], ["INVOICE", "INVOICE"], ["INVOICE", "NONSENSE"]])
def test_fewer_than_two_facts_of_the_list_are_refused(stine, karen, facts):
    with pytest.raises(FactsMissing):
        begin(stine, karen, facts=facts)
    assert (Recovery.objects.count(), Message.objects.count()) == (0, 0)


def test_the_suppliers_figure_is_the_wait(stine, karen):
    assert begin(stine, karen).due_at == AT + timedelta(hours=48)
    customer = account.customer()
    customer.supplier.recovery_hours = 1
    assert begin(stine, customer).due_at == AT + timedelta(hours=1)


def test_one_waits_at_a_time_and_three_are_begun_in_thirty_days(stine, karen):
    for number in range(3):
        made = begin(stine, karen, at=AT + timedelta(days=number))
        with pytest.raises(TooOften):
            begin(stine, karen, at=AT + timedelta(days=number))
        recovery.stop(recovery=made, by=stine, as_of=TODAY, at=AT, why="Test")
    with pytest.raises(TooOften):
        begin(stine, karen, at=AT + timedelta(days=29))
    assert begin(stine, karen, at=AT + timedelta(days=31)).state == "WAITING"


def test_what_the_kind_needs_must_be_there(stine, karen):
    without_login = account.customer()
    nowhere, unreached = account.customer(street=""), account.customer(street="", email="")
    for customer, fields in (
        (karen.accesses.get().customer, {"new_email": ""}),
        (without_login, {"kind": RecoveryKind.LOST_FACTOR}),
        (nowhere, {"kind": RecoveryKind.NO_EMAIL}),
        (unreached, {}),
    ):
        with pytest.raises(NotPossible):
            begin(stine, customer, **fields)


def test_two_customers_of_one_login_share_what_waits(stine, karen):
    own = karen.accesses.get().customer
    second = account.customer(own.supplier)
    Access.objects.create(
        supplier=own.supplier, customer=second, user=karen, role="HOLDER", starts_on=TODAY, granted_by="test"
    )
    begin(stine, own)
    with pytest.raises(TooOften):
        begin(stine, second)


def test_address_of_another_login_is_refused_at_once(stine, karen):
    account.user(email=NEW)
    with pytest.raises(AddressTaken):
        begin(stine, karen)


# --- carrying out


@pytest.mark.rule("OR-15.2", "GE-VF-4.27")
def test_lost_email_is_moved_when_the_wait_is_over_and_not_before(stine, karen):
    made = begin(stine, karen)
    assert carry_out(made, at=made.due_at - timedelta(seconds=1)) is False
    assert User.objects.get(pk=karen.pk).email == OLD

    assert carry_out(made) is True
    after = User.objects.get(pk=karen.pk)
    assert (after.email, after.has_usable_password(), Customer.objects.get().email) == (NEW, False, NEW)


def test_it_is_carried_out_once(stine, karen):
    made = begin(stine, karen)
    carry_out(made)
    User.objects.filter(pk=karen.pk).update(email="tredje@post.example")
    assert carry_out(made) is False
    assert User.objects.get(pk=karen.pk).email == "tredje@post.example"
    assert Event.objects.filter(kind="accounts.recovery.done").count() == 1


def test_the_database_lets_no_finished_one_begin_again(stine, karen):
    made = begin(stine, karen)
    carry_out(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=made.pk).update(state="WAITING")


def test_stopped_it_is_never_carried_out(stine, karen):
    made = begin(stine, karen, payout_account="5301 0001234567")
    recovery.stop(recovery=made, by=recovery.BY_LINK, as_of=TODAY, at=AT)

    assert carry_out(made) is False
    after = Recovery.objects.get()
    assert (after.state, after.stopped_by, after.payout_account_encrypted) == ("STOPPED", "link:recovery", None)
    assert User.objects.get(pk=karen.pk).email == OLD
    with pytest.raises(ForbiddenTransition):
        recovery.stop(recovery=made, by=stine, as_of=TODAY, at=AT)


def test_done_it_cannot_be_stopped(stine, karen):
    made = begin(stine, karen)
    carry_out(made)
    with pytest.raises(ForbiddenTransition):
        recovery.stop(recovery=made, by=stine, as_of=TODAY, at=AT)


def test_lost_second_factor_is_dropped_and_the_password_stays(stine, karen):
    TOTP.activate(karen, account.TOTP_SECRET)
    made = begin(stine, karen, kind=RecoveryKind.LOST_FACTOR, new_email="")
    assert Authenticator.objects.filter(user=karen).count() == 1
    carry_out(made)
    assert not Authenticator.objects.filter(user=karen).exists()
    assert User.objects.get(pk=karen.pk).check_password(account.PASSWORD)


@pytest.mark.rule("EP-15.1")
def test_without_email_at_all_everything_goes_on_paper(stine):
    customer = account.customer(email="")
    carry_out(begin(stine, customer, kind=RecoveryKind.NO_EMAIL, new_email=""))
    after = Customer.objects.get()
    assert (after.email, after.by_letter) == ("", True)
    assert Message.objects.get(kind="recovery_done").channel == "LETTER"


def test_a_new_address_ends_the_letters(stine):
    customer = account.customer(email="", by_letter=True)
    carry_out(begin(stine, customer))
    after = Customer.objects.get()
    assert (after.email, after.by_letter) == (NEW, False)


def test_ex_customer_who_is_owed_money_gets_in_and_their_account_is_noted(stine):
    """No login, no running supply: the customer row and what we owe remain theirs (field.md, past homes)."""
    former = account.customer(email="gammel@post.example")
    made = begin(stine, former, payout_account="5301 0001234567")
    assert Customer.objects.get().payout_account_masked == ""
    assert b"1234567" not in bytes(Recovery.objects.get().payout_account_encrypted)

    carry_out(made)
    after = Customer.objects.get()
    assert (after.email, after.payout_account_masked) == (NEW, "••••4567")
    assert Recovery.objects.get().payout_account_encrypted is None


def test_what_can_no_longer_be_done_is_stopped_and_a_person_is_asked(stine, karen):
    made = begin(stine, karen)
    account.user(email=NEW)
    with pytest.raises(AddressTaken) as refused:
        carry_out(made)
    recovery.give_up(recovery=made, refused=refused.value, as_of=TODAY, at=made.due_at)
    assert Recovery.objects.get().state == "STOPPED"
    assert StaffTask.objects.get().kind == "recovery-not-possible"


# --- colleagues


def test_colleagues_second_factor_is_dropped_by_another(stine):
    ib = account.staff(StaffJob.BILLING, email="ib@minside.example")
    made = colleague(stine, ib)
    carry_out(made)
    assert not Authenticator.objects.filter(user=ib).exists()
    assert Authenticator.objects.filter(user=stine).exists()


def test_nobody_does_it_for_themselves_and_a_customer_is_no_colleague(stine, karen):
    for user in (stine, karen, None):
        with pytest.raises(NotPossible):
            colleague(stine, user)


def test_facts_of_a_customer_do_not_count_for_a_colleague(stine):
    ib = account.staff(StaffJob.BILLING, email="ib@minside.example")
    with pytest.raises(FactsMissing):
        colleague(stine, ib, facts=["INVOICE", "METER"])
