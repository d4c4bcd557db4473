"""A checkout of what is tracked here, as a stranger would get it, in a private folder far down."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from config import embedded
from tests.source import ROOT

LONG = 150
STEP = "a-private-folder-far-down"
PREFIX = "minside-first-run-"


@contextmanager
def clone() -> Iterator[Path]:
    """Have the tracked files in a folder only we may enter, whose path is long; leave nothing of it behind."""
    parent = Path(tempfile.gettempdir()).resolve()
    _remove_those_of_killed_sessions(parent)
    private = parent / f"{PREFIX}{os.getpid()}"
    private.mkdir(mode=0o700)
    try:
        _copy_tracked_files(_inside(private))
        yield _inside(private)
    finally:
        _remove(private)


def _copy_tracked_files(folder: Path) -> None:
    """Copy the files as they stand; one that nobody added to git is missing, as it would be in a clone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _inside(private: Path) -> Path:
    folder = private
    while len(str(folder)) < LONG:
        folder /= STEP
    return folder


def _remove(private: Path) -> None:
    embedded.remove(_inside(private), name="run")
    shutil.rmtree(private)


def _remove_those_of_killed_sessions(parent: Path) -> None:
    for folder in parent.glob(f"{PREFIX}*"):
        pid = int(folder.name.removeprefix(PREFIX))
        if pid == os.getpid() or not psutil.pid_exists(pid):
            _remove(folder)
