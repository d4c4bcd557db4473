"""Encrypt everything that is kept encrypted anew with the newest key, so that an older one can be retired."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import Customer, Recovery
from config.foundation import crypto

CUSTOMER_FIELDS = ("cpr_encrypted", "payout_account_encrypted")
SECRETS = ("secret", "seed")
"""Where allauth keeps what our adapter encrypted: an app's secret, the seed of recovery codes."""


def renew_customers(*, keys: Sequence[str]) -> int:
    """Renew the encrypted fields of every customer who has one; return how many there were."""
    renewed = 0
    holders = Customer.objects.exclude(cpr_encrypted=None, payout_account_encrypted=None)
    for pk in holders.values_list("pk", flat=True).order_by("pk").iterator():
        with transaction.atomic():
            customer = Customer.objects.select_for_update().only(*CUSTOMER_FIELDS).get(pk=pk)
            for name in CUSTOMER_FIELDS:
                if kept := getattr(customer, name):
                    setattr(customer, name, crypto.renewed(bytes(kept).decode(), keys=keys).encode())
            customer.save(update_fields=CUSTOMER_FIELDS)
        renewed += 1
    return renewed


def renew_recoveries(*, keys: Sequence[str]) -> int:
    """Renew the payout account of every recovery that waits with one; return how many there were."""
    renewed = 0
    for pk in Recovery.objects.exclude(payout_account_encrypted=None).values_list("pk", flat=True).order_by("pk"):
        with transaction.atomic():
            recovery = Recovery.objects.select_for_update().get(pk=pk)
            if kept := recovery.payout_account_encrypted:
                recovery.payout_account_encrypted = crypto.renewed(bytes(kept).decode(), keys=keys).encode()
                recovery.save(update_fields=["payout_account_encrypted"])
                renewed += 1
    return renewed


def renew_second_factors(*, keys: Sequence[str]) -> int:
    """Renew the secret of every authenticator app and set of recovery codes; return how many there were."""
    renewed = 0
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    for pk in Authenticator.objects.filter(type__in=kinds).values_list("pk", flat=True).order_by("pk"):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().get(pk=pk)
            kept = {name: factor.data[name] for name in SECRETS if name in factor.data}
            factor.data |= {name: crypto.renewed(text, keys=keys) for name, text in kept.items()}
            factor.save(update_fields=["data"])
        renewed += 1
    return renewed
