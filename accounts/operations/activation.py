"""An existing customer opens Min side: asked for, code made, code checked, login created."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole
from accounts.models import Access, Customer, ScopedLink, Supplier, User
from accounts.operations import event
from accounts.operations.scoped_link import LinkNotValid, hash_of
from accounts.queries.activation import customer_matching, has_login
from accounts.queries.user import login_at
from accounts.rules.scoped_link import CODE_LENGTH, CODE_LETTERS, CODE_LIFETIME, works
from config.foundation.after_commit import send_task_after_commit
from config.foundation.refusal import Refused

PURPOSE = "activation"
BY = "job:activation"


class WrongCode(Refused):
    """The code is not the one we sent, or it works no more; we do not say which."""

    code = "wrong-code"


@transaction.atomic
def ask(*, supplier: Supplier, number: str, postcode: str, email: str, at: datetime) -> ScopedLink:
    """
    Write down that somebody wants in, whether or not such a customer exists, and nudge a worker to mail the code.

    One look-up, one row and one nudge in every case: neither the answer nor its time tells who is a customer.
    """
    customer = customer_matching(supplier, number=number, postcode=postcode, email=email)
    link = ScopedLink.objects.create(
        supplier=supplier,
        customer=customer,
        token_sha256=hash_of(secrets.token_urlsafe(32)),
        purpose=PURPOSE,
        subject_type="accounts.customer",
        subject_id=customer.pk if customer else 0,
        expires_at=at + CODE_LIFETIME,
    )
    send_task_after_commit("accounts.send_activation_code", link_id=link.pk)
    return link


def make_code(*, link: ScopedLink) -> str:
    """Give the link a code that replaces any before it; only its hash is kept."""
    code = "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))
    ScopedLink.objects.filter(pk=link.pk).update(token_sha256=_hash(link.pk, code))
    return code


def check_code(*, link_id: int, code: str, at: datetime, purpose: str = PURPOSE) -> ScopedLink:
    """
    Return the link when the code is the one we sent; every wrong one counts.

    :raises WrongCode: after which the try has been written down
    """
    typed = code.upper().replace("-", "").replace(" ", "")
    with transaction.atomic():
        link = ScopedLink.objects.select_for_update().filter(pk=link_id, purpose=purpose).first()
        if link is not None and _works(link, at) and link.token_sha256 == _hash(link.pk, typed):
            return link
        ScopedLink.objects.filter(pk=link_id).update(tries=F("tries") + 1)
    raise WrongCode(_("The code is not right, or it is too old. Ask for a new one."))


@transaction.atomic
def open_account(*, link: ScopedLink, password: str, language: str, as_of: date, at: datetime) -> User:
    """
    Use the link up and create the login of its customer, or join the customer to the login that is there.

    The password of a login that is there is replaced: the code has just proven whose address it is.

    :raises LinkNotValid: when it was used already, or the customer has got a login or has died meanwhile
    """
    locked = ScopedLink.objects.select_for_update().get(pk=link.pk)
    customer = locked.customer
    if customer is None or customer.estate_since is not None or has_login(customer, as_of=as_of):
        raise LinkNotValid(_("This link or code does not work any more. Ask for a new one."))
    if not _works(locked, at):
        raise LinkNotValid(_("This link or code does not work any more. Ask for a new one."))
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    user = _login_for(customer, password, language)
    Access.objects.create(
        supplier_id=customer.supplier_id,
        customer=customer,
        user=user,
        role=AccessRole.HOLDER,
        starts_on=as_of,
        granted_by=BY,
    )
    event.record(
        "accounts.activation.done",
        supplier=customer.supplier,
        customer=customer,
        subject=user,
        by=user,
        as_of=as_of,
    )
    return user


def _login_for(customer: Customer, password: str, language: str) -> User:
    user = login_at(customer.supplier, email=customer.email)
    if user is None:
        user = User(
            supplier=customer.supplier, email=customer.email.lower(), name=customer.name, language=language
        )
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def _works(link: ScopedLink, at: datetime) -> bool:
    return works(
        expires_at=link.expires_at, used_at=link.used_at, revoked_at=link.revoked_at, tries=link.tries, at=at
    )


def _hash(link_id: int, code: str) -> str:
    return hash_of(f"{link_id}:{code}")
