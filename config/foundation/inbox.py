"""A folder the market drops files into: read in order of name, moved aside when they are dealt with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TAKEN_IN, REFUSED = "taken-in", "refused"


@dataclass(frozen=True)
class Dropped:
    """A file in the inbox; its name is `<kind>--<anything>`."""

    path: Path

    @property
    def kind(self) -> str:
        return self.path.name.partition("--")[0]

    def read(self) -> bytes:
        return self.path.read_bytes()

    def put_aside(self, folder: str) -> None:
        """Move the file to a folder beside it; it is never deleted."""
        target = self.path.parent / folder
        target.mkdir(exist_ok=True)
        self.path.rename(target / self.path.name)


def dropped(folder: Path) -> Iterator[Dropped]:
    """Yield the files lying in `folder`, by name; a folder that is not there is an empty one."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_file() and "--" in path.name and not path.name.startswith("."):
                yield Dropped(path)
