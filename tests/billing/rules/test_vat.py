"""VAT is that of the day (momsloven § 33)."""

from datetime import date

import pytest

from billing.rules.vat import vat_percent
from contracts.rules.statute import FigureMissing, StatuteRow

LAW = (
    StatuteRow.of(key="vat_rate", valid_from="1992-01-01", value="25", unit="percent"),
    StatuteRow.of(key="vat_rate", valid_from="2027-01-01", value="24", unit="percent"),
    StatuteRow.of(key="vat_rate", valid_from="1990-07-01", value="12", unit="percent", country="SE"),
)


def test_rate_changes_on_its_first_day():
    days = [date(1992, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [vat_percent(law=LAW, day=day) for day in days] == [25, 25, 24]


def test_day_without_a_rate_is_a_gap_and_not_a_guess():
    with pytest.raises(FigureMissing):
        vat_percent(law=LAW, day=date(1991, 12, 31))
