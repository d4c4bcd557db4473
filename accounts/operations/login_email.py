"""Give a login another address, with everything that hangs on it, or take its ways in away."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole
from accounts.models import Access, Customer, User
from accounts.operations import session
from accounts.queries.access import running_on
from accounts.queries.user import login_at
from config.foundation.refusal import Refused


class AddressTaken(Refused):
    """Another login at this supplier has the address."""

    code = "address-taken"


def check_free(*, user: User, email: str) -> None:
    """
    Refuse an address that belongs to another login at the same supplier.

    :raises AddressTaken: when it does
    """
    owner = login_at(user.supplier, email=email)
    if owner is not None and owner.pk != user.pk:
        raise AddressTaken(_("Another login here has that e-mail address."))


def move_to(*, user: User, email: str) -> None:
    """
    Let the login have `email` alone, log everybody out, and let a new password be chosen by mail to it.

    :raises AddressTaken: when another login has it
    """
    check_free(user=user, email=email)
    EmailAddress.objects.filter(user=user).exclude(email=email.lower()).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=email.lower(), defaults={"verified": True, "primary": True}
    )
    user.email = email.lower()
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    session.end_all(user=user)


def drop_second_factors(*, user: User) -> int:
    """Take apps, passkeys and recovery codes away and log everybody out; return how many there were."""
    count, _kinds = Authenticator.objects.filter(user=user).delete()
    session.end_all(user=user)
    return count


def customers_held_by(user: User, *, as_of: date) -> list[Customer]:
    """Return the customers the login is, not those it helps."""
    held = Access.objects.filter(running_on(as_of), user=user, role=AccessRole.HOLDER)
    return [access.customer for access in held.select_related("customer__supplier").order_by("pk")]
