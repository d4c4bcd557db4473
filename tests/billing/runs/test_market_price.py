"""Files of spot prices cut in mid-day: whole days at once, the cut one when the rest has come; it is said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.enums import ImportState
from billing.models import SpotPart, SpotPrice
from billing.runs import market_price

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
CUT = date(2026, 1, 1)


def take_in(first, hours, *, price="100.5", area="DK1", name="year.csv", step=60):
    """Take in a file of prices from an hour in UTC on."""
    moments = [first + timedelta(minutes=step * n) for n in range(hours * 60 // step)]
    rows = "".join(f"{moment:%Y-%m-%dT%H:%M:%S},{area},{price}\n" for moment in moments)
    content = f"TimeUTC,PriceArea,PriceDKK\n{rows}".encode()
    return market_price.take_in(kind="spot-csv", name=name, content=content)


def stored():
    return sorted(SpotPrice.objects.values_list("price_area", "day"))


def old_year(**how):
    """Two days that end at midnight UTC: one hour of New Year's Day is theirs."""
    return take_in(NEW_YEAR - timedelta(hours=49), 49, **how)


def new_year(**how):
    """The other 23 hours of New Year's Day, and the day after."""
    return take_in(NEW_YEAR, 47, **how)


def test_file_cut_in_mid_day_is_applied_and_says_what_is_missing():
    file = old_year()
    assert (file.state, file.error, file.rows) == (ImportState.APPLIED, "", 2)
    assert file.notes == "No price of DK1 on 2026-01-01 at 2026-01-01T00:00Z–23:00Z. The part is kept."
    assert stored() == [("DK1", date(2025, 12, 30)), ("DK1", date(2025, 12, 31))]


@pytest.mark.parametrize("order", [(old_year, new_year), (new_year, old_year)])
def test_next_file_completes_the_day_whichever_comes_first(order):
    first, second = [load() for load in order]
    assert (first.notes != "", second.notes) == (True, "")
    assert ("DK1", CUT) in stored()
    whole = SpotPrice.objects.get(day=CUT)
    assert (whole.resolution, whole.micro, whole.source_id) == (60, [100_500] * 24, second.pk)
    assert SpotPart.objects.count() == 0


def test_remainder_is_carried_through_the_day_as_if_it_had_come_in_one_file():
    old_year(price="0.0005")
    new_year(price="0.0005")
    assert SpotPrice.objects.get(day=CUT).micro == [1, 0] * 12


def test_later_file_counts_where_two_parts_overlap():
    old_year(price="1")
    file = take_in(NEW_YEAR - timedelta(hours=1), 23, price="2")
    assert file.notes == "No price of DK1 on 2026-01-01 at 2026-01-01T22:00Z–23:00Z. The part is kept."
    take_in(NEW_YEAR + timedelta(hours=22), 1, price="3")
    assert SpotPrice.objects.get(day=CUT).micro == [2_000] * 23 + [3_000]


def test_part_of_another_area_or_step_completes_nothing():
    old_year()
    assert "DK2 on 2026-01-01" in new_year(area="DK2").notes
    assert "2026-01-01T22:45Z–23:00Z" not in new_year(step=15).notes  # what it does hold is not missing
    assert ("DK1", CUT) not in stored()


def test_part_of_a_day_that_is_stored_changes_nothing_and_is_noted():
    take_in(NEW_YEAR - timedelta(hours=1), 24, price="5")
    file = old_year(price="6")
    assert file.notes.endswith("The day is stored already.")
    assert SpotPrice.objects.get(day=CUT).micro == [5_000] * 24
    assert SpotPart.objects.count() == 0


def test_day_that_comes_whole_in_the_end_leaves_no_part_behind():
    old_year()
    take_in(NEW_YEAR - timedelta(hours=1), 24, price="7")
    assert (SpotPrice.objects.get(day=CUT).micro, SpotPart.objects.count()) == ([7_000] * 24, 0)


def test_faulty_file_is_still_refused_whole_and_keeps_no_part():
    rows = "TimeUTC,PriceArea,PriceDKK\n2026-01-01T00:00:00,DK1,1\n2026-01-01T01:00:00,DK1,dear\n"
    file = market_price.take_in(kind="spot-csv", name="bad.csv", content=rows.encode())
    assert (file.state, file.place, file.notes) == (ImportState.REFUSED, "line 3.PriceDKK", "")
    assert (SpotPart.objects.count(), SpotPrice.objects.count()) == (0, 0)
