"""Everything the sandbox remembers: in memory, with an append-only journal so that a restart keeps it."""

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import IO

from config.sandbox.exchange import Obj

KINDS = {
    "cus": "customer",
    "pm": "payment_method",
    "seti": "setup_intent",
    "cs": "checkout.session",
    "pi": "payment_intent",
    "ch": "charge",
    "re": "refund",
    "dp": "dispute",
    "txn": "balance_transaction",
    "evt": "event",
}


class FolderTaken(OSError):
    """The state folder belongs to a sandbox that is running."""


def fresh(prefix: str) -> str:
    """A new identifier in the provider's manner."""
    return f"{prefix}_{secrets.token_hex(12)}"


class Store:
    """Objects by kind and id. What one commit writes is one journal line: it survives whole or not at all."""

    def __init__(self, directory: Path | None) -> None:
        self._objects: dict[str, dict[str, Obj]] = {}
        self._changed: dict[tuple[str, str], Obj | None] = {}
        self._journal = None
        self._lock = None
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(directory / "lock")
            path = directory / "journal.jsonl"
            self._load(path)
            self._compact(path)
            self._journal = path.open("ab", buffering=0)

    def put(self, obj: Obj) -> Obj:
        self._objects.setdefault(obj["object"], {})[obj["id"]] = obj
        self._changed[obj["object"], obj["id"]] = obj
        return obj

    def get(self, kind: str, identifier: str) -> Obj | None:
        return self._objects.get(kind, {}).get(identifier)

    def find(self, identifier: str) -> Obj | None:
        """Any object by its identifier alone."""
        return self.get(KINDS.get(identifier.split("_", 1)[0], ""), identifier)

    def all(self, kind: str) -> list[Obj]:
        """Oldest first."""
        return list(self._objects.get(kind, {}).values())

    def drop(self, kind: str, identifier: str) -> None:
        if self._objects.get(kind, {}).pop(identifier, None) is not None:
            self._changed[kind, identifier] = None

    def commit(self) -> None:
        """Write what changed since the last commit as one line."""
        if self._journal is not None and self._changed:
            rows = [[kind, identifier, obj] for (kind, identifier), obj in self._changed.items()]
            self._journal.write(json.dumps(rows, separators=(",", ":")).encode() + b"\n")
        self._changed.clear()

    def close(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _load(self, path: Path) -> None:
        if not path.exists():
            return
        with path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):  # the process died while writing: nobody was told of this change
                    break
                for kind, identifier, obj in json.loads(line):
                    rows = self._objects.setdefault(kind, {})
                    rows.pop(identifier, None) if obj is None else rows.__setitem__(identifier, obj)

    def _compact(self, path: Path) -> None:
        """Rewrite the journal with the last state of each object only, then swap it in."""
        part = path.with_suffix(".part")
        with part.open("wb") as out:
            for kind, rows in self._objects.items():
                for identifier, obj in rows.items():
                    row = json.dumps([[kind, identifier, obj]], separators=(",", ":"))
                    out.write(row.encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)


def _locked(path: Path) -> IO[bytes]:
    """Hold the folder: two sandboxes writing one journal would tear it. Closing the file lets go."""
    held = path.open("wb")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise FolderTaken(f"Another sandbox keeps its state in {path.parent}.") from error
    return held
