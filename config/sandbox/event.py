"""Events: every change worth telling is stored first, listed for ever, and then sent."""

import copy

from config.sandbox.clock import Clock
from config.sandbox.exchange import Obj, public
from config.sandbox.store import Store, fresh

API_VERSION = "2026-10-28.endive"


class EventLog:
    """Collects the events of one change; the web hook courier gets them after the commit."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._new: list[Obj] = []

    def record(self, kind: str, obj: Obj, *, key: str | None = None) -> Obj:
        event = {
            "id": fresh("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self._clock.now(),
            "data": {"object": copy.deepcopy(public(obj))},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": key},
            "type": kind,
        }
        self._new.append(event)
        return self._store.put(event)

    def take_new(self) -> list[Obj]:
        taken, self._new = self._new, []
        return taken
