"""At the desk an agreement is ended for the customer or the supplier, by the same operation as on Min side."""

from datetime import date

import pytest

from accounts.enums import StaffJob
from accounts.models import Event, Receipt
from contracts.enums import AgreementState, NoticeBy
from contracts.models import Agreement, ProductChange, Termination
from tests.builders import account, desk, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def agreement():
    """Bound until 9 July: concluded on 10 January at a fixed price."""
    with page.on(TODAY):
        energy.figures_of_the_law()
        supply = energy.supply(customer=account.customer(name="Karen Holm"))
        concluded = date(2026, 1, 10)
        Agreement.objects.update(
            state=AgreementState.ACTIVE,
            concluded_on=concluded,
            starts_on=concluded,
            binding_ends_on=date(2026, 7, 10),
            terms_code="gron_fixed_2024",
        )
        yield Agreement.objects.get(pk=supply.agreement_id)


def at_desk(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier()))


def do(client, agreement, **said):
    given = {"form": "phone", "words": "Ringede.", **said} | desk.no_inlines("supplies")
    return client.post(desk.path(Agreement, agreement.pk, "change"), given)


@pytest.mark.rule("GE-F-10.2a")
def test_a_notice_by_phone_is_given_with_the_cost_that_stood_at_the_day(agreement):
    client = at_desk(StaffJob.SUPPORT)
    assert "koster 600,00" in client.get(desk.path(Agreement, agreement.pk, "change")).content.decode()
    assert do(client, agreement, act="notice", last_day="2026-04-30 60000").status_code == 302
    given = Termination.objects.get()
    assert (given.form, given.exit_net + given.exit_vat, given.reason) == ("phone", 60_000, "Ringede.")
    told = Event.objects.get(kind="contracts.termination.given")
    assert (told.actor_user.is_staff, told.customer_id) == (True, agreement.customer_id)
    assert Receipt.objects.get().customer_id == agreement.customer_id


def test_a_day_with_another_cost_is_not_among_the_choices(agreement):
    answer = do(at_desk(StaffJob.SUPPORT), agreement, act="notice", last_day="2026-04-30 0")
    assert answer.status_code == 200
    assert "Ringede." in answer.content.decode()
    assert not Termination.objects.exists()


def test_the_suppliers_notice_and_taking_it_back(agreement):
    client = at_desk(StaffJob.SUPERVISOR)
    do(client, agreement, act="ours", words="Produktet lukkes.")
    assert Termination.objects.get().given_by == NoticeBy.SUPPLIER
    do(client, agreement, act="undo", words="Alligevel ikke.")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ACTIVE


@pytest.mark.parametrize("job", [StaffJob.BILLING, StaffJob.COMPLAINTS, StaffJob.COMPLIANCE])
def test_other_jobs_look_and_do_nothing(agreement, job):
    assert do(at_desk(job), agreement, act="ours").status_code == 403
    assert not Termination.objects.exists()


def another(name="Frit", code="gron_variable_2024", kind="VARIABLE"):
    made = energy.product(kind=kind, name=name, terms_code=code)
    energy.price(made, "ENERGY", 700_000, with_vat=True)
    return made


@pytest.mark.rule("GE-F-10.2a")
def test_a_product_is_changed_for_the_customer_with_the_cost_that_stood_at_it(agreement):
    to, client = another(), at_desk(StaffJob.SUPPORT)
    assert do(client, agreement, act="switch", new_product=f"{to.code} 2026-04-01 60000 ").status_code == 302
    change = ProductChange.objects.get()
    assert (change.form, change.to_product, change.exit_net + change.exit_vat) == ("phone", to, 60_000)
    told = Event.objects.get(kind="contracts.product-change.asked")
    assert (told.actor_user.is_staff, told.reason) == (True, "Ringede.")
    do(client, agreement, act="keep")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ACTIVE


@pytest.mark.rule("GE-F-10.1c")
def test_at_the_desk_too_a_new_binding_has_its_own_tick(agreement):
    to, client = another("Fast 2", "gron_fixed_2024", "FIXED"), at_desk(StaffJob.SUPPORT)
    said = {"act": "switch", "new_product": f"{to.code} 2026-04-01 0 2026-09-05"}
    assert do(client, agreement, **said).status_code == 200
    assert not ProductChange.objects.exists()
    assert do(client, agreement, bound="on", **said).status_code == 302
    assert ProductChange.objects.get().free_from == date(2026, 9, 5)


def test_no_product_chosen_is_said_on_the_form(agreement):
    answer = do(at_desk(StaffJob.SUPPORT), agreement, act="switch")
    assert (answer.status_code, "Ringede." in answer.content.decode()) == (200, True)
