"""The courier: signs each event, posts it to the configured address, and tries again with growing pauses."""

import hashlib
import heapq
import hmac
import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from config.sandbox.exchange import Obj, public
from config.sandbox.fault import WEBHOOK, Faults

_TIMEOUT = 10.0
_LONGEST_PAUSE = 3600.0
_MOST_TRIES = 100


def signature(body: bytes, secret: str, moment: int) -> str:
    """The `Stripe-Signature` header: the moment, and HMAC-SHA256 over `moment.body`."""
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256)
    return f"t={moment},v1={mac.hexdigest()}"


@dataclass(order=True)
class _Parcel:
    due: float
    number: int
    event: Obj = field(compare=False)
    tries: int = field(compare=False, default=0)


class Courier:
    """One background thread that delivers events until the receiver answers 2xx."""

    def __init__(
        self, *, url: str, secret: str, faults: Faults, note: Callable[[Obj], None], first_pause: float
    ) -> None:
        self.url = url
        self.paused = False
        self._secret = secret
        self._faults = faults
        self._note = note
        self._first_pause = first_pause
        self._parcels: list[_Parcel] = []
        self._held: list[Obj] = []
        self._number = 0
        self._busy = False
        self._stopping = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self._thread.join(timeout=_TIMEOUT)

    def send(self, event: Obj) -> None:
        """Take an event for delivery; faults may lose, double or delay it."""
        if not self.url:
            return
        if self.paused:
            with self._wake:
                self._held.append(event)
            return
        fault = self._faults.next(WEBHOOK, "webhook")
        if fault and fault.kind == "webhook_drop":
            self._note(event | {"pending_webhooks": 0, "_dropped": True})
            return
        self.post(event, fault.seconds or 2.0 if fault and fault.kind == "webhook_delay" else 0.0)
        if fault and fault.kind == "webhook_duplicate":
            self.post(event)

    def post(self, event: Obj, pause: float = 0.0, tries: int = 0) -> None:
        """Put an event on the way, to leave after the pause."""
        with self._wake:
            self._number += 1
            heapq.heappush(self._parcels, _Parcel(time.monotonic() + pause, self._number, event, tries))
            self._wake.notify()

    def pause(self) -> None:
        """Hold everything back, to be released in another order."""
        self.paused = True

    def release(self, *, seed: int | None) -> int:
        """Send what was held, shuffled when a seed is given; returns how many."""
        with self._wake:
            held, self._held, self.paused = self._held, [], False
        if seed is not None:
            random.Random(seed).shuffle(held)  # noqa: S311 -- repeatable order, not a secret
        for event in held:
            self.post(event)
        return len(held)

    def waiting(self) -> int:
        """How many events are held, on the way, or being delivered right now."""
        with self._wake:
            return len(self._parcels) + len(self._held) + self._busy

    def _work(self) -> None:
        while True:
            with self._wake:
                self._busy = False
                while not self._stopping and (pause := self._until_next()) != 0:
                    self._wake.wait(pause)
                if self._stopping:
                    return
                parcel = heapq.heappop(self._parcels)
                self._busy = True
            self._deliver(parcel)

    def _until_next(self) -> float | None:
        """Seconds until the next parcel leaves; none when there is no parcel."""
        return max(0.0, self._parcels[0].due - time.monotonic()) if self._parcels else None

    def _deliver(self, parcel: _Parcel) -> None:
        event = parcel.event
        body = json.dumps(public(event), ensure_ascii=False, indent=2).encode()
        try:
            status = _post(self.url, body, signature(body, self._secret, int(time.time())))
        except (OSError, http.client.HTTPException):
            status = 0
        arrived = 200 <= status < 300
        self._note(
            event | {"pending_webhooks": 0 if arrived else 1, "_tries": parcel.tries + 1, "_status": status}
        )
        if not arrived and parcel.tries < _MOST_TRIES:
            self.post(event, min(self._first_pause * 2**parcel.tries, _LONGEST_PAUSE), parcel.tries + 1)


def _post(url: str, body: bytes, header: str) -> int:
    """Post once. Names under .localhost are this machine, whatever the resolver says."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    target = "127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host
    secure = parts.scheme == "https"
    maker = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = maker(target, parts.port or (443 if secure else 80), timeout=_TIMEOUT)
    try:
        headers = {"Host": parts.netloc, "Content-Type": "application/json; charset=utf-8"}
        headers |= {"Stripe-Signature": header, "User-Agent": "Sandbox/1.0"}
        connection.request("POST", parts.path or "/", body=body, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
