"""What all templates keep to: they compile, say what they need, and carry the nonce that htmx asks for."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.source import ROOT, only

TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_template_compiles(page: Path):
    assert engines["django"].from_string(page.read_text()).template.nodelist


def test_every_component_says_what_it_takes():
    silent = [
        page.name
        for page in (TEMPLATES / "component").glob("*.html")
        if not page.read_text().startswith("{% comment %}")
    ]
    only(silent)


def test_every_htmx_element_carries_the_nonce():
    """hx-csp strips htmx from an element without it, so the link would quietly become a plain one."""
    tags = [(page, tag) for page in PAGES for tag in re.findall(r"<\w+[^>]*\shx-[^>]*>", page.read_text())]
    only(
        [
            f"{page.relative_to(TEMPLATES)}: {tag[:60]}"
            for page, tag in tags
            if 'hx-nonce="{{ request.csp_nonce }}"' not in tag
        ]
    )
    assert len(tags) >= 3


def test_htmx_is_guarded_before_it_starts():
    """A deferred htmx starts by a timer, and was seen to run before hx-csp was there to guard it."""
    scripts = re.findall(r"<script[^>]*>", (TEMPLATES / "component" / "scripts.html").read_text())
    assert [re.search(r"'(\S+\.js)'", script)[1] for script in scripts] == [
        "vendor/htmx/htmx.min.js",
        "vendor/htmx/hx-csp.min.js",
        "js/minside.js",
    ]
    only([script for script in scripts if re.search(r"\b(defer|async)\b|type=", script)])
