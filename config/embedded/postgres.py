"""One PostgreSQL server: made once, started, checked, stopped; reachable through its private socket only."""

import shutil
import signal
import subprocess
import time
from typing import Any

import psutil
import psycopg
from psycopg import sql

from config.embedded import process
from config.embedded.address import DATABASE, OWNER
from config.embedded.place import Place
from config.embedded.problem import StoresProblem

SUPERUSER = "postgres"
MAJOR_VERSION = 18
LOCALE = "C.UTF-8"
START_WITHIN = 300.0  # seconds; recovery after a crash may take its time

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "max_wal_size": "1GB",
}
# Tests throw their data away, so nothing of theirs need survive a power cut.
THROW_AWAY = {
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def ensure(place: Place, *, durable: bool) -> None:
    """Have a healthy server: keep the one that runs, or clear away what a crash left and start one."""
    if _healthy(place):
        return
    stop(place)
    if not place.postgres_data.exists():
        _initialise(place, durable=durable)
    for left in place.sockets.glob(".s.PGSQL.*"):
        left.unlink()
    _forget_recycled_pid(place)
    _start(place, durable=durable)
    with connect(place) as connection:
        _check(connection)
        _ensure_database(connection)


def connect(place: Place, *, database: str = "postgres") -> psycopg.Connection[Any]:
    """Connect as the superuser, through the socket."""
    return psycopg.connect(
        host=str(place.sockets), user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=5
    )


def stop(place: Place) -> None:
    """Stop the server, letting it write a checkpoint; also ends backends that outlived a killed server."""
    postmaster = _postmaster(place)
    if postmaster is not None:
        process.end([postmaster], politely=signal.SIGINT, within=60)
    left = process.holders(place.postgres_data)
    if left:
        process.end(left, politely=signal.SIGQUIT, within=10)


def empty(place: Place) -> None:
    """Drop the product's database with everything in it and make it anew."""
    with connect(place) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        _ensure_database(connection)


def _healthy(place: Place) -> bool:
    postmaster = _postmaster(place)
    if postmaster is None or not process.works_in(postmaster, place.postgres_data):
        return False
    try:
        with connect(place) as connection:
            _ensure_database(connection)
    except psycopg.OperationalError:
        return False
    return True


def _postmaster(place: Place) -> psutil.Process | None:
    """Find the server process: the one the pid file names, if it really works in our folder."""
    pid = _recorded_pid(place)
    return next((found for found in process.holders(place.postgres_data) if found.pid == pid), None)


def _recorded_pid(place: Place) -> int | None:
    try:
        return int((place.postgres_data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _forget_recycled_pid(place: Place) -> None:
    """
    Remove a pid file whose number now belongs to a stranger; PostgreSQL itself would refuse to start.

    Safe only because `stop` has just ended every process that worked in the folder.
    """
    pid = _recorded_pid(place)
    if pid is not None and psutil.pid_exists(pid):
        (place.postgres_data / "postmaster.pid").unlink()


def _initialise(place: Place, *, durable: bool) -> None:
    """Make the data folder under another name and rename it when complete, so half a one never counts."""
    half = place.postgres_data.with_name("postgres.new")
    shutil.rmtree(half, ignore_errors=True)
    command = [
        str(place.software.postgres_bin / "initdb"), "--pgdata", str(half), "--username", SUPERUSER,
        "--auth", "trust", "--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", LOCALE,
        "--locale", "C", "--lc-ctype", LOCALE, "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]  # fmt: skip
    done = subprocess.run(
        command,
        cwd="/",
        env=process.environment(),
        capture_output=True,
        text=True,
        errors="replace",
        **place.owner.popen_arguments(),
    )
    if done.returncode:
        shutil.rmtree(half, ignore_errors=True)
        raise StoresProblem(_reason("PostgreSQL could not make its data folder", place, done.stderr))
    half.rename(place.postgres_data)


def _start(place: Place, *, durable: bool) -> None:
    settings = COMMON | ({} if durable else THROW_AWAY) | {"unix_socket_directories": str(place.sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = place.logs / "postgres.log"
    server = process.start(
        [str(place.software.postgres_bin / "postgres"), "-D", str(place.postgres_data), *options],
        owner=place.owner,
        folder=place.postgres_data,
        log=log,
    )
    give_up_at = time.monotonic() + START_WITHIN
    while not _answers(place):
        if server.poll() is not None:
            raise StoresProblem(_reason("PostgreSQL stopped while starting", place, process.last_lines(log)))
        if time.monotonic() > give_up_at:
            server.send_signal(signal.SIGINT)
            raise StoresProblem(_reason("PostgreSQL does not answer", place, process.last_lines(log)))
        process.pause()


def _answers(place: Place) -> bool:
    try:
        connect(place).close()
    except psycopg.OperationalError:
        return False
    return True


def _reason(what: str, place: Place, details: str) -> str:
    if "No space left on device" in details:
        return f"{what}: the disk that holds {place.data} is full. Make room and start again."
    return f"{what}. Its last words (log: {place.logs / 'postgres.log'}):\n{details}"


def _check(connection: psycopg.Connection[Any]) -> None:
    """Refuse a server of another version or locale than production's: it would sort and search otherwise."""
    if connection.info.server_version // 10000 != MAJOR_VERSION:
        raise StoresProblem(
            f"The data folder was made by another PostgreSQL than version {MAJOR_VERSION}."
            " Dump and reload it, or remove it to begin afresh."
        )
    row = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale, datctype"
        " FROM pg_database WHERE datname = 'template1'"
    ).fetchone()
    if row != ("UTF8", "b", LOCALE, LOCALE):
        raise StoresProblem(f"The data folder has another locale than {LOCALE}: {row}. Remove it to begin afresh.")


def _ensure_database(connection: psycopg.Connection[Any]) -> None:
    """Have the product's role and database; the role is no superuser, as in production."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )
