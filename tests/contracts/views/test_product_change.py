"""Changing product on Min side: what there is, a second look, a binding confirmed by itself, and the way back."""

import re
from datetime import date

import pytest

from accounts.models import Access, Event, Receipt
from contracts.enums import AgreementState, PriceComponent, ProductKind
from contracts.models import Agreement, Product, ProductChange
from contracts.runs import agreement_day
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def mine():
    """Bound until 9 July at a fixed price, with another fixed price and a variable one to change to."""
    with page.on(TODAY):
        energy.figures_of_the_law()
        home = page.home(of=energy.fixed_product())
        Agreement.objects.update(
            terms_code="gron_fixed_2024",
            concluded_on=date(2026, 1, 10),
            starts_on=date(2026, 1, 10),
            binding_ends_on=date(2026, 7, 10),
        )
        for name, kind, code in (
            ("Fast 2", "FIXED", "gron_fixed_2024"),
            ("Frit", "VARIABLE", "gron_variable_2024"),
        ):
            made = energy.product(kind=ProductKind(kind), name=name, terms_code=code)
            energy.price(made, PriceComponent.ENERGY, 700_000, with_vat=True)
        yield home


def address(home, step=""):
    return f"/aftale/{home.supply.agreement.public_id}/skift/{step}"


def text(answer):
    """Return what is read on the page, without tags and with ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def hidden(answer):
    found = re.findall(
        r'<input type="hidden" name="(product|accepted|free_from)"(?: value="([^"]*)")?', answer.content.decode()
    )
    return dict(found)


def choices(answer):
    return re.findall(r'<input type="radio" name="product" value="([^"]+)"', answer.content.decode())


def choose(home, name, number=0):
    """Send the choice of a product, the `number`th of its days."""
    code = Product.objects.get(name=name).code
    values = [each for each in choices(home.client.get(address(home))) if each.startswith(f"{code} ")]
    return home.client.post(address(home), {"product": values[number]})


@pytest.mark.rule("GE-F-10.1c", "GE-F-10.2a", "GE-V-10.2")
def test_products_stand_with_price_first_day_binding_and_cost(mine):
    seen = mine.client.get(address(mine))
    shown = text(seen)
    # asked for on 5 March: six months from then, and nothing for leaving
    assert re.search(r"Fast 2 .{1,5}1\. april 2026, .*4\. september 2026", shown)
    assert re.search(r"Frit .{1,5}1\. april 2026, .*600,00", shown)
    assert re.search(r"Frit .{1,5}1\. august 2026", shown)
    assert "0,70" in shown
    assert len(choices(seen)) == 3
    assert "checked" not in seen.content.decode()


@pytest.mark.rule("GE-F-10.1c", "X-54")
def test_a_binding_is_confirmed_by_its_own_tick_that_nobody_made_for_the_customer(mine):
    seen = choose(mine, "Fast 2")
    assert "4. september 2026" in text(seen)
    assert 'type="checkbox" name="bound"' in seen.content.decode()
    assert "checked" not in seen.content.decode()

    refused = mine.client.post(address(mine, "bekraeft/"), hidden(seen))
    assert refused.status_code == 422
    assert not ProductChange.objects.exists()

    done = mine.client.post(address(mine, "bekraeft/"), hidden(seen) | {"bound": "on"}, follow=True)
    assert "Fast 2" in text(done)
    change = ProductChange.objects.get()
    assert (change.binds_anew, change.free_from, change.starts_on) == (True, date(2026, 9, 5), date(2026, 4, 1))
    [kept] = Receipt.objects.all()
    assert f"/kvittering/{kept.public_id}/" in done.content.decode()
    told = Event.objects.get(kind="contracts.product-change.asked")
    assert told.actor_user_id == Access.objects.get(customer=mine.customer).user_id


@pytest.mark.rule("GE-F-10.2a")
def test_leaving_the_binding_shows_its_price_before_it_is_confirmed(mine):
    seen = choose(mine, "Frit")
    assert "600,00" in text(seen)
    assert 'name="bound"' not in seen.content.decode()
    assert Agreement.objects.get().state == AgreementState.ACTIVE
    mine.client.post(address(mine, "bekraeft/"), hidden(seen))
    change = ProductChange.objects.get()
    assert change.exit_net + change.exit_vat == 60_000


def test_a_cost_that_is_not_the_one_shown_is_not_agreed_to(mine):
    said = hidden(choose(mine, "Frit")) | {"accepted": "1"}
    answer = mine.client.post(address(mine, "bekraeft/"), said)
    assert (answer.status_code, answer["Location"]) == (302, address(mine))
    assert not ProductChange.objects.exists()


def test_the_change_is_taken_back_from_the_page_of_the_agreement(mine):
    mine.client.post(address(mine, "bekraeft/"), hidden(choose(mine, "Frit", 1)))
    shown = mine.client.get(f"/aftale/{mine.supply.agreement.public_id}/")
    assert address(mine, "retur/") in shown.content.decode()
    mine.client.post(address(mine, "retur/"))
    assert Agreement.objects.get(pk=mine.supply.agreement_id).state == AgreementState.ACTIVE
    assert Receipt.objects.count() == 2


@pytest.mark.rule("GE-V-10.2")
def test_who_has_asked_is_told_that_another_choice_replaces_it(mine):
    mine.client.post(address(mine, "bekraeft/"), hidden(choose(mine, "Frit")))
    assert "1. april 2026" in text(mine.client.get(address(mine)))
    mine.client.post(address(mine, "bekraeft/"), hidden(choose(mine, "Frit", 1)))
    assert list(ProductChange.objects.order_by("pk").values_list("state", "starts_on")) == [
        ("UNDONE", date(2026, 4, 1)),
        ("ASKED", date(2026, 8, 1)),
    ]


@pytest.mark.rule("GE-VF-5.1")
def test_the_agreement_says_from_when_an_offer_may_be_asked_for_and_applies_none(mine):
    shown = mine.client.get(f"/aftale/{mine.supply.agreement.public_id}/")
    assert "10. juli 2026" in text(shown)
    assert address(mine) in shown.content.decode()
    assert not ProductChange.objects.exists()


def test_nothing_chosen_is_an_error_beside_the_products(mine):
    answer = mine.client.post(address(mine), {})
    assert answer.status_code == 422
    assert len(choices(answer)) == 3


def test_an_agreement_that_ends_leads_back_to_its_page(mine):
    Agreement.objects.update(state=AgreementState.TERMINATING, ends_before=date(2026, 5, 1))
    answer = mine.client.get(address(mine))
    assert (answer.status_code, answer["Location"]) == (302, f"/aftale/{mine.supply.agreement.public_id}/")


def test_who_may_only_read_changes_nothing(mine):
    client = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))
    assert client.get(address(mine)).status_code == 403
    assert client.post(address(mine, "bekraeft/"), {}).status_code == 403


@pytest.mark.rule("GE-VF-1.3", "X-77")
def test_who_may_withdraw_from_a_change_that_has_begun_does_so_on_the_agreement(mine):
    said = hidden(choose(mine, "Fast 2")) | {"bound": "on"}
    mine.client.post(address(mine, "bekraeft/"), said)
    ProductChange.objects.update(withdraw_by=date(2026, 4, 3))
    with page.on(date(2026, 4, 1)):
        agreement_day.run(supplier=mine.customer.supplier, as_of=date(2026, 4, 1))
        following = ProductChange.objects.get().following
        client = account.signed_in(Access.objects.get(customer=mine.customer).user)
        shown = client.get(f"/aftale/{following.public_id}/").content.decode()
        back = f"/aftale/{following.public_id}/skift/fortryd/"
        assert f'action="{back}"' in shown
        client.post(back)
    revived = Agreement.objects.latest("pk")
    assert (revived.starts_on, revived.binding_ends_on) == (date(2026, 4, 2), date(2026, 7, 10))
