"""Registers the commands with Django, the names of records, and the movable clock where one is allowed."""

from django.apps import AppConfig
from django.conf import settings

from config.foundation import clock
from config.translation import model_name


class HouseConfig(AppConfig):
    """The composing package: commands, middleware, timetable."""

    name = "config"

    def ready(self) -> None:
        from config.celery import app

        app.set_default()
        model_name.translate()
        if settings.SIMULATED_CLOCK:
            from config.simulation import simulated_now

            clock.install(simulated_now)
