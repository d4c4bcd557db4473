"""Registers the app accounts with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who you are and what we told you."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
