"""The mark that names a rule: an unknown one fails its module's collection, and the list runs no test."""

import os
import subprocess
import sys

import pytest

from tests.source import ROOT

REGISTER = """\
id,supplier,clause,kind,sentence,implemented
EP-6.4,nordlys,6,workflow,On the 15th.,billing/rules/a.py
EP-6.5,nordlys,6,compute,By what was measured.,
"""
MARKED = """
import pytest

@pytest.mark.rule("EP-6.4")
@pytest.mark.parametrize("day", [15, 16])
def test_day(day):
    raise AssertionError("was run")
"""


@pytest.fixture
def collected(tmp_path):
    """Return what pytest says of one module beside a register of its own, with no word of our settings."""
    (tmp_path / "register.csv").write_text(REGISTER)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = -p tests.rule_mark --strict-markers\n"
        "rule_register = register.csv\nmarkers = rule(id)\n"
    )

    def collect(module, *options):
        (tmp_path / "test_it.py").write_text(module)
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return ran.returncode, ran.stdout

    return collect


def test_the_list_names_the_test_once_and_runs_nothing(collected):
    code, said = collected(MARKED, "--rules")
    assert code == 0
    assert said.count("proven by test_it.py::test_day\n") == 1
    assert "Open at nordlys: EP-6.5" in said
    assert "was run" not in said


@pytest.mark.parametrize(
    "options, module",
    [
        ((), MARKED.replace("EP-6.4", "EP-6.9")),
        (("--rules",), MARKED.replace("EP-6.4", "EP-6.9")),
        ((), MARKED.replace("[15, 16]", '[pytest.param(15, marks=pytest.mark.rule("EP-6.9"))]')),
        (("-p", "xdist", "-n", "1"), MARKED.replace("EP-6.4", "EP-6.9")),
    ],
)
def test_an_unknown_rule_fails_the_collection_by_name(collected, options, module):
    code, said = collected(module, *options)
    assert code != 0
    assert "test_it.py::test_day[15] proves EP-6.9, which is not in the register" in said
    assert "was run" not in said


def test_a_mark_without_a_rule_is_refused(collected):
    _code, said = collected(MARKED.replace('rule("EP-6.4")', "rule"))
    assert "test_it.py::test_day[15] names no rule" in said


def test_a_broken_register_stops_pytest_with_its_sentence(collected, tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER + "EP-6.4,nordlys,6,workflow,Again.,\n")
    code, said = collected(MARKED)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "was run" not in said
