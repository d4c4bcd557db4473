"""What you owe and how it is paid."""

from billing.models.account import BilledSupply, BillingAccount, PaymentHold
from billing.models.aconto import AcontoInstalment, AcontoPlan
from billing.models.cost_month import CostMonth
from billing.models.due_item import DueItem
from billing.models.invoice import Invoice, InvoiceLine
from billing.models.ledger import Entry, Transaction
from billing.models.payment import IncomingPayment, Payment, PaymentAttempt, PaymentMethod, ProviderEvent
from billing.models.price import ChargePrice, SpotPart, SpotPrice

__all__ = [
    "AcontoInstalment",
    "AcontoPlan",
    "BilledSupply",
    "BillingAccount",
    "ChargePrice",
    "CostMonth",
    "DueItem",
    "Entry",
    "IncomingPayment",
    "Invoice",
    "InvoiceLine",
    "Payment",
    "PaymentAttempt",
    "PaymentHold",
    "PaymentMethod",
    "ProviderEvent",
    "SpotPart",
    "SpotPrice",
    "Transaction",
]
