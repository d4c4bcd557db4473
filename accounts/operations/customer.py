"""Take a customer in, and change how we reach them, told to the address we used until now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import CustomerKind
from accounts.models import Customer, Event, Supplier
from accounts.operations import event, message, number_series
from accounts.rules.sort_name import sort_name
from config.foundation.refusal import Refused

SERIES = "customer"
FIRST_NUMBER = 100_000
CONTACT_FIELDS = ("phone", "street", "postcode", "city", "language")


class AddressMissing(Refused):
    """A customer is reached by e-mail; without an address nothing we must tell would arrive."""

    code = "address-missing"


@transaction.atomic
def take_in(
    *, supplier: Supplier, kind: CustomerKind, name: str, email: str, by: event.Actor, as_of: date, **details: str
) -> Customer:
    """
    Create a customer with the next number; `details` are contact fields, and `cvr` for a business.

    :raises AddressMissing: when `email` is empty
    """
    if not email:
        raise AddressMissing(_("Give an e-mail address."))
    customer = Customer.objects.create(
        supplier=supplier,
        number=str(FIRST_NUMBER + number_series.take(supplier=supplier, series=SERIES)),
        kind=kind,
        name=name,
        sort_name=sort_name(name=name),
        email=email,
        **details,
    )
    event.record(
        "accounts.customer.taken_in", supplier=supplier, customer=customer, subject=customer, by=by, as_of=as_of
    )
    return customer


@transaction.atomic
def change_contact(*, customer: Customer, details: Mapping[str, str], by: event.Actor, as_of: date) -> list[str]:
    """
    Write the contact details that differ and return their names; says so by message when there are any.

    The timeline holds which details changed, not what they were: that is the customer's to forget.
    """
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    changed = [name for name in CONTACT_FIELDS if name in details and getattr(locked, name) != details[name]]
    if not changed:
        return []
    for name in changed:
        setattr(locked, name, details[name])
        setattr(customer, name, details[name])
    locked.save(update_fields=changed)
    happened = event.record(
        "accounts.customer.contact_changed",
        supplier=locked.supplier,
        customer=locked,
        subject=locked,
        by=by,
        as_of=as_of,
        fields=changed,
    )
    _tell(locked, happened, as_of)
    return changed


@transaction.atomic
def change_email(
    *, customer: Customer, email: str, by: event.Actor, as_of: date, link: str = "", until: str = ""
) -> None:
    """
    Reach the customer at another address from now on; the one we used until now is told.

    With a `link` the old address may take it back by it, `until` a moment in words.

    :raises AddressMissing: when `email` is empty
    """
    if not email:
        raise AddressMissing(_("Give an e-mail address."))
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    if locked.email == email:
        return
    happened = event.record(
        "accounts.customer.email_changed",
        supplier=locked.supplier,
        customer=locked,
        subject=locked,
        by=by,
        as_of=as_of,
    )
    if locked.email:
        _tell(locked, happened, as_of, link=link, until=until)
    locked.email, locked.by_letter = email, False
    locked.save(update_fields=["email", "by_letter"])
    customer.email, customer.by_letter = email, False


@transaction.atomic
def go_by_letter(*, customer: Customer, by: event.Actor, as_of: date) -> None:
    """
    Reach the customer on paper from now on, because they have no e-mail at all.

    Source: EP-15.1 (e-mail is the condition, so staff decide it); GE-VF-4.25 (ordinary letters instead).
    """
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    locked.email, locked.by_letter = "", True
    locked.save(update_fields=["email", "by_letter"])
    customer.email, customer.by_letter = "", True
    event.record(
        "accounts.customer.by_letter",
        supplier=locked.supplier,
        customer=locked,
        subject=locked,
        by=by,
        as_of=as_of,
    )


def _tell(customer: Customer, happened: Event, as_of: date, *, link: str = "", until: str = "") -> None:
    message.queue(
        "email_change_told" if link else "contact_changed",
        customer=customer,
        reason=f"contact-changed:{happened.pk}",
        context={"link": link, "until": until},
        as_of=as_of,
    )
