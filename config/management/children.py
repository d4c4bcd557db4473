"""The processes that `run` looks after: started in groups of their own, watched, and never left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil
from django.core.management.base import CommandError

STOP_WITHIN = 20.0  # seconds; work that is cut off then is taken up again at the next start
LOG_LIMIT = 5_000_000  # bytes; a longer log of an earlier run is put aside


@dataclass(kw_only=True)
class Children:
    """Our processes, in the order of their start, and the file that remembers them if we are killed."""

    record: Path
    logs: Path
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start `python <arguments>`, writing to a log of its own."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.log(name)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            self._start(name, arguments, output)

    def run(self, name: str, *arguments: str) -> int:
        """Run `python <arguments>` to its end before the reader's eyes, and give its exit code."""
        process = self._start(name, arguments, None)
        while process.poll() is None:
            self.check(all_but=name)
            time.sleep(0.1)
        del self.started[name]
        self._remember()
        return process.returncode

    def _start(self, name: str, arguments: Iterable[str], output: IO[bytes] | None) -> subprocess.Popen[bytes]:
        process = self.started[name] = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self._remember()
        return process

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def check(self, *, all_but: str = "") -> None:
        """Say which process has ended, if one has; none of them ever should by itself."""
        for name, process in self.started.items():
            if name != all_but and (code := process.poll()) is not None:
                raise CommandError(
                    f"The process {name!r} has ended (code {code}), so everything stops."
                    f" Its last words (log: {self.log(name)}):\n{_last_lines(self.log(name))}"
                )

    def watch(self) -> None:
        """Wait until a process ends; a signal to us ends the waiting."""
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self) -> None:
        """Ask every process to stop, newest first, and kill whatever of their groups is left."""
        for process in reversed(self.started.values()):
            _signal_group(process.pid, signal.SIGTERM)
        give_up_at = time.monotonic() + STOP_WITHIN
        for process in self.started.values():
            try:
                process.wait(max(give_up_at - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                continue
        for process in self.started.values():
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
        self.started.clear()
        self.record.unlink(missing_ok=True)

    def _remember(self) -> None:
        rows = [[process.pid, _created(process.pid)] for process in self.started.values()]
        self.record.write_text(json.dumps({"owner": os.getpid(), "children": rows}))


def remembered_owner(record: Path) -> int | None:
    """Tell which process wrote the record."""
    return _read(record).get("owner")


def end_left_behind(record: Path) -> int:
    """End the processes of a `run` that was killed; the time of birth tells them from strangers."""
    left = [pid for pid, created in _read(record).get("children", []) if _created(pid) == created]
    for pid in left:
        _signal_group(pid, signal.SIGTERM)
    give_up_at = time.monotonic() + STOP_WITHIN
    while any(lives(pid) for pid in left) and time.monotonic() < give_up_at:
        time.sleep(0.1)
    for pid in left:
        _signal_group(pid, signal.SIGKILL)
    record.unlink(missing_ok=True)
    return len(left)


def _read(record: Path) -> dict:
    try:
        return json.loads(record.read_text())
    except (OSError, ValueError):
        return {}


def _created(pid: int) -> float | None:
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return None


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _signal_group(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _last_lines(log: Path, count: int = 20) -> str:
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines) or "    (the log is empty)"
