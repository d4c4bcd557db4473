"""The README sends nobody to a place that is not there, and stays within a screen or two."""

import re

from tests.source import ROOT, only

README = (ROOT / "README.md").read_text()
PLANNED = {"docs/proof/"}  # written by make proof


def paths():
    named = re.findall(r"`((?:[a-z_.-]+/)+[\w.*-]*)`", README)
    linked = [path for path in re.findall(r"\]\(([^)#:]+)\)", README) if path not in PLANNED]
    return {path for path in (*named, *linked) if not path.startswith((".venv", ".data")) and path not in PLANNED}


def test_every_path_exists():
    assert len(paths()) > 15
    only(path for path in paths() if not list(ROOT.glob(path)))


def test_every_command_exists():
    recipes = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    only(set(re.findall(r"\bmake ([a-z]+)", README)) - recipes)
    commands = {path.stem for path in (ROOT / "config" / "management" / "commands").glob("*.py")}
    told = re.search(r"^## Commands\n\n(.*?)\n\n", README, re.MULTILINE | re.DOTALL)[1]
    names = re.findall(r"`(?:manage\.py )?([a-z]+_[a-z]+|simulate|watchdog)\b[^`]*`", told)
    assert set(names) <= commands
    assert len(names) == 5


def test_it_is_short():
    assert len(README.splitlines()) <= 85
