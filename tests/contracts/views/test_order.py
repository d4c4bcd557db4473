"""Ordering page by page: by a customer, by somebody new, and never by looking into somebody else's order."""

import re
from datetime import date

import pytest

from accounts.enums import AccessRole
from accounts.models import Consent, Customer, Event, Receipt
from contracts.enums import AgreementState, OrderState
from contracts.models import Agreement, Order
from contracts.operations.order_document import keep
from contracts.views.order import PER_ADDRESS
from tests.builders import account, energy, order, page
from tests.builders.move import gsrn
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db

PAGE = "/bestil/"


@pytest.fixture(autouse=True)
def _day():
    with page.on(TODAY):
        energy.figures_of_the_law()
        yield


@pytest.fixture
def product():
    return order.household_product()


def anybody(of):
    return account.client_at(of.supplier.host)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def begin(client, of, **more):
    return client.post(PAGE, {"product": of.code, "used_for": of.customer_kind, **more})


def place(**more):
    return {
        "street": "Nyvej 9",
        "postcode": "2100",
        "city": "København Ø",
        "gsrn": gsrn(),
        "price_area": "DK2",
        "way": "switch",
        "starts_on": "2026-05-01",
        **more,
    }


def person(**more):
    return {"name": "Ny Kunde", "email": "ny@post.example", "phone": "", **more}


def fill_in(client, of, who=None, **where):
    """Go through the pages to the last one, and return its address."""
    step = begin(client, of)["Location"]
    step = client.post(step, place(**where))["Location"]
    return client.post(step, who or person())["Location"] if step.endswith("/kunde/") else step


def shown(client, last):
    answer = client.get(last)
    return answer, {"shown": re.search(r'name="shown" value="(\w{64})"', answer.content.decode()).group(1)}


@pytest.mark.rule("GE-VF-1.3", "GE-VF-2.3", "X-67")
def test_somebody_new_orders_without_a_login(product):
    client = anybody(product)
    last = fill_in(client, product)
    seen, said = shown(client, last)
    words = text(seen)
    for told in ("Strøm hjemme", "29,00", "1. maj 2026", "7. april 2026", "Nyvej 9, 2100 København Ø"):
        assert told in words
    assert "checked" not in seen.content.decode()
    assert 'name="start_inside"' not in seen.content.decode()

    done = client.post(last, said | {"power_of_attorney": "on"}, follow=True)
    made = Order.objects.get()
    assert (done.status_code, made.state) == (200, OrderState.CONFIRMED)
    assert made.agreement.number in text(done)
    assert made.customer.number in text(done)
    assert Consent.objects.count() == 1
    assert Event.objects.get(kind="contracts.order.confirmed").actor == "web:order"


@pytest.mark.rule("GE-VF-1.2")
def test_the_button_says_that_it_obliges_to_pay(product):
    client = anybody(product)
    seen = client.get(fill_in(client, product))
    [button] = re.findall(r'<button class="btn go" type="submit">([^<]+)</button>', seen.content.decode())
    assert button in ("Bestil med betalingspligt", "Order with obligation to pay")


def test_a_customer_orders_one_more_and_is_not_asked_who_they_are(product):
    home = page.home()
    last = fill_in(home.client, product)
    _seen, said = shown(home.client, last)
    done = home.client.post(last, said | {"power_of_attorney": "on", "marketing_email": "on"}, follow=True)
    made = Order.objects.get()
    assert (made.customer, Customer.objects.count()) == (home.customer, 1)
    assert set(Consent.objects.values_list("kind", flat=True)) == {"POWER_OF_ATTORNEY", "MARKETING_EMAIL"}
    assert made.agreement.number in text(done)
    shown_page = home.client.get(f"/aftale/{made.agreement.public_id}/").content.decode()
    assert f"/kvittering/{Receipt.objects.get(subject_type='contracts.order').public_id}/" in shown_page


@pytest.mark.rule("EP-1.1", "EP-1.4")
def test_a_business_gives_its_company_number_and_waits_for_credit():
    sold = order.business_product()
    client = anybody(sold)
    step = begin(client, sold)["Location"]
    step = client.post(step, place())["Location"]
    wrong = client.post(step, person(cvr="42133435"))
    assert (wrong.status_code, "42133435" in wrong.content.decode()) == (422, True)
    last = client.post(step, person(cvr="42 13 34 34"))["Location"]
    _seen, said = shown(client, last)
    client.post(last, said | {"power_of_attorney": "on"})
    assert Agreement.objects.get().state == AgreementState.PENDING_CREDIT
    assert Customer.objects.get().cvr == "42133434"


@pytest.mark.rule("EP-1.1", "OR-1.1", "GE-VF-1.1")
def test_the_other_main_use_is_refused(product):
    answer = begin(anybody(product), product, used_for="BUSINESS")
    assert (answer.status_code, Order.objects.count()) == (422, 0)


def test_a_customer_is_offered_what_is_meant_for_them(product):
    business = energy.product(product.supplier, customer_kind="BUSINESS", name="Til firmaer")
    home = page.home()
    assert "Til firmaer" not in text(home.client.get(PAGE))
    assert 'name="used_for"' not in home.client.get(PAGE).content.decode()
    assert begin(home.client, business).status_code == 422
    assert "Til firmaer" in text(anybody(product).get(PAGE))


