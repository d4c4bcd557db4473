"""Example prices for the demo: day-ahead prices and a grid tariff made up by us, shaped like the Danish ones."""

from __future__ import annotations

from datetime import date

import numpy as np

from config.foundation.day_length import local_hours
from config.foundation.period import Period
from contracts.rules.day_values import MARKET_ZONE
from contracts.rules.example_consumption import weather
from contracts.rules.price_vector import SpotDay, TariffStep

QUARTERS_FROM = date(2025, 10, 1)
AREAS = {"DK1": 0, "DK2": 25, "SE3": -60, "SE4": 10}
"""How far an area lies from the common level, in kr per MWh."""

LEVEL, SEASON, WIND, NOISE = 560, 130, 290, 35
NIGHT_AND_MORNING = (-130, -150, -160, -160, -140, -60, 90, 210, 190, 60, -20, -60)
NOON_AND_EVENING = (-80, -80, -40, 40, 160, 300, 330, 240, 120, 30, -40, -100)
DAY_SHAPE = (*NIGHT_AND_MORNING, *NOON_AND_EVENING)
SUN_SHAPE = (0, 0, 0, 0, 0, 0, 5, 20, 45, 70, 90, 100, 105, 105, 100, 85, 60, 30, 10, 0, 0, 0, 0, 0)

LOW, PEAK = range(6), range(17, 21)


def example_spot_day(*, area: str, day: date, zone: str = MARKET_ZONE) -> SpotDay:
    """
    Return the example day-ahead prices of an area and local day: hours, and quarters from 1 October 2025.

    Always the same for the same area and day. Windy nights are cheap; a sunny, windy noon may be negative.
    """
    resolution = 60 if day < QUARTERS_FROM else 15
    hours = np.array(local_hours(day, zone=zone, resolution_minutes=resolution))
    random = np.random.default_rng([sum(area.encode()), day.toordinal()])
    turn = 2 * np.pi * (day.timetuple().tm_yday - 20) / 365.25
    level = LEVEL + AREAS.get(area, 0) + SEASON * np.cos(turn) - WIND * weather(day=day, kind=3)
    working = 1.0 if day.weekday() < 5 else 0.6
    summer = (1 - np.cos(turn)) / 2
    sky = 1 + 0.6 * weather(day=day, kind=2)
    sun = 4.2 * summer * max(0.0, sky) * np.array(SUN_SHAPE, float)[hours]
    price = level + working * np.array(DAY_SHAPE, float)[hours] - sun + random.normal(0, NOISE, len(hours))
    hundredths = np.rint(np.clip(price, -500, 7_000) * 100).astype(np.int64)
    return SpotDay(area, day, resolution, tuple(int(each) * 10 for each in hundredths))


def example_grid_tariff(*, first_year: int, last_year: int) -> tuple[TariffStep, ...]:
    """
    Return an example C tariff in three steps by local clock hour, winter and summer, year after year.

    The shape is the grid companies' common one: low 00–06, peak 17–21, high in between; summer from April
    to September. The figures are ours.

    Source: law.md §4 (Tarifmodel 3.0).
    """
    winter = by_hour(low=98_000, high=294_000, peak=882_000)
    summer = by_hour(low=98_000, high=147_000, peak=383_000)
    steps = []
    for year in range(first_year, last_year + 1):
        spring, autumn = date(year, 4, 1), date(year, 10, 1)
        steps += [
            TariffStep(Period(date(year, 1, 1), spring), winter),
            TariffStep(Period(spring, autumn), summer),
            TariffStep(Period(autumn, date(year + 1, 1, 1)), winter),
        ]
    return tuple(steps)


def by_hour(*, low: int, high: int, peak: int) -> tuple[int, ...]:
    """Return 24 prices by local clock hour from three."""
    return tuple(low if hour in LOW else peak if hour in PEAK else high for hour in range(24))
