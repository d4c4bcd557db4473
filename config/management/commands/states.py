"""Draw which state of each thing may follow which, from the tables the code itself asks."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

APPS = ("accounts", "contracts", "billing", "complaints")
SUFFIX = "_STEPS"
PLACE = Path("docs") / "states.md"
HEAD = """# Which state may follow which

Drawn from `rules/step.py` of each app by `manage.py states --write`; a test holds the page to the tables, and the
database refuses what they do not allow. A thing begins where the arrow from the dot leads.
"""

Steps = Mapping[Any, set[Any]]


class Command(BaseCommand):
    help = "Draw the tables of steps as Markdown with Mermaid: print them, or write docs/states.md."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="Write docs/states.md instead of printing")

    def handle(self, *args: Any, **options: Any) -> None:
        text = drawn()
        if options["write"]:
            (Path(settings.BASE_DIR) / PLACE).write_text(text)
        else:
            self.stdout.write(text, ending="")


def drawn() -> str:
    """Return the whole page; the words of the states are English, like the source's."""
    with translation.override("en"):
        return "\n".join([HEAD, *(line for app in APPS for line in _of_app(app))])


def _of_app(app: str) -> Iterator[str]:
    module = import_module(f"{app}.rules.step")
    yield f"## {app}\n"
    for name, steps in sorted(vars(module).items()):
        if name.endswith(SUFFIX):
            yield f"### {name.removesuffix(SUFFIX).replace('_', ' ').capitalize()}\n"
            yield from _diagram(steps)


def _diagram(steps: Steps) -> Iterator[str]:
    led_to = {state for following in steps.values() for state in following}
    states = sorted({*steps, *led_to})
    first = [state for state in states if state not in led_to] or list(steps)[:1]
    yield "```mermaid\nstateDiagram-v2"
    for state in states:
        yield f"    {state}: {state} ({state.label})"
    for state in states:
        if state in first:
            yield f"    [*] --> {state}"
        for following in sorted(steps.get(state, set())):
            yield f"    {state} --> {following}"
        if not steps.get(state):
            yield f"    {state} --> [*]"
    yield "```\n"
