"""Invite somebody to act for a customer, take the invitation back, and answer it."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole, InvitationState
from accounts.models import Access, Customer, Invitation, ScopedLink, User
from accounts.operations import access_receipt, event, message, scoped_link
from accounts.operations.event import subject_type
from accounts.queries.access import running_accesses, waiting_invitations
from accounts.queries.page_link import page_link
from accounts.queries.user import login_at
from accounts.rules.access_role import INVITED
from accounts.rules.invitation import LIFETIME, MOST_WAITING, short_name
from accounts.rules.scoped_link import CODE_LIFETIME
from accounts.rules.step import INVITATION_STEPS
from config.foundation.after_commit import send_task_after_commit
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from config.foundation.zone import zone_of

KIND = "access_invited"
PURPOSE = "invitation"
CODE_PURPOSE = "invitation-code"
BY = "link:invitation"
NOT_OPEN = _("This invitation is no longer open. Ask for a new one.")


class NotForThem(Refused):
    """The invitation cannot be made: own address, somebody who has access, or too many that wait."""

    code = "not-for-them"


class AnsweredAlready(Refused):
    """The invitation was answered, taken back, or is too old."""

    code = "answered-already"


@transaction.atomic
def invite(*, customer: Customer, email: str, role: str, by: User, as_of: date, at: datetime) -> Invitation:
    """
    Offer a role to whoever reads mail at `email`; an earlier offer to the same address is replaced.

    Source: design.md §4 (Access), §9; field.md line "Household sharing".

    :raises NotForThem: when the address is the customer's own or has access already, or too many wait
    """
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    address = email.strip().lower()
    _refuse_pointless(locked, address, role, as_of)
    for earlier in waiting_invitations(locked).filter(email__iexact=address):
        _end(earlier, InvitationState.TAKEN_BACK, by, as_of)
    if waiting_invitations(locked).filter(expires_at__gt=at).count() >= MOST_WAITING:
        raise NotForThem(_("Five invitations wait for an answer. Take one back first."))
    made = Invitation.objects.create(
        supplier_id=locked.supplier_id,
        customer=locked,
        email=address,
        role=role,
        invited_by=by,
        invited_on=as_of,
        expires_at=at + LIFETIME,
    )
    _record("accounts.access.invited", made, by, as_of)
    _write(made, by, as_of)
    access_receipt.invited(invitation=made, as_of=as_of)
    return made


@transaction.atomic
def take_back(*, invitation: Invitation, by: User, as_of: date) -> None:
    """
    Call an invitation back; its link works no more.

    :raises AnsweredAlready: when it was answered
    """
    _end(_waiting(invitation), InvitationState.TAKEN_BACK, by, as_of)


@transaction.atomic
def decline(*, invitation: Invitation, as_of: date, at: datetime) -> None:
    """
    Say no; the customer is told.

    :raises AnsweredAlready: when it was answered, taken back, or is too old
    """
    locked = _waiting(invitation)
    _refuse_too_old(locked, at)
    _end(locked, InvitationState.DECLINED, BY, as_of)
    access_receipt.declined(invitation=locked, as_of=as_of)


@transaction.atomic
def accept(*, invitation: Invitation, user: User, as_of: date, at: datetime) -> Access:
    """
    Say yes as the login of the invited address; the customer is told.

    :raises NotForThem: when the login is not of that address at that supplier
    :raises AnsweredAlready: when it was answered, taken back, or is too old
    """
    locked = _waiting(invitation)
    _refuse_too_old(locked, at)
    if user.supplier_id != locked.supplier_id or user.email.lower() != locked.email.lower():
        raise NotForThem(_("The invitation is for another e-mail address. Log in with that one."))
    running = running_accesses(locked.customer, as_of=as_of).filter(user=user, role=locked.role)
    access = running.first() or Access.objects.create(
        supplier_id=locked.supplier_id,
        customer=locked.customer,
        user=user,
        role=locked.role,
        starts_on=as_of,
        granted_by=event.actor_name(locked.invited_by),
    )
    advance(locked, to=InvitationState.ACCEPTED, allowed=INVITATION_STEPS, access=access)
    _record("accounts.access.granted", locked, user, as_of)
    access_receipt.granted(invitation=locked, access=access, as_of=as_of)
    return access


@transaction.atomic
def ask_code(*, invitation: Invitation, at: datetime) -> ScopedLink:
    """Write down that the invited wants a login, and nudge a worker to mail the code to their address."""
    link = ScopedLink.objects.create(
        supplier_id=invitation.supplier_id,
        customer=invitation.customer,
        token_sha256=scoped_link.hash_of(secrets.token_urlsafe(32)),
        purpose=CODE_PURPOSE,
        subject_type=subject_type(invitation),
        subject_id=invitation.pk,
        expires_at=at + CODE_LIFETIME,
    )
    send_task_after_commit("accounts.send_invitation_code", link_id=link.pk)
    return link


@transaction.atomic
def open_login(*, link: ScopedLink, name: str, password: str, language: str, as_of: date, at: datetime) -> User:
    """
    Use the proven code up, create the login of the invited address and accept with it.

    :raises LinkNotValid: when the code was used already
    :raises NotForThem: when the address has got a login meanwhile
    :raises AnsweredAlready: when the invitation was answered, taken back, or is too old
    """
    invitation = Invitation.objects.select_related("supplier").get(pk=link.subject_id)
    scoped_link.use(link=link, by=BY, as_of=as_of, at=at)
    if login_at(invitation.supplier, email=invitation.email) is not None:
        raise NotForThem(_("There is a login with your e-mail address already. Log in with it."))
    user = User(supplier=invitation.supplier, email=invitation.email, name=name, language=language)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept(invitation=invitation, user=user, as_of=as_of, at=at)
    return user


def _refuse_pointless(customer: Customer, address: str, role: str, as_of: date) -> None:
    if role not in INVITED:
        raise NotForThem(_("Choose what the other person may do."))
    running = running_accesses(customer, as_of=as_of)
    theirs = running.filter(user__email__iexact=address, role__in=[role, AccessRole.HOLDER])
    if address == customer.email.lower() or theirs.exists():
        raise NotForThem(_("Whoever has that e-mail address has access already."))


def _waiting(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("customer__supplier", "invited_by")
    locked = rows.get(pk=invitation.pk)
    if locked.state != InvitationState.WAITING:
        raise AnsweredAlready(NOT_OPEN)
    return locked


def _refuse_too_old(invitation: Invitation, at: datetime) -> None:
    if at >= invitation.expires_at:
        raise AnsweredAlready(NOT_OPEN)


def _end(invitation: Invitation, state: InvitationState, by: event.Actor, as_of: date) -> None:
    advance(invitation, to=state, allowed=INVITATION_STEPS)
    ScopedLink.objects.filter(
        subject_type=subject_type(invitation), subject_id=invitation.pk, revoked_at=None, used_at=None
    ).update(revoked_at=Now())
    kind = "declined" if state == InvitationState.DECLINED else "invitation_taken_back"
    _record(f"accounts.access.{kind}", invitation, by, as_of)


def _write(invitation: Invitation, by: User, as_of: date) -> None:
    """Write to the invited, in the customer's language, with the link that is theirs alone."""
    customer = invitation.customer
    _link, token = scoped_link.create(
        supplier=invitation.supplier,
        customer=customer,
        purpose=PURPOSE,
        subject=invitation,
        expires_at=invitation.expires_at,
        by=by,
        as_of=as_of,
    )
    language = customer.language or customer.supplier.language
    last = invitation.expires_at.astimezone(zone_of(customer.supplier.time_zone)).date()
    with translation.override(language):
        context = {
            "who": short_name(customer.name),
            "role": invitation.get_role_display(),
            "link": page_link("accounts:invitation", token, supplier=customer.supplier),
            "last_day": date_text(last, locale=language),
        }
    message.queue(
        KIND,
        customer=customer,
        reason=f"invitation:{invitation.pk}",
        context=context,
        as_of=as_of,
        to=invitation.email,
    )


def _record(kind: str, invitation: Invitation, by: event.Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=invitation.supplier,
        customer=invitation.customer,
        subject=invitation,
        by=by,
        as_of=as_of,
        role=str(invitation.role),
    )
