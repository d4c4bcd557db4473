"""A death or an insolvency is told, confirmed with its proof, set aside or over; the agreement runs on."""

from datetime import date

import pytest

from accounts.models import Event, Message, Receipt, StaffTask, User
from accounts.operations import upload
from contracts.enums import AgreementState, LifeEventState
from contracts.models import Agreement, LifeEvent
from contracts.operations import life_event as operations
from contracts.operations.life_event import (
    AlreadyTold,
    DeathIsForGood,
    NoLongerTold,
    NotYetHappened,
    ProofMissing,
    ReasonMissing,
    Report,
    SeesToIt,
)
from contracts.queries.life_event import stops_dunning
from contracts.rules.life_event import Happening
from tests.builders import account, energy, world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
WHO = {"by": "test", "as_of": TODAY}
BO = SeesToIt(name="Bo Holm", address="Skovvej 2", email="bo@post.example", phone="12345678")


@pytest.fixture
def karen():
    made = account.customer(name="Karen Holm", email="karen@post.example")
    energy.supply(customer=made)
    return made


def report(customer, kind=Happening.DEATH, *, file=None, as_of=TODAY, **fields):
    standard = {"happened_on": date(2026, 3, 1), "told_by": "Bo Holm, søn", "contact": BO}
    told = Report(kind=kind, **{**standard, **fields})
    return operations.report(customer=customer, told=told, by="test", as_of=as_of, file=file)


def confirm(customer, kind=Happening.DEATH, **fields):
    made = report(customer, kind)
    operations.confirm(life_event=made, proof="Skifteretsattest af 4. marts", **WHO, **fields)
    return made


@pytest.mark.rule("GE-V-10.3d", "GE-VF-7.2")
def test_what_is_told_is_kept_with_its_clause_and_answered_with_a_receipt(karen):
    made = report(karen)
    assert (made.state, made.clause, made.told_on) == (LifeEventState.REPORTED, "GE-V-10.3d", TODAY)
    assert (made.contact_name, made.contact_email) == ("Bo Holm", "bo@post.example")
    kept = Receipt.objects.get()
    assert [clause for _said, clause in kept.reasons] == ["GE-V-10.3d", "GE-VF-7.2"]
    assert Event.objects.get(kind="contracts.life_event.told").clause == "GE-V-10.3d"
    # Whoever is said to be dead hears of it, should it not be so.
    assert Message.objects.get().to_address == "karen@post.example"


@pytest.mark.rule("EP-8.6", "EP-11.2e", "OR-14.1", "GE-F-10.3d")
@pytest.mark.parametrize(
    "code, clause",
    [("energiplus_2023", "EP-11.2e"), ("orsted_2019", "OR-14.1"), ("gron_fixed_2024", "GE-F-10.3d")],
)
def test_the_clause_is_that_of_the_customers_own_terms(karen, code, clause):
    Agreement.objects.update(terms_code=code)
    assert report(karen, Happening.BANKRUPTCY).clause == clause


@pytest.mark.rule("GE-V-10.3d")
def test_the_agreement_runs_on(karen):
    confirm(karen)
    assert Agreement.objects.get().state == AgreementState.ACTIVE


def test_told_twice_on_a_day_is_told_once_and_told_otherwise_is_refused(karen):
    assert report(karen) == report(karen)
    assert LifeEvent.objects.count() == 1
    with pytest.raises(AlreadyTold):
        report(karen, happened_on=date(2026, 3, 2))
    report(karen, Happening.DEBT_RELIEF)
    assert LifeEvent.objects.count() == 2


def test_a_day_to_come_is_not_believed(karen):
    with pytest.raises(NotYetHappened):
        report(karen, happened_on=date(2026, 3, 6))


