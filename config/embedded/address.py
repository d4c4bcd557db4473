"""Where the embedded stores answer: computed from the checkout's path and the user, never looked up."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

OWNER = "minside"
DATABASE = "minside"
# Not tempfile.gettempdir(): that varies with the environment, and every process must compute the same place.
SOCKET_PARENT = Path("/tmp")  # noqa: S108 -- the folder below it is private and its owner is checked at start


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The two URLs, in the form in which DATABASE_URL and REDIS_URL are written."""

    database_url: str
    redis_url: str


def key(base_dir: Path, name: str) -> str:
    """Name one set of stores: short enough for a socket path however long the checkout's path is."""
    return hashlib.sha256(f"{base_dir}\0{name}".encode()).hexdigest()[:10]


def socket_folder(base_dir: Path, name: str) -> Path:
    """Tell in which folder both sockets lie."""
    return SOCKET_PARENT / f"minside-{os.geteuid()}-{key(base_dir, name)}"


def valkey_socket(base_dir: Path, name: str) -> Path:
    """Tell where Valkey listens."""
    return socket_folder(base_dir, name) / "valkey.sock"


def addresses(base_dir: Path, *, name: str = "run") -> Addresses:
    """
    Compute the addresses of the stores of a checkout; touches nothing and asks nobody.

    `base_dir` is the resolved, absolute folder of the checkout. Database 0 of Valkey is the
    broker's, database 1 the cache's; the URL names the server, the settings choose the number.
    """
    return Addresses(
        database_url=f"postgresql://{OWNER}@/{DATABASE}?host={socket_folder(base_dir, name)}",
        redis_url=f"unix://{valkey_socket(base_dir, name)}",
    )
