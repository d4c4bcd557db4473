"""Takes a picture of every page in its states at both widths and in both themes, for people to look at.

MINSIDE_SCREENSHOTS=/some/folder .venv/bin/python -m pytest tests/browser/screenshots.py
"""

import os
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from billing.enums import MethodState
from billing.models import DueItem
from billing.operations import payment_method
from billing.runs.charge import charge
from billing.runs.provider import card_provider
from tests.browser.site import Site, Visit, in_the_world
from tests.browser.test_desk import pages as desk_pages
from tests.browser.walk import Walk, kind_of
from tests.builders import billing
from tests.builders.charge_world import SHORT_OF_MONEY, ChargeWorld
from tests.builders.world import TODAY

FOLDER = os.environ.get("MINSIDE_SCREENSHOTS", "")
STATES = ("owner", "former", "newcomer", "foreign", "business", "grid", "swede")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
DOOR = ("/log-ind/", "/opret/", "/adgangskode/", "/foerste-gang/", "/hjaelp/", "/ingenting/")
DECLINED = "test:declined"
TOKEN = "[name=csrfmiddlewaretoken]"
# every form but the one that ends the visit
FORMS = 'main form[method=post]:not([action*="log-ud"], [action*="logga-ut"]) button[type=submit]'

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="MINSIDE_SCREENSHOTS names no folder"),
]


def picture(visit: Visit, name: str) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=folder / f"{name}.png", full_page=True)


def name_of(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kind_of(path).lower()).strip("-")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", STATES)
def test_pictures(site: Site, key: str, width: int, scheme: str) -> None:
    with site.visit(site.world.homes[key], width=width, color_scheme=scheme) as visit:
        visit.sign_in()
        walk = Walk(visit, lambda _page: iter(()))
        walk.everywhere(visit.path())
        for path in walk.found:
            name = f"{key}-{name_of(path)}"
            visit.open(path)
            picture(visit, f"{name}-{width}-{scheme}")
            form = visit.page.locator(FORMS).first
            if form.count() and not re.search(r"annuller|log-ud|sprog", path):
                visit.page.evaluate(
                    "document.querySelectorAll('form').forEach((each) => { each.noValidate = true; })"
                )
                form.click()
                visit.page.wait_for_load_state()
                if visit.page.locator("[aria-invalid=true], .errorlist").count():
                    picture(visit, f"{name}-error-{width}-{scheme}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_of_the_door(site: Site, width: int, scheme: str) -> None:
    with site.visit(site.world.homes["owner"], width=width, color_scheme=scheme) as visit:
        for path in DOOR:
            visit.open(path)
            picture(visit, f"door-{name_of(path)}-{width}-{scheme}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("job", ["SUPERVISOR", "COMPLAINTS", "SUPPORT", "BILLING"])
def test_pictures_of_the_desk(site: Site, job: str, width: int, scheme: str) -> None:
    with site.staff_visit(job, width=width, color_scheme=scheme) as visit:
        for path in desk_pages(visit):
            if visit.open(path) == 200:
                picture(visit, f"{job.lower()}-{name_of(path)}-{width}-{scheme}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_of_what_went_wrong(site: Site, width: int, scheme: str) -> None:
    """A form that has lost its token, a fault of ours, and a card that was declined."""
    with site.signed_in_visit(site.world.homes["owner"], width=width, color_scheme=scheme) as visit:
        visit.open("/profil/")
        visit.page.evaluate(
            "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((each) => each.remove())"
        )
        visit.page.locator("main form[method=post] button[type=submit]").first.click()
        visit.page.wait_for_load_state()
        picture(visit, f"wrong-403-{width}-{scheme}")

        fault = render_to_string("500.html")
        visit.page.route(
            "**/overblik/", lambda route: route.fulfill(status=500, content_type="text/html", body=fault)
        )
        visit.open("/overblik/")
        picture(visit, f"wrong-500-{width}-{scheme}")
        visit.page.unroute("**/overblik/")

        in_the_world(lambda: _declined(site))
        for path in ("/overblik/", "/betaling/", "/betaling/metode/", "/beskeder/"):
            visit.open(path)
            picture(visit, f"wrong-card-{name_of(path)}-{width}-{scheme}")


def _declined(site: Site) -> None:
    """Have the owner draw a claim from a card that is short of money, once."""
    account = site.world.homes["owner"].billing_account
    if DueItem.objects.filter(cause=DECLINED).exists():
        return
    payment_method.withdraw_consent(
        method=account.payment_methods.get(state=MethodState.ACTIVE), by="test", as_of=TODAY
    )
    provider = card_provider()
    ChargeWorld(site.world.handle, provider, account.supplier).card_for(account, SHORT_OF_MONEY)
    claim = billing.due_item(account, cause=DECLINED, collect_on=TODAY, due_on=TODAY)
    charge(due_item_id=claim.pk, provider=provider, by="test", as_of=TODAY)
