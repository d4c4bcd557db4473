"""Whether the ports we need are free, told in words before anything is started."""

import os
import socket

import psutil
from django.core.management.base import CommandError

HOST = "127.0.0.1"


def demand(*, port: int, variable: str, purpose: str) -> None:
    """Refuse to start on a taken port, naming a free one and how to choose it."""
    if is_free(port):
        return
    other = next((candidate for candidate in range(port + 1, port + 200) if is_free(candidate)), port + 1)
    raise CommandError(
        f"Port {port} ({purpose}) is taken{_by_whom(port)}. Choose another: {variable}={other} make run"
    )


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _by_whom(port: int) -> str:
    """Name the program that listens there, where the system tells us."""
    try:
        for found in psutil.net_connections("tcp"):
            if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
                return f" by {psutil.Process(found.pid).name()} (process {found.pid})"
    except psutil.Error:
        return ""
    return ""
