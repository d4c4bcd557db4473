"""Registers the app billing with Django."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """What you owe and how it is paid."""

    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"
