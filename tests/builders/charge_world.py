"""A small household of accounts with cards the sandbox really knows, and questions about what was taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import httpx
from django.db import connection

from accounts.models import Supplier
from billing.enums import DueState
from billing.gateways.card_stripe import StripeProvider
from billing.models import BillingAccount, DueItem, PaymentMethod
from config.sandbox import server
from tests.builders import account as accounts
from tests.builders import billing, card_world
from tests.builders.card_provider import FAR_AHEAD, LONG_AGO, provider_at

GOOD, SHORT_OF_MONEY, ASKS_HOLDER = "pm_card_visa", "pm_card_chargeCustomerFail", "pm_card_authenticationRequired"

# reliability.md §3 in our names: each returns the rows that are wrong
INVARIANTS = {
    "A1": "SELECT transaction_id FROM billing_entry GROUP BY 1 HAVING sum(amount) <> 0 OR count(*) < 2",
    "A2": "SELECT sum(amount) FROM billing_entry HAVING sum(amount) <> 0",
    "A4": "SELECT t.id FROM billing_transaction t LEFT JOIN billing_entry e ON e.transaction_id = t.id"
    " WHERE e.id IS NULL",
    "C1": "SELECT p.id FROM billing_payment p JOIN billing_dueitem d ON d.id = p.due_item_id"
    " WHERE p.amount <> d.amount OR p.currency <> d.currency",
    "C2": "SELECT due_item_id FROM billing_payment WHERE state IN"
    " ('PREPARED', 'SENT', 'UNKNOWN', 'REQUIRES_ACTION', 'SUCCEEDED') GROUP BY 1 HAVING count(*) > 1",
    "C3": "SELECT p.id FROM billing_payment p JOIN billing_dueitem d ON d.id = p.due_item_id"
    " JOIN accounts_supplier s ON s.id = p.supplier_id LEFT JOIN billing_transaction t ON t.supplier_id ="
    " p.supplier_id AND t.cause = 'payment:' || s.code || ':' || d.cause || ':' || p.number"
    " WHERE (p.state = 'SUCCEEDED') <> (t.id IS NOT NULL)",
    "paid": "SELECT d.id FROM billing_dueitem d LEFT JOIN billing_payment p ON p.due_item_id = d.id"
    " AND p.state = 'SUCCEEDED' GROUP BY d.id, d.state HAVING (d.state = 'PAID') <> (count(p.id) = 1)",
}


@dataclass
class ChargeWorld:
    """A sandbox, the provider that talks to it, and who pays with what."""

    handle: server.Handle
    provider: StripeProvider
    supplier: Supplier
    methods: list[PaymentMethod] = field(default_factory=list)

    def account_with(self, card: str = GOOD) -> BillingAccount:
        """Return a new account with an active card of this kind."""
        account = billing.billing_account(accounts.customer(self.supplier))
        self.card_for(account, card)
        return account

    def card_for(self, account: BillingAccount, card: str = GOOD, **fields: object) -> PaymentMethod:
        customer = self._api("customers", name="Test")["id"]
        token = self._api(f"payment_methods/{card}/attach", customer=customer)["id"]
        method = billing.card(account, customer_token=customer, method_token=token, **fields)
        self.methods.append(method)
        return method

    def captured(self) -> Counter[tuple[str, int]]:
        """Count what the provider's own list says was taken, by cause of the claim and amount."""
        rows = self.provider.captures(created_from=LONG_AGO, created_to=FAR_AHEAD)
        return Counter((row.reference.split(":", 1)[1].rsplit(":", 1)[0], row.amount) for row in rows)

    def _api(self, path: str, **values: str) -> dict[str, str]:
        answer = httpx.post(
            f"{self.handle.base_url}/v1/{path}",
            data=values,
            headers={"Authorization": f"Bearer {card_world.API_KEY}"},
            verify=False,  # it is plain HTTP, and reading certificates took ten times as long as the call
        )
        answer.raise_for_status()
        return answer.json()


def charge_world(handle: server.Handle, code: str = "gron") -> ChargeWorld:
    return ChargeWorld(handle, provider_at(handle.base_url), accounts.supplier(code))


def paid_claims() -> Counter[tuple[str, int]]:
    """Count the claims our books call paid."""
    return Counter(DueItem.objects.filter(state=DueState.PAID).values_list("cause", "amount"))


def broken_invariants() -> dict[str, list[object]]:
    """Return the invariants that some row breaks, with those rows."""
    broken = {}
    with connection.cursor() as cursor:
        for name, sql in INVARIANTS.items():
            cursor.execute(sql)
            if rows := [row[0] for row in cursor.fetchall()]:
                broken[name] = rows
    return broken


TODAY = date(2026, 5, 1)
