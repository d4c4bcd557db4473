"""Registers the app contracts with Django."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """What you have agreed, and where."""

    name = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
