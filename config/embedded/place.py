"""The folders of one set of stores: records in the checkout, data where the servers can reach it."""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.embedded import address, process, software
from config.embedded.owner import Owner, find_owner
from config.embedded.problem import StoresProblem
from config.embedded.software import Software

# For root only, and only when the servers' user cannot walk into the checkout.
OUTSIDE = Path("/var/lib/minside")

MIB = 1024 * 1024
FIRST_START_NEEDS = 300 * MIB
LATER_START_NEEDS = 60 * MIB


@dataclass(frozen=True, kw_only=True)
class Place:
    """Everything a server must know about where it runs and as whom."""

    home: Path
    data: Path
    sockets: Path
    logs: Path
    owner: Owner
    software: Software

    @property
    def postgres_data(self) -> Path:
        return self.data / "postgres"

    @property
    def valkey_data(self) -> Path:
        return self.data / "valkey"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"


def home_folder(base_dir: Path, name: str) -> Path:
    """Tell where the locks and data (or the link to them) of one set of stores lie."""
    return base_dir / ".data" / name


def logs_folder(base_dir: Path, name: str) -> Path:
    """Tell where everything that belongs to one set of stores writes its logs."""
    return base_dir / ".data" / "logs" / name


def outside_folder(base_dir: Path, name: str) -> Path:
    """Tell where data and programs go when the servers' user cannot walk into the checkout."""
    return OUTSIDE / address.key(base_dir, name)


def prepare(base_dir: Path, name: str) -> Place:
    """
    Make every folder a start needs, with its owner and mode.

    Two who start at the same moment would both find no data folder and both make it, so one waits for the other.
    """
    home = home_folder(base_dir, name)
    owner = find_owner()
    outside = outside_folder(base_dir, name)
    try:
        for folder in (home, logs_folder(base_dir, name)):
            folder.mkdir(parents=True, exist_ok=True)
        if owner.other:
            home.parent.chmod(0o755)
            home.chmod(0o755)
        with alone(home):
            data = _data_folder(home, outside, owner)
            programs = software.reachable(owner, outside)
    except OSError as error:
        raise StoresProblem(explain(error, home)) from error
    sockets = _private_folder(address.socket_folder(base_dir, name), owner)
    return Place(
        home=home,
        data=data,
        sockets=sockets,
        logs=logs_folder(base_dir, name),
        owner=owner,
        software=programs,
    )


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Let one process at a time make ready, start or stop these stores; it may not be nested."""
    lock = os.open(home / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def explain(error: OSError, folder: Path) -> str:
    """Put an operating system's refusal about a folder into words that say what to do."""
    if error.errno == 28:
        return f"The disk that holds {folder} is full. Make room and start again."
    if isinstance(error, PermissionError):
        return (
            f"No permission to write {error.filename or folder}. It probably belongs to another user: start"
            f" as the user who made it, or remove {folder} to begin afresh."
        )
    return f"Cannot prepare {folder}: {error}."


def _data_folder(home: Path, outside: Path, owner: Owner) -> Path:
    """
    Find or make the data folder; a link in the checkout is the one record of data that lies outside.

    Data outside without its link is left over from a removed checkout and is thrown away; a link
    to another checkout's data came with a copied folder and is not followed.
    """
    inside = home / "data"
    apart = outside / "data"
    if inside.is_symlink():
        if inside.readlink() == apart and apart.is_dir():
            return _owned(apart, owner)
        inside.unlink()
    if owner.can_enter(home):
        if not inside.exists():
            inside.mkdir(mode=0o700)
            owner.give(inside)
        return _owned(inside, owner)
    OUTSIDE.mkdir(mode=0o755, exist_ok=True)
    outside.mkdir(mode=0o755, exist_ok=True)
    shutil.rmtree(apart, ignore_errors=True)
    if inside.is_dir():
        shutil.move(inside, apart)
    else:
        apart.mkdir(mode=0o700)
    owner.give(apart)
    inside.symlink_to(apart)
    if not owner.can_enter(apart):
        raise StoresProblem(
            f"The servers run as the user {owner.name!r}, who can walk neither into {home} nor into {apart}."
            " Allow one of them (chmod o+x on the folders above), or set DATABASE_URL and REDIS_URL."
        )
    return apart


def _owned(data: Path, owner: Owner) -> Path:
    """Take data over when we are root and nobody works in it; refuse another user's data otherwise."""
    if data.stat().st_uid == owner.uid:
        return data
    if not owner.other:
        raise PermissionError(13, "not ours", str(data))
    if process.holders(data / "postgres") or process.holders(data / "valkey"):
        raise StoresProblem(f"Another user is running the stores in {data}. Stop them first (make stop).")
    for path in [data, *data.rglob("*")]:
        os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
    return data


def _private_folder(folder: Path, owner: Owner) -> Path:
    """Make the sockets' folder, or refuse one that somebody else has put there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner.uid, os.geteuid()}:
            raise StoresProblem(
                f"{folder} exists and belongs to somebody else. Remove it:"
                " the sockets must lie in a private folder."
            )
        owner.give(folder)
        folder.chmod(0o700)
    except OSError as error:
        raise StoresProblem(explain(error, folder)) from error
    return folder


def check_room(data: Path) -> None:
    """Refuse to start on a disk so full that PostgreSQL would stop in the middle of it."""
    needed = LATER_START_NEEDS if (data / "postgres").exists() else FIRST_START_NEEDS
    free = shutil.disk_usage(data).free
    if free < needed:
        raise StoresProblem(
            f"The disk that holds {data} has {free // MIB} MiB left and the stores need at least"
            f" {needed // MIB} MiB to start. Make room and start again."
        )
