"""The hosted card page: the only place where a card number is typed."""

import re
from datetime import UTC, datetime

from config.sandbox import checkout, payment_method, setup_intent
from config.sandbox.card import TEST_CARDS, passes_luhn
from config.sandbox.exchange import Obj, Request, Response, as_page, redirect
from config.sandbox.page import esc, field, frame, notice
from config.sandbox.wording import language, say
from config.sandbox.world import World

_EXPIRY = re.compile(r"^\s*(\d{1,2})\s*[/ -]?\s*(?:20)?(\d{2})\s*$")


def show(world: World, request: Request, identifier: str) -> Response:
    """The empty form, or word that the session has ended."""
    with world.lock:
        session = checkout.fresh_state(world, world.need("checkout.session", identifier))
        world.commit()
    spoken = language(session["locale"], request.headers.get("accept-language", ""))
    if session["status"] != "open":
        return _ended(session, spoken)
    refused = say("not_approved", spoken) if request.query.get("outcome") == "rejected" else ""
    return as_page(_form(session, spoken, typed={}, errors={"form": refused} if refused else {}))


def submit(world: World, request: Request, identifier: str) -> Response:
    """Save the card, or show the form again with what was wrong (422)."""
    typed = {name: str(request.params.get(name, "")) for name in ("number", "expiry", "cvc", "name")}
    with world.lock:
        session = checkout.fresh_state(world, world.need("checkout.session", identifier))
        spoken = language(session["locale"], request.headers.get("accept-language", ""))
        if session["status"] != "open":
            world.commit()
            return _ended(session, spoken)
        errors = _errors(typed, spoken, world.clock.now())
        response = None if errors else _save(world, session, typed)
        world.commit()
    if response is None:
        errors = errors or {"form": say("declined", spoken)}
        return as_page(_form(session, spoken, typed=typed, errors=errors), status=422)
    return response


def finished(session: Obj) -> Response:
    """Back to the product, whose address may hold the place for the session's identifier."""
    return redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


def _save(world: World, session: Obj, typed: dict[str, str]) -> Response | None:
    """Where to go next; none when the issuer said no."""
    month, year = _expiry(typed["expiry"])
    number = re.sub(r"[\s-]", "", typed["number"])
    method = payment_method.new(world, number, month=month, year=year, name=typed["name"] or None)
    fault = world.faults.next(("decline",), "enrol", session["customer"])
    intent = world.need("setup_intent", session["setup_intent"])
    intent = setup_intent.confirm(world, intent, method, forced=fault.decline_code if fault else None)
    if intent["status"] == "requires_action":
        return redirect(f"/c/authenticate/{intent['id']}?session={session['id']}")
    if intent["status"] != "succeeded":
        return None
    return finished(checkout.complete(world, session))


def _errors(typed: dict[str, str], spoken: str, now: int) -> dict[str, str]:
    errors: dict[str, str] = {}
    number = re.sub(r"[\s-]", "", typed["number"])
    if not passes_luhn(number):
        errors["number"] = say("bad_number", spoken)
    elif number not in TEST_CARDS:
        errors["number"] = say("unknown_number", spoken)
    today = datetime.fromtimestamp(now, UTC)
    month, year = _expiry(typed["expiry"])
    if not 1 <= month <= 12 or (year, month) < (today.year, today.month):
        errors["expiry"] = say("bad_expiry", spoken)
    if not re.fullmatch(r"\d{3}", typed["cvc"].strip(), re.ASCII):
        errors["cvc"] = say("bad_cvc", spoken)
    return errors


def _expiry(text: str) -> tuple[int, int]:
    found = _EXPIRY.match(text)
    return (int(found[1]), 2000 + int(found[2])) if found else (0, 0)


def _form(session: Obj, spoken: str, *, typed: dict[str, str], errors: dict[str, str]) -> str:
    def one(name: str, **attributes: str) -> str:
        label, error = say(name, spoken), errors.get(name, "")
        return field(name, label, value=typed.get(name, ""), error=error, **attributes)

    back = f'<a class="back" href="{esc(session["cancel_url"])}">{esc(say("back", spoken))}</a>'
    body = (
        f'<p class="lead">{esc(say("card_lead", spoken))}</p>'
        + (notice(errors["form"], bad=True) if "form" in errors else "")
        + f'<form method="post" action="/c/pay/{esc(session["id"])}" novalidate>'
        + one("number", inputmode="numeric", autocomplete="cc-number", maxlength="23")
        + '<div class="pair">'
        + one("expiry", inputmode="numeric", autocomplete="cc-exp", maxlength="7")
        + one("cvc", inputmode="numeric", autocomplete="cc-csc", maxlength="4")
        + "</div>"
        + one("name", autocomplete="cc-name", maxlength="80")
        + f"<button>{esc(say('save', spoken))}</button></form>"
        + (back if session["cancel_url"] else "")
        + f'<p class="hint">{esc(say("help", spoken))}</p>'
    )
    return frame(title=say("card_title", spoken), body=body, spoken=spoken)


def _ended(session: Obj, spoken: str) -> Response:
    """The session is over; the way on is where a saved card leads, or where giving up leads."""
    back = finished(session).headers["Location"] if session["status"] == "complete" else session["cancel_url"]
    link = f'<a class="back" href="{esc(back)}">{esc(say("return", spoken))}</a>' if back else ""
    body = notice(say("gone", spoken)) + link
    return as_page(frame(title=say("gone_title", spoken), body=body, spoken=spoken), status=410)
