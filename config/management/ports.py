"""Whether the ports we need are free, told in words before anything is started."""

import os
import socket
from dataclasses import dataclass

import psutil
from django.core.management.base import CommandError

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A port, the variable that chooses it, and what it is for."""

    port: int
    variable: str
    purpose: str


def demand(*wanted: Wanted) -> None:
    """Refuse to start on taken ports: tell of all of them at once, with free ones and how to choose them."""
    taken = [each for each in wanted if not is_free(each.port)]
    if not taken:
        return
    told = " ".join(f"Port {each.port} ({each.purpose}) is taken{_by_whom(each.port)}." for each in taken)
    others: dict[str, int] = {}
    for each in taken:
        others[each.variable] = _free_after(each.port, but={*others.values(), *(other.port for other in wanted)})
    choice = " ".join(f"{variable}={port}" for variable, port in others.items())
    raise CommandError(f"{told} Choose {'another' if len(others) == 1 else 'others'}: {choice} make run")


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_after(port: int, *, but: set[int]) -> int:
    candidates = (candidate for candidate in range(port + 1, port + 200) if candidate not in but)
    return next((candidate for candidate in candidates if is_free(candidate)), port + 1)


def _by_whom(port: int) -> str:
    """Name the program that listens there, where the system tells us."""
    try:
        for found in psutil.net_connections("tcp"):
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
                return f" by {psutil.Process(found.pid).name()} (process {found.pid})"
    except psutil.Error:
        return ""
    return ""
