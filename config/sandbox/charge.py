"""Charges: one attempt to take money, captured or failed, and its line in the settlement report."""

from config.sandbox.exchange import Obj
from config.sandbox.listing import PAGING, page
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World


def record(world: World, intent: Obj, method: Obj, *, error: Obj | None) -> Obj:
    """Keep one attempt; a captured one gets its settlement line."""
    paid = error is None
    charge: Obj = {
        "id": fresh("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "captured": paid,
        "created": world.clock.now(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": error["code"] if error else None,
        "failure_message": error["message"] if error else None,
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": _outcome(error),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": {"type": "card", "card": dict(method["card"])},
        "refunded": False,
        "status": "succeeded" if paid else "failed",
    }
    if paid:
        line = settle(world, source=charge, kind="charge", amount=intent["amount"])
        charge["balance_transaction"] = line["id"]
    return world.store.put(charge)


def _outcome(error: Obj | None) -> Obj:
    if error is None:
        return {"network_status": "approved_by_network", "reason": None, "type": "authorized"}
    return {
        "network_status": "declined_by_network",
        "reason": error.get("decline_code", error["code"]),
        "type": "issuer_declined",
    }


def settle(world: World, *, source: Obj, kind: str, amount: int) -> Obj:
    """One line of the settlement report. The sandbox takes no fee."""
    now = world.clock.now()
    return world.store.put(
        {
            "id": fresh("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": now,
            "created": now,
            "currency": source["currency"],
            "exchange_rate": None,
            "fee": 0,
            "fee_details": [],
            "net": amount,
            "reporting_category": "dispute" if kind == "adjustment" else kind,
            "source": source["id"],
            "status": "available",
            "type": kind,
        }
    )


def retrieve(world: World, call: Call) -> Obj:
    return world.need("charge", call.ids["id"])


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("charge")
    for name in ("customer", "payment_intent"):
        rows = [row for row in rows if name not in call.params or row[name] == call.params[name]]
    return page(rows, call.params, "/v1/charges")


def settlement(world: World, call: Call) -> Obj:
    rows = world.store.all("balance_transaction")
    for name in ("type", "source", "currency"):
        rows = [row for row in rows if name not in call.params or row[name] == call.params[name]]
    return page(rows, call.params, "/v1/balance_transactions")


def settlement_line(world: World, call: Call) -> Obj:
    return world.need("balance_transaction", call.ids["id"])


ROUTES = (
    Route("GET", "/v1/charges", listed, PAGING | {"customer", "payment_intent"}, "read"),
    Route("GET", "/v1/charges/<id>", retrieve, operation="read"),
    Route("GET", "/v1/balance_transactions", settlement, PAGING | {"type", "source", "currency"}, "read"),
    Route("GET", "/v1/balance_transactions/<id>", settlement_line, operation="read"),
)
