"""Both stores together: the first user starts them, everybody shares them, the last one out stops them."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import postgres, valkey
from config.embedded.address import Addresses, addresses, socket_folder
from config.embedded.place import Place, alone, check_room, home_folder, logs_folder, outside_folder, prepare


@contextmanager
def running(base_dir: Path, *, name: str = "run", durable: bool = True) -> Iterator[Addresses]:
    """
    Have the stores of a checkout running inside the block, and stop them after it if nobody else uses them.

    A second user of the same stores joins the running servers. A user that is killed lets go by
    dying (the lock is the operating system's), and the next one finds and takes over the servers.

    :raises StoresProblem: with what a person must mend
    """
    place = prepare(base_dir, name)
    check_room(place.data)
    using = os.open(place.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with alone(place.home):
            fcntl.flock(using, fcntl.LOCK_SH)
            try:
                postgres.ensure(place, durable=durable)
                valkey.ensure(place, durable=durable)
            except BaseException:
                _stop_if_last(place, using)
                raise
        try:
            yield addresses(base_dir, name=name)
        finally:
            with alone(place.home):
                _stop_if_last(place, using)
    finally:
        os.close(using)


def stop(base_dir: Path, *, name: str = "run") -> None:
    """Stop the stores whoever uses them; does nothing when none run."""
    if not home_folder(base_dir, name).exists():
        return
    place = prepare(base_dir, name)
    with alone(place.home):
        _stop(place)


def empty(base_dir: Path, *, name: str = "run") -> None:
    """Throw away what running stores hold: the database is made anew and Valkey forgets everything."""
    place = prepare(base_dir, name)
    postgres.empty(place)
    valkey.empty(place)


def remove(base_dir: Path, *, name: str) -> None:
    """Stop the stores and delete their data, logs and sockets."""
    stop(base_dir, name=name)
    for folder in (
        home_folder(base_dir, name),
        logs_folder(base_dir, name),
        outside_folder(base_dir, name),
        socket_folder(base_dir, name),
    ):
        shutil.rmtree(folder, ignore_errors=True)


def _stop_if_last(place: Place, using: int) -> None:
    """Stop the servers unless another process still holds its share of the lock."""
    try:
        fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    _stop(place)


def _stop(place: Place) -> None:
    valkey.stop(place)
    postgres.stop(place)
