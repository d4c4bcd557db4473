"""Whether the demo was sown to its end, and what to tell the reader about it."""

import json
import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from config import embedded
from config.management.children import Children

BEGUN, DONE = "begun", "done"


def is_sown(marker: Path) -> bool:
    return _state(marker) == DONE


def was_cut_off(marker: Path) -> bool:
    """Tell whether an earlier seeding began and never came to its end."""
    return _state(marker) == BEGUN


def begin_afresh(*, base_dir: Path, marker: Path, leftovers: list[Path]) -> None:
    """Throw away a half-sown demo: database, queue, and what the other processes kept beside it."""
    embedded.empty(base_dir)
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    marker.unlink(missing_ok=True)


def sow(*, base_dir: Path, marker: Path, family: Children) -> None:
    """Run seed_demo in a process of its own, remembering its beginning and its end."""
    marker.write_text(BEGUN)
    if family.run("seed_demo", str(base_dir / "manage.py"), "seed_demo"):
        raise CommandError("seed_demo failed (its words stand above). The next start begins it afresh.")
    marker.write_text(DONE)


def welcome(*, listing: Path, base_url: str, sandbox_url: str) -> str:
    """Put the addresses and demo logins into lines for the terminal."""
    try:
        found: dict[str, Any] = json.loads(listing.read_text())
    except FileNotFoundError:
        found = {}
    lines = ["", "Min side is running.", ""]
    for supplier in found.get("suppliers", []):
        lines += [f"  {supplier['name']:<12} {supplier['url']}", *_logins(supplier.get("logins", []))]
    if staff := found.get("staff"):
        lines += ["  Staff", *_logins(staff)]
    lines += ["", f"  All suppliers              {base_url}"]
    lines += [f"  Mail, SMS and letters      {sandbox_url}/mailbox"]
    lines += [f"  The card provider's side   {sandbox_url}/operator", "", "Stop with Ctrl-C."]
    return "\n".join(lines)


def _logins(rows: list[dict[str, str]]) -> list[str]:
    lines = []
    for row in rows:
        where = f"{row['url']}  " if row.get("url") else ""
        lines.append(f"      {where}{row['email']}  {row['password']}  {row.get('note', '')}".rstrip())
    return lines


def _state(marker: Path) -> str:
    try:
        return marker.read_text().strip()
    except FileNotFoundError:
        return ""
