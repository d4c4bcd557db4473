"""Keep a customer's personal number: encrypted, and masked wherever it is shown."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.operations import event
from accounts.operations.event import Actor
from accounts.rules.personal_number import is_well_formed, masked, tidied
from config.foundation import crypto
from config.foundation.refusal import Refused


class PersonalNumberWrong(Refused):
    """Nobody can have such a number."""

    code = "personal-number-wrong"


@transaction.atomic
def keep(*, customer: Customer, number: str, clause: str, by: Actor, as_of: date) -> None:
    """
    Keep the number; the timeline says that we have it and by which clause, never what it is.

    :raises PersonalNumberWrong: when it is not ten digits that begin with a day
    """
    plain = tidied(typed=number)
    if not is_well_formed(number=plain):
        raise PersonalNumberWrong(_("That is not a CPR number. It has ten digits and begins with a birthday."))
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    locked.cpr_encrypted = crypto.encrypt(plain, keys=settings.FIELD_KEYS).encode()
    locked.cpr_masked = masked(number=plain)
    locked.save(update_fields=["cpr_encrypted", "cpr_masked"])
    customer.cpr_encrypted, customer.cpr_masked = locked.cpr_encrypted, locked.cpr_masked
    event.record(
        "accounts.customer.personal_number_kept",
        supplier=locked.supplier,
        customer=locked,
        subject=locked,
        by=by,
        as_of=as_of,
        clause=clause,
    )
