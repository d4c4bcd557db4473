"""One Valkey server: started, asked, stopped; reachable through its private socket only."""

import signal
import time

import psutil
import redis

from config.embedded import process
from config.embedded.place import Place
from config.embedded.problem import StoresProblem

START_WITHIN = 60.0  # seconds; reading back a long log of changes may take its time

COMMON = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "databases": "16",
    "save": "",
    "maxmemory": "512mb",
    "maxmemory-policy": "noeviction",  # a queue must never lose work to make room
}


def ensure(place: Place, *, durable: bool) -> None:
    """Have a healthy server: keep the one that runs, or clear away what a crash left and start one."""
    if _healthy(place):
        return
    stop(place)
    place.valkey_socket.unlink(missing_ok=True)
    place.valkey_data.mkdir(mode=0o700, exist_ok=True)
    place.owner.give(place.valkey_data)
    _start(place, durable=durable)


def stop(place: Place) -> None:
    """Stop the server after it has written what it holds."""
    process.end(process.holders(place.valkey_data), politely=signal.SIGTERM, within=20)


def empty(place: Place) -> None:
    """Forget every queued task and cached page."""
    with _client(place) as client:
        client.flushall()


def _client(place: Place) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(place.valkey_socket), socket_timeout=5)


def _healthy(place: Place) -> bool:
    running = [found for found in process.holders(place.valkey_data) if _is_server(found)]
    return len(running) == 1 and process.works_in(running[0], place.valkey_data) and _answers(place)


def _is_server(found: psutil.Process) -> bool:
    try:
        return str(found.name()).startswith("valkey-server")
    except psutil.Error:
        return False


def _answers(place: Place) -> bool:
    try:
        with _client(place) as client:
            return client.ping() is True
    except redis.RedisError:
        return False


def _start(place: Place, *, durable: bool) -> None:
    settings = COMMON | {
        "unixsocket": str(place.valkey_socket),
        "dir": str(place.valkey_data),
        "appendonly": "yes" if durable else "no",
    }
    log = place.logs / "valkey.log"
    server = process.start(
        [
            str(place.software.valkey_server),
            *(part for name in settings for part in (f"--{name}", settings[name])),
        ],
        owner=place.owner,
        folder=place.valkey_data,
        log=log,
    )
    give_up_at = time.monotonic() + START_WITHIN
    while not _answers(place):
        if server.poll() is not None:
            raise StoresProblem(_reason("Valkey stopped while starting", place, process.last_lines(log)))
        if time.monotonic() > give_up_at:
            server.terminate()
            raise StoresProblem(_reason("Valkey does not answer", place, process.last_lines(log)))
        process.pause()


def _reason(what: str, place: Place, details: str) -> str:
    if "No space left on device" in details:
        return f"{what}: the disk that holds {place.data} is full. Make room and start again."
    return f"{what}. Its last words (log: {place.logs / 'valkey.log'}):\n{details}"
