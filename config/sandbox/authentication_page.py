"""The bank's page, where the card holder approves or declines the saving of a card or one payment."""

from urllib.parse import urlencode

from config.sandbox import checkout, payment, setup_intent
from config.sandbox.card import BEHAVIOURS, decline
from config.sandbox.card_page import finished
from config.sandbox.exchange import Obj, Request, Response, as_page, redirect
from config.sandbox.page import esc, frame, notice
from config.sandbox.problem import missing
from config.sandbox.wording import amount, language, say
from config.sandbox.world import World

_NOT_APPROVED = {
    "code": "payment_intent_authentication_failure",
    "message": "We are unable to authenticate your payment method.",
    "type": "card_error",
}


def show(world: World, request: Request, identifier: str) -> Response:
    intent = _intent(world, identifier)
    spoken = _spoken(world, request, intent)
    if intent["status"] != "requires_action":
        body = notice(say("gone", spoken))
        return as_page(frame(title=say("gone_title", spoken), body=body, spoken=spoken), status=410)
    return as_page(_form(world, request, intent, spoken))


def submit(world: World, request: Request, identifier: str) -> Response:
    """Carry out what the card holder decided, then send them back."""
    with world.lock:
        intent = _intent(world, identifier)
        if intent["status"] != "requires_action":
            return show(world, request, identifier)
        approved = request.params.get("decision") == "approve"
        decide = _decide_saving if intent["object"] == "setup_intent" else _decide_payment
        response = decide(world, intent, approved, str(request.params.get("session", "")))
        world.commit()
    return response


def _intent(world: World, identifier: str) -> Obj:
    intent = world.store.find(identifier)
    if intent is None or intent["object"] not in ("setup_intent", "payment_intent"):
        raise missing("intent", identifier)
    return intent


def _decide_saving(world: World, intent: Obj, approved: bool, session_id: str) -> Response:
    session = world.need("checkout.session", session_id)
    if session["setup_intent"] != intent["id"]:
        raise missing("intent", intent["id"])
    if approved:
        setup_intent.succeed(world, intent)
        return finished(checkout.complete(world, session))
    setup_intent.reject(world, intent)
    return redirect(f"/c/pay/{session['id']}?outcome=rejected")


def _decide_payment(world: World, intent: Obj, approved: bool, _session_id: str) -> Response:
    """The provider adds the payment and its outcome to the return address."""
    back = intent["next_action"].get("redirect_to_url", {}).get("return_url", "")
    method = world.need("payment_method", intent["payment_method"])
    reason = BEHAVIOURS[method["_behaviour"]].on_charge
    if approved and not reason:
        payment.succeed(world, intent, method)
    else:
        error = decline(reason) if approved and reason else _NOT_APPROVED
        payment.record_failure(world, intent, method, error)
    told = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if approved and not reason else "failed",
    }
    return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode(told)}")


def _spoken(world: World, request: Request, intent: Obj) -> str:
    session = world.store.get("checkout.session", str(request.query.get("session", "")))
    customer = world.store.get("customer", intent["customer"] or "")
    wished = customer["preferred_locales"][:1] if customer else []
    locale = session["locale"] if session else (wished[0] if wished else None)
    return language(locale, request.headers.get("accept-language", ""))


def _form(world: World, request: Request, intent: Obj, spoken: str) -> str:
    method = world.need("payment_method", intent["payment_method"])
    card = f"{method['card']['brand'].title()} •••• {method['card']['last4']}"
    question = say("approve_save", spoken)
    if intent["object"] == "payment_intent":
        sum_asked = amount(intent["amount"], intent["currency"], spoken)
        question = f"{say('approve_pay', spoken)} {sum_asked}"
    session = esc(request.query.get("session", ""))
    body = (
        f'<p class="lead">{esc(question)}</p><dl><dt>{esc(say("card", spoken))}</dt><dd>{esc(card)}</dd></dl>'
        f'<form method="post" action="/c/authenticate/{esc(intent["id"])}">'
        f'<input type="hidden" name="session" value="{session}">'
        f'<button name="decision" value="approve">{esc(say("approve", spoken))}</button>'
        f'<button name="decision" value="reject" class="quiet">{esc(say("reject", spoken))}</button></form>'
    )
    return frame(title=say("approve_title", spoken), body=body, spoken=spoken)
