"""Refunds: money back to the card, never more than was taken."""

from config.sandbox.charge import settle
from config.sandbox.exchange import Obj
from config.sandbox.form import integer
from config.sandbox.listing import PAGING, page
from config.sandbox.problem import invalid, missing, refused
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World


def create(world: World, call: Call) -> Obj:
    charge = _charge(world, call.params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = integer(call.params, "amount", left)
    _check(charge, amount=amount, left=left)
    refund = world.store.put(
        {
            "id": fresh("re"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": None,
            "charge": charge["id"],
            "created": world.clock.now(),
            "currency": charge["currency"],
            "failure_reason": None,
            "metadata": call.params.get("metadata", {}),
            "payment_intent": charge["payment_intent"],
            "reason": call.params.get("reason"),
            "status": "succeeded",
        }
    )
    line = settle(world, source=refund, kind="refund", amount=-amount)
    refund = world.store.put(refund | {"balance_transaction": line["id"]})
    charge = _returned(world, charge, amount)
    world.events.record("refund.created", refund, key=call.key)
    world.events.record("charge.refunded", charge, key=call.key)
    return refund


def _charge(world: World, params: Obj) -> Obj:
    if "charge" in params:
        return world.need("charge", params["charge"], param="charge")
    if "payment_intent" not in params:
        raise invalid("One of the following params should be provided: charge, payment_intent.")
    intent = world.need("payment_intent", params["payment_intent"], param="payment_intent")
    if intent["latest_charge"] is None:
        raise missing("charge", intent["id"], param="payment_intent")
    return world.need("charge", intent["latest_charge"])


def _check(charge: Obj, *, amount: int, left: int) -> None:
    if not charge["captured"]:
        raise refused("This charge was not captured.", code="charge_not_refundable")
    if charge["disputed"]:
        raise refused(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left == 0:
        raise refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount < 1:
        raise invalid("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise refused(message, param="amount")


def _returned(world: World, charge: Obj, amount: int) -> Obj:
    total = charge["amount_refunded"] + amount
    return world.store.put(charge | {"amount_refunded": total, "refunded": total == charge["amount"]})


def fail(world: World, identifier: str) -> Obj:
    """The bank sent the money back: the refund fails after the event (an operator's wish)."""
    refund = world.need("refund", identifier)
    if refund["status"] != "succeeded":
        raise refused(f"This refund is {refund['status']}.")
    settle(world, source=refund, kind="refund_failure", amount=refund["amount"])
    _returned(world, world.need("charge", refund["charge"]), -refund["amount"])
    refund = world.store.put(refund | {"status": "failed", "failure_reason": "lost_or_stolen_card"})
    world.events.record("refund.failed", refund)
    return refund


def retrieve(world: World, call: Call) -> Obj:
    return world.need("refund", call.ids["id"])


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("refund")
    for name in ("charge", "payment_intent"):
        rows = [row for row in rows if name not in call.params or row[name] == call.params[name]]
    return page(rows, call.params, "/v1/refunds")


_CREATE = frozenset({"payment_intent", "charge", "amount", "reason", "metadata"})
ROUTES = (
    Route("POST", "/v1/refunds", create, _CREATE, "refund"),
    Route("GET", "/v1/refunds", listed, PAGING | {"charge", "payment_intent"}, "read"),
    Route("GET", "/v1/refunds/<id>", retrieve, operation="read"),
)
