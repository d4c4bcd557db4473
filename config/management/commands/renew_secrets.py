"""Encrypt personal numbers and authenticator secrets anew with the first of FIELD_KEYS."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.operations import field_key


class Command(BaseCommand):
    help = "After a new key was put first in FIELD_KEYS: move every secret to it, so that the old key can go."

    def handle(self, *args: Any, **options: Any) -> None:
        customers = field_key.renew_customers(keys=settings.FIELD_KEYS)
        field_key.renew_recoveries(keys=settings.FIELD_KEYS)
        factors = field_key.renew_second_factors(keys=settings.FIELD_KEYS)
        self.stdout.write(f"{customers} customers and {factors} second factors are under the newest key.")
