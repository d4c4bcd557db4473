"""Reads what comes next while what came before is written: two connections of the server work side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, connections
from django.utils.translation import get_language, override

Chunk = TypeVar("Chunk")
Item = TypeVar("Item")


def read_ahead(chunks: Sequence[Chunk], read: Callable[[Chunk], Item]) -> Iterator[Item]:
    """
    Yield what `read` makes of each chunk, read by another thread and connection while the one before is worked on.

    What is read must not rest on what is written for the chunk before it. A single chunk has nothing to overlap
    with, and rows of an open transaction are seen by no other connection: then chunks are read one by one.
    """
    if len(chunks) < 2 or connection.in_atomic_block:
        yield from map(read, chunks)
        return
    language = get_language()
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        try:
            coming = reader.submit(_read, read, chunks[0], language)
            for following in chunks[1:]:
                item = coming.result()
                coming = reader.submit(_read, read, following, language)
                yield item
            yield coming.result()
        finally:
            reader.submit(connections.close_all).result()


def _read(read: Callable[[Chunk], Item], chunk: Chunk, language: str | None) -> Item:
    with override(language):
        return read(chunk)
