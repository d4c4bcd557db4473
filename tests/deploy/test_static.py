"""Static files as production serves them: under hashed names, and every file a template names is there."""

import re
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from tests.source import ROOT

# Whitenoise gives the same names and compresses besides, which takes a quarter of a minute.
STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
NAMED = re.compile(r"""{%\s*static\s+['"]([^'"]+)['"]\s*%}""")
HASHED = re.compile(r".*\.[0-9a-f]{12}\.\w+")


def named_in_templates() -> set[str]:
    return {name for page in (ROOT / "templates").rglob("*.html") for name in NAMED.findall(page.read_text())}


def of_the_themes() -> set[str]:
    themes = [path.stem for path in (ROOT / "static" / "css" / "theme").glob("*.css")]
    return {f"css/theme/{theme}.css" for theme in themes} | {f"logo/{theme}.svg" for theme in themes}


def test_every_static_file_a_page_names_is_collected_under_a_hashed_name(tmp_path: Path):
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES={"staticfiles": {"BACKEND": STORAGE}}):
        call_command("collectstatic", interactive=False, verbosity=0)
        names = named_in_templates() | of_the_themes()
        urls = {name: staticfiles_storage.url(name) for name in names}
    assert len(urls) > 10
    assert {name for name, url in urls.items() if not HASHED.fullmatch(url)} == set()
    lost = {url for url in urls.values() if not (tmp_path / url.removeprefix("/static/")).exists()}
    assert lost == set()
