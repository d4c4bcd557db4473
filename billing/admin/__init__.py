"""The support desk of billing: accounts, what is asked for, invoices, payments, the books and the prices."""

from billing.admin import account, invoice, ledger, payment, price

__all__ = ["account", "invoice", "ledger", "payment", "price"]
