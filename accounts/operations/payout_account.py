"""Note the account to which we pay what we owe a customer: encrypted, and masked wherever it is shown."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.operations import event
from accounts.operations.event import Actor
from accounts.rules.recovery import ends_in_last_digits
from config.foundation import crypto
from config.foundation.refusal import Refused

_LOOKS_RIGHT = re.compile(r"[A-Z]{0,2}[0-9 ]{8,34}")


class AccountWrong(Refused):
    """No bank has such an account."""

    code = "account-wrong"


def sealed(account: str) -> tuple[bytes, str]:
    """
    Return an account as it is kept and as it is shown.

    :raises AccountWrong: when it is not a registration number with an account, or an IBAN
    """
    plain = " ".join(account.upper().replace("-", " ").split())
    if not _LOOKS_RIGHT.fullmatch(plain):
        raise AccountWrong(_("Write the registration number and the account number, or an IBAN."))
    return crypto.encrypt(plain, keys=settings.FIELD_KEYS).encode(), ends_in_last_digits(account=plain)


@transaction.atomic
def note(*, customer: Customer, encrypted: bytes, masked: str, by: Actor, as_of: date) -> None:
    """Keep a sealed account as the customer's; the timeline says that it changed, never what it is."""
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    locked.payout_account_encrypted, locked.payout_account_masked = encrypted, masked
    locked.save(update_fields=["payout_account_encrypted", "payout_account_masked"])
    customer.payout_account_encrypted, customer.payout_account_masked = encrypted, masked
    event.record(
        "accounts.customer.payout_account_noted",
        supplier=locked.supplier,
        customer=locked,
        subject=locked,
        by=by,
        as_of=as_of,
    )
