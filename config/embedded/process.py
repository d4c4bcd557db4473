"""Find, start and stop server processes; a server is known by the folder it works in."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil

from config.embedded.owner import Owner


def holders(folder: Path) -> list[psutil.Process]:
    """Find every process whose working folder is `folder`, also one whose folder was removed under it."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def works_in(process: psutil.Process, folder: Path) -> bool:
    """Tell whether the process works in the folder of this name, not in a removed one of that name."""
    link = Path(f"/proc/{process.pid}/cwd")
    try:
        return os.path.samefile(link, folder) if link.is_symlink() else process.cwd() == str(folder)
    except (OSError, psutil.Error):
        return False


# Servers this process started; asked now and then so that the system can forget those that have ended.
_started: list[subprocess.Popen[bytes]] = []


def start(command: list[str], *, owner: Owner, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a server in its own session, so that a Ctrl-C in the terminal reaches us and not it."""
    with log.open("ab") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=folder if not owner.other else "/",
            env=environment(),
            **owner.popen_arguments(),
        )
    _started.append(server)
    return server


def environment() -> dict[str, str]:
    """Give the servers a plain environment: no PG* settings of ours, no foreign locale."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def end(processes: list[psutil.Process], *, politely: signal.Signals, within: float) -> None:
    """Ask processes to stop and wait; those that have not after `within` seconds are killed."""
    for process in processes:
        _signal(process, politely)
    for process in _left_after(processes, within):
        _signal(process, signal.SIGKILL)
    _left_after(processes, 10)


def _left_after(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until the processes have ended, and give those that have not in time."""
    give_up_at = time.monotonic() + seconds
    while (left := [process for process in processes if _lives(process)]) and time.monotonic() < give_up_at:
        pause()
    return left


def _lives(process: psutil.Process) -> bool:
    """Tell whether a process still works; one that only waits for its parent to look has ended."""
    _started[:] = [server for server in _started if server.poll() is None]
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def last_lines(log: Path, count: int = 15) -> str:
    """Read the end of a log for an error message."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return "(no log)"
    return "\n".join(f"    {line}" for line in lines[-count:]) or "    (the log is empty)"


def pause() -> None:
    """Wait a moment between two looks at something that is starting."""
    time.sleep(0.05)
