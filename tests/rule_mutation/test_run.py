"""The command as it is run: a real document, real tests, and a list that changes nothing."""

import subprocess
import sys

import pytest

from tests.source import ROOT

GRID = "tests/contracts/terms/test_grid_documents.py"
NOTICES = f"{GRID}::test_cerius_report_and_counter"


def ran(*options):
    done = subprocess.run(
        [sys.executable, "-m", "tests.rule_mutation", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def asked():
    return ran("--only", "CE-03", "--verbose", GRID)


def test_a_marked_test_that_fails_is_named_beside_the_change(asked):
    _code, said = asked
    assert f"CE-03       equal_access_report.month: 6 -> 7\n    {NOTICES}\n" in said


def test_a_change_nobody_marked_notices_is_told_and_ends_with_1(asked):
    code, said = asked
    change = "CE-03       equal_access_report.clause: CE-03 -> CE-04"
    assert f"{change}\n    nobody\n" in said
    assert f"survived  {change}\n" in said
    assert code == 1


def test_the_list_asks_nobody():
    code, said = ran("--only", "CE-03", "--list", GRID)
    assert code == 0
    assert "CE-03       equal_access_report.day: 1 -> 2\n" in said
    assert "changes in" not in said
