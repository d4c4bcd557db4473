"""Registers the commands with Django, and the movable clock where one is allowed."""

from django.apps import AppConfig
from django.conf import settings

from config.foundation import clock


class HouseConfig(AppConfig):
    """The composing package: commands, middleware, timetable."""

    name = "config"

    def ready(self) -> None:
        from config.celery import app

        app.set_default()
        if settings.SIMULATED_CLOCK:
            from config.simulation import simulated_now

            clock.install(simulated_now)
