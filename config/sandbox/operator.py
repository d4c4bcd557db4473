"""What an operator may do to the sandbox, the same for the page's forms and for tests that send JSON."""

from collections import Counter

from config.sandbox import dispute, payment, payment_method, refund
from config.sandbox.card import DECLINES, decline
from config.sandbox.exchange import Obj
from config.sandbox.fault import Chaos, Fault
from config.sandbox.form import integer, required
from config.sandbox.problem import invalid, refused
from config.sandbox.route import Route
from config.sandbox.world import Call, World


def faults(world: World, _call: Call) -> Obj:
    return world.faults.summary()


def force(world: World, call: Call) -> Obj:
    """The next calls go wrong in this way."""
    required(call.params, "kind")
    decline_code = str(call.params.get("decline_code") or "generic_decline")
    if decline_code not in DECLINES:
        raise invalid(f"Unknown decline code: {decline_code}")
    fault = Fault(
        kind=str(call.params["kind"]),
        on=str(call.params.get("on") or "charge"),
        times=integer(call.params, "times", 1),
        seconds=float(call.params.get("seconds") or 0),
        decline_code=decline_code,
        customer=call.params.get("customer") or None,
    )
    world.faults.force(fault)
    return world.faults.summary()


def rage(world: World, call: Call) -> Obj:
    """Seeded faults at these rates until cleared."""
    rates = {kind: float(rate) for kind, rate in dict(call.params.get("rates", {})).items()}
    seconds = float(call.params.get("seconds") or 0)
    on = str(call.params.get("on") or "charge")
    world.faults.rage(Chaos(rates=rates, seed=integer(call.params, "seed", 1), on=on, seconds=seconds))
    return world.faults.summary()


def clear(world: World, _call: Call) -> Obj:
    """No more faults; what is held back goes out."""
    world.faults.clear()
    world.courier.release(seed=None)
    return world.faults.summary()


def forget_keys(world: World, _call: Call) -> Obj:
    return {"forgotten": world.keys.forget()}


def clock(world: World, call: Call) -> Obj:
    """Move the sandbox's clock: by seconds, or to a moment (seconds since 1970)."""
    if call.params.get("now"):
        world.clock.set(integer(call.params, "now"))
    elif call.params.get("advance"):
        world.clock.advance(integer(call.params, "advance"))
    return {"now": world.clock.now(), "offset": world.clock.offset}


def webhooks(world: World, call: Call) -> Obj:
    """Pause, release (shuffled by seed) or send one event again."""
    action = call.params.get("action")
    if action == "pause":
        world.courier.pause()
    elif action == "release":
        seed = call.params.get("seed")
        world.courier.release(seed=None if seed in (None, "") else int(seed))
    elif action == "resend":
        world.courier.post(world.need("event", str(call.params.get("event", "")), param="event"))
    elif action:
        raise invalid(f"Unknown action: {action}", param="action")
    return {"waiting": world.courier.waiting(), "paused": world.courier.paused, "url": world.courier.url}


def open_dispute(world: World, call: Call) -> Obj:
    required(call.params, "payment")
    return dispute.open_on(world, call.params["payment"], reason=call.params.get("reason") or "fraudulent")


def close_dispute(world: World, call: Call) -> Obj:
    return dispute.close(world, call.ids["id"], won=call.params.get("outcome") == "won")


def settle_payment(world: World, call: Call) -> Obj:
    """Decide a payment that was left processing."""
    intent = world.need("payment_intent", call.ids["id"])
    if intent["status"] != "processing":
        raise refused(f"This payment is {intent['status']}.")
    method = world.need("payment_method", intent["payment_method"])
    if call.params.get("outcome") == "failed":
        return payment.record_failure(world, intent, method, decline("generic_decline"))
    return payment.succeed(world, intent, method)


def expire_card(world: World, call: Call) -> Obj:
    return payment_method.expire(world, call.ids["id"])


def renew_card(world: World, call: Call) -> Obj:
    """The network replaced the card."""
    card = world.need("payment_method", call.ids["id"])["card"]
    return payment_method.renew(
        world,
        call.ids["id"],
        month=integer(call.params, "month", card["exp_month"]),
        year=integer(call.params, "year", card["exp_year"] + 4),
        last4=str(call.params.get("last4", "")),
    )


def fail_refund(world: World, call: Call) -> Obj:
    return refund.fail(world, call.ids["id"])


def captures(world: World, _call: Call) -> Obj:
    """Every captured payment, for an oracle that compares them with what was due."""
    rows = [row for row in world.store.all("charge") if row["captured"]]
    names = ("id", "payment_intent", "customer", "amount", "amount_refunded", "currency", "disputed", "metadata")
    return {"captures": [{name: row[name] for name in names} for row in rows]}


def summary(world: World, _call: Call) -> Obj:
    states = Counter(row["status"] for row in world.store.all("payment_intent"))
    kinds = ("customer", "payment_method", "refund", "dispute", "event", "key", "mail")
    counts = {kind: len(world.store.all(kind)) for kind in kinds}
    return {"payments": dict(states), "counts": counts, "waiting": world.courier.waiting()}


_FAULT = frozenset({"kind", "on", "times", "seconds", "decline_code", "customer"})
ROUTES = (
    Route("GET", "/operator/faults", faults),
    Route("POST", "/operator/faults", force, _FAULT),
    Route("POST", "/operator/chaos", rage, frozenset({"rates", "seed", "on", "seconds"})),
    Route("POST", "/operator/clear", clear),
    Route("POST", "/operator/keys/forget", forget_keys),
    Route("GET", "/operator/clock", clock),
    Route("POST", "/operator/clock", clock, frozenset({"now", "advance"})),
    Route("GET", "/operator/webhooks", webhooks),
    Route("POST", "/operator/webhooks", webhooks, frozenset({"action", "seed", "event"})),
    Route("POST", "/operator/disputes", open_dispute, frozenset({"payment", "reason"})),
    Route("POST", "/operator/disputes/<id>/close", close_dispute, frozenset({"outcome"})),
    Route("POST", "/operator/payments/<id>/settle", settle_payment, frozenset({"outcome"})),
    Route("POST", "/operator/methods/<id>/expire", expire_card),
    Route("POST", "/operator/methods/<id>/renew", renew_card, frozenset({"month", "year", "last4"})),
    Route("POST", "/operator/refunds/<id>/fail", fail_refund),
    Route("GET", "/operator/captures.json", captures),
    Route("GET", "/operator/summary.json", summary),
)
