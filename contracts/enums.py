"""The words contracts stores: fuels, areas, states of agreements, qualities of values, parts of a price."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fuel(TextChoices):
    ELECTRICITY = "ELECTRICITY", _("electricity")
    GAS = "GAS", _("gas")


class PriceArea(TextChoices):
    DK1 = "DK1", _("west of the Great Belt (DK1)")
    DK2 = "DK2", _("east of the Great Belt (DK2)")
    SE3 = "SE3", "SE3"
    SE4 = "SE4", "SE4"


class ProductKind(TextChoices):
    SPOT = "SPOT", _("hourly market price")
    VARIABLE = "VARIABLE", _("variable price")
    FIXED = "FIXED", _("fixed price")
    SURPLUS = "SURPLUS", _("surplus sold")


class PriceComponent(TextChoices):
    ENERGY = "ENERGY", _("electricity price")
    MARKUP = "MARKUP", _("markup on the market price")
    SUBSCRIPTION = "SUBSCRIPTION", _("subscription")


class MeteringPointKind(TextChoices):
    CONSUMPTION = "CONSUMPTION", _("consumption")
    PRODUCTION = "PRODUCTION", _("production")


class SettlementMethod(TextChoices):
    FLEX = "FLEX", _("settled by the hour or quarter")
    PROFILED = "PROFILED", _("settled by profile")


class AgreementState(TextChoices):
    ORDERED = "ORDERED", _("ordered")
    PENDING_CREDIT = "PENDING_CREDIT", _("waiting for a credit check")
    ACTIVE = "ACTIVE", pgettext_lazy("agreement", "active")
    TERMINATING = "TERMINATING", _("ending")
    ENDED = "ENDED", _("ended")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    CANCELLED = "CANCELLED", _("cancelled")


class TerminationState(TextChoices):
    GIVEN = "GIVEN", _("given")
    UNDONE = "UNDONE", _("taken back")
    DONE = "DONE", _("has taken effect")


class ProductChangeState(TextChoices):
    ASKED = "ASKED", _("asked for")
    UNDONE = "UNDONE", _("taken back")
    DONE = "DONE", _("has taken effect")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class NoticeBy(TextChoices):
    CUSTOMER = "CUSTOMER", _("the customer")
    SUPPLIER = "SUPPLIER", _("the supplier")


class NoticeKind(TextChoices):
    CONSUMPTION = "CONSUMPTION", _("changed consumption")
    METER_FAULT = "METER_FAULT", _("suspected meter fault")
    READING = "READING", _("self-reading")
    TAX_STATUS = "TAX_STATUS", _("special tax status")
    ACCESS = "ACCESS", _("access to the meter")
    REOPENING = "REOPENING", _("ready for reopening")
    HINDRANCE = "HINDRANCE", _("hindrance beyond control")


class ReadingBy(TextChoices):
    CUSTOMER = "CUSTOMER", _("the customer")
    STAFF = "STAFF", _("us")


class Quality(IntegerChoices):
    """Quality of a metered value; a higher number is a worse one, so the worst of a day is the largest."""

    MEASURED = 1, _("measured")
    CORRECTED = 2, _("corrected")
    CALCULATED = 3, _("calculated")
    ESTIMATED = 4, _("estimated")
    INCOMPLETE = 5, _("incomplete")
    MISSING = 6, _("missing")
