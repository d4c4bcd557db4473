"""The figures of the law as the rules want them: rows with their dates and sources."""

from contracts.models import StatuteFigure
from contracts.rules.statute import StatuteRow


def statute_rows(*, country: str, keys: tuple[str, ...] = ()) -> tuple[StatuteRow, ...]:
    """Return the stored figures of a country, all of them or those of some keys."""
    found = StatuteFigure.objects.filter(country=country)
    if keys:
        found = found.filter(key__in=keys)
    return tuple(
        StatuteRow(
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
        for row in found.order_by("key", "valid_from")
    )
