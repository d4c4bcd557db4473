"""Processes that `run` looks after: none dies unnoticed, none is left behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from django.core.management.base import CommandError

from config.management import children

SLEEP = "import time; print('ready', flush=True); time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
PARENT_OF_DEAF = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {DEAF!r}]); {SLEEP}"


@pytest.fixture
def family(tmp_path):
    made = children.Children(record=tmp_path / "processes.json", logs=tmp_path / "logs")
    yield made
    made.stop()


def wait_for_words(family, name, count=1):
    give_up_at = time.monotonic() + 20
    while family.log(name).read_text().count("ready") < count:
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def test_stop_ends_every_process_and_forgets_them(family):
    family.start("one", "-c", SLEEP)
    family.start("two", "-c", SLEEP)
    pids = [process.pid for process in family.started.values()]
    family.stop()
    assert [psutil.pid_exists(pid) for pid in pids] == [False, False]
    assert not family.record.exists()


def test_stop_kills_a_deaf_grandchild(family, monkeypatch):
    monkeypatch.setattr(children, "STOP_WITHIN", 0.2)
    family.start("parent", "-c", PARENT_OF_DEAF)
    wait_for_words(family, "parent", count=2)
    group = os.getpgid(family.started["parent"].pid)
    family.stop()
    give_up_at = time.monotonic() + 10  # a killed process takes a moment to be gone
    while _living_members(group) and time.monotonic() < give_up_at:
        time.sleep(0.02)
    assert _living_members(group) == []


def _living_members(group):
    members = [found for found in psutil.process_iter(["status"]) if _group(found.pid) == group]
    return [found.pid for found in members if found.info["status"] != psutil.STATUS_ZOMBIE]


def _group(pid):
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def test_check_names_the_dead_process_and_its_last_words(family):
    family.start("web", "-c", "print('the roof is on fire'); raise SystemExit(3)")
    family.started["web"].wait()
    with pytest.raises(CommandError) as told:
        family.check()
    assert str(told.value) == (
        "The process 'web' has ended (code 3), so everything stops."
        f" Its last words (log: {family.log('web')}):\n    the roof is on fire"
    )


def test_run_gives_the_exit_code_and_does_not_count_as_dead(family):
    assert family.run("seeding", "-c", "raise SystemExit(4)") == 4
    family.check()


def test_run_stops_when_another_process_dies(family):
    family.start("web", "-c", "raise SystemExit(1)")
    with pytest.raises(CommandError, match="The process 'web' has ended"):
        family.run("seeding", "-c", SLEEP)


def test_long_log_of_an_earlier_run_is_put_aside(family, monkeypatch):
    monkeypatch.setattr(children, "LOG_LIMIT", 10)
    family.logs.mkdir()
    family.log("web").write_text("a long log\n")
    family.start("web", "-c", "pass")
    family.started["web"].wait()
    assert (family.log("web").read_text(), family.log("web").with_suffix(".log.1").read_text()) == (
        "",
        "a long log\n",
    )


def test_processes_of_a_killed_run_are_ended_by_the_next(family):
    family.start("one", "-c", SLEEP)
    process = family.started["one"]
    assert children.remembered_owner(family.record) == os.getpid()
    assert children.end_left_behind(family.record) == 1
    assert process.wait(20) == -signal.SIGTERM
    assert children.end_left_behind(family.record) == 0


def test_stranger_with_a_recycled_number_is_left_alone(family):
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], stdout=subprocess.DEVNULL)
    family.record.write_text(f'{{"owner": 1, "children": [[{stranger.pid}, 12345.0]]}}')
    assert children.end_left_behind(family.record) == 0
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
