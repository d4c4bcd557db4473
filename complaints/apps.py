"""Registers the app complaints with Django."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """When something went wrong."""

    name = "complaints"
    default_auto_field = "django.db.models.BigAutoField"
