"""allauth looks logins up by e-mail in known places, each answered by ours (docs/adr/0009)."""

import re
from pathlib import Path

import allauth


def test_allauth_looks_up_by_email_in_no_new_place():
    folder = Path(allauth.__file__).parent
    calls = {
        str(path.relative_to(folder)): len(re.findall(r"(?<!def )\bfilter_users_by_email\(", path.read_text()))
        for app in ("account", "mfa", "usersessions", "core")
        for path in (folder / app).rglob("*.py")
    }
    assert {path: count for path, count in calls.items() if count} == {
        "account/auth_backends.py": 1,
        "account/forms.py": 3,
        "account/internal/flows/manage_email.py": 1,
        "account/utils.py": 1,
    }
