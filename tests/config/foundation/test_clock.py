from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.foundation import clock

NEW_YEAR_NIGHT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_now_is_the_system_time_in_utc():
    before = datetime.now(UTC)  # noqa: TID251 -- the test compares with the real clock
    moment = clock.now()
    assert before <= moment <= datetime.now(UTC)  # noqa: TID251 -- as above
    assert moment.utcoffset() == timedelta(0)


def test_today_is_the_date_in_the_zone():
    with clock.frozen(NEW_YEAR_NIGHT):
        assert clock.today() == date(2027, 1, 1)
        assert clock.today("Europe/Stockholm") == date(2027, 1, 1)
        assert clock.today("UTC") == date(2026, 12, 31)


def test_frozen_is_undone_and_nests():
    with clock.frozen(NEW_YEAR_NIGHT):
        with clock.frozen(NEW_YEAR_NIGHT - timedelta(days=1)):
            assert clock.now() == NEW_YEAR_NIGHT - timedelta(days=1)
        assert clock.now() == NEW_YEAR_NIGHT
    assert clock.now() != NEW_YEAR_NIGHT


def test_frozen_is_undone_after_an_error():
    with pytest.raises(KeyError), clock.frozen(NEW_YEAR_NIGHT):
        raise KeyError
    assert clock.now() != NEW_YEAR_NIGHT


def test_frozen_turns_local_moments_into_utc():
    with clock.frozen(datetime(2026, 7, 1, 2, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))):
        assert clock.now() == datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.frozen(datetime(2026, 7, 1)):
        pass


def test_an_installed_source_replaces_the_system_clock_until_taken_out():
    clock.install(lambda: NEW_YEAR_NIGHT)
    try:
        assert clock.now() == NEW_YEAR_NIGHT
        with clock.frozen(NEW_YEAR_NIGHT + timedelta(hours=1)):
            assert clock.now() == NEW_YEAR_NIGHT + timedelta(hours=1)
    finally:
        clock.install(None)
    assert clock.now() != NEW_YEAR_NIGHT
