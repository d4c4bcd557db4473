"""What was told, in words, and under which terms it is told."""

from datetime import date

import pytest
from django.utils import translation

from contracts.models import Agreement, MeterReading, Notice, Supply
from contracts.queries.notice import notice_rows, reading_before, terms_told_by
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def supply():
    return energy.supply()


def test_the_terms_are_the_meters_else_the_customers_else_the_suppliers(supply):
    customer = supply.agreement.customer
    Agreement.objects.update(terms_code="gron_fixed_2024")
    assert terms_told_by(customer, Supply.objects.get()).code == "gron_fixed_2024"
    assert terms_told_by(customer, None).code == "gron_fixed_2024"
    assert terms_told_by(account.customer(), None).code == "gron_variable_2024"


def test_the_last_reading_before_a_day_is_ones_own(supply):
    days = (date(2025, 12, 31), date(2026, 1, 2), date(2026, 2, 2), TODAY)
    for number, day in enumerate(days):
        MeterReading.objects.create(
            supplier=supply.supplier, metering_point=supply.metering_point, read_on=day, wh=number
        )
    assert reading_before(supply, day=TODAY).wh == 2
    assert reading_before(supply, day=date(2026, 1, 2)) is None


def test_what_was_told_is_written_with_its_units_and_days(supply):
    notice = Notice(
        kind="CONSUMPTION",
        supply=supply,
        told_on=TODAY,
        fields={"from_on": "2026-04-01", "kwh_a_year": 9000, "words": "Varmepumpe"},
    )
    with translation.override("en"):
        rows = [(label, value.replace("\xa0", " ")) for label, value in notice_rows(notice, locale="en")]
    assert rows == [
        ("Where", "Havevej 1, 2100 København Ø"),
        ("Told", "5 March 2026"),
        ("From", "1 April 2026"),
        ("Expected use a year", "9,000 kWh"),
        ("In your words", "Varmepumpe"),
    ]


@pytest.mark.parametrize(
    "fields, said", [({"entitled_by": "other"}, "something else"), ({"appliances_off": True}, "yes")]
)
def test_a_choice_and_a_tick_are_written_in_words(fields, said):
    with translation.override("en"):
        [_told, (_label, value)] = notice_rows(Notice(told_on=TODAY, fields=fields), locale="en")
    assert value == said
