"""Somebody new: starts Min side in a folder, reads what it prints, and presses Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import psutil

from config.management.ports import is_free
from tests.browser.visit import Person

LONGEST_WAIT = 1800  # seconds; a machine that does a lot else sows slowly
READY = "Stop with Ctrl-C."
DEFAULT_PORTS = {"PORT": 8000, "SANDBOX_PORT": 8800, "SANDBOX_SMTP_PORT": 8825}
# What a developer's shell, make or this very test session says, and a newcomer's shell does not.
SAID_HERE = re.compile(
    r"(MINSIDE|PYTEST|DJANGO|COV|XDIST)_\w+|(DATABASE|REDIS|CACHE)_URL|MAKE(FLAGS|LEVEL|FILES)|MFLAGS|MONTHS"
    r"|PYTHON(PATH|HOME)|VIRTUAL_ENV|PORT|SANDBOX_(SMTP_)?PORT"
)


@dataclass
class Start:
    """One start of Min side, from the command to its end."""

    folder: Path
    process: subprocess.Popen[bytes]
    log: Path
    ports: dict[str, int]
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    @property
    def port(self) -> int:
        return self.ports["PORT"]

    @property
    def sandbox_port(self) -> int:
        return self.ports["SANDBOX_PORT"]

    @property
    def printed(self) -> str:
        return self.log.read_text()

    def logins(self) -> dict[str, list[Person]]:
        """Return the customers' logins as they are printed, by the name of their supplier."""
        found: dict[str, list[Person]] = {}
        for line in self.printed.splitlines():
            if supplier := re.fullmatch(r"  (\S.*?) +(http://(\S+):\d+/)", line):
                name, address = supplier[1], supplier[2]
            elif login := re.fullmatch(r"      (\S+@\S+)  (\S+)  .+", line):
                assert urlsplit(address).port == self.port, address
                person = Person(host=urlsplit(address).hostname or "", email=login[1], password=login[2])
                found.setdefault(name, []).append(person)
        return found

    def addresses(self) -> list[str]:
        return re.findall(r"http://\S+", self.printed)

    def mails_to(self, email: str) -> list[str]:
        """Return the texts of what the printed mailbox holds for an address, newest first."""
        mailbox = next(address for address in self.addresses() if address.endswith("/mailbox"))
        with urlopen(f"{mailbox}.json?channel=email&to={quote(email)}") as answer:
            return [mail["text"] for mail in json.load(answer)["messages"]]

    def wait_until_ready(self) -> None:
        """Wait for the greeting, and keep how long that took."""
        while READY not in self.printed:
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.printed}"
            assert time.monotonic() - self.began < LONGEST_WAIT, f"is not ready:\n{self.printed}"
            time.sleep(0.1)
        self.seconds = time.monotonic() - self.began

    def family(self) -> list[psutil.Process]:
        """Return every process of this start: web, worker, stores and all, whatever session they are in."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def still_there(self, family: list[psutil.Process]) -> list[str]:
        """Name what of a family has not ended after a moment, and whatever else works in the folder."""
        _gone, left = psutil.wait_procs(family, timeout=5)
        return [process.name() for process in {*left, *_working_in(self.folder)}]

    def press_ctrl_c(self) -> int:
        """Do what a terminal does on Ctrl-C, and return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def end(self) -> None:
        """Stop it whatever state it is in; nothing to do when it has ended."""
        try:
            if self.process.poll() is None:
                self.press_ctrl_c()
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            subprocess.run(_python(self.folder, "--stop"), cwd=self.folder, env=_environment({}), check=False)


def start(folder: Path, *, ports: dict[str, int], whole: bool) -> Start:
    """
    Start `make run` whole, or without its installation, on this session's Python, with a demo of two months.

    It gets SIGTERM should this process die, so that a killed test session leaves no portal running, and heeds
    Ctrl-C also where this process was begun in the background, which does not.
    """
    log = folder.parent / "printed.log"
    command = ["make", "run"] if whole else _python(folder, "--months", "2")
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["env", "--default-signal=INT", "setpriv", "--pdeathsig", "TERM", *command],
            cwd=folder,
            env=_environment(ports),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Start(folder, process, log, DEFAULT_PORTS | ports)


def _python(folder: Path, *options: str) -> list[str]:
    own = folder / ".venv" / "bin" / "python"
    return [str(own) if own.exists() else sys.executable, "manage.py", "run", *options]


def _environment(ports: dict[str, int]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not SAID_HERE.fullmatch(name)}
    return kept | {name: str(port) for name, port in ports.items()}


def _working_in(folder: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(folder):
                yield process
        except psutil.Error:
            continue


@contextmanager
def taken(ports: dict[str, int]) -> Iterator[None]:
    """Listen on ports, unless somebody does so already."""
    with ExitStack() as stack:
        for port in ports.values():
            listener = stack.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            listener.listen()
        yield


def free_ports() -> dict[str, int]:
    """Return a free port for each variable, below those the system gives to connections by itself."""
    found = (port for port in range(20_000 + os.getpid() % 10_000, 32_000) if is_free(port))
    return {name: next(found) for name in DEFAULT_PORTS}
