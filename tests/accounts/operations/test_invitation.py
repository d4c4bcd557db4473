"""Inviting: replaced, taken back, answered once, by the invited address alone; every step is told."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.enums import AccessRole
from accounts.models import Access, Event, Invitation, Message, Receipt, ScopedLink, User
from accounts.operations import activation, invitation, scoped_link
from accounts.operations.invitation import AnsweredAlready, NotForThem
from accounts.operations.scoped_link import LinkNotValid
from accounts.rules.invitation import LIFETIME
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "fire-ord-er-nemme-nok"
BO = "bo@post.example"


@pytest.fixture
def karen():
    return account.holder(account.customer(email="karen@post.example", name="Karen Holm"), name="Karen Holm")


def invite(karen, email=BO, role=AccessRole.JOINT, at=AT):
    customer = karen.accesses.get().customer
    return invitation.invite(customer=customer, email=email, role=role, by=karen, as_of=TODAY, at=at)


def token_mailed():
    letter = Message.objects.filter(kind="access_invited").latest("pk")
    return re.search(r"/invitation/(\S+)/", letter.body).group(1)


def kinds():
    rows = Event.objects.filter(kind__startswith="accounts.access.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_the_invited_is_written_to_and_the_customer_gets_a_receipt(karen):
    invite(karen, email=" Bo@Post.example ")

    letter = Message.objects.get(kind="access_invited")
    assert (letter.to_address, letter.customer.name) == (BO, "Karen Holm")
    assert "Karen H." in letter.subject
    assert "Holm" not in letter.subject + letter.body
    link = scoped_link.find(
        supplier=letter.supplier, token=token_mailed(), purpose=invitation.PURPOSE, at=AT + timedelta(days=13)
    )
    assert link.subject_id == Invitation.objects.get().pk
    assert Receipt.objects.get().customer == letter.customer
    assert kinds() == ["accounts.access.invited"]


def test_a_yes_gives_access_from_today_and_is_told(karen):
    bo = account.user(email=BO)
    access = invitation.accept(invitation=invite(karen), user=bo, as_of=TODAY, at=AT)

    assert (access.user, access.role, access.starts_on, access.granted_by) == (bo, "JOINT", TODAY, "Karen Holm")
    assert [each.title for each in Receipt.objects.order_by("pk")] != []
    assert (Receipt.objects.count(), kinds()[-1]) == (2, "accounts.access.granted")


def test_it_is_answered_once(karen):
    made, bo = invite(karen), account.user(email=BO)
    invitation.accept(invitation=made, user=bo, as_of=TODAY, at=AT)

    with pytest.raises(AnsweredAlready):
        invitation.accept(invitation=made, user=bo, as_of=TODAY, at=AT)
    with pytest.raises(AnsweredAlready):
        invitation.decline(invitation=made, as_of=TODAY, at=AT)
    assert Access.objects.filter(user=bo).count() == 1


def test_only_the_invited_address_at_that_supplier_may_say_yes(karen):
    made = invite(karen)
    others = [account.user(email="ib@post.example"), account.user(account.supplier("orsted"), email=BO)]
    for other in others:
        with pytest.raises(NotForThem):
            invitation.accept(invitation=made, user=other, as_of=TODAY, at=AT)
    assert not Access.objects.filter(user__in=others).exists()


def test_too_old_is_too_late(karen):
    made, bo = invite(karen), account.user(email=BO)
    with pytest.raises(AnsweredAlready):
        invitation.accept(invitation=made, user=bo, as_of=TODAY, at=AT + LIFETIME)
    assert not Access.objects.filter(user=bo).exists()


def test_taken_back_its_link_works_no_more(karen):
    made = invite(karen)
    token = token_mailed()
    invitation.take_back(invitation=made, by=karen, as_of=TODAY)

    with pytest.raises(LinkNotValid):
        scoped_link.find(supplier=made.supplier, token=token, purpose=invitation.PURPOSE, at=AT)
    with pytest.raises(AnsweredAlready):
        invitation.accept(invitation=made, user=account.user(email=BO), as_of=TODAY, at=AT)


def test_a_no_is_told_and_gives_nothing(karen):
    invitation.decline(invitation=invite(karen), as_of=TODAY, at=AT)
    assert (Invitation.objects.get().state, Access.objects.count()) == ("DECLINED", 1)
    assert (Receipt.objects.count(), kinds()[-1]) == (2, "accounts.access.declined")


def test_inviting_again_replaces_what_waits(karen):
    first = invite(karen)
    second = invite(karen, role=AccessRole.READER)
    assert Invitation.objects.get(pk=first.pk).state == "TAKEN_BACK"
    assert Invitation.objects.get(pk=second.pk).state == "WAITING"


@pytest.mark.parametrize("email", ["karen@post.example", "KAREN@post.example"])
def test_own_address_is_refused(karen, email):
    with pytest.raises(NotForThem):
        invite(karen, email=email)


def test_who_has_the_role_is_refused_and_may_get_another(karen):
    invitation.accept(invitation=invite(karen), user=account.user(email=BO), as_of=TODAY, at=AT)
    with pytest.raises(NotForThem):
        invite(karen)
    assert invite(karen, role=AccessRole.HELPER).role == "HELPER"


@pytest.mark.parametrize("role", ["HOLDER", "GOD", ""])
def test_nobody_is_invited_to_be_the_customer(karen, role):
    with pytest.raises(NotForThem):
        invite(karen, role=role)


def test_five_wait_and_a_sixth_does_not(karen):
    for number in range(5):
        invite(karen, email=f"b{number}@post.example")
    with pytest.raises(NotForThem):
        invite(karen, email="b5@post.example")
    assert invite(karen, email="b5@post.example", at=AT + LIFETIME).state == "WAITING"


def test_mailed_code_opens_a_login_that_has_said_yes(karen):
    link = invitation.ask_code(invitation=invite(karen), at=AT)
    code = activation.make_code(link=link)
    proven = activation.check_code(link_id=link.pk, code=code, at=AT, purpose=invitation.CODE_PURPOSE)
    said = {"name": "Bo Berg", "password": PASSWORD, "language": "da", "as_of": TODAY, "at": AT}
    bo = invitation.open_login(link=proven, **said)

    assert (bo.email, bo.supplier, bo.check_password(PASSWORD)) == (BO, karen.supplier, True)
    assert bo.accesses.get().role == "JOINT"
    with pytest.raises(LinkNotValid):
        invitation.open_login(link=proven, **said)


def test_a_code_of_an_invitation_opens_no_customers_account(karen):
    """The two kinds of codes are told apart by their purpose."""
    link = invitation.ask_code(invitation=invite(karen), at=AT)
    code = activation.make_code(link=link)
    with pytest.raises(activation.WrongCode):
        activation.check_code(link_id=link.pk, code=code, at=AT)


def test_code_takes_over_no_login_that_is_there(karen):
    link = invitation.ask_code(invitation=invite(karen), at=AT)
    bo = account.user(email=BO)
    with pytest.raises(NotForThem):
        invitation.open_login(link=link, name="Ond", password=PASSWORD, language="da", as_of=TODAY, at=AT)
    assert User.objects.get(pk=bo.pk).check_password(account.PASSWORD)
    assert ScopedLink.objects.get(pk=link.pk).used_at is None
