"""The words complaints stores: what a case is about, where it stands and at which level."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ComplaintState(TextChoices):
    RECEIVED = "RECEIVED", _("received")
    ANSWERED = "ANSWERED", _("answered")
    CLOSED = "CLOSED", _("closed")


class ComplaintLevel(TextChoices):
    FRONTLINE = "FRONTLINE", _("customer service")
    SECOND = "SECOND", _("complaints officer")


class ComplaintSubject(TextChoices):
    INVOICE = "INVOICE", _("an invoice")
    PAYMENT = "PAYMENT", _("a payment")
    METER = "METER", _("the meter or my consumption")
    OUTAGE = "OUTAGE", _("a power cut")
    AGREEMENT = "AGREEMENT", _("my agreement")
    TREATMENT = "TREATMENT", _("how I was treated")
    DATA = "DATA", _("my personal data")


class StatementBy(TextChoices):
    CUSTOMER = "CUSTOMER", _("you")
    STAFF = "STAFF", _("us")
