"""What templates may hold: no inline style or script, nothing from elsewhere, a real link under every request."""

import re
from pathlib import Path

from tests.source import ROOT, only


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:|\bhx-on\b|\bjs:"""
    r"""|<script(?![^>]*(?:\bsrc=|type="application/json"))"""
)
ELSEWHERE = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""")


def test_templates_hold_no_inline_style_script_or_handler():
    found = [
        f"{page.relative_to(ROOT)}:{number}"
        for page in templates()
        for number, line in enumerate(page.read_text().splitlines(), start=1)
        if INLINE.search(line)
    ]
    only(found)


def test_templates_load_nothing_from_elsewhere():
    only([str(page.relative_to(ROOT)) for page in templates() if ELSEWHERE.search(page.read_text())])


def test_every_htmx_request_stands_beside_a_real_link_or_form():
    bare = [
        f"{page.relative_to(ROOT)}: {tag[:80]}"
        for page in templates()
        for tag in re.findall(r"<(?!form\b|a\b)\w+[^>]*\bhx-(?:get|post)\b[^>]*>", page.read_text())
        if "hx-trigger" not in tag
    ]
    only(bare)
