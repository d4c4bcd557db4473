"""Links without login: one purpose, one supplier, one use, revocable, and no token in the database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Event, ScopedLink
from accounts.operations import scoped_link
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DOING = {"by": "test", "as_of": TODAY}


@pytest.fixture
def karen():
    return account.customer()


@pytest.fixture
def made(karen):
    return scoped_link.create(
        supplier=karen.supplier,
        customer=karen,
        purpose="pay",
        subject=karen,
        expires_at=AT + timedelta(days=1),
        **DOING,
    )


def test_token_opens_the_link_and_is_not_stored(karen, made):
    link, token = made
    assert scoped_link.find(supplier=karen.supplier, token=token, purpose="pay", at=AT) == link
    assert ScopedLink.objects.filter(token_sha256=token).count() == 0


@pytest.mark.parametrize("changes", [{"purpose": "move"}, {"token": "x"}, {"at": AT + timedelta(days=2)}])
def test_link_is_for_its_purpose_and_time_only(karen, made, changes):
    asked = {"supplier": karen.supplier, "token": made[1], "purpose": "pay", "at": AT} | changes
    with pytest.raises(scoped_link.LinkNotValid):
        scoped_link.find(**asked)


def test_link_of_one_supplier_is_unknown_to_another(made):
    with pytest.raises(scoped_link.LinkNotValid):
        scoped_link.find(supplier=account.supplier("orsted"), token=made[1], purpose="pay", at=AT)


def test_link_is_used_once(made):
    scoped_link.use(link=made[0], at=AT, **DOING)
    with pytest.raises(scoped_link.LinkNotValid):
        scoped_link.use(link=made[0], at=AT, **DOING)
    assert Event.objects.filter(kind="accounts.link.used").count() == 1


def test_revoked_link_is_dead(karen, made):
    scoped_link.revoke(link=made[0], reason="mistake", **DOING)
    scoped_link.revoke(link=made[0], reason="again", **DOING)
    with pytest.raises(scoped_link.LinkNotValid):
        scoped_link.find(supplier=karen.supplier, token=made[1], purpose="pay", at=AT)
    assert Event.objects.filter(kind="accounts.link.revoked").count() == 1
