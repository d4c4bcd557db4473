"""A customer of each supplier logs in with the mailed code and goes everywhere, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import look
from tests.browser.site import Site
from tests.browser.walk import NOT_PRESSED, PAGES, Walk, kind_of
from tests.source import only

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.long]

SUPPLIERS = {"owner": "Grøn", "foreign": "Ørsted", "business": "Energi+"}
# Pages of the cases that the customers of this world have.
CASES = {"/klage/*/", "/spoergsmaal/*/"}


# Every look for one customer; for those of the other suppliers, with their own colours, one look each.
LOOKS = {
    "owner": (look.NARROW, look.NARROW_DARK, look.WIDE_DARK, look.WIDE),
    "foreign": (look.NARROW,),
    "business": (look.WIDE_DARK,),
}
SENT_EMPTY = ("/klage/ny/", "/spoergsmaal/ny/", "/profil/", "/betaling/metode/", "/adgangskode/ret/")
FORM = 'main form[method=post]:not([action*="log-ud"], [action*="sprog"])'
TYPED = "input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea"
BY_KEYBOARD = {"owner": 1280, "foreign": 390, "business": 390}


@pytest.mark.parametrize("key", SUPPLIERS)
def test_every_page_behind_the_menu_is_sound(site: Site, key: str) -> None:
    """No console error, policy report, dead link, English word or sideways scroll, and nothing for axe.

    Tab alone reaches every link, button and field, in order, and one sees where one is.
    """

    def check(page: Page) -> Iterator[str]:
        yield from look.everywhere_faults(page, LOOKS[key])
        page.set_viewport_size({"width": BY_KEYBOARD[key], "height": look.HEIGHT})
        yield from look.keyboard_faults(page)

    with site.visit(site.world.homes[key]) as visit:
        visit.sign_in()
        walk = Walk(visit, check, of_a_kind=2 if key == "owner" else 1)
        walk.everywhere("/overblik/")

        print(f"\n{SUPPLIERS[key]}: {len(walk.found)} pages, {len(walk.files)} files, {len(LOOKS[key])} looks")
        only(walk.faults + visit.trouble)
        assert (PAGES | CASES) - {kind_of(path) for path in walk.found} == set()


@pytest.mark.parametrize("key, language", [("former", "da"), ("newcomer", "da"), ("grid", "da"), ("swede", "sv")])
def test_pages_of_other_states_and_the_grid_companies_are_sound(site, key, language):
    """Who moved out, who has no values yet, a Danish and a Swedish grid company; at the narrowest width."""
    with site.visit(site.world.homes[key], width=320) as visit:
        visit.sign_in()
        walk = Walk(visit, lambda page: look.faults(page, language=language))
        walk.everywhere(visit.path())
        only(walk.faults + visit.trouble)
        assert len(walk.found) >= 15


def test_forms_sent_empty_say_what_is_missing_and_are_sound(site):
    """What a form looks like when it comes back is a page as well: in every window and theme."""
    faults = []
    with site.signed_in_visit(site.world.homes["owner"]) as visit:
        for path in SENT_EMPTY:
            visit.open(path)
            form = visit.page.locator(FORM).first
            form.evaluate("(form) => { form.noValidate = true; }")
            for field in form.locator(TYPED).all():
                field.fill("")
            form.locator("button[type=submit]").first.click()
            visit.page.locator("[aria-invalid=true]").first.wait_for()
            faults += [f"{path}: {fault}" for fault in look.everywhere_faults(visit.page, LOOKS["owner"])]
        only(faults + [line for line in visit.trouble if "422" not in line])


def test_pages_of_the_door_are_sound(site):
    """Everything one can come by without being signed in."""
    with site.visit(site.world.homes["owner"], width=390) as visit:
        walk = Walk(visit, look.faults)
        for start in ("/log-ind/", "/opret/", "/adgangskode/", "/foerste-gang/", "/hjaelp/", "/ingenting/"):
            walk.everywhere(start)
        dead = [fault for fault in walk.faults if fault != "/ingenting/: dead link, 404"]
        only(dead + [line for line in visit.trouble if "/ingenting/" not in line and "404" not in line])


@pytest.mark.parametrize("key", SUPPLIERS)
def test_the_same_walk_without_javascript(site, key):
    """Every page and every button of every form works in a browser that runs no script."""
    with site.visit(site.world.homes[key], java_script_enabled=False) as visit:
        visit.sign_in()
        walk = Walk(visit, lambda page: look.faults(page, axe=False))
        walk.everywhere("/overblik/")
        walk.press_everything(but=NOT_PRESSED)
        print(f"\n{SUPPLIERS[key]} without scripts: {len(walk.found)} pages, {len(walk.pressed)} buttons")
        only(walk.faults + visit.trouble)


def test_every_button_leads_somewhere(site):
    with site.signed_in_visit(site.world.homes["owner"], width=390) as visit:
        walk = Walk(visit, lambda _page: iter(()))
        walk.everywhere("/overblik/")
        walk.press_everything(but=NOT_PRESSED)
        print(f"\n{len(walk.found)} pages, {len(walk.pressed)} buttons")
        only(walk.faults + visit.trouble)
        assert len(walk.pressed) >= 8


def test_the_reader_chooses_another_language_and_leaves(site):
    """English words on the same page, and no way back in after logging out."""
    with site.visit(site.world.homes["owner"]) as visit:
        visit.sign_in()
        visit.page.locator("button[name=language][value=en]").click()
        visit.page.wait_for_selector("html[lang=en]")
        in_english = visit.page.locator("h1").inner_text()
        visit.open("/log-ud/")
        visit.page.locator("main form button[type=submit]").first.click()
        visit.page.wait_for_url("**/log-ind/**")
        visit.open("/overblik/")

        assert (in_english, visit.path()) == ("Hello, Karen Olivarius", "/log-ind/")


def test_the_checks_of_a_page_can_fail(site):
    """A page with one fault of each sort is told on."""
    page_with_faults = (
        "<html lang=da><body><h1>Betaling</h1><h1>To</h1><p>Payment method</p>"
        "<div style='width:3000px'>bred</div><img src='/static/logo/gron.svg'></body></html>"
    )
    with site.visit(site.world.homes["owner"]) as visit:
        visit.page.set_content(page_with_faults)
        said = "\n".join(look.faults(visit.page))
        visit.page.set_content("<a href=x>a</a><button tabindex=2>b</button><style>*:focus{outline:none}</style>")
        by_keyboard = "\n".join(look.keyboard_faults(visit.page))

    assert [word in said for word in ("English: Payment method", "sideways", "2 main", "image-alt")] == [True] * 4
    assert ["focus is not seen" in by_keyboard, "order [1" in by_keyboard] == [True, True]


def test_a_theme_that_moves_or_hides_something_is_told_on(site: Site) -> None:
    """Also colours that glide to those of the theme: they are looked at where they end."""
    page_with_faults = (
        "<html lang=da><style>p { transition: color 9s; background: white; color: black }"
        "@media (prefers-color-scheme: dark) { p { color: silver } h1 { padding: 9px } }</style>"
        "<title>t</title><main><h1>Betaling</h1><p>Kort</p></main></html>"
    )
    with site.visit(site.world.homes["owner"]) as visit:
        visit.page.set_content(page_with_faults)
        said = list(look.everywhere_faults(visit.page, LOOKS["owner"]))

    contrast = [fault.split(":")[0] for fault in said if "axe color-contrast" in fault]
    assert contrast == ["390 dark", "1280 dark"]
    assert len([fault for fault in said if fault.startswith("the dark theme moves") and "H1" in fault]) == 1
