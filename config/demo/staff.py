"""The demo's staff: one for every job, each with a working second factor."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from accounts.enums import StaffJob
from accounts.models import StaffRole, Supplier, User
from config.demo.onboarding import PASSWORD

TOTP_SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 -- an example seed; the bare page shows its present code

STAFF = (
    ("sofie.support@example.com", "Sofie Support", (StaffJob.SUPPORT, StaffJob.COMPLAINTS)),
    ("birk.billing@example.com", "Birk Billing", (StaffJob.BILLING, StaffJob.COLLECTIONS)),
    ("sus.supervisor@example.com", "Sus Supervisor", (StaffJob.SUPERVISOR, StaffJob.COMPLIANCE)),
)


def create_staff(suppliers: Iterable[Supplier], *, as_of: date) -> list[dict[str, Any]]:
    """Create the staff with roles at every supplier; return what a person needs to log in."""
    everywhere = list(suppliers)
    for email, name, jobs in STAFF:
        user = User.objects.create_user(email, PASSWORD, name=name, is_staff=True, language="da")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        TOTP.activate(user, TOTP_SECRET)
        for supplier in everywhere:
            for job in jobs:
                StaffRole.objects.create(user=user, supplier=supplier, job=job, starts_on=as_of)
    return [
        {
            "email": email,
            "password": PASSWORD,
            "note": f"{name}; the second factor is a code from the key {TOTP_SECRET} in any authenticator app",
            "totp_secret": TOTP_SECRET,
        }
        for email, name, _jobs in STAFF
    ]
