"""The journeys of an agreement on a phone, with and without JavaScript: look, confirm, keep the receipt, undo.

With MINSIDE_SCREENSHOTS a picture of every step is taken, for people to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError

from accounts.models import Customer
from contracts.models import Agreement, Move, Product, ProductChange, Supply, Termination
from contracts.operations import agreement as agreements
from tests.browser import look
from tests.browser.site import Site, Visit, in_the_world
from tests.builders import account, energy
from tests.builders.move import CONCLUDED, START, gsrn, running
from tests.builders.world import TODAY, Home
from tests.source import only

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.long]

FOLDER = os.environ.get("MINSIDE_SCREENSHOTS", "")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
GO = "main form:not([action*=sprog], [action*=log-ud]) button[type=submit]:not([name=change])"
_numbers = count(1)


def household() -> Home:
    """Take in a household of its own, which no other test walks through."""
    number = next(_numbers)
    customer = account.customer(
        account.supplier("gron"), name=f"Rejse {number}", email=f"rejse{number}@post.example", language="da"
    )
    return Home(customer, account.holder(customer, language="da"), f"Rejse {number}")


def bound(customer: Customer) -> Supply:
    return running("gron_fixed_2024", kind="FIXED", customer=customer)


@contextmanager
def on_a_phone(site: Site, home: Home, scripts: bool) -> Iterator[Visit]:
    with site.signed_in_visit(home, width=390, java_script_enabled=scripts) as visit:
        yield visit
        only(visit.trouble)


def see(visit: Visit, name: str, scripts: bool) -> None:
    """Look at a step as every page is looked at; axe and the measure of the page need scripts."""
    if FOLDER:
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        visit.page.screenshot(path=Path(FOLDER) / f"{name}{'' if scripts else '-plain'}.png", full_page=True)
    if scripts:
        only([f"{name}: {fault}" for fault in look.faults(visit.page)])


def press(visit: Visit, within: str = GO) -> None:
    with visit.page.expect_navigation():
        visit.page.locator(within).first.click()


def receipts(visit: Visit) -> list[str]:
    """Download every receipt the page offers, and return their titles; each must be a PDF."""
    page = visit.page
    offered = page.locator("a[href*='/kvittering/']").all()
    links = {each.get_attribute("href"): each.inner_text() for each in offered}
    for href in links:
        with page.expect_download() as saved, suppress(PlaywrightError):
            page.goto(visit.url(f"{href}pdf/"))  # it is saved instead of shown, which goto takes for a fault
        assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
    return list(links.values())


def number_in(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


@SCRIPTS
@pytest.mark.rule("GE-F-10.2a")
def test_notice_inside_the_binding_is_bought_out_kept_and_taken_back(site, scripts):
    home = in_the_world(household)
    agreement = in_the_world(lambda: bound(home.customer).agreement)
    path = f"/aftale/{agreement.public_id}/opsig/"
    with on_a_phone(site, home, scripts) as visit:
        visit.open("/aftale/")
        visit.page.locator(f'a[href="{path}"]').first.click()
        see(visit, "notice-1-choose", scripts)
        visit.page.locator("input[name=last_day]").first.check()
        press(visit)
        see(visit, "notice-2-confirm", scripts)
        assert "600" in number_in(visit.page.locator(GO).first.inner_text())
        press(visit)
        see(visit, "notice-3-given", scripts)
        [given] = in_the_world(lambda: list(Termination.objects.filter(agreement=agreement)))
        assert (given.state, given.exit_net + given.exit_vat) == ("GIVEN", 60_000)
        assert len(receipts(visit)) == 1
        press(visit, f'form[action="{path}retur/"] button')
        see(visit, "notice-4-undone", scripts)
        assert len(receipts(visit)) == 2
    assert in_the_world(lambda: Agreement.objects.get(pk=agreement.pk).state) == "ACTIVE"


@SCRIPTS
@pytest.mark.rule("GE-V-10.3a")
def test_two_metering_points_move_in_one_journey(site, scripts):
    home = in_the_world(household)
    first = in_the_world(lambda: running(customer=home.customer))
    second = in_the_world(lambda: running(agreement=first.agreement, street="Havevej 1, skuret"))
    new = {supply: gsrn() for supply in (first, second)}
    with on_a_phone(site, home, scripts) as visit:
        visit.open("/flytning/")
        see(visit, "move-1-empty", scripts)
        press(visit)
        see(visit, "move-2-missing", scripts)
        page = visit.page
        page.locator("input[name=moves_on]").fill("2026-07-01")
        for name, words in {"street": "Strandvej 7", "postcode": "2100", "city": "København Ø"}.items():
            page.locator(f"input[name={name}]").fill(words)
        for supply, number in new.items():
            page.locator(f"input[name=gsrn_{supply.public_id.hex}]").fill(number)
        for wanted in ("personal_number", "without_number"):
            if wanted == "without_number" and page.locator(f"input[name={wanted}]").count():
                page.locator(f"input[name={wanted}]").check()
        if page.locator("[name=price_area]").count():
            page.locator("[name=price_area]").select_option("DK2")
        press(visit)
        see(visit, "move-3-confirm", scripts)
        press(visit)
        see(visit, "move-4-told", scripts)
        assert len(receipts(visit)) == 1
        told = in_the_world(lambda: Move.objects.get(customer=home.customer))
        rows = in_the_world(
            lambda: sorted(told.supplies.values_list("new_supply__metering_point__gsrn", "new_supply__starts_on"))
        )
        assert rows == sorted((number, date(2026, 7, 1)) for number in new.values())
        ends = in_the_world(lambda: {row.supply.ends_before for row in told.supplies.select_related("supply")})
        assert ends == {date(2026, 7, 1)}
        press(visit, f'form[action="/flytning/{told.public_id}/retur/"] button')
        see(visit, "move-5-undone", scripts)
        assert len(receipts(visit)) == 2


@SCRIPTS
@pytest.mark.rule("GE-F-10.1c")
def test_another_product_binds_anew_only_by_a_tick_of_its_own(site, scripts):
    home = in_the_world(household)
    supply = in_the_world(lambda: running(customer=home.customer))
    sold = in_the_world(lambda: _sold(supply))
    path = f"/aftale/{supply.agreement.public_id}/skift/"
    with on_a_phone(site, home, scripts) as visit:
        visit.open("/aftale/")
        visit.page.locator(f'a[href="{path}"]').first.click()
        see(visit, "product-1-choose", scripts)
        visit.page.locator(f'label:has-text("{sold.name}") input[name=product]').first.check()
        press(visit)
        see(visit, "product-2-confirm", scripts)
        assert not visit.page.locator("input[name=bound]").is_checked()
        press(visit)
        see(visit, "product-3-not-ticked", scripts)
        assert in_the_world(lambda: ProductChange.objects.filter(agreement=supply.agreement).count()) == 0
        visit.page.locator("input[name=bound]").check()
        press(visit)
        see(visit, "product-4-asked", scripts)
        assert len(receipts(visit)) == 1
        change = in_the_world(lambda: ProductChange.objects.get(agreement=supply.agreement))
        assert (change.state, change.to_product_id) == ("ASKED", sold.pk)
        press(visit, f'form[action="{path}retur/"] button')
        assert len(receipts(visit)) == 2


def _sold(supply: Supply) -> Product:
    made = energy.fixed_product(supply.supplier)
    made.name, made.terms_code = f"Grøn Fast {next(_numbers)}", "gron_fixed_2024"
    made.save(update_fields=["name", "terms_code"])
    return made


@SCRIPTS
@pytest.mark.rule("GE-VF-1.3")
def test_what_was_ordered_a_week_ago_is_withdrawn_from(site, scripts):
    home = in_the_world(household)
    agreement = in_the_world(lambda: _ordered(home.customer))
    path = f"/aftale/{agreement.public_id}/fortryd/"
    with on_a_phone(site, home, scripts) as visit:
        visit.open("/aftale/")
        visit.page.locator(f'a[href="{path}"]').first.click()
        see(visit, "withdraw-1-right", scripts)
        press(visit)
        see(visit, "withdraw-2-confirm", scripts)
        press(visit)
        see(visit, "withdraw-3-received", scripts)
        assert len(receipts(visit)) == 1
    assert in_the_world(lambda: Agreement.objects.get(pk=agreement.pk).state) == "WITHDRAWN"


def _ordered(customer: Customer) -> Agreement:
    assert CONCLUDED < START < TODAY
    return agreements.conclude(
        customer=customer,
        product=energy.product(customer.supplier, kind="VARIABLE", terms_code="gron_variable_2024"),
        metering_point=energy.metering_point(customer.supplier),
        starts_on=date(2026, 7, 1),
        by="test",
        as_of=date(2026, 5, 13),
        confirm=True,
    )
