"""The words billing stores: accounts of the ledger, states of payments, kinds of claims and lines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LedgerAccount(TextChoices):
    """The general ledger, as few accounts as the posting rules need."""

    RECEIVABLE = "RECEIVABLE", _("customers")
    BANK = "BANK", _("bank")
    CARD_CLEARING = "CARD_CLEARING", _("card provider")
    ENERGY_SALES = "ENERGY_SALES", _("energy sales")
    ENERGY_BOUGHT = "ENERGY_BOUGHT", _("surplus bought from customers")
    GRID_PASS_THROUGH = "GRID_PASS_THROUGH", _("grid and system tariffs collected")
    TAX_PASS_THROUGH = "TAX_PASS_THROUGH", _("electricity tax collected")
    VAT = "VAT", _("VAT")
    FEES = "FEES", _("fees")
    INTEREST = "INTEREST", _("interest")
    DEPOSITS = "DEPOSITS", _("deposits held")
    COMPENSATION = "COMPENSATION", _("compensation")
    ROUNDING = "ROUNDING", _("rounding")
    LOSSES = "LOSSES", _("losses")


class Purpose(TextChoices):
    ENERGY = "ENERGY", _("energy")
    ACONTO = "ACONTO", _("a conto")
    FEE = "FEE", _("fee")
    INTEREST = "INTEREST", _("interest")
    DEPOSIT = "DEPOSIT", _("deposit")
    COMPENSATION = "COMPENSATION", _("compensation")
    ROUNDING = "ROUNDING", _("rounding")
    PAYOUT = "PAYOUT", _("paid out")


class TransactionKind(TextChoices):
    PAYMENT = "PAYMENT", _("payment")
    INVOICE = "INVOICE", _("invoice")
    CREDIT = "CREDIT", _("credit note")
    FEE = "FEE", _("fee")
    REFUND = "REFUND", _("refund")
    REVERSAL = "REVERSAL", _("reversal")
    MANUAL = "MANUAL", _("manual posting")


class CollectionMode(TextChoices):
    """When an a-conto instalment is collected (X-57)."""

    START_OF_MONTH = "START_OF_MONTH", _("at the start of the month")
    LAST_BANK_DAY = "LAST_BANK_DAY", _("on the last bank day of the month")
    BEFORE_NEGATIVE = "BEFORE_NEGATIVE", _("before the balance turns negative")
    QUARTERLY = "QUARTERLY", _("quarterly in advance")


class InstalmentState(TextChoices):
    PLANNED = "PLANNED", _("planned")
    ANNOUNCED = "ANNOUNCED", _("announced")
    CLAIMED = "CLAIMED", _("being collected")
    PAID = "PAID", _("paid")
    CANCELLED = "CANCELLED", _("cancelled")


class InstalmentKind(TextChoices):
    REGULAR = "REGULAR", _("regular")
    TOP_UP = "TOP_UP", _("before the balance turns negative")
    ADVANCE = "ADVANCE", _("brought forward")


class DueKind(TextChoices):
    ACONTO = "ACONTO", _("a conto")
    INVOICE = "INVOICE", _("invoice")
    FEE = "FEE", _("fee")
    DEPOSIT = "DEPOSIT", _("deposit")


class DueState(TextChoices):
    OPEN = "OPEN", _("to be paid")
    PAID = "PAID", _("paid")
    CANCELLED = "CANCELLED", _("no longer asked for")


class MethodKind(TextChoices):
    CARD = "CARD", _("payment card")
    BETALINGSSERVICE = "BETALINGSSERVICE", "Betalingsservice"
    MOBILEPAY = "MOBILEPAY", "MobilePay"
    SLIP = "SLIP", _("payment slip")


class MethodState(TextChoices):
    PROVISIONAL = "PROVISIONAL", _("being set up")
    ACTIVE = "ACTIVE", _("active")
    INVALID = "INVALID", _("does not work")
    ENDED = "ENDED", _("ended")


class PaymentState(TextChoices):
    PREPARED = "PREPARED", _("prepared")
    SENT = "SENT", _("on its way")
    UNKNOWN = "UNKNOWN", _("waiting for an answer")
    REQUIRES_ACTION = "REQUIRES_ACTION", _("needs your approval")
    SUCCEEDED = "SUCCEEDED", _("paid")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class EventState(TextChoices):
    RECEIVED = "RECEIVED", _("received")
    DONE = "DONE", _("handled")
    PARKED = "PARKED", _("parked for a person to look at")


class InvoiceKind(TextChoices):
    CONSUMPTION = "CONSUMPTION", _("invoice")
    CORRECTION = "CORRECTION", _("correction")
    CREDIT = "CREDIT", _("credit note")


class LineKind(TextChoices):
    SPOT = "SPOT", _("market price")
    MARKUP = "MARKUP", _("markup")
    ENERGY = "ENERGY", _("electricity")
    SURPLUS = "SURPLUS", _("surplus sold")
    SUBSCRIPTION = "SUBSCRIPTION", _("subscription")
    GRID_TARIFF = "GRID_TARIFF", _("grid tariff")
    GRID_SUBSCRIPTION = "GRID_SUBSCRIPTION", _("grid subscription")
    SYSTEM_TARIFF = "SYSTEM_TARIFF", _("system tariff")
    TRANSMISSION_TARIFF = "TRANSMISSION_TARIFF", _("transmission tariff")
    TAX = "TAX", _("electricity tax")
    TAX_REDUCED = "TAX_REDUCED", _("electricity tax, reduced for electric heating")
    FEE = "FEE", _("fee")


class ChargeKind(TextChoices):
    SUBSCRIPTION = "D01", _("subscription")
    FEE = "D02", _("fee")
    TARIFF = "D03", _("tariff")


class HoldState(TextChoices):
    ACTIVE = "ACTIVE", _("in force")
    LIFTED = "LIFTED", _("lifted")
    EXPIRED = "EXPIRED", _("ended by itself")


class ReceiptKind(TextChoices):
    BANK_TRANSFER = "BANK_TRANSFER", _("bank transfer")
    SLIP = "SLIP", _("payment slip")
    BETALINGSSERVICE = "BETALINGSSERVICE", "Betalingsservice"
