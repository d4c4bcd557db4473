"""A login's own change of e-mail: the old address is told at once, and may take it back for a while."""

from __future__ import annotations

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.enums import EmailChangeState
from accounts.models import Customer, EmailChange, User
from accounts.operations import customer as customers
from accounts.operations import event, login_email, recovery, scoped_link, session
from accounts.queries.page_link import page_link
from accounts.queries.recovery import waiting_of
from accounts.rules.recovery import LINK_OUTLIVES, due_at
from accounts.rules.step import EMAIL_CHANGE_STEPS
from config.foundation.formats import moment_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance

PURPOSE = "email-change"
BY = "link:email-change"
PROVEN = _("The customer has changed their e-mail by themselves.")


class TooLate(Refused):
    """The time in which the old address may take the change back is over, or it is taken back already."""

    code = "too-late"


@transaction.atomic
def note(*, user: User, old_email: str, session_key: str, as_of: date, at: datetime) -> EmailChange | None:
    """
    Write down that the login has proven a new address: the customers it is are reached there from now on.

    The old address gets a link that takes it back; every other session of the login is ended, and a recovery
    that waits is stopped: whoever changes their address themselves has not lost it. Staff belong to no supplier
    and are nobody's customer: for them nothing is written down.

    Source: EP-15.1, OR-15.2, GE-VF-4.27 (kept current by the customer); reliability.md S7.
    """
    session.end_all(user=user, but=session_key)
    if user.supplier is None:
        return None
    change = EmailChange.objects.create(
        supplier=user.supplier,
        user=user,
        old_email=old_email,
        new_email=user.email,
        changed_at=at,
        until=due_at(requested_at=at, hours=user.supplier.recovery_hours),
    )
    for customer in login_email.customers_held_by(user, as_of=as_of):
        _reach(customer, change, as_of)
        for waiting in waiting_of(customer):
            recovery.stop(recovery=waiting, by=user, as_of=as_of, at=at, why=str(PROVEN))
    return change


@transaction.atomic
def take_back(*, change: EmailChange, as_of: date, at: datetime) -> None:
    """
    Give the login its old address again, by whoever reads mail there.

    Whoever made the change may know the password and may have added ways in: the password works no more, what
    was added since is gone, and all sessions end. A new password is chosen by mail to the old address.

    :raises TooLate: when the time is over or it is taken back already
    :raises AddressTaken: when another login has the old address by now
    """
    locked = EmailChange.objects.select_for_update(of=("self",)).select_related("user__supplier").get(pk=change.pk)
    if locked.state != EmailChangeState.MADE or at >= locked.until:
        raise TooLate(_("This can no longer be taken back here. Call us at once if it was not you."))
    user = locked.user
    login_email.move_to(user=user, email=locked.old_email)
    Authenticator.objects.filter(user=user, created_at__gte=locked.changed_at).delete()
    for customer in login_email.customers_held_by(user, as_of=as_of):
        if customer.email.lower() == locked.new_email.lower():
            customers.change_email(customer=customer, email=locked.old_email, by=BY, as_of=as_of)
    advance(locked, to=EmailChangeState.TAKEN_BACK, allowed=EMAIL_CHANGE_STEPS, taken_back_at=at)
    event.record(
        "accounts.login.email_taken_back",
        supplier=locked.supplier,
        subject=user,
        by=BY,
        as_of=as_of,
        customer_may_see=False,
    )


def _reach(customer: Customer, change: EmailChange, as_of: date) -> None:
    """Reach the customer at the new address, and tell the old one with a link of its own."""
    supplier, user = customer.supplier, change.user
    _link, token = scoped_link.create(
        supplier=supplier,
        customer=customer,
        purpose=PURPOSE,
        subject=change,
        expires_at=change.until + LINK_OUTLIVES,
        by=user,
        as_of=as_of,
    )
    language = customer.language or supplier.language
    with translation.override(language):
        until = moment_text(change.until, locale=language, zone=supplier.time_zone)
    link = page_link("accounts:email-taken-back", token, supplier=supplier)
    customers.change_email(customer=customer, email=user.email, by=user, as_of=as_of, link=link, until=until)