def test_a_proof_comes_along_and_personal_numbers_are_hidden(karen):
    file = upload.take_in(customer=karen, name="a.png", content=world.picture(), **WHO)
    made = report(karen, file=file, words="CPR 010190-1234")
    file.refresh_from_db()
    assert (file.subject_type, file.subject_id) == ("contracts.lifeevent", made.pk)
    assert "1234" not in made.words


@pytest.mark.rule("GE-V-10.3d", "EP-11.2e", "OR-14.1")
def test_after_a_confirmed_death_the_estate_is_written_to_and_the_login_is_closed(karen):
    login = account.holder(karen)
    made = confirm(karen)
    assert (made.state, made.confirmed_on, made.proof) == (
        LifeEventState.CONFIRMED, TODAY, "Skifteretsattest af 4. marts",
    )  # fmt: skip
    first = Message.objects.latest("pk")
    assert (first.to_address, "Bo Holm" in first.body) == ("bo@post.example", True)
    assert not User.objects.get(pk=login.pk).is_active
    assert set(StaffTask.objects.exclude(state="DONE").values_list("kind", flat=True)) == {
        "life-event-meter",
        "life-event-login",
    }


def test_after_an_insolvency_the_customer_is_written_to_as_before(karen):
    login = account.holder(karen)
    confirm(karen, Happening.BANKRUPTCY)
    assert set(Message.objects.values_list("to_address", flat=True)) == {"karen@post.example"}
    assert User.objects.get(pk=login.pk).is_active


def test_nothing_is_confirmed_without_a_proof(karen):
    made = report(karen)
    with pytest.raises(ProofMissing):
        operations.confirm(life_event=made, proof=" ", **WHO)
    assert LifeEvent.objects.get().state == LifeEventState.REPORTED


def test_the_contact_is_named_with_the_proof_or_later(karen):
    made = confirm(karen, contact=SeesToIt(name="Advokat Ny", email="ny@post.example"))
    karen.refresh_from_db()
    assert (karen.estate_contact, karen.estate_email) == ("Advokat Ny", "ny@post.example")
    operations.name_contact(life_event=made, contact=BO, **WHO)
    karen.refresh_from_db()
    assert (karen.estate_contact, karen.estate_email) == ("Bo Holm", "bo@post.example")


def test_a_contact_of_what_is_only_told_changes_nothing_yet(karen):
    operations.name_contact(life_event=report(karen), contact=BO, **WHO)
    karen.refresh_from_db()
    assert karen.estate_since is None


def test_what_is_told_is_taken_back_until_staff_have_looked(karen):
    made = report(karen)
    operations.take_back(life_event=made, **WHO)
    assert (made.state, StaffTask.objects.exclude(state="DONE").count()) == (LifeEventState.REJECTED, 0)
    again = confirm(karen)
    with pytest.raises(NoLongerTold):
        operations.take_back(life_event=again, **WHO)


@pytest.mark.rule("GE-V-10.3d")
def test_a_death_told_by_mistake_is_undone_whole(karen):
    login = account.holder(karen)
    made = confirm(karen)
    with pytest.raises(ReasonMissing):
        operations.reject(life_event=made, reason="", **WHO)
    operations.reject(life_event=made, reason="Navnebror.", **WHO)
    karen.refresh_from_db()
    assert (karen.estate_since, User.objects.get(pk=login.pk).is_active) == (None, True)
    assert Message.objects.latest("pk").to_address == "karen@post.example"
    assert not StaffTask.objects.exclude(state="DONE").exists()
    assert not stops_dunning(karen, as_of=TODAY)


def test_an_insolvency_is_over_and_a_death_never(karen):
    made = confirm(karen, Happening.RECONSTRUCTION)
    with pytest.raises(ReasonMissing):
        operations.end(life_event=made, reason="", **WHO)
    operations.end(life_event=made, reason="Ophævet.", **WHO)
    assert (made.state, made.closed_on) == (LifeEventState.ENDED, TODAY)
    with pytest.raises(DeathIsForGood):
        operations.end(life_event=confirm(karen), reason="x", **WHO)