@pytest.mark.rule("OR-11.2")
def test_an_early_start_has_a_tick_of_its_own_that_nobody_made(product):
    client = anybody(product)
    last = fill_in(client, product, starts_on="2026-03-25")
    seen, said = shown(client, last)
    assert 'name="start_inside"' in seen.content.decode()
    assert "checked" not in seen.content.decode()
    refused = client.post(last, said | {"power_of_attorney": "on", "marketing_phone": "on"})
    assert (refused.status_code, Agreement.objects.count()) == (422, 0)
    assert re.search(r'name="marketing_phone"[^>]* checked', refused.content.decode())
    client.post(last, said | {"power_of_attorney": "on", "start_inside": "on"})
    assert Agreement.objects.get().start_requested_on == TODAY


@pytest.mark.rule("EP-2.3", "OR-2.2")
def test_nothing_is_ordered_without_the_power_of_attorney(product):
    client = anybody(product)
    last = fill_in(client, product)
    _seen, said = shown(client, last)
    assert client.post(last, said).status_code == 422
    assert not Agreement.objects.exists()


def test_confirmed_twice_it_is_one_order(product):
    client = anybody(product)
    last = fill_in(client, product)
    _seen, said = shown(client, last)
    first, second = (client.post(last, said | {"power_of_attorney": "on"}) for _time in range(2))
    assert first["Location"] == second["Location"] == f"{last}faerdig/"
    assert (Agreement.objects.count(), Customer.objects.count()) == (1, 1)


def test_a_price_that_changed_is_shown_before_it_is_agreed_to(product):
    client = anybody(product)
    last = fill_in(client, product)
    _seen, said = shown(client, last)
    product.price_terms.filter(component="SUBSCRIPTION").update(amount_micro=39_000_000)
    again = client.post(last, said | {"power_of_attorney": "on"}, follow=True)
    assert "39,00" in text(again)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    "field, typed", [("gsrn", "571313000000000000"), ("starts_on", "2026-03-19"), ("street", "")]
)
def test_a_wrong_page_keeps_what_was_typed(product, field, typed):
    client = anybody(product)
    step = begin(client, product)["Location"]
    answer = client.post(step, place(**{field: typed}))
    assert answer.status_code == 422
    assert "København Ø" in answer.content.decode()
    assert typed in answer.content.decode()


def test_pages_come_in_their_order(product):
    client = anybody(product)
    step = begin(client, product)["Location"]
    last = step.removesuffix("sted/")
    assert client.get(last)["Location"] == step
    assert client.get(f"{last}faerdig/")["Location"] == last
    client.post(step, place())
    assert client.get(last)["Location"] == f"{last}kunde/"


@pytest.mark.parametrize("path", ["", "sted/", "kunde/", "faerdig/", "dokument/"])
def test_nobody_else_opens_an_order(product, path):
    client = anybody(product)
    last = fill_in(client, product)
    stranger, customer = anybody(product), page.home().client
    for other in (stranger, customer):
        assert other.get(f"{last}{path}").status_code == 404
    assert client.get(f"{last}{path}").status_code in (200, 302)


def test_an_order_of_a_customer_is_theirs_alone(product):
    mine, other = page.home(), page.home(email="anden@post.example")
    last = fill_in(mine.client, product)
    assert mine.client.get(last).status_code == 200
    assert other.client.get(last).status_code == 404
    assert anybody(product).get(last).status_code == 404


def test_who_may_only_look_does_not_order(product):
    home = page.home()
    reader = account.signed_in(account.holder(home.customer, AccessRole.READER, email="ser@post.example"))
    assert reader.get(PAGE).status_code == 403
    assert begin(reader, product).status_code == 403


def test_the_confirmation_is_given_to_whoever_ordered(product):
    client = anybody(product)
    last = fill_in(client, product)
    _seen, said = shown(client, last)
    client.post(last, said | {"power_of_attorney": "on"})
    assert client.get(f"{last}dokument/").status_code == 302
    keep(order=Order.objects.get(), content=b"%PDF-1.7", by="test", as_of=TODAY)
    answer = client.get(f"{last}dokument/")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7")
    assert f"{last}dokument/" in client.get(f"{last}faerdig/").content.decode()


def test_an_expired_order_begins_anew(product):
    client = anybody(product)
    last = fill_in(client, product)
    Order.objects.update(state=OrderState.EXPIRED)
    assert client.get(last)["Location"] == PAGE
    assert client.get(f"{last}sted/")["Location"] == last


def test_an_order_too_old_to_confirm_says_so(product):
    client = anybody(product)
    last = fill_in(client, product)
    Order.objects.update(begun_on=date(2026, 3, 1))
    _seen, said = shown(client, last)
    assert client.post(last, said | {"power_of_attorney": "on"}).status_code == 422
    assert not Agreement.objects.exists()


def test_a_stranger_who_tries_too_often_waits(product):
    client = anybody(product)
    for _time in range(PER_ADDRESS):
        assert client.post(PAGE, {}).status_code == 422
    assert client.post(PAGE, {}).status_code == 429
    assert page.home().client.post(PAGE, {}).status_code == 422


def test_a_supplier_that_sells_nothing_says_so():
    account.supplier()
    assert account.client_at("gron.localhost").get(PAGE).status_code == 200


def test_ordering_is_found_from_the_door_and_from_the_agreement():
    home = page.home()
    assert PAGE in account.client_at("gron.localhost").get("/log-ind/").content.decode()
    assert PAGE in home.client.get("/aftale/").content.decode()
