"""Builds suppliers, customers, logins and staff for tests; every argument has a plain default."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.enums import AccessRole, StaffJob
from accounts.models import Access, Customer, StaffRole, Supplier, User
from config.middleware.door import forget_suppliers

PASSWORD = "en-lang-adgangskode-9"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LONG_AGO = date(2024, 1, 1)
_numbers = count(1)


def supplier(code: str = "gron", **fields: object) -> Supplier:
    """Return the supplier of a code, made if it is not there; its host is <code>.localhost."""
    forget_suppliers()
    standard = {
        "name": code.capitalize(),
        "host": f"{code}.localhost",
        "theme": code,
        "terms_code": "gron_variable_2024",
        "sender_name": code.capitalize(),
        "sender_email": f"kundeservice@{code}.example",
        "starts_on": LONG_AGO,
    }
    found, _made = Supplier.objects.get_or_create(code=code, defaults={**standard, **fields})
    return found


def customer(at: Supplier | None = None, **fields: object) -> Customer:
    """Return a new household; number, name and e-mail differ from every other's."""
    at = at or supplier()
    number = next(_numbers)
    standard = {
        "number": f"{100_000 + number}",
        "name": f"Kunde {number}",
        "sort_name": f"kunde {number}",
        "email": f"kunde{number}@post.example",
        "postcode": "2100",
        "street": "Havevej 1",
        "city": "København Ø",
        "language": at.language,
    }
    return Customer.objects.create(supplier=at, **{**standard, **fields})


def user(at: Supplier | None = None, email: str = "karen@post.example", **fields: object) -> User:
    """Return a login with a confirmed address and the password PASSWORD."""
    made = _login(email, supplier=at or supplier(), **fields)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def holder(of: Customer | None = None, role: str = AccessRole.HOLDER, **fields: object) -> User:
    """Return a login that may act for the customer."""
    of = of or customer()
    made = user(of.supplier, email=fields.pop("email", of.email), **fields)
    Access.objects.create(
        supplier=of.supplier, customer=of, user=made, role=role, starts_on=LONG_AGO, granted_by="test"
    )
    return made


def staff(
    *jobs: StaffJob, at: Supplier | None = None, email: str = "stine@minside.example", second_factor: bool = True
) -> User:
    """Return a member of staff with jobs at one supplier and, unless told otherwise, an authenticator app."""
    made = _login(email, is_staff=True, name="Stine Support")
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    for job in jobs:
        StaffRole.objects.create(user=made, supplier=at or supplier(), job=job, starts_on=LONG_AGO)
    if second_factor:
        TOTP.activate(made, TOTP_SECRET)
        RecoveryCodes.activate(made)
    return made


def client_at(host: str) -> Client:
    """Return a browser whose requests go to a host, e.g. gron.localhost."""
    return Client(headers={"host": host})


def signed_in(made: User) -> Client:
    """Return a browser in which the user is signed in on their own host, staff with a used second factor."""
    host = "admin.localhost" if made.is_staff else made.supplier.host
    client = client_at(host)
    client.force_login(made)
    if Authenticator.objects.filter(user=made).exists():
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session["account_authentication_methods_user"] = str(made.pk)
        session.save()
    return client


def _login(email: str, **fields: object) -> User:
    made = User.objects.create_user(email, **fields)
    made.password = _hash()
    made.save(update_fields=["password"])
    return made


@cache
def _hash() -> str:
    """Hash PASSWORD as the product does, but once: Argon2 is slow on purpose, and every login here has it."""
    return make_password(PASSWORD)
