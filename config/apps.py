"""Registers the commands with Django, the names of records, and the movable clock where one is allowed."""

import gc

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
        _keep_what_is_loaded()
        if settings.SIMULATED_CLOCK:
            from config.simulation import simulated_now

            clock.install(simulated_now)


def _keep_what_is_loaded() -> None:
    """Spare the collector what stays anyway: each full round went through all classes and modules again."""
    gc.collect()
    gc.freeze()
