"""Moving on Min side: both addresses in one go, a second look, a receipt, the way back, and the old meter."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings

from accounts.models import Access, Event, Receipt
from config.foundation import crypto
from contracts.enums import AgreementState, MoveState
from contracts.models import Agreement, MeteringPoint, Move
from tests.builders import account, energy, page
from tests.builders.move import ADDRESS, gsrn

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)
PAGE = "/flytning/"


@pytest.fixture
def mine():
    with page.on(TODAY):
        energy.figures_of_the_law()
        yield page.home(starts_on=date(2026, 1, 10))


@pytest.fixture
def bound(mine):
    """Bound until 9 July at a fixed price: leaving before costs 600 kr. with VAT."""
    Agreement.objects.update(terms_code="gron_fixed_2024", binding_ends_on=date(2026, 7, 10))
    return mine


@pytest.fixture
def asked():
    """At a supplier whose terms need the personal number."""
    with page.on(TODAY):
        energy.figures_of_the_law()
        home = page.home(at=account.supplier("orsted", terms_code="orsted_2019"), starts_on=date(2026, 1, 10))
        Agreement.objects.update(terms_code="orsted_2019")
        yield home


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def typed(home, *, number=None, **more):
    said = {
        "supplies": [str(home.supply.public_id)],
        "moves_on": "2026-06-01",
        "way": "along",
        **ADDRESS,
        f"gsrn_{home.supply.public_id.hex}": gsrn() if number is None else number,
        **more,
    }
    return {name: value for name, value in said.items() if value is not None}


def hidden(answer):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def again(home):
    """Return a browser in which the customer has signed in anew: their session has not lasted."""
    return account.signed_in(Access.objects.get(customer=home.customer).user)


def confirm(home, **more):
    seen = home.client.post(PAGE, typed(home, **more))
    assert seen.status_code == 200, text(seen)
    return seen, home.client.post(f"{PAGE}bekraeft/", hidden(seen), follow=True)


@pytest.mark.rule("GE-V-10.3a", "GE-V-10.3b", "GE-V-10.3c")
def test_a_move_is_shown_with_what_it_leads_to_and_then_told(mine):
    seen, done = confirm(mine)
    shown = text(seen)
    assert "31. maj 2026" in shown
    assert "1. juni 2026" in shown
    assert "Strandvej 7, 2100 København Ø" in shown
    told = Move.objects.get()
    assert (told.state, told.customer) == (MoveState.TOLD, mine.customer)
    assert "1. juni 2026" in text(done)
    assert f"/kvittering/{Receipt.objects.get().public_id}/" in done.content.decode()
    event = Event.objects.get(kind="contracts.move.told")
    assert event.actor_user_id == Access.objects.get(customer=mine.customer).user_id


def test_who_has_told_a_move_is_asked_who_else_lives_there(mine):
    assert 'href="/profil/adgang/"' not in mine.client.get(PAGE).content.decode()
    _seen, told = confirm(mine)
    assert 'href="/profil/adgang/"' in told.content.decode()


def test_nothing_happens_before_it_is_confirmed(mine):
    mine.client.post(PAGE, typed(mine))
    assert not Move.objects.exists()
    assert mine.client.post(f"{PAGE}bekraeft/", typed(mine)).status_code == 302
    assert not Move.objects.exists()


@pytest.mark.rule("X-65")
def test_a_late_move_says_plainly_until_when_the_old_address_is_paid(mine):
    seen, _done = confirm(mine, moves_on="2026-05-02")
    shown = text(seen)
    assert "notice warn" in seen.content.decode()
    assert "4. maj 2026" in shown
    assert Move.objects.get().timing == "late"


@pytest.mark.rule("X-65")
def test_an_early_move_is_kept_and_can_be_taken_back(mine):
    _seen, done = confirm(mine, moves_on="2026-09-01")
    told = Move.objects.get()
    assert (told.state, told.held_until) == (MoveState.HELD, date(2026, 7, 1))
    assert f"{PAGE}{told.public_id}/retur/" in done.content.decode()
    mine.client.post(f"{PAGE}{told.public_id}/retur/")
    told.refresh_from_db()
    assert told.state == MoveState.UNDONE


@pytest.mark.rule("GE-F-10.3a", "GE-F-10.2a")
def test_leaving_with_the_move_shows_its_cost_and_ends_the_agreement(bound):
    seen, _done = confirm(bound, way="leave")
    assert "600,00" in text(seen)
    assert Agreement.objects.get().state == AgreementState.TERMINATING
    assert Move.objects.get().exit_gross == 60_000
    own = bound.client.get(f"/aftale/{bound.supply.agreement.public_id}/").content.decode()
    assert "/opsig/retur/" not in own


def test_a_cost_that_is_not_the_one_shown_is_shown_again(bound):
    seen = bound.client.post(PAGE, typed(bound, way="leave"))
    answer = bound.client.post(f"{PAGE}bekraeft/", hidden(seen) | {"accepted": "1"}, follow=True)
    assert "600,00" in text(answer)
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    "more, said",
    [
        ({"number": ""}, "gsrn"),
        ({"number": "571313000000000011"}, "gsrn"),
        ({"number": "12345678901"}, "gsrn"),
        ({"supplies": []}, "supplies"),
        ({"moves_on": "i morgen"}, "moves_on"),
        ({"street": ""}, "street"),
        ({"postcode": "9990"}, "price_area"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_with_what_was_typed(mine, more, said):
    answer = mine.client.post(PAGE, typed(mine, **more))
    assert answer.status_code == 422
    assert any(name.startswith(said) for name in answer.context["form"].errors)
    assert 'value="København Ø"' in answer.content.decode()


def test_where_we_supply_nobody_the_mover_chooses_the_price_area(mine):
    number = gsrn()
    confirm(mine, number=number, postcode="9990", city="Skagen", price_area="DK1")
    assert MeteringPoint.objects.get(gsrn=number).price_area == "DK1"


@pytest.mark.rule("OR-12.6")
def test_the_personal_number_is_asked_for_and_no_page_shows_it(asked):
    assert asked.client.post(PAGE, typed(asked)).status_code == 422
    seen, done = confirm(asked, personal_number="010190-1234")
    for answer in (seen, done):
        assert "0101901234" not in answer.content.decode().replace("-", "")
    asked.customer.refresh_from_db()
    token = bytes(asked.customer.cpr_encrypted).decode()
    assert crypto.decrypt(token, keys=settings.FIELD_KEYS) == "0101901234"
    assert "personal_number" not in asked.client.get(PAGE).context["form"].fields


@pytest.mark.rule("OR-12.6")
def test_who_has_no_personal_number_says_so(asked):
    _seen, _done = confirm(asked, personal_number="", without_number="on")
    assert Move.objects.get().state == MoveState.TOLD


def test_who_changes_something_finds_what_was_typed_but_the_personal_number(asked):
    seen = asked.client.post(PAGE, typed(asked, personal_number="010190-1234"))
    back = asked.client.post(PAGE, hidden(seen) | {"change": "1"})
    assert back.status_code == 200
    shown = back.content.decode()
    assert 'value="Strandvej 7"' in shown
    assert "0101901234" not in shown.replace("-", "")
    assert 'name="personal_number" value=' not in shown


@pytest.mark.rule("OR-12.7")
def test_the_old_meter_is_read_on_the_day(mine):
    MeteringPoint.objects.update(remotely_read=False)
    confirm(mine)
    row = Move.objects.get().supplies.get()
    address = f"{PAGE}{row.public_id}/aflaesning/"
    assert mine.client.post(address, {"kwh": "4711"}).status_code == 422
    with page.on(date(2026, 6, 1)):
        client = again(mine)
        assert address in client.get(PAGE).content.decode()
        assert client.post(address, {"kwh": "-1"}).status_code == 422
        assert client.post(address, {"kwh": "4711"}).status_code == 302
    row.refresh_from_db()
    assert row.read_kwh == 4_711


def test_on_its_day_a_move_is_no_longer_taken_back(mine):
    confirm(mine)
    told = Move.objects.get()
    with page.on(told.moves_on - timedelta(days=1)):
        assert "/retur/" in again(mine).get(PAGE).content.decode()
    with page.on(told.moves_on):
        client = again(mine)
        assert "/retur/" not in client.get(PAGE).content.decode()
        client.post(f"{PAGE}{told.public_id}/retur/")
    told.refresh_from_db()
    assert told.state == MoveState.TOLD


def test_who_has_nothing_to_move_is_told_so(mine):
    Agreement.objects.update(state=AgreementState.ENDED, ends_before=TODAY)
    answer = mine.client.get(PAGE)
    assert answer.status_code == 200
    assert answer.context["can_move"] is False


@pytest.mark.parametrize("role, status", [("MOVER", 200), ("HELPER", 200), ("READER", 403), ("PAYER", 403)])
def test_who_may_move_for_the_customer_tells_it_and_others_do_not(mine, role, status):
    client = account.signed_in(account.holder(mine.customer, role=role, email="en@post.example"))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, typed(mine)).status_code == status


def test_the_agreement_leads_to_the_move(mine):
    assert f'href="{PAGE}"' in mine.client.get("/aftale/").content.decode()


@pytest.mark.rule("OR-12.4", "OR-13.2")
@pytest.mark.parametrize(
    "owns, said", [("", "Svar på, om du ejer boligen."), ("yes", "Som ejer opsiger du aftalen under Aftale.")]
)
def test_an_owner_does_not_end_the_agreement_by_moving(asked, owns, said):
    answer = asked.client.post(PAGE, typed(asked, way="leave", number="", owns=owns, without_number="on"))
    assert answer.status_code == 422
    assert said in text(answer)
    assert ADDRESS["street"] in answer.content.decode()


@pytest.mark.rule("OR-12.4")
def test_who_does_not_own_the_home_ends_the_agreement_by_moving(asked):
    answer = asked.client.post(PAGE, typed(asked, way="leave", number="", owns="no", without_number="on"))
    assert answer.status_code == 200


@pytest.mark.rule("OR-12.4")
def test_who_takes_the_agreement_along_is_not_asked_who_owns_the_home(asked, mine):
    assert "ejer du den bolig" in text(asked.client.get(PAGE))
    assert "ejer du den bolig" not in text(mine.client.get(PAGE))
    answer = asked.client.post(PAGE, typed(asked, price_area="DK2", without_number="on"))
    assert answer.status_code == 200
