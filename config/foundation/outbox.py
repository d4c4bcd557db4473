"""A folder we drop files into for somebody to fetch: a file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4


def put(folder: Path, *, name: str, content: bytes) -> None:
    """
    Write a file into `folder`, which is made when it is not there; one of the same name is replaced.

    It is written beside its place under a name of its own that begins with a dot, which nobody fetches, brought to
    the disk and renamed: whoever looks in between, or finds what a dead one left, sees no half of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.{uuid4().hex}"
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / name)
