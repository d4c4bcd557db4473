"""Takes a picture of every page in its states at both widths, for people to look at; no test of its own.

MINSIDE_SCREENSHOTS=/some/folder .venv/bin/python -m pytest tests/browser/screenshots.py
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.site import Site
from tests.browser.walk import Walk, kind_of

FOLDER = os.environ.get("MINSIDE_SCREENSHOTS", "")
STATES = ("owner", "former", "newcomer", "foreign", "business", "grid", "swede")
WIDTHS = (390, 1280)
# every form but the one that ends the visit
FORMS = 'main form[method=post]:not([action*="log-ud"], [action*="logga-ut"]) button[type=submit]'

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="MINSIDE_SCREENSHOTS names no folder"),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", STATES)
def test_pictures(site: Site, key: str, width: int) -> None:
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with site.visit(site.world.homes[key], width=width) as visit:
        visit.sign_in()
        walk = Walk(visit, lambda _page: iter(()))
        walk.everywhere(visit.path())
        for path in walk.found:
            name = re.sub(r"[^a-z0-9]+", "-", kind_of(path).lower()).strip("-")
            visit.open(path)
            visit.page.screenshot(path=folder / f"{key}-{name}-{width}.png", full_page=True)
            form = visit.page.locator(FORMS).first
            if form.count() and not re.search(r"annuller|log-ud|sprog", path):
                visit.page.evaluate(
                    "document.querySelectorAll('form').forEach((each) => { each.noValidate = true; })"
                )
                form.click()
                visit.page.wait_for_load_state()
                if visit.page.locator("[aria-invalid=true], .errorlist").count():
                    visit.page.screenshot(path=folder / f"{key}-{name}-error-{width}.png", full_page=True)
