"""The card provider this installation talks to, made from the settings in one place."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from billing.gateways.card import CardProvider
from billing.gateways.card_stripe import StripeProvider


@cache
def card_provider() -> CardProvider:
    """Return the provider; one client per process, so that connections are kept open."""
    return StripeProvider(
        api_key=settings.CARD_API_KEY,
        base_url=settings.CARD_API_URL,
        webhook_secrets=tuple(settings.CARD_WEBHOOK_SECRETS),
    )
