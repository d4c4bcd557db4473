"""Example consumption for the demo: plausible Danish meters made from a seed, never real customers' values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from config.foundation.day_length import local_hours, starts
from contracts.rules.day_values import MARKET_ZONE

Floats = NDArray[np.float64]

QUARTER = 15
WEATHER_SEED = 5713

WEEKDAY = (34, 31, 30, 29, 30, 36, 58, 72, 58, 46, 43, 44, 46, 44, 46, 55, 82, 112, 118, 104, 92, 84, 66, 46)
WEEKEND = (38, 34, 31, 30, 30, 32, 40, 54, 72, 82, 84, 84, 80, 74, 70, 74, 92, 112, 114, 98, 86, 78, 64, 48)
OPENING = (20, 20, 20, 20, 21, 24, 40, 78, 118, 130, 132, 130, 122, 130, 128, 118, 92, 56, 36, 28, 24, 22, 21, 20)
"""Relative consumption by local clock hour: home on a weekday and at the weekend, a shop or workshop."""

BASE_KWH, PERSON_KWH, EMPLOYEE_KWH = 1_300, 800, 3_000
HEATING_KWH_PER_DEGREE = 3.2
HEATING_BELOW = 17.0
CAR_KW, CAR_SHARE_OF_DAYS = 3.7, 0.45
LATITUDE, LONGITUDE = 56.0, 10.0


@dataclass(frozen=True, slots=True)
class ExampleMeter:
    """Who lives or works there; `persons` are employees in a business. The seed makes it a certain one."""

    seed: int
    persons: int = 2
    electric_heating: bool = False
    electric_car: bool = False
    solar_watt_peak: int = 0
    business: bool = False


@dataclass(frozen=True, slots=True)
class ExampleDay:
    """Wh drawn from the grid, and Wh sent out to it, by interval of the local day."""

    drawn: tuple[int, ...]
    sent: tuple[int, ...]


def example_day(*, meter: ExampleMeter, day: date, resolution: int, zone: str = MARKET_ZONE) -> ExampleDay:
    """
    Return one local day of a meter: always the same for the same seed and day, whatever was asked before.

    Made by the quarter and added up, so an hourly meter shows the sums of the same quarters. A day of 23 or
    25 hours follows the clock as people do.
    """
    random = np.random.default_rng([meter.seed, day.toordinal()])
    hours = np.array(local_hours(day, zone=zone, resolution_minutes=QUARTER))
    used = _lived(meter, day, hours, random)
    if meter.electric_heating:
        used += _heating(day, random, count=len(hours))
    if meter.electric_car:
        used += _car(hours, random)
    net = used - _sun(meter, day, zone=zone)
    per_value = resolution // QUARTER
    return ExampleDay(drawn=_whole(net, per_value), sent=_whole(-net, per_value))


def temperature(*, day: date) -> float:
    """Return the example mean temperature of a day in °C: a Danish year with weather in it."""
    season = 8.7 - 8.3 * np.cos(2 * np.pi * (day.timetuple().tm_yday - 25) / 365.25)
    return float(season + 3.5 * weather(day=day, kind=1))


def weather(*, day: date, kind: int) -> float:
    """Return a smooth random figure about 0 that all meters and prices of a day share."""
    week, place = divmod(day.toordinal(), 5)
    before, after = _anchor(kind, week), _anchor(kind, week + 1)
    return before + (after - before) * place / 5


@lru_cache(maxsize=4096)
def _anchor(kind: int, week: int) -> float:
    return float(np.random.default_rng([WEATHER_SEED, kind, week]).normal())


def _lived(meter: ExampleMeter, day: date, hours: NDArray[np.int64], random: np.random.Generator) -> Floats:
    """Wh by quarter of light, kitchen and everything plugged in."""
    if meter.business:
        shape = np.array(OPENING, float) * (1.0 if day.weekday() < 5 else 0.3)
        year_kwh = EMPLOYEE_KWH * meter.persons
    else:
        shape = np.array(WEEKEND if day.weekday() >= 5 else WEEKDAY, float) * (0.3 if _away(meter, day) else 1)
        year_kwh = BASE_KWH + PERSON_KWH * meter.persons
    light = 1 + 0.18 * np.cos(2 * np.pi * (day.timetuple().tm_yday - 10) / 365.25)
    mean_shape = float(np.mean(OPENING)) * 0.8 if meter.business else float(np.mean(WEEKDAY)) * 1.03
    mean = year_kwh * 1000 / 365.25 / 96
    noise = random.lognormal(-0.06, 0.35, len(hours)) * random.lognormal(0, 0.1)
    lived: Floats = mean * light * shape[hours] / mean_shape * noise
    return lived


def _away(meter: ExampleMeter, day: date) -> bool:
    """Two weeks of every summer the household is on holiday."""
    first = date(day.year, 6, 25) + timedelta(days=meter.seed % 35)
    return first <= day < first + timedelta(days=14)


def _heating(day: date, random: np.random.Generator, *, count: int) -> Floats:
    day_wh = 1000 * HEATING_KWH_PER_DEGREE * max(0.0, HEATING_BELOW - temperature(day=day))
    shares = random.lognormal(0, 0.25, count)
    heating: Floats = day_wh * shares / shares.sum()
    return heating


def _car(hours: NDArray[np.int64], random: np.random.Generator) -> Floats:
    """On some nights the car charges from midnight until it has enough."""
    wanted = random.uniform(6_000, 22_000) if random.random() < CAR_SHARE_OF_DAYS else 0.0
    room = np.where(hours < 7, CAR_KW * 1000 / 4, 0.0)
    charged: Floats = np.clip(wanted - (np.cumsum(room) - room), 0, room)
    return charged


def _sun(meter: ExampleMeter, day: date, *, zone: str) -> Floats:
    """Wh by quarter from the roof: the height of the sun, and a sky that everybody has in common."""
    moments = starts(day, zone=zone, resolution_minutes=QUARTER)
    utc = np.array([moment.hour + moment.minute / 60 + QUARTER / 120 for moment in moments])
    angle = np.radians((utc + LONGITUDE / 15 - 12) * 15)
    tilt = np.radians(-23.44 * np.cos(2 * np.pi * (day.timetuple().tm_yday + 10) / 365.25))
    latitude = np.radians(LATITUDE)
    height = np.sin(latitude) * np.sin(tilt) + np.cos(latitude) * np.cos(tilt) * np.cos(angle)
    sky = 1 / (1 + np.exp(-0.3 - 1.4 * weather(day=day, kind=2)))
    power: Floats = meter.solar_watt_peak * np.clip(height, 0, None) ** 1.15 * sky * 1.15 / 4
    return power


def _whole(wh: Floats, per_value: int) -> tuple[int, ...]:
    sums = np.rint(np.clip(wh, 0, None).reshape(-1, per_value).sum(axis=1))
    return tuple(int(each) for each in sums)
