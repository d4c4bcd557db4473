"""Takes a picture of every page in its states at both widths and in both themes, for people to look at.

MINSIDE_SCREENSHOTS=/some/folder .venv/bin/python -m pytest tests/browser/screenshots.py
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.site import Site, Visit
from tests.browser.test_desk import pages as desk_pages
from tests.browser.walk import Walk, kind_of

FOLDER = os.environ.get("MINSIDE_SCREENSHOTS", "")
STATES = ("owner", "former", "newcomer", "foreign", "business", "grid", "swede")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
DOOR = ("/log-ind/", "/opret/", "/adgangskode/", "/foerste-gang/", "/hjaelp/", "/ingenting/")
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
@pytest.mark.parametrize("job", ["SUPERVISOR", "COMPLAINTS"])
def test_pictures_of_the_desk(site: Site, job: str, width: int, scheme: str) -> None:
    with site.staff_visit(job, width=width, color_scheme=scheme) as visit:
        for path in desk_pages(visit):
            if visit.open(path) == 200:
                picture(visit, f"{job.lower()}-{name_of(path)}-{width}-{scheme}")
