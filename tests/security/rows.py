"""Finds the row an address is asked about: the owner's own, or the first of the owner's supplier for the desk."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.db.models import Model, Q

from accounts.models import Access, EmailChange, Invitation, Recovery
from accounts.operations import email_change, invitation, recovery_notice, scoped_link
from billing.models import Payment, PaymentMethod
from contracts.models import LifeEvent, TermsChangeNotice
from contracts.operations.confirmation import PURPOSE
from tests.builders.account import TOTP_SECRET
from tests.builders.world import NOW, TODAY, Home
from tests.security.addresses import Address


def path_of(address: Address, identifier: object) -> str:
    return "/" + re.sub(r"<[^>]+>", str(identifier), address.route)


def identifier(home: Home, row: str) -> object:
    """Return the id of the home's row, made where it must not stand in the world; unknown when it has none."""
    if row in _MADE:
        return _MADE[row](home)
    found = _FOUND[row](home) if row in _FOUND else getattr(home, row)
    return found.public_id if found else uuid4()


def _app(home: Home) -> str:
    TOTP.activate(home.user, TOTP_SECRET)
    return ""


def _codes(home: Home) -> str:
    RecoveryCodes.activate(home.user)
    return _app(home)


def _key(home: Home) -> int:
    data = {"name": "Nøgle", "credential": {}}
    return Authenticator.objects.create(user=home.user, type=Authenticator.Type.WEBAUTHN, data=data).pk


def _withdrawal_link(home: Home) -> str:
    return _link(home, PURPOSE, home.supply.agreement if home.supply else None)


def _invitation_link(home: Home) -> str:
    return _link(home, invitation.PURPOSE, _invitation(home))


def _email_link(home: Home) -> str:
    return _link(home, email_change.PURPOSE, EmailChange.objects.filter(user=home.user).last())


def _recovery_link(home: Home) -> str:
    return _link(home, recovery_notice.PURPOSE, _recovery(home))


def _link(home: Home, purpose: str, subject: Model | None) -> str:
    """Return the token of a link to something of the home's; an unknown one where there is none."""
    if subject is None:
        return "unknown"
    _row, token = scoped_link.create(
        supplier=home.supplier,
        customer=home.customer,
        purpose=purpose,
        subject=subject,
        expires_at=NOW + timedelta(days=1),
        by="test",
        as_of=TODAY,
    )
    return token


def _invitation(home: Home) -> Invitation | None:
    return Invitation.objects.filter(customer=home.customer).last()


def _recovery(home: Home) -> Recovery | None:
    return Recovery.objects.filter(customer=home.customer).last()


_MADE = {
    "": lambda _home: "",
    "app": _app,
    "codes": _codes,
    "key": _key,
    "withdrawal link": _withdrawal_link,
    "invitation link": _invitation_link,
    "email link": _email_link,
    "recovery link": _recovery_link,
}
_FOUND = {
    "ended access": lambda home: Access.objects.filter(customer=home.customer, ends_before__isnull=False).last(),
    "invitation": _invitation,
    "account": lambda home: home.billing_account,
    "agreement": lambda home: home.supply.agreement if home.supply else None,
    "invoice": lambda home: home.invoice if home.billing_account else None,
    "payment": lambda home: Payment.objects.filter(billing_account=home.billing_account).last(),
    "life_event": lambda home: LifeEvent.objects.filter(customer=home.customer).last(),
    "change_notice": lambda home: TermsChangeNotice.objects.filter(agreement__customer=home.customer).last(),
    "method": lambda home: PaymentMethod.objects.filter(billing_account=home.billing_account).last(),
}


def has_row(home: Home, row: str) -> bool:
    """Tell whether the home has the row itself, so that its owner can be shown it."""
    if row.endswith(" link"):
        return _MADE[row](home) != "unknown"
    return row in _MADE or bool(_FOUND[row](home) if row in _FOUND else getattr(home, row))


def desk_row(label: str, home: Home) -> Model | None:
    """Return a row of a model of the desk that belongs to the home's supplier, or to nobody."""
    model = apps.get_model(*label.split("_"))
    fields = {field.name for field in model._meta.fields}
    rows = model._default_manager.all()
    if label == "accounts_supplier":
        return rows.get(pk=home.supplier.pk)
    if "supplier" in fields:
        rows = rows.filter(Q(supplier=home.supplier) & ~Q(supplier=None))
    elif "payment" in fields:
        rows = rows.filter(payment__supplier=home.supplier)
    return rows.first()
