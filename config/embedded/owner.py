"""Which OS user the servers run as: PostgreSQL refuses root, so root gets a user of its own for them."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.problem import StoresProblem

OS_USER = "minside"


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The user the servers run as, and whether that is somebody else than we are."""

    name: str
    uid: int
    gid: int
    other: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Give what makes subprocess start a command as this user; nothing when we are that user."""
        if not self.other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make this user the owner of `path`."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Tell whether this user can walk into `folder`, whatever stands above it."""
        command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, **self.popen_arguments())
        except PermissionError as error:
            raise StoresProblem(
                f"Running as root, but not allowed to start a process as the user {self.name!r}, and"
                " PostgreSQL refuses to run as root. Run as an ordinary user, or set DATABASE_URL"
                " and REDIS_URL."
            ) from error
        return done.returncode == 0


def find_owner() -> Owner:
    """Choose the user: ourselves, or when we are root `minside` (made if need be), or at worst `nobody`."""
    if os.geteuid() != 0:
        return Owner(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid(), other=False)
    found = _look_up(OS_USER) or _create(OS_USER) or _look_up("nobody")
    if found is None:
        raise StoresProblem(
            f"PostgreSQL refuses to run as root, and there is neither a user {OS_USER!r} nor a way to"
            f" make one. Run `useradd --system {OS_USER}`, run as an ordinary user, or set DATABASE_URL and"
            " REDIS_URL."
        )
    return Owner(name=found.pw_name, uid=found.pw_uid, gid=found.pw_gid, other=True)


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create(name: str) -> pwd.struct_passwd | None:
    """Make a user without home, password or shell; two starts at once may both try, so look again after."""
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    subprocess.run([useradd, *options, "--shell", "/usr/sbin/nologin", name], capture_output=True)
    return _look_up(name)
