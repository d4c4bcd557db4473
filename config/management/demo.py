"""Whether the demo was sown to its end, and what to tell the reader about it."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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


def sow(*, base_dir: Path, marker: Path, family: Children, months: int | None) -> None:
    """Run seed_demo in a process of its own, remembering its beginning and its end."""
    marker.write_text(BEGUN)
    chosen = [] if months is None else ["--months", str(months)]
    if family.run("seed_demo", str(base_dir / "manage.py"), "seed_demo", *chosen):
        raise CommandError("seed_demo failed (its words stand above). The next start begins it afresh.")
    marker.write_text(DONE)


def welcome(*, listing: Path, port: int, sandbox_port: int) -> str:
    """Put the addresses and demo logins into lines for the terminal; this start's ports, not the sowing's."""
    try:
        found: dict[str, Any] = json.loads(listing.read_text())
    except FileNotFoundError:
        found = {}
    lines = ["", "Min side is running.", ""]
    for supplier in found.get("suppliers", []):
        address = _at(supplier["url"], port)
        lines += [f"  {supplier['name']:<12} {address}", *_logins(supplier.get("logins", []), port)]
    if staff := found.get("staff"):
        lines += ["  Staff", *_logins(staff, port)]
    lines += ["", f"  All suppliers              http://localhost:{port}"]
    lines += [f"  Mail, SMS and letters      http://localhost:{sandbox_port}/mailbox"]
    lines += [f"  The card provider's side   http://localhost:{sandbox_port}/operator", "", "Stop with Ctrl-C."]
    return "\n".join(lines)


def _logins(rows: list[dict[str, str]], port: int) -> list[str]:
    lines = []
    for row in rows:
        where = f"{_at(row['url'], port)}  " if row.get("url") else ""
        lines.append(f"      {where}{row['email']}  {row['password']}  {row.get('note', '')}".rstrip())
    return lines


def _at(url: str, port: int) -> str:
    return f"http://{urlsplit(url).hostname}:{port}/"


def _state(marker: Path) -> str:
    try:
        return marker.read_text().strip()
    except FileNotFoundError:
        return ""
