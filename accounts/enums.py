"""The words accounts stores: kinds, states and roles of people, messages, deadlines and jobs."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupplierKind(TextChoices):
    RETAIL = "RETAIL", _("electricity supplier")
    GRID = "GRID", _("grid company")


class Language(TextChoices):
    DANISH = "da", _("Danish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Currency(TextChoices):
    DKK = "DKK", "DKK"
    SEK = "SEK", "SEK"


class Country(TextChoices):
    DENMARK = "DK", _("Denmark")
    SWEDEN = "SE", _("Sweden")


class CustomerKind(TextChoices):
    HOUSEHOLD = "HOUSEHOLD", _("household")
    BUSINESS = "BUSINESS", _("business")


class AccessRole(TextChoices):
    HOLDER = "HOLDER", _("the customer")
    PAYER = "PAYER", _("pays the bills")
    READER = "READER", _("may look")
    MOVER = "MOVER", _("may report a move")
    JOINT = "JOINT", _("lives here too")
    HELPER = "HELPER", _("helper with power of attorney")


class InvitationState(TextChoices):
    WAITING = "WAITING", _("waiting for an answer")
    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
    TAKEN_BACK = "TAKEN_BACK", _("taken back")


class EmailChangeState(TextChoices):
    MADE = "MADE", _("made")
    TAKEN_BACK = "TAKEN_BACK", _("taken back")


class RecoveryKind(TextChoices):
    LOST_EMAIL = "LOST_EMAIL", _("the e-mail address is lost")
    LOST_FACTOR = "LOST_FACTOR", _("the second factor is lost")
    NO_EMAIL = "NO_EMAIL", _("has no e-mail at all")
    STAFF_FACTOR = "STAFF_FACTOR", _("a colleague's second factor is lost")


class RecoveryState(TextChoices):
    WAITING = "WAITING", _("waiting")
    DONE = "DONE", _("carried out")
    STOPPED = "STOPPED", _("stopped")


class CheckedFact(TextChoices):
    INVOICE = "INVOICE", _("customer number and amount of the last invoice")
    METER = "METER", _("number of the meter or the metering point")
    PERSONAL_NUMBER = "PERSONAL_NUMBER", _("last digits of the personal number")
    MOVED = "MOVED", _("day and address of the last move")
    PAID_FROM = "PAID_FROM", _("last digits of the card or account that pays")
    CALLED_BACK = "CALLED_BACK", _("called back on the number we have")
    SEEN = "SEEN", _("seen in person with a passport or the like")


class Channel(TextChoices):
    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("text message")
    EBOKS = "EBOKS", _("e-Boks")
    LETTER = "LETTER", _("letter")


class MessageState(TextChoices):
    QUEUED = "QUEUED", _("waiting to be sent")
    SENDING = "SENDING", _("being sent")
    SENT = "SENT", _("sent")
    DELIVERED = "DELIVERED", _("delivered")
    BOUNCED = "BOUNCED", _("came back")
    PARKED = "PARKED", _("parked for a person to look at")


class DeadlineState(TextChoices):
    OPEN = "OPEN", _("running")
    SUSPENDED = "SUSPENDED", pgettext_lazy("deadline", "suspended")
    MET = "MET", _("met")
    MISSED = "MISSED", _("missed")
    CANCELLED = "CANCELLED", _("no longer applies")


class JobState(TextChoices):
    PLANNED = "PLANNED", _("planned")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    PARKED = "PARKED", _("parked for a person to look at")


class UploadState(TextChoices):
    QUARANTINED = "QUARANTINED", _("in quarantine")
    AVAILABLE = "AVAILABLE", _("available")
    REFUSED = "REFUSED", _("refused")


class StaffJob(TextChoices):
    SUPPORT = "SUPPORT", _("support")
    BILLING = "BILLING", _("billing")
    COLLECTIONS = "COLLECTIONS", _("collections")
    COMPLAINTS = "COMPLAINTS", _("complaints")
    RESTRICTED = "RESTRICTED", _("restricted data")
    COMPLIANCE = "COMPLIANCE", _("compliance")
    SUPERVISOR = "SUPERVISOR", _("supervisor")


class TaskState(TextChoices):
    OPEN = "OPEN", _("open")
    TAKEN = "TAKEN", _("taken")
    SNOOZED = "SNOOZED", _("put off")
    DONE = "DONE", _("done")


class ApprovalState(TextChoices):
    DRAFT = "DRAFT", _("dry run")
    WAITING = "WAITING", _("waiting for a second person")
    APPROVED = "APPROVED", _("approved")
    REJECTED = "REJECTED", _("rejected")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")


class ImportState(TextChoices):
    RECEIVED = "RECEIVED", _("received")
    APPLIED = "APPLIED", _("applied")
    REFUSED = "REFUSED", _("refused whole")


class EnquiryState(TextChoices):
    RECEIVED = "RECEIVED", _("received")
    ANSWERED = "ANSWERED", _("answered")
    CLOSED = "CLOSED", _("closed")


class ConsentKind(TextChoices):
    """What a customer has said yes to; each by itself, and none of them by agreeing to something else."""

    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY", _("power of attorney for the switch of supplier")
    MARKETING_EMAIL = "MARKETING_EMAIL", _("news and offers by e-mail")
    MARKETING_PHONE = "MARKETING_PHONE", _("offers by phone and text message")


class Severity(IntegerChoices):
    NOTE = 1, _("note")
    WARNING = 2, _("warning")
    PAGE = 3, _("call somebody")
