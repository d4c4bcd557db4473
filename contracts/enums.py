"""The words contracts stores: fuels, areas, states of agreements, qualities of values, parts of a price."""

from enum import StrEnum

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


class OrderState(TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("order", "being filled in")
    CONFIRMED = "CONFIRMED", pgettext_lazy("order", "confirmed")
    EXPIRED = "EXPIRED", pgettext_lazy("order", "expired unanswered")


class CreditState(TextChoices):
    ASKED = "ASKED", pgettext_lazy("credit check", "asked")
    UNKNOWN = "UNKNOWN", pgettext_lazy("credit check", "no answer")
    APPROVED = "APPROVED", pgettext_lazy("credit check", "approved")
    REFUSED = "REFUSED", pgettext_lazy("credit check", "refused")


class CreditOutcome(StrEnum):
    """What a credit bureau said, between its gateway and the rule; no answer is a value of its own."""

    APPROVED = "approved"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class TerminationState(TextChoices):
    AWAITING = "AWAITING", _("waiting for an event that can be verified")
    GIVEN = "GIVEN", _("given")
    UNDONE = "UNDONE", _("taken back")
    DONE = "DONE", _("has taken effect")


class MoveState(TextChoices):
    HELD = "HELD", _("kept until it can be registered")
    TOLD = "TOLD", _("registered")
    UNDONE = "UNDONE", _("taken back")
    DONE = "DONE", _("has taken effect")


class ProductChangeState(TextChoices):
    ASKED = "ASKED", _("asked for")
    UNDONE = "UNDONE", _("taken back")
    DONE = "DONE", _("has taken effect")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class OwnerEventKind(TextChoices):
    """What lets an owner's notice take effect; the terms write the same words in small letters (OR-13.2 a-c)."""

    NEW_SUPPLY = "NEW_SUPPLY_AGREEMENT", _("somebody has a new supply agreement for the home")
    CUT_OFF = "SUPPLY_CUT_OFF", _("supply is cut off")
    NEW_OWNER = "NO_LONGER_REGISTERED_OWNER", _("there is a new owner in the public registers")


class OwnerEventState(TextChoices):
    TOLD = "TOLD", _("told, not verified")
    VERIFIED = "VERIFIED", _("verified")
    REJECTED = "REJECTED", _("could not be verified")


class EventSource(TextChoices):
    """What an event was verified by; the reference beside it names the one."""

    MARKET = "MARKET", _("market message")
    LETTER = "LETTER", _("letter or e-mail")
    LAND_REGISTER = "LAND_REGISTER", _("land register")


class NoticeBy(TextChoices):
    CUSTOMER = "CUSTOMER", _("the customer")
    SUPPLIER = "SUPPLIER", _("the supplier")


class ChangeKind(TextChoices):
    """What a change does to the customer; a passed-on one is of the grid, Energinet or the state."""

    MATERIAL_ADVERSE = "MATERIAL_ADVERSE", _("clearly for the worse")
    OTHER_ADVERSE = "OTHER_ADVERSE", _("for the worse in small things")
    FAVOURABLE = "FAVOURABLE", _("in the customer's favour")
    PASSED_ON = "PASSED_ON", _("passed on from the grid or the state")


class ChangeState(TextChoices):
    PROPOSED = "PROPOSED", _("waiting for a second person")
    TOLD = "TOLD", _("told to the customers")
    DONE = "DONE", _("in force")
    CANCELLED = "CANCELLED", _("dropped")


class AssigneeKind(TextChoices):
    """To whom an agreement may go over; the terms name them in small letters."""

    GROUP_COMPANY_IN_EUROPE = "GROUP_COMPANY_IN_EUROPE", _("a company of the same group, in Europe")
    LICENSED_THIRD_PARTY = "LICENSED_THIRD_PARTY", _("another company with a licence to supply")
    THIRD_PARTY = "THIRD_PARTY", _("another company")


class AssignmentState(TextChoices):
    PROPOSED = "PROPOSED", pgettext_lazy("assignment", "waiting for a second person")
    TOLD = "TOLD", pgettext_lazy("assignment", "told to the customers")
    DONE = "DONE", pgettext_lazy("assignment", "in force")
    CANCELLED = "CANCELLED", pgettext_lazy("assignment", "dropped")
    CONSENTED = "CONSENTED", pgettext_lazy("assignment", "consent given")
    REFUSED = "REFUSED", pgettext_lazy("assignment", "consent refused")


class MarketDirection(TextChoices):
    OUT = "OUT", pgettext_lazy("market message", "from us")
    IN = "IN", pgettext_lazy("market message", "to us")


class MarketMessageKind(TextChoices):
    REQUEST = "REQUEST", pgettext_lazy("market message", "request")
    CONFIRMATION = "CONFIRMATION", pgettext_lazy("market message", "confirmation")
    REJECTION = "REJECTION", pgettext_lazy("market message", "rejection")
    NOTIFICATION = "NOTIFICATION", pgettext_lazy("market message", "notification")


class MarketProcess(TextChoices):
    """What a message is about; DataHub's codes for them stand at the gateway."""

    SUPPLIER_SWITCH = "SUPPLIER_SWITCH", pgettext_lazy("market message", "supplier switch")
    MOVE_IN = "MOVE_IN", pgettext_lazy("market message", "move in")
    MOVE_OUT = "MOVE_OUT", pgettext_lazy("market message", "move out")
    END_OF_SUPPLY = "END_OF_SUPPLY", pgettext_lazy("market message", "end of supply")
    REVERSAL = "REVERSAL", pgettext_lazy("market message", "reversal of a switch made by mistake")


class MarketMessageState(TextChoices):
    PREPARED = "PREPARED", pgettext_lazy("market message", "to be sent")
    SENT = "SENT", pgettext_lazy("market message", "sent, not answered")
    CONFIRMED = "CONFIRMED", pgettext_lazy("market message", "confirmed")
    REJECTED = "REJECTED", pgettext_lazy("market message", "rejected")
    RECEIVED = "RECEIVED", pgettext_lazy("market message", "received")
    MATCHED = "MATCHED", pgettext_lazy("market message", "matched")
    UNMATCHED = "UNMATCHED", pgettext_lazy("market message", "not matched")


class MadeAt(TextChoices):
    """Where an agreement was made; the right to withdraw may hang on it."""

    DISTANCE = "DISTANCE", _("at a distance: by phone, online or by letter")
    OFF_PREMISES = "OFF_PREMISES", _("away from the supplier's premises")
    PREMISES = "PREMISES", _("at the supplier's premises")


class WithdrawalState(TextChoices):
    RECEIVED = "RECEIVED", pgettext_lazy("withdrawal", "received")
    SETTLED = "SETTLED", _("settled")


class NoticeKind(TextChoices):
    CONSUMPTION = "CONSUMPTION", _("changed consumption")
    METER_FAULT = "METER_FAULT", _("suspected meter fault")
    READING = "READING", _("self-reading")
    TAX_STATUS = "TAX_STATUS", _("special tax status")
    ACCESS = "ACCESS", _("access to the meter")
    REOPENING = "REOPENING", _("ready for reopening")
    HINDRANCE = "HINDRANCE", _("hindrance beyond control")


class LifeEventKind(TextChoices):
    DEATH = "DEATH", pgettext_lazy("life event", "death")
    RECONSTRUCTION = "RECONSTRUCTION", _("reconstruction")
    BANKRUPTCY = "BANKRUPTCY", _("bankruptcy")
    DEBT_RELIEF = "DEBT_RELIEF", _("debt relief")


class LifeEventState(TextChoices):
    REPORTED = "REPORTED", pgettext_lazy("life event", "told, not confirmed")
    CONFIRMED = "CONFIRMED", pgettext_lazy("life event", "confirmed")
    REJECTED = "REJECTED", pgettext_lazy("life event", "was not so")
    ENDED = "ENDED", pgettext_lazy("life event", "is over")


class HindranceCause(TextChoices):
    EVENT = "EVENT", _("an event beyond our control")
    COST = "COST", _("it would cost out of all proportion")
    GRID = "GRID", _("the grid company or the system operator is hindered")
    LABOUR = "LABOUR", _("a labour conflict we are part of")
    MONEY = "MONEY", _("lack of money")


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
