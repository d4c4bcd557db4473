"""Make, open, use up and call back links that work without login, for one purpose only."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, ScopedLink, Supplier
from accounts.operations import event
from accounts.rules.scoped_link import works
from config.foundation.refusal import Refused


class LinkNotValid(Refused):
    """The link is unknown, used, too old, called back, or meant for something else; we do not say which."""

    code = "link-not-valid"


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create(
    *,
    supplier: Supplier,
    customer: Customer | None,
    purpose: str,
    subject: Model,
    expires_at: datetime,
    by: event.Actor,
    as_of: date,
) -> tuple[ScopedLink, str]:
    """Make a link and return it with its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    link = ScopedLink.objects.create(
        supplier=supplier,
        customer=customer,
        token_sha256=hash_of(token),
        purpose=purpose,
        subject_type=event.subject_type(subject),
        subject_id=subject.pk,
        expires_at=expires_at,
    )
    _record("accounts.link.created", link, by, as_of)
    return link, token


def find(*, supplier: Supplier, token: str, purpose: str, at: datetime) -> ScopedLink:
    """
    Return the link of a token, without using it up.

    :raises LinkNotValid: when it does not work, or not for this purpose or supplier
    """
    link = ScopedLink.objects.filter(supplier=supplier, token_sha256=hash_of(token), purpose=purpose).first()
    return _checked(link, at)


@transaction.atomic
def use(*, link: ScopedLink, by: event.Actor, as_of: date, at: datetime) -> ScopedLink:
    """
    Use the link up: of two who try, one succeeds.

    :raises LinkNotValid: when it works no more
    """
    locked = _checked(ScopedLink.objects.select_for_update().filter(pk=link.pk).first(), at)
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    _record("accounts.link.used", locked, by, as_of)
    return locked


@transaction.atomic
def revoke(*, link: ScopedLink, by: event.Actor, as_of: date, reason: str) -> None:
    """Call a link back; calling it back twice, or after use, changes nothing."""
    if ScopedLink.objects.filter(pk=link.pk, revoked_at__isnull=True, used_at__isnull=True).update(
        revoked_at=Now()
    ):
        _record("accounts.link.revoked", link, by, as_of, reason)


def _checked(link: ScopedLink | None, at: datetime) -> ScopedLink:
    if link is None or not works(
        expires_at=link.expires_at, used_at=link.used_at, revoked_at=link.revoked_at, tries=link.tries, at=at
    ):
        raise LinkNotValid(_("This link or code does not work any more. Ask for a new one."))
    return link


def _record(kind: str, link: ScopedLink, by: event.Actor, as_of: date, reason: str = "") -> None:
    event.record(
        kind,
        supplier=link.supplier,
        customer=link.customer,
        subject=link,
        by=by,
        as_of=as_of,
        reason=reason,
        purpose=link.purpose,
    )
