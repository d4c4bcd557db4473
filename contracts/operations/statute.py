"""Load the dated figures of the law from their CSV files; what staff have verified since is kept."""

from django.db import transaction

from contracts.models import StatuteFigure
from contracts.rules.statute import StatuteRow, parse_statute
from contracts.statute import texts


@transaction.atomic
def load() -> int:
    """
    Insert the figures that are missing and return how many there were.

    A figure that is there is left as it is: after go-live figures change in the admin, by two people.

    :raises StatuteFileRefused: when a file is wrong anywhere; then none is loaded
    """
    rows = [row for name, text in texts().items() for row in parse_statute(text=text, name=name)]
    before = StatuteFigure.objects.count()
    StatuteFigure.objects.bulk_create([_figure(row) for row in rows], ignore_conflicts=True)
    return StatuteFigure.objects.count() - before


def _figure(row: StatuteRow) -> StatuteFigure:
    return StatuteFigure(
        key=row.key,
        country=row.country,
        valid_from=row.valid_from,
        value=row.value,
        unit=row.unit,
        source=row.source,
        confidence=row.confidence,
        verified_by=row.verified_by,
        verified_on=row.verified_on,
    )
