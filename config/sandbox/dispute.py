"""Disputes: the card holder's bank takes the money back, and may give it again."""

from config.sandbox.charge import settle
from config.sandbox.exchange import Obj
from config.sandbox.listing import PAGING, page
from config.sandbox.problem import refused
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World

_ANSWER_WITHIN = 7 * 86400


def open_on(world: World, payment: str, *, reason: str = "fraudulent") -> Obj:
    """The bank disputes a captured payment: its whole amount leaves the balance at once."""
    intent = world.need("payment_intent", payment)
    if intent["status"] != "succeeded":
        raise refused(f"A payment that is {intent['status']} cannot be disputed.")
    charge = world.need("charge", intent["latest_charge"])
    if charge["disputed"]:
        raise refused("This payment is disputed already.")
    charge = world.store.put(charge | {"disputed": True})
    now = world.clock.now()
    dispute = world.store.put(
        {
            "id": fresh("dp"),
            "object": "dispute",
            "amount": charge["amount"] - charge["amount_refunded"],
            "charge": charge["id"],
            "created": now,
            "currency": charge["currency"],
            "evidence_details": {"due_by": now + _ANSWER_WITHIN, "has_evidence": False, "submission_count": 0},
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": intent["id"],
            "reason": reason,
            "status": "needs_response",
        }
    )
    settle(world, source=dispute, kind="adjustment", amount=-dispute["amount"])
    world.events.record("charge.dispute.created", dispute)
    return dispute


def close(world: World, identifier: str, *, won: bool) -> Obj:
    dispute = world.need("dispute", identifier)
    if dispute["status"] in ("won", "lost"):
        raise refused(f"This dispute is {dispute['status']} already.")
    dispute = world.store.put(dispute | {"status": "won" if won else "lost"})
    if won:
        settle(world, source=dispute, kind="adjustment", amount=dispute["amount"])
        world.store.put(world.need("charge", dispute["charge"]) | {"disputed": False})
    world.events.record("charge.dispute.closed", dispute)
    return dispute


def retrieve(world: World, call: Call) -> Obj:
    return world.need("dispute", call.ids["id"])


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("dispute")
    for name in ("charge", "payment_intent"):
        rows = [row for row in rows if name not in call.params or row[name] == call.params[name]]
    return page(rows, call.params, "/v1/disputes")


ROUTES = (
    Route("GET", "/v1/disputes", listed, PAGING | {"charge", "payment_intent"}, "read"),
    Route("GET", "/v1/disputes/<id>", retrieve, operation="read"),
)
