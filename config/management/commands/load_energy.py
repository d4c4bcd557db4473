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
        files = [*_spot_files(folder), *_files(folder)]
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
            return
        raise CommandError(f"There is no metering point {gsrn}.")


def _spot_files(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield one file per area: the years are cut at midnight UTC, in the middle of a Danish day."""
    for area in AREAS:
        years = [path.read_bytes() for path in sorted(folder.glob(f"spot/spot_{area}_*.csv"))]
        if years:
            heading, *_rows = years[0].splitlines(keepends=True)
            rows = (line for year in years for line in year.splitlines(keepends=True)[1:])
            yield "spot-csv", f"spot_{area}.csv", heading + b"".join(rows)


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
    return f"refused at {file.place}: {file.error}" if file.error else f"{file.rows} rows"
