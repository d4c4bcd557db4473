"""Idempotency keys: the first answer is given again byte for byte, for 24 hours of the sandbox's clock."""

import base64
import hashlib
import json
import threading

from config.sandbox.clock import Clock
from config.sandbox.exchange import Request, Response
from config.sandbox.problem import Problem
from config.sandbox.store import Store

LIFETIME = 24 * 3600
_LONGEST_KEY = 255


def fingerprint(request: Request) -> str:
    """What must be the same when a key is used again: the method, the path and every parameter."""
    params = json.dumps(request.params, sort_keys=True)
    return hashlib.sha256(f"{request.method} {request.path} {params}".encode()).hexdigest()


class Keys:
    """Which keys were used, for what, with which answer, and which are being worked on right now."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._busy: set[str] = set()

    def begin(self, key: str, mark: str) -> Response | None:
        """Claim the key; a saved answer comes back if there is one. Refuses other parameters and overlaps."""
        if len(key) > _LONGEST_KEY:
            raise Problem(400, "invalid_request_error", "Idempotency-Key is too long.", saved=False)
        with self._lock:
            if key in self._busy:
                raise Problem(
                    409,
                    "idempotency_error",
                    "There is currently another in-progress request using this Idempotent Key.",
                    code="idempotency_key_in_use",
                    saved=False,
                )
            row = self._store.get("key", key)
            if row and row["created"] + LIFETIME <= self._clock.now():
                row = None
            if row is None:
                self._busy.add(key)
                return None
        if row["mark"] != mark:
            raise Problem(
                400,
                "idempotency_error",
                "Keys for idempotent requests can only be used with the same parameters"
                " they were first used with.",
                saved=False,
            )
        headers = {"Idempotent-Replayed": "true", "Original-Request": row["request"], "Idempotency-Key": key}
        return Response(row["status"], base64.b64decode(row["body"]), headers=headers)

    def save(self, key: str, mark: str, answer: Response, request_id: str) -> None:
        """Remember the answer, in the same journal line as what it did."""
        self._store.put(
            {
                "object": "key",
                "id": key,
                "mark": mark,
                "created": self._clock.now(),
                "status": answer.status,
                "body": base64.b64encode(answer.body).decode(),
                "request": request_id,
            }
        )

    def end(self, key: str) -> None:
        with self._lock:
            self._busy.discard(key)

    def forget(self) -> int:
        """Drop every key, as the provider may after 24 hours; returns how many."""
        rows = self._store.all("key")
        for row in rows:
            self._store.drop("key", row["id"])
        return len(rows)
