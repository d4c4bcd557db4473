"""The receipts of who has access: the customer is told of every step, whoever took it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import Access, Customer, Invitation
from accounts.operations import receipt
from accounts.operations.receipt import Told
from config.foundation.formats import date_text
from config.foundation.zone import zone_of


def invited(*, invitation: Invitation, as_of: date) -> None:
    """Tell the customer whom they have invited, and until when it stands."""
    last = invitation.expires_at.astimezone(zone_of(invitation.supplier.time_zone)).date()

    def tell(locale: str) -> Told:
        rows = [*_offer(invitation), (_("Can be answered until"), date_text(last, locale=locale))]
        return Told(title=_("You have invited somebody to your account"), rows=rows)

    _give(invitation.customer, invitation, "invited", tell, as_of)


def declined(*, invitation: Invitation, as_of: date) -> None:
    """Tell the customer that the invited said no."""

    def tell(_locale: str) -> Told:
        return Told(title=_("Your invitation was declined"), rows=_offer(invitation))

    _give(invitation.customer, invitation, "declined", tell, as_of)


def granted(*, invitation: Invitation, access: Access, as_of: date) -> None:
    """Tell the customer who has access from today."""

    def tell(_locale: str) -> Told:
        rows = [(_("Name"), str(access.user)), *_offer(invitation), (_("To end it"), _("under your profile"))]
        return Told(title=_("Somebody has access to your account from today"), rows=rows)

    _give(invitation.customer, invitation, "accepted", tell, as_of)


def ended(*, access: Access, left: bool, as_of: date) -> None:
    """Tell the customer whose access is over, and whether they left by themselves."""

    def tell(_locale: str) -> Told:
        who = _("They left by themselves") if left else _("It was ended for your account")
        rows = [
            (_("Name"), str(access.user)),
            (_("What they could do"), access.get_role_display()),
            (_("Why"), who),
        ]
        return Told(title=_("An access to your account has ended"), rows=rows)

    _give(access.customer, access, "ended", tell, as_of)


def _offer(invitation: Invitation) -> list[tuple[str, str]]:
    return [(_("E-mail"), invitation.email), (_("What they may do"), invitation.get_role_display())]


def _give(customer: Customer, subject: Model, fact: str, tell: Callable[[str], Told], as_of: date) -> None:
    receipt.give(customer=customer, subject=subject, fact=fact, tell=tell, as_of=as_of)
