"""Load real market prices, tariffs and a real household from a folder of files, where there is one."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.operations.imported_file import FileSeenBefore
from billing.runs import market_price
from contracts.models import MeteringPoint
from contracts.runs import metered_value

AREAS = ("DK1", "DK2")
PRICES = (
    *(("spot-csv", f"spot/spot_{area}_*.csv") for area in AREAS),
    ("grid-tariff-history", "tariffs/history_*.json"),
    ("energinet-history", "tariffs/energinet_history.json"),
    ("tax-history", "tariffs/elafgift_history.json"),
    ("price-list", "tariffs/eds_DatahubPricelist_*.json"),
)
HOUSEHOLD = "load/real_consumption_data2.json"


class Command(BaseCommand):
    help = "Load the real energy files of a folder; prices for everybody, a household for one metering point."

    def add_arguments(self, parser: ArgumentParser) -> None:
        beside = Path(settings.BASE_DIR).parent / "shared" / "data" / "energy"
        parser.add_argument("--folder", type=Path, default=beside, help="Where the files lie")
        parser.add_argument("--household", metavar="GSRN", help="Load the real household for this metering point")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; nothing was loaded.")
        files = list(_files(folder))
        for number, (kind, name, content) in enumerate(files, start=1):
            self.stdout.write(f"{number:>3} of {len(files)}  {name}: {_load(kind, name, content)}")
        if options["household"]:
            self._household(folder / HOUSEHOLD, options["household"])

    def _household(self, path: Path, gsrn: str) -> None:
        for point in MeteringPoint.objects.filter(gsrn=gsrn).select_related("supplier"):
            try:
                outcome = metered_value.take_in(
                    supplier=point.supplier,
                    kind="household-series",
                    name=path.name,
                    content=path.read_bytes(),
                    metering_point=point,
                )
            except FileSeenBefore as seen:
                self.stdout.write(f"{path.name}: {seen}")
            else:
                self.stdout.write(f"{path.name}: {outcome.rows} days at {gsrn}")
                self.stdout.writelines(outcome.file.notes.splitlines())
            return
        raise CommandError(f"There is no metering point {gsrn}.")


def _files(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    for kind, pattern in PRICES:
        for path in sorted(folder.glob(pattern)):
            if "2022_charges" not in path.name:
                yield kind, path.name, path.read_bytes()


def _load(kind: str, name: str, content: bytes) -> str:
    try:
        file = market_price.take_in(kind=kind, name=name, content=content)
    except FileSeenBefore as seen:
        return str(seen)
    if file.error:
        return f"refused at {file.place}: {file.error}"
    return "\n      ".join([f"{file.rows} rows", *file.notes.splitlines()])
