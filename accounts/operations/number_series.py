"""Take the next number of a series, without gap and without double, under a row lock."""

from accounts.models import NumberSeries, Supplier


def take(*, supplier: Supplier, series: str, count: int = 1) -> int:
    """
    Return the first of `count` consecutive numbers.

    Call it inside the transaction that uses the numbers: when that rolls back, they were never taken.
    """
    NumberSeries.objects.get_or_create(supplier=supplier, series=series)
    counter = NumberSeries.objects.select_for_update().get(supplier=supplier, series=series)
    first = counter.next_number
    counter.next_number = first + count
    counter.save(update_fields=["next_number"])
    return first
