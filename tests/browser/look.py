"""Looks at one open page as several readers would, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.english import english_in

_AXE = Axe().axe_script
# Only what is wrong comes back: the library would send everything that is right too.
_RUN_AXE = """async (options) => {
  const {violations} = await axe.run({resultTypes: ['violations'], ...options});
  const places = (nodes) => nodes.slice(0, 3).map((one) => one.html.slice(0, 120));
  return violations.map((each) => ({id: each.id, places: places(each.nodes)}));
}"""
_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest('script, style, [lang]:not(html)')) texts.push(walker.currentNode.textContent);
  }
  for (const each of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
    if (each.closest('[lang]:not(html)')) continue;
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) texts.push(each.getAttribute(name) || '');
  }
  return texts.map((text) => text.trim()).filter(Boolean);
}"""
_WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > wide + 1 && !each.closest('.hidden'))
    .slice(0, 4).map((each) => `${each.tagName}.${each.className.baseVal ?? each.className}`).concat('page');
}"""
_SEEN = f"""() => ({{texts: ({_TEXTS})(), wider: ({_WIDER})(), title: document.title,
  headings: document.querySelectorAll('h1').length}})"""
# Where everything stands and whether it shows.
_BOXES = """() => [...document.querySelectorAll('body *')].map((each) => {
  const {x, y, width, height} = each.getBoundingClientRect();
  return [each.tagName, each.checkVisibility({visibilityProperty: true}), x, y, width, height].join();
})"""
# Colours that glide to those of another theme are there at once; a glide of a parent may start one of a child.
_SETTLE = """() => {
  const gliding = () => document.getAnimations().filter((each) => each.playState === 'running'
    && each.effect.getComputedTiming().endTime !== Infinity);
  for (let each = gliding(); each.length; each = gliding()) each.forEach((one) => one.finish());
}"""
# Everything one may reach by Tab, numbered in the order of the page; of radio buttons with a name, one.
_NUMBER = """() => {
  const seen = new Set();
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((each) => each.type !== 'hidden' && !each.disabled && each.tabIndex >= 0)
    .filter((each) => each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
    .filter((each) => {
      if (each.type !== 'radio') return true;
      const group = [...document.querySelectorAll(`input[type=radio][name="${each.name}"]`)];
      const stop = group.find((one) => one.checked) || group[0];
      return stop === each;
    });
  stops.forEach((each, index) => each.setAttribute('data-stop', index));
  document.activeElement?.blur();
  window.getSelection().removeAllRanges();
  return stops.length;
}"""
# The browser stops at the day, the month and the year of a date one after another, and at its calendar.
MORE_STOPS_OF_A_DAY = 3
# Notes at every release of Tab where one is; the key has moved the focus and scrolled to it by then.
_FOLLOW = """() => {
  const here = () => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const ring = (each) => { const s = getComputedStyle(each);
      return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
    const box = here.getBoundingClientRect();
    return {stop: here.getAttribute('data-stop'), what: here.outerHTML.slice(0, 90),
      day: here.type === 'date',
      ring: ring(here) || (here.labels && [...here.labels].some(ring)) || ring(here.parentElement),
      shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight};
  };
  window.stopsOfTab = [];
  addEventListener('keyup', () => { window.stopsOfTab.push(here()); }, {capture: true});
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """A window and a theme a page is looked at in, with what axe is asked there."""

    width: int
    scheme: Literal["dark", "light"]
    axe: dict[str, Any] = field(default_factory=dict)


# What a theme can spoil, once a width has been looked at in the other theme and nothing moved since.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
HEIGHT = 844
NARROW, NARROW_DARK = Look(390, "light"), Look(390, "dark", COLOURS)
WIDE_DARK, WIDE = Look(1280, "dark"), Look(1280, "light", COLOURS)


def turn(page: Page, width: int, scheme: Literal["dark", "light"]) -> None:
    """Let an open page be seen in a window of this width and in this theme."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(_SETTLE)


def everywhere_faults(page: Page, looks: tuple[Look, ...]) -> Iterator[str]:
    """Look at an open page in several windows and themes; a theme may change colours and nothing else."""
    boxes: dict[int, list[str]] = {}
    for look in looks:
        turn(page, look.width, look.scheme)
        stand = page.evaluate(_BOXES)
        for old, new in zip(boxes.setdefault(look.width, stand), stand, strict=True):
            if old != new:
                yield f"the {look.scheme} theme moves {old} to {new} at {look.width}"
        yield from (f"{look.width} {look.scheme}: {fault}" for fault in faults(page, rules=look.axe))


def faults(
    page: Page, *, language: str = "da", axe: bool = True, rules: dict[str, Any] | None = None
) -> Iterator[str]:
    """Yield English words, sideways scroll, missing frame parts and what axe finds by these rules or by all."""
    seen = page.evaluate(_SEEN)
    for text in english_in(seen["texts"], language) if language != "en" else []:
        yield f"English: {text}"
    for wide in seen["wider"]:
        yield f"scrolls sideways: {wide}"
    if seen["headings"] != 1 or not seen["title"]:
        yield f"{seen['headings']} main headings, title {seen['title']!r}"
    if axe:
        yield from axe_faults(page, **(rules or {}))


def wide_faults(page: Page) -> Iterator[str]:
    for wide in page.evaluate(_WIDER):
        yield f"scrolls sideways: {wide}"


def axe_faults(page: Page, **options: Any) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    for fault in page.evaluate(_RUN_AXE, options):
        yield f"axe {fault['id']}: {fault['places']}"


def keyboard_faults(page: Page) -> Iterator[str]:
    """Go through the page by Tab alone: everything is reached, in the order it stands in, and one sees where."""
    stops = page.evaluate(_NUMBER)
    page.evaluate(_FOLLOW)
    days = page.locator("input[type=date]:visible").count()
    for _press in range(stops + 1 + days * MORE_STOPS_OF_A_DAY):
        page.keyboard.press("Tab")
    reached: list[int] = []
    for here in page.evaluate("() => window.stopsOfTab"):
        if here is None or here["stop"] is None:
            break
        if not here["ring"] or not here["shown"]:
            yield f"focus is not seen on {here['what']}"
        if here["day"] and reached[-1:] == [int(here["stop"])]:
            continue
        if int(here["stop"]) in reached:
            break
        reached.append(int(here["stop"]))
    if reached != list(range(stops)):
        missing = sorted(set(range(stops)) - set(reached))
        what = [
            page.locator(f'[data-stop="{stop}"]').first.evaluate("e => e.outerHTML.slice(0, 80)")
            for stop in missing[:3]
        ]
        yield f"Tab reaches {len(reached)} of {stops}, order {reached[:8]}…, not {what}"
