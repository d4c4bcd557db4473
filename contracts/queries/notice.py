"""What a customer told us, and the words of it: titles, rows of label and value, and the readings of a meter."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer
from config.foundation.formats import date_text, kwh_text
from contracts import terms
from contracts.enums import NoticeKind
from contracts.models import Agreement, MeterReading, Notice, Supply
from contracts.queries.metering_point import place_of, supplies_of
from contracts.terms.document import Terms

WH_PER_KWH = 1000

TITLES = {
    NoticeKind.CONSUMPTION: gettext_lazy("I am going to use more or less"),
    NoticeKind.METER_FAULT: gettext_lazy("Something is wrong with the meter"),
    NoticeKind.READING: gettext_lazy("I have read the meter"),
    NoticeKind.TAX_STATUS: gettext_lazy("A lower electricity tax applies to me"),
    NoticeKind.ACCESS: gettext_lazy("Access to the meter"),
    NoticeKind.REOPENING: gettext_lazy("Ready to have the power opened again"),
    NoticeKind.HINDRANCE: gettext_lazy("Something beyond my control hinders me"),
}
LABELS = {
    "from_on": gettext_lazy("From"),
    "kwh_a_year": gettext_lazy("Expected use a year"),
    "words": gettext_lazy("In your words"),
    "seen_on": gettext_lazy("Seen on"),
    "read_on": gettext_lazy("Read on"),
    "kwh": gettext_lazy("The meter shows"),
    "entitled_by": gettext_lazy("Because of"),
    "phone": gettext_lazy("Phone"),
    "appliances_off": gettext_lazy("Everything that uses power is switched off"),
    "since_on": gettext_lazy("Since"),
    "until_on": gettext_lazy("Expected to end"),
}
ENTITLEMENTS = {
    "electric_heating": gettext_lazy("electric heating or a heat pump, registered in BBR"),
    "business": gettext_lazy("a business that is registered for VAT"),
    "other": gettext_lazy("something else"),
}


def notices_of(customer: Customer) -> QuerySet[Notice]:
    """Return what the customer told us, newest first."""
    return Notice.objects.filter(customer=customer, supplier_id=customer.supplier_id).order_by("-id")


def running_supplies(customer: Customer, *, as_of: date) -> list[Supply]:
    """Return the supplies that run on the day: those something can be told about."""
    return list(supplies_of(customer).filter(starts_on__lte=as_of).exclude(ends_before__lte=as_of))


def terms_told_by(customer: Customer, supply: Supply | None) -> Terms:
    """Return the terms a notice is given under: the supply's, else the customer's latest, else the supplier's."""
    if supply is not None:
        return terms.by_code(supply.agreement.terms_code)
    latest = Agreement.objects.filter(customer=customer).order_by("-starts_on", "-pk")
    code = latest.values_list("terms_code", flat=True).first()
    return terms.by_code(code or customer.supplier.terms_code)


def reading_before(supply: Supply, *, day: date) -> MeterReading | None:
    """Return the customer's own last reading before a day; what others read there before is not theirs to see."""
    own = MeterReading.objects.filter(
        metering_point_id=supply.metering_point_id, read_on__gte=supply.starts_on, read_on__lt=day
    )
    return own.order_by("-read_on", "-pk").first()


def notice_rows(notice: Notice, *, locale: str) -> list[tuple[str, str]]:
    """Return what was told as pairs of label and value, in the language in force."""
    place = [(_("Where"), place_of(notice.supply.metering_point).address)] if notice.supply else []
    said = [(str(LABELS[name]), _value(name, value, locale)) for name, value in notice.fields.items()]
    return [*place, (_("Told"), date_text(notice.told_on, locale=locale)), *said]


def _value(name: str, value: object, locale: str) -> str:
    if name.endswith("_on"):
        return date_text(date.fromisoformat(str(value)), locale=locale)
    if name.startswith("kwh") and isinstance(value, int):
        return kwh_text(value * WH_PER_KWH, locale=locale)
    if name == "entitled_by":
        return str(ENTITLEMENTS[str(value)])
    return _("yes") if value is True else str(value)
