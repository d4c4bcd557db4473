"""Load the dated figures of the law that come with the release; figures changed by staff stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand

from contracts.operations import statute


class Command(BaseCommand):
    help = "Insert the figures of the law this release brings; run it after migrate, at every deploy."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{statute.load()} new figures of the law")
