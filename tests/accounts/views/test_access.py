"""Who has access: the customer sees all, invites and ends; a guest sees themselves and leaves."""

from datetime import date

import pytest

from accounts.enums import AccessRole
from accounts.models import Access, Invitation
from tests.builders import account

pytestmark = pytest.mark.django_db

PAGE = "/profil/adgang/"


@pytest.fixture
def karen():
    return account.holder(account.customer(email="karen@post.example", name="Karen Holm"), name="Karen Holm")


def guest(karen, role=AccessRole.JOINT, email="bo@post.example", name="Bo Berg"):
    customer = karen.accesses.get().customer
    user = account.user(email=email, name=name)
    Access.objects.create(
        supplier=customer.supplier,
        customer=customer,
        user=user,
        role=role,
        starts_on=date(2025, 1, 1),
        granted_by="test",
    )
    return user


def end(client, user):
    return client.post(f"{PAGE}{user.accesses.get().public_id}/")


def test_customer_invites_and_sees_what_waits(karen):
    client = account.signed_in(karen)
    answer = client.post(PAGE, {"email": "bo@post.example", "role": "JOINT"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)

    made = Invitation.objects.get()
    shown = client.get(PAGE).content.decode()
    assert "bo@post.example" in shown
    assert client.post(f"{PAGE}invitation/{made.public_id}/").status_code == 302
    assert Invitation.objects.get().state == "TAKEN_BACK"


@pytest.mark.parametrize(
    "typed", [{"email": "ikke-en-adresse", "role": "JOINT"}, {"email": "karen@post.example", "role": "JOINT"}]
)
def test_what_is_wrong_answers_422_with_what_was_typed(karen, typed):
    answer = account.signed_in(karen).post(PAGE, typed)
    assert (answer.status_code, f'value="{typed["email"]}"' in answer.content.decode()) == (422, True)
    assert not Invitation.objects.exists()


def test_role_that_is_not_offered_is_refused(karen):
    answer = account.signed_in(karen).post(PAGE, {"email": "bo@post.example", "role": "HOLDER"})
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_the_customer_ends_an_access_and_its_open_page_shows_nothing_more(karen):
    bo = guest(karen)
    theirs = account.signed_in(bo)
    assert theirs.get("/profil/").status_code == 200
    assert end(account.signed_in(karen), bo).status_code == 302
    assert theirs.get("/profil/").status_code == 404


@pytest.mark.parametrize("role", [role for role in AccessRole if role != AccessRole.HOLDER])
def test_every_guest_sees_themselves_alone_and_leaves(karen, role):
    guest(karen, role=AccessRole.READER, email="ib@post.example", name="Ib Iversen")
    bo = guest(karen, role=role)
    client = account.signed_in(bo)
    shown = client.get(PAGE).content.decode()
    assert ("Bo Berg" in shown, "Ib Iversen" in shown, 'name="email"' in shown) == (True, False, False)

    assert client.post(PAGE, {"email": "x@post.example", "role": "READER"}).status_code == 403
    assert end(client, bo).status_code == 302
    assert client.get(PAGE).status_code == 404


def test_guests_do_not_end_each_others_access(karen):
    bo, ib = guest(karen, role=AccessRole.HELPER), guest(karen, email="ib@post.example")
    assert end(account.signed_in(bo), ib).status_code == 403
    assert end(account.signed_in(bo), karen).status_code == 403
    assert ib.accesses.get().ends_before is None


def test_customers_own_access_is_not_ended(karen):
    assert end(account.signed_in(karen), karen).status_code == 302
    assert karen.accesses.get().ends_before is None


def test_access_and_invitation_of_another_customer_are_not_there(karen):
    bo = guest(karen)
    account.signed_in(karen).post(PAGE, {"email": "ny@post.example", "role": "READER"})
    stranger = account.signed_in(account.holder())
    assert end(stranger, bo).status_code == 404
    assert stranger.post(f"{PAGE}invitation/{Invitation.objects.get().public_id}/").status_code == 404
    assert (bo.accesses.get().ends_before, Invitation.objects.get().state) == (None, "WAITING")


def test_twenty_invitations_a_day_and_no_more(karen):
    client = account.signed_in(karen)
    answers = [client.post(PAGE, {"email": "bo@post.example", "role": "READER"}).status_code for _try in range(21)]
    assert answers == [302] * 20 + [422]
