"""Answers which login an e-mail means: the one at this supplier, or the member of staff."""

from accounts.models import Supplier, User


def login_at(supplier: Supplier | None, *, email: str) -> User | None:
    """Return the login of `email` at `supplier`, or among staff when there is no supplier."""
    same_email = User.objects.filter(email=email.strip().lower())
    if supplier is None:
        return same_email.filter(supplier__isnull=True, is_staff=True).first()
    return same_email.filter(supplier=supplier, is_staff=False).first()
