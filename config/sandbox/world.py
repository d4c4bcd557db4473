"""The whole sandbox in one value: what it remembers, its clock, its faults and its courier."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from config.sandbox.clock import Clock
from config.sandbox.event import EventLog
from config.sandbox.exchange import Obj
from config.sandbox.fault import Faults
from config.sandbox.idempotency import Keys
from config.sandbox.mailbox import Mailbox
from config.sandbox.problem import missing
from config.sandbox.store import Store
from config.sandbox.webhook import Courier


@dataclass(frozen=True)
class Call:
    """One API call as a handler sees it."""

    params: Obj
    ids: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    key: str | None = None
    forced_decline: str | None = None
    stays_processing: bool = False


class World:
    """Handlers change it under its lock; commit writes the journal and hands new events to the courier."""

    def __init__(
        self,
        *,
        api_key: str,
        webhook_url: str,
        webhook_secret: str,
        directory: Path | None,
        first_pause: float = 1.0,
    ) -> None:
        self.api_key = api_key
        self.lock = threading.RLock()
        self.store = Store(directory)
        self.clock = Clock()
        self.faults = Faults()
        self.events = EventLog(self.store, self.clock)
        self.keys = Keys(self.store, self.clock)
        self.mailbox = Mailbox(self.store, self.clock, self.lock)
        self.courier = Courier(
            url=webhook_url,
            secret=webhook_secret,
            faults=self.faults,
            note=self._note,
            first_pause=first_pause,
        )

    def start(self) -> None:
        """Start the courier with what an earlier run had not delivered."""
        for event in self.store.all("event"):
            if event["pending_webhooks"]:
                self.courier.send(event)
        self.courier.start()

    def stop(self) -> None:
        self.courier.stop()
        with self.lock:
            self.store.commit()
            self.store.close()

    def commit(self) -> None:
        """Call under the lock: journal first, then let the courier have the new events."""
        self.store.commit()
        for event in self.events.take_new():
            self.courier.send(event)

    def need(self, kind: str, identifier: str, *, param: str = "id") -> Obj:
        """The object, or the provider's 404."""
        obj = self.store.get(kind, identifier)
        if obj is None:
            raise missing(kind, identifier, param=param)
        return obj

    def _note(self, event: Obj) -> None:
        """Remember how an event's delivery went."""
        with self.lock:
            self.store.put(event)
            self.store.commit()
