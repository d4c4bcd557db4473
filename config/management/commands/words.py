"""Keep the translations whole: gather message ids, list what is missing, compile what Django reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.translation import catalogue, fault
from config.translation.gather import gather
from config.translation.source import Found

MESSAGE_IDS = "en"


class Command(BaseCommand):
    help = "Gather the words of our pages into locale/ and compile them; needs none of gettext's programs."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--update", action="store_true", help="Merge what the source says into the .po files")
        what.add_argument("--compile", action="store_true", help="Write the .mo files from the .po files")
        what.add_argument("--check", action="store_true", help="List every fault; exit with 1 when there is one")

    def handle(self, *args: Any, **options: Any) -> None:
        root, number = Path(settings.BASE_DIR), 0
        found = gather(root)
        for language in sorted(dict(settings.LANGUAGES)):
            if language == MESSAGE_IDS:
                continue
            folder = catalogue.folder_of(root, language)
            if options["update"]:
                self._update(folder / "django.po", language, found)
            if options["update"] or options["compile"]:
                self._compile(folder, language)
            number += self._report(folder, language, found)
        if options["check"] and number:
            raise SystemExit(1)

    def _update(self, path: Path, language: str, found: Found) -> None:
        kept = catalogue.read(path, language=language)
        catalogue.write(path, language=language, found=found, translations=catalogue.merge(found, kept))

    def _compile(self, folder: Path, language: str) -> None:
        words = catalogue.read(folder / "django.po", language=language)
        (folder / "django.mo").write_bytes(catalogue.compiled(words, language=language))

    def _report(self, folder: Path, language: str, found: Found) -> int:
        lines = fault.faults(found, catalogue.read(folder / "django.po", language=language))
        for line in lines:
            self.stdout.write(f"{language}  {line}")
        self.stdout.write(f"{language}: {len(found)} messages, {len(lines)} faults")
        return len(lines)
