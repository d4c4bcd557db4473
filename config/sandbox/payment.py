"""Payment intents: asking for money, with and without the card holder present."""

from config.sandbox import charge
from config.sandbox.card import BEHAVIOURS, decline, has_expired
from config.sandbox.exchange import Obj
from config.sandbox.form import flag, integer, required
from config.sandbox.problem import declined, invalid, missing, refused
from config.sandbox.store import fresh
from config.sandbox.world import Call, World

# The provider's published smallest charges, in minor units.
_SMALLEST = {"dkk": 250, "sek": 300, "eur": 50, "nok": 300}
_LARGEST = 99_999_999
_CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
_CANCELLABLE = (*_CONFIRMABLE, "processing")


def create(world: World, call: Call) -> Obj:
    params = call.params
    _check(world, params)
    identifier = fresh("pi")
    intent = world.store.put(
        {
            "id": identifier,
            "object": "payment_intent",
            "amount": integer(params, "amount"),
            "amount_capturable": 0,
            "amount_received": 0,
            "automatic_payment_methods": None,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic",
            "client_secret": f"{identifier}_{fresh('secret')}",
            "confirmation_method": "automatic",
            "created": world.clock.now(),
            "currency": params["currency"].lower(),
            "customer": params.get("customer"),
            "description": params.get("description"),
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": params.get("metadata", {}),
            "next_action": None,
            "payment_method": params.get("payment_method"),
            "payment_method_types": ["card"],
            "processing": None,
            "receipt_email": None,
            "setup_future_usage": None,
            "statement_descriptor_suffix": params.get("statement_descriptor_suffix"),
            "status": "requires_confirmation" if "payment_method" in params else "requires_payment_method",
        }
    )
    return _confirmed(world, intent, call) if flag(params, "confirm") else intent


def _check(world: World, params: Obj) -> None:
    required(params, "amount", "currency")
    amount, currency = integer(params, "amount"), params["currency"].lower()
    if currency not in _SMALLEST:
        raise invalid(f"Invalid currency: {currency}", param="currency")
    if amount < 1 or amount > _LARGEST:
        raise invalid("Invalid amount.", code="parameter_invalid_integer", param="amount")
    if amount < _SMALLEST[currency]:
        message = f"Amount must be at least {_SMALLEST[currency] / 100:.2f} {currency}"
        raise invalid(message, code="amount_too_small", param="amount")
    if flag(params, "off_session") and not flag(params, "confirm"):
        raise invalid("off_session can only be used when confirm is true.", param="off_session")
    if "customer" in params:
        world.need("customer", params["customer"], param="customer")
    _usable(world, params.get("payment_method"), params.get("customer"))


def _usable(world: World, token: str | None, customer: str | None) -> None:
    """A saved card can be charged only for the customer it is saved on."""
    if token is None:
        return
    method = world.store.get("payment_method", token)
    if method is None:
        raise missing("PaymentMethod", token, param="payment_method")
    if method["customer"] is None or method["customer"] != customer:
        raise refused(
            f"The customer does not have a payment method with the ID {token}.",
            code="payment_method_unexpected_state" if method["customer"] is None else "resource_missing",
            param="payment_method",
        )


def confirm(world: World, call: Call) -> Obj:
    intent = world.need("payment_intent", call.ids["id"])
    _expect(intent, _CONFIRMABLE, "confirmed")
    if "payment_method" in call.params:
        _usable(world, call.params["payment_method"], intent["customer"])
        intent = world.store.put(intent | {"payment_method": call.params["payment_method"]})
    return _confirmed(world, intent, call)


def _confirmed(world: World, intent: Obj, call: Call) -> Obj:
    if intent["payment_method"] is None:
        message = "You cannot confirm this PaymentIntent because it's missing a payment method."
        raise refused(message, code="payment_intent_unexpected_state")
    method = world.need("payment_method", intent["payment_method"], param="payment_method")
    off_session = flag(call.params, "off_session")
    reason = call.forced_decline or _refusal(world, method, off_session=off_session)
    if reason == "authentication_required" and not off_session:
        return _ask_holder(world, intent, call)
    if reason:
        fail(world, intent, method, decline(reason), key=call.key)
    if call.stays_processing:
        intent = world.store.put(intent | {"status": "processing", "next_action": None})
        world.events.record("payment_intent.processing", intent, key=call.key)
        return intent
    return succeed(world, intent, method, key=call.key)


def _refusal(world: World, method: Obj, *, off_session: bool) -> str | None:
    behaviour = BEHAVIOURS[method["_behaviour"]]
    if has_expired(method["card"], world.clock.now()):
        return "expired_card"
    approved = off_session and behaviour.approval == "setup" and method["_approved"]
    if behaviour.approval != "never" and not approved:
        return "authentication_required"
    return behaviour.on_charge


def _ask_holder(world: World, intent: Obj, call: Call) -> Obj:
    """Send the card holder to the page of the card's issuer."""
    back = call.params.get("return_url")
    action: Obj = {"type": "use_stripe_sdk", "use_stripe_sdk": {}}
    if back:
        url = f"{call.origin}/c/authenticate/{intent['id']}"
        action = {"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": back}}
    intent = world.store.put(intent | {"status": "requires_action", "next_action": action})
    world.events.record("payment_intent.requires_action", intent, key=call.key)
    return intent


def succeed(world: World, intent: Obj, method: Obj, *, key: str | None = None) -> Obj:
    """The money is taken."""
    taken = charge.record(world, intent, method, error=None)
    changes = {"status": "succeeded", "latest_charge": taken["id"], "amount_received": intent["amount"]}
    cleared = {"next_action": None, "last_payment_error": None}
    intent = world.store.put(intent | changes | cleared)
    world.events.record("charge.succeeded", taken, key=key)
    world.events.record("payment_intent.succeeded", intent, key=key)
    return intent


def record_failure(world: World, intent: Obj, method: Obj, error: Obj, *, key: str | None = None) -> Obj:
    """The issuer said no: keep the attempt and its reason."""
    tried = charge.record(world, intent, method, error=error)
    error = error | {"charge": tried["id"], "payment_method": method}
    changes = {"status": "requires_payment_method", "latest_charge": tried["id"], "payment_method": None}
    intent = world.store.put(intent | changes | {"next_action": None, "last_payment_error": error})
    world.events.record("charge.failed", tried, key=key)
    world.events.record("payment_intent.payment_failed", intent, key=key)
    return intent


def fail(world: World, intent: Obj, method: Obj, error: Obj, *, key: str | None) -> None:
    """Keep the failure and answer 402 with the payment inside the error."""
    intent = record_failure(world, intent, method, error, key=key)
    raise declined(intent["last_payment_error"], payment_intent=intent)


def cancel(world: World, call: Call) -> Obj:
    intent = world.need("payment_intent", call.ids["id"])
    _expect(intent, _CANCELLABLE, "canceled")
    changes = {"status": "canceled", "canceled_at": world.clock.now(), "next_action": None}
    reason = {"cancellation_reason": call.params.get("cancellation_reason")}
    intent = world.store.put(intent | changes | reason)
    world.events.record("payment_intent.canceled", intent, key=call.key)
    return intent


def _expect(intent: Obj, states: tuple[str, ...], verb: str) -> None:
    if intent["status"] not in states:
        raise refused(
            f"This PaymentIntent could not be {verb} because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
            payment_intent=intent,
        )
