"""The desk of the staff in a browser: every page a supervisor works on is sound, wide and narrow."""

from __future__ import annotations

import pytest

from tests.browser import look
from tests.browser.site import Site, Visit
from tests.source import only

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.long]

DESK = ("/admin/", "/admin/desk/runs/", "/admin/desk/parked/", "/admin/desk/health/")
LISTS = (
    "accounts/stafftask", "accounts/approval", "accounts/customer", "accounts/enquiry", "accounts/message",
    "billing/invoice", "billing/payment", "billing/paymenthold", "complaints/complaint",
)  # fmt: skip


# Django's own markup is held to the law, not to axe's good advice; preloading would break our policy of styles.
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
}


def pages(visit: Visit) -> list[str]:
    """Return the desk's own pages, the lists the work is done from, and the first row of each."""
    found = list(DESK)
    for name in LISTS:
        visit.open(f"/admin/{name}/")
        found.append(f"/admin/{name}/")
        row = visit.page.locator("#result_list tbody tr:first-child a").first
        if row.count():
            found.append(str(row.get_attribute("href")))
    return found


def test_pages_of_the_desk_are_sound(site: Site) -> None:
    """No console error, policy report or sideways scroll, and nothing for axe: wide and light, narrow and dark."""
    with site.staff_visit("SUPERVISOR") as visit:
        faults = []
        for path in pages(visit):
            status = visit.open(path)
            faults += [f"{path}: {status}"] if status != 200 else []
            for width, scheme in ((1280, "light"), (390, "dark")):
                look.turn(visit.page, width, scheme)
                found = (*look.wide_faults(visit.page), *look.axe_faults(visit.page, **WCAG))
                faults += [f"{path} {width} {scheme}: {fault}" for fault in found]
        only(faults + visit.trouble)


def test_an_answer_without_words_says_what_is_missing(site: Site) -> None:
    """The page of a case comes back with its fault beside the field, sound in both themes."""
    with site.staff_visit("COMPLAINTS", width=390, color_scheme="dark") as visit:
        visit.open(f"/admin/complaints/complaint/{site.world.homes['owner'].complaint.pk}/change/")
        visit.page.locator("input[name=act][value=answer]").check()
        visit.page.locator("input[name=_save]").click()
        visit.page.locator(".field-words .errorlist").wait_for()
        only([*look.wide_faults(visit.page), *look.axe_faults(visit.page, **WCAG), *visit.trouble])
