"""Looks at one open page as several readers would, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.english import english_in

_AXE = Axe()
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
_HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const ring = (each) => { const s = getComputedStyle(each);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
  const box = here.getBoundingClientRect();
  return {stop: here.getAttribute('data-stop'), what: here.outerHTML.slice(0, 90),
    ring: ring(here) || (here.labels && [...here.labels].some(ring)) || ring(here.parentElement),
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


def faults(page: Page, *, language: str = "da", axe: bool = True) -> Iterator[str]:
    """Yield English words, sideways scroll, missing frame parts and what axe finds."""
    for text in english_in(page.evaluate(_TEXTS), language) if language != "en" else []:
        yield f"English: {text}"
    yield from wide_faults(page)
    headings = page.locator("h1").count()
    if headings != 1 or not page.title():
        yield f"{headings} main headings, title {page.title()!r}"
    if axe:
        yield from axe_faults(page)


def wide_faults(page: Page) -> Iterator[str]:
    for wide in page.evaluate(_WIDER):
        yield f"scrolls sideways: {wide}"


def axe_faults(page: Page, **options: object) -> Iterator[str]:
    for fault in _AXE.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]:
        places = [node["html"][:120] for node in fault["nodes"][:3]]
        yield f"axe {fault['id']}: {places}"


def keyboard_faults(page: Page) -> Iterator[str]:
    """Go through the page by Tab alone: everything is reached, in the order it stands in, and one sees where."""
    stops = page.evaluate(_NUMBER)
    reached: list[int] = []
    for _press in range(stops + 3):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["stop"] is None:
            break
        if not here["ring"] or not here["shown"]:
            yield f"focus is not seen on {here['what']}"
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
