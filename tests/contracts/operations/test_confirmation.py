"""What was agreed is confirmed with the right to withdraw, its last day and a link that needs no login."""

import re
from datetime import UTC, date, datetime

import pytest

from accounts.models import Message, ScopedLink
from accounts.operations import scoped_link
from accounts.operations.scoped_link import LinkNotValid
from contracts.operations import confirmation
from contracts.operations.confirmation import PURPOSE
from tests.builders import account, energy
from tests.contracts.operations.test_withdrawal import conclude

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def token_in(message):
    return re.search(r"http://[\w.]+(?::\d+)?/fortryd/([\w-]{43})/", message.body).group(1)


@pytest.mark.rule("GE-VF-1.3", "OR-11.1")
def test_the_confirmation_says_what_was_agreed_and_carries_the_link():
    agreement = conclude("gron_fixed_2024", concluded=date(2026, 3, 19), confirm=True)
    message = Message.objects.get(kind="agreement_concluded")
    for words in (agreement.number, "Havevej 1", "7. april 2026", "19. september 2026", "2. april 2026"):
        assert words in message.body
    assert (message.legal, message.clause) == (True, "GE-VF-1.3")
    at = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    found = scoped_link.find(supplier=agreement.supplier, token=token_in(message), purpose=PURPOSE, at=at)
    assert (found.subject_type, found.subject_id) == ("contracts.agreement", agreement.pk)


def test_nothing_is_sent_unless_it_is_asked_for():
    conclude()
    assert not Message.objects.exists()
    assert not ScopedLink.objects.exists()


def test_an_agreement_is_confirmed_once():
    agreement = conclude(confirm=True)
    confirmation.send(agreement=agreement, by="test", as_of=date(2026, 3, 3))
    assert (Message.objects.count(), ScopedLink.objects.count()) == (1, 1)


@pytest.mark.rule("GE-VF-1.3")
def test_the_confirmation_tells_of_the_right_whoever_had_not_been_told():
    """law.md §2: the days run from the information; told on 10 March, until 24 March."""
    agreement = conclude(is_informed=False)
    confirmation.send(agreement=agreement, by="test", as_of=date(2026, 3, 10))
    agreement.refresh_from_db()
    assert agreement.informed_on == date(2026, 3, 10)
    assert "24. marts 2026" in Message.objects.get().body


def test_where_there_is_no_right_there_is_no_link():
    business = account.customer(account.supplier("energiplus"), kind="BUSINESS", cvr="12345674")
    agreement = conclude("energiplus_2023", customer=business, confirm=True)
    body = Message.objects.get().body
    assert agreement.number in body
    assert "/fortryd/" not in body
    assert not ScopedLink.objects.exists()


def test_the_link_is_for_nothing_else_and_not_for_another_supplier():
    conclude(confirm=True)
    token = token_in(Message.objects.get())
    at = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
    for supplier, purpose in ((account.supplier(), "activation"), (account.supplier("orsted"), PURPOSE)):
        with pytest.raises(LinkNotValid):
            scoped_link.find(supplier=supplier, token=token, purpose=purpose, at=at)
