"""The runbook and the table of permissions say what the code does; nothing new goes unmentioned."""

import ast
import re

from accounts.enums import AccessRole, StaffJob
from accounts.rules.access_role import Act, allowed
from config import day
from config.invariant import INVARIANTS
from tests.source import ROOT, only, sources, tree_of

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
PERMISSIONS = (ROOT / "docs" / "permissions.md").read_text()
ENVIRONMENT = (ROOT / "deploy" / "environment.example").read_text()
SETTINGS = (ROOT / "config" / "settings.py").read_text()


def section(name):
    return re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", RUNBOOK, re.MULTILINE | re.DOTALL)[1]


def first_cells(text):
    return [row.split("|")[1] for row in text.splitlines() if row.startswith("| ")][1:]


def constants(path):
    """Return the texts given to capital names in a module: KIND = "…"."""
    return {
        node.targets[0].id: node.value.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }  # fmt: skip


def kinds_of_alarms():
    """Return the kinds our code sounds; a kind in a variable is looked up where it was imported from."""
    named = {name: value for path in sources() for name, value in constants(path).items()}
    for path in sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "alarm.sound":
                kind = next(word.value for word in node.keywords if word.arg == "kind")
                if isinstance(kind, ast.Constant):
                    yield kind.value
                elif kind.id.isupper():
                    own = constants(path).get(kind.id)
                    yield own or named[kind.id]


def test_every_alarm_has_its_line():
    told = set(re.findall(r"`([a-z-]+)`", "\n".join(first_cells(section("Alarms")))))
    by_parameter = {"aconto-failed"}
    assert told == {*kinds_of_alarms()} | by_parameter


def test_every_invariant_has_its_line():
    told = [name for cell in first_cells(section("Invariants")) for name in re.findall(r"[A-Z][0-9]+", cell)]
    assert sorted(told) == sorted(each.name for each in INVARIANTS)


def test_the_jobs_are_named_in_their_order():
    told = re.findall(r"`([a-z-]+)`", section("A stuck job").split("The first row")[0])
    assert told == [step.job for step in (*day.INSTALLATION_STEPS, *day.SUPPLIER_STEPS)]


def test_every_command_named_exists():
    commands = {path.stem for path in (ROOT / "config" / "management" / "commands").glob("*.py")}
    django = {"check", "collectstatic", "migrate"}
    only(set(re.findall(r"manage\.py ([a-z_]+)", RUNBOOK)) - commands - django)


def test_every_unit_exists_and_has_its_line():
    units = {path.stem for path in (ROOT / "deploy" / "systemd").iterdir()}
    told = set(re.findall(r"`(minside-[a-z]+)(?:@[a-z]+)?(?:\.[a-z]+)?`", section("What runs")))
    assert told == {unit.rstrip("@") for unit in units} - {"minside", "minside-alarm"}


def test_every_queue_has_its_worker_in_the_target():
    target = (ROOT / "deploy" / "systemd" / "minside.target").read_text()
    assert set(re.findall(r"minside-worker@(\w+)", target)) == {"money", "mail", "pdf", "files", "tick"}


def test_the_environment_file_explains_what_the_settings_read():
    read = set(re.findall(r'env\.(?:text|words|number|flag)\(\s*"(\w+)"', SETTINGS))
    told = set(re.findall(r"^#?([A-Z_]+?)(?:_FILE)?=", ENVIRONMENT, re.MULTILINE))
    no_use = set(re.findall(r"[A-Z_]{4,}", ENVIRONMENT.splitlines()[-1]))
    assert (told | no_use, told & no_use) == (read, set())


def test_the_table_of_access_is_the_codes():
    acts = [Act.LOOK, Act.PAY, Act.MOVE, Act.COMPLAIN, Act.CHANGE, Act.SHARE]
    assert set(acts) == set(Act)
    rows = [
        " | ".join([role.value, *("yes" if allowed(role=role, act=act) else "no" for act in acts)])
        for role in AccessRole
    ]
    written = re.findall(r"^\| ([A-Z]+ \| .*) \|$", PERMISSIONS, re.MULTILINE)[: len(rows)]
    assert written == rows


def test_every_job_of_the_staff_has_its_line():
    assert re.findall(r"^\| ([A-Z]+) \|", PERMISSIONS, re.MULTILINE)[len(AccessRole) :] == list(StaffJob)
