"""Every supplier's theme is brand tokens alone, and every pair of text and ground in it can be read."""

import re

import pytest

from tests.source import ROOT, only

CSS = ROOT / "static" / "css"
BRAND = ["brand", "brand-strong", "brand-soft", "brand-on", "d1", "d2"]
THEMES = sorted(file.stem for file in (CSS / "theme").glob("*.css"))
MODES = ("light", "dark")

GROUNDS = ("paper", "card", "sunk", "brand-soft")
MEANINGS = ("good", "warn", "bad", "info")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "brand", "brand-strong") for ground in GROUNDS),
    *((meaning, ground) for meaning in MEANINGS for ground in (f"{meaning}-soft", "card", "paper")),
    *((ink, f"{meaning}-soft") for meaning in MEANINGS for ink in ("ink", "ink-2", "brand")),
    ("brand-on", "brand"),
    ("brand-on", "brand-strong"),
    ("card", "ink"),
]
SHAPE_PAIRS = [("edge", "card"), ("edge", "paper"), ("d1", "card"), ("d3", "card"), ("d4", "card")]


def tokens(css: str) -> list[dict[str, str]]:
    """Return the colour tokens of each :root block: the light one, then the dark one."""
    return [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.S)
    ]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def palette(theme: str, mode: str) -> dict[str, str]:
    house = tokens((CSS / "minside.css").read_text())[:2]
    own = tokens((CSS / "theme" / f"{theme}.css").read_text()) if theme else [{}, {}]
    light = house[0] | own[0]
    return light if mode == "light" else house[0] | house[1] | own[1]


def test_contrast_black_on_white_is_21():
    assert round(contrast("#000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theme", ["", *THEMES])
def test_text_contrast_is_enough_in_every_theme_and_mode(theme: str, mode: str):
    colours = palette(theme, mode)
    only([f"{ink} on {ground}" for ink, ground in TEXT_PAIRS if contrast(colours[ink], colours[ground]) < 4.5])
    only(
        [f"{shape} on {ground}" for shape, ground in SHAPE_PAIRS if contrast(colours[shape], colours[ground]) < 3]
    )


@pytest.mark.parametrize("theme", THEMES)
def test_theme_is_brand_tokens_alone_in_both_modes(theme: str):
    css = (CSS / "theme" / f"{theme}.css").read_text()
    assert [list(block) for block in tokens(css)] == [BRAND, BRAND]
    assert (
        re.sub(r"/\*.*?\*/|--[\w-]+: #[0-9a-f]{6};|\s", "", css)
        == ":root{}@media(prefers-color-scheme:dark){:root{}}"
    )


@pytest.mark.parametrize("theme", THEMES)
def test_theme_has_its_logo(theme: str):
    assert (ROOT / "static" / "logo" / f"{theme}.svg").is_file()


def test_style_sheet_stays_small():
    assert len((CSS / "minside.css").read_bytes()) < 30_000


def test_foot_of_a_tight_table_keeps_the_room_of_every_foot():
    css = (CSS / "minside.css").read_text()
    tight = re.findall(r"([^{}]*\.tight[^{}]*)\{[^}]*padding(?:-block|-top|-bottom)?:", css)
    assert [rule.strip() for rule in tight] == [".tight tbody td, .tight tbody th"]
