"""The link in the confirmation withdraws without login: for its agreement alone, in time, and not too often."""

import re
from datetime import UTC, date, datetime

import pytest

from accounts.models import Event, Message, Receipt, ScopedLink
from accounts.operations import scoped_link
from config.foundation import clock
from contracts.enums import AgreementState
from contracts.models import Withdrawal
from contracts.views.withdrawal_link import PER_ADDRESS
from tests.builders import account, energy, page
from tests.contracts.operations.test_withdrawal import conclude
from tests.contracts.views.test_withdrawal import text

pytestmark = pytest.mark.django_db

CONCLUDED = date(2026, 3, 19)


@pytest.fixture
def agreed():
    energy.figures_of_the_law()
    with page.on(date(2026, 3, 25)):
        yield conclude(concluded=CONCLUDED, confirm=True)


def link():
    return re.search(r"/fortryd/[\w-]{43}/", Message.objects.get(kind="agreement_concluded").body).group()


def anybody(host="gron.localhost"):
    return account.client_at(host)


@pytest.mark.rule("GE-VF-1.3")
def test_whoever_has_the_link_sees_the_agreement_and_withdraws(agreed):
    client = anybody()
    seen = client.get(link())
    assert (seen.status_code, "_auth_user_id" in client.session) == (200, False)
    assert agreed.number in text(seen)
    assert "7. april 2026" in text(seen)

    done = client.post(link(), {"reason": ""}, follow=True)
    agreed.refresh_from_db()
    assert agreed.state == AgreementState.WITHDRAWN
    assert "25. marts 2026" in text(done)
    assert Message.objects.filter(kind="receipt", customer=agreed.customer).count() == 1
    assert Event.objects.get(kind="contracts.withdrawal.received").actor == "link:withdrawal"


def test_the_page_does_not_say_who_the_customer_is(agreed):
    seen = anybody().get(link()).content.decode()
    for known in (agreed.customer.name, agreed.customer.email, agreed.customer.number, agreed.customer.street):
        assert known not in seen


@pytest.mark.rule("GE-VF-1.3")
@pytest.mark.parametrize("minute, withdrawn", [(59, 1), (60, 0)])
def test_one_minute_late_is_too_late_and_said_so(agreed, minute, withdrawn):
    client = anybody()
    with clock.frozen(datetime(2026, 4, 7, 21 + minute // 60, minute % 60, tzinfo=UTC)):
        answer = client.post(link(), {"reason": ""}, follow=True)
    assert (answer.status_code, Withdrawal.objects.count()) == (200, withdrawn)
    assert "7. april 2026" in text(answer)


def test_sent_twice_it_withdraws_once(agreed):
    client = anybody()
    for _time in range(2):
        assert client.post(link(), {"reason": ""}, follow=True).status_code == 200
    assert Withdrawal.objects.count() == Receipt.objects.count() == 1


def test_gas_goes_too_when_it_is_ticked(agreed):
    gas = conclude(fuel="GAS", customer=agreed.customer, concluded=CONCLUDED)
    client = anybody()
    assert gas.number in text(client.get(link()))
    client.post(link(), {"reason": "", "other_fuel": "on"})
    assert Withdrawal.objects.count() == 2


@pytest.mark.parametrize("host", ["gron.localhost", "orsted.localhost"])
def test_an_unknown_link_and_one_of_another_supplier_look_the_same(agreed, host):
    account.supplier("orsted")
    path = link() if host == "orsted.localhost" else f"/fortryd/{'x' * 43}/"
    answer = anybody(host).get(path)
    assert (answer.status_code, agreed.number in answer.content.decode()) == (404, False)


def test_a_link_that_was_called_back_or_is_too_old_opens_nothing(agreed):
    with page.on(date(2026, 7, 7)):
        assert anybody().get(link()).status_code == 404
    scoped_link.revoke(link=ScopedLink.objects.get(), by="test", as_of=CONCLUDED, reason="Videresendt.")
    answer = anybody().post(link(), {"reason": ""})
    assert (answer.status_code, Withdrawal.objects.count()) == (404, 0)


def test_a_link_of_another_purpose_does_not_withdraw(agreed):
    _row, token = scoped_link.create(
        supplier=agreed.supplier,
        customer=agreed.customer,
        purpose="activation",
        subject=agreed,
        expires_at=datetime(2026, 5, 1, tzinfo=UTC),
        by="test",
        as_of=CONCLUDED,
    )
    assert anybody().post(f"/fortryd/{token}/", {"reason": ""}).status_code == 404
    assert not Withdrawal.objects.exists()


def test_tries_from_one_address_are_counted(agreed):
    client = anybody()
    for _time in range(PER_ADDRESS):
        client.get(f"/fortryd/{'x' * 43}/")
    assert client.get(link()).status_code == 429
    assert client.post(link(), {"reason": ""}).status_code == 429
    assert not Withdrawal.objects.exists()


def test_the_page_speaks_the_language_of_its_host(agreed):
    account.supplier("borgholm", language="sv")
    answer = anybody("borgholm.localhost").get(f"/angra/{'x' * 43}/")
    assert (answer.status_code, answer.headers["Content-Language"]) == (404, "sv")
