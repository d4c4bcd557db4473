"""The operator's desk: payments, customers and events, with the buttons that make things go wrong."""

import time

from config.sandbox.card import DECLINES
from config.sandbox.exchange import Obj, Response, as_page
from config.sandbox.fault import EFFECT, OPERATIONS, TRANSPORT, WEBHOOK
from config.sandbox.page import button, esc, frame, table
from config.sandbox.wording import amount
from config.sandbox.world import World

_SHOWN = 50


def show(world: World) -> Response:
    with world.lock:
        body = _state(world) + _desk() + _payments(world) + _cards(world) + _customers(world) + _events(world)
    return as_page(frame(title="Sandbox desk", body=body, wide=True))


def _newest(world: World, kind: str) -> list[Obj]:
    return world.store.all(kind)[: -_SHOWN - 1 : -1]


def _when(moment: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def _pairs(metadata: Obj) -> str:
    return ", ".join(f"{name}: {value}" for name, value in metadata.items())


def _state(world: World) -> str:
    plan = world.faults.summary()
    forced = ", ".join(f"{row['kind']} on {row['on']} ×{row['times']}" for row in plan["forced"]) or "none"
    injected = ", ".join(f"{kind} {count}" for kind, count in plan["injected"].items()) or "none"
    held = "paused, " if world.courier.paused else ""
    return (
        '<p class="lead"><a href="/mailbox">Mailbox</a></p>'
        f"<dl><dt>Clock</dt><dd>{_when(world.clock.now())}</dd><dt>Faults waiting</dt><dd>{esc(forced)}</dd>"
        f"<dt>Chaos</dt><dd>{esc(plan['chaos'] or 'off')}</dd><dt>Injected so far</dt><dd>{esc(injected)}</dd>"
        f"<dt>Web hooks to {esc(world.courier.url or 'nowhere')}</dt>"
        f"<dd>{held}{world.courier.waiting()} waiting</dd></dl>"
    )


def _choice(name: str, label: str, values: tuple[str, ...]) -> str:
    options = "".join(f"<option>{value}</option>" for value in values)
    select = f'<select id="{name}" name="{name}">{options}</select>'
    return f'<div class="field"><label for="{name}">{label}</label>{select}</div>'


def _number(name: str, label: str, value: str) -> str:
    entry = f'<input id="{name}" name="{name}" value="{value}">'
    return f'<div class="field"><label for="{name}">{label}</label>{entry}</div>'


def _desk() -> str:
    force = (
        '<h2>Make the next call go wrong</h2><form method="post" action="/operator/faults" class="desk">'
        + _choice("kind", "What happens", EFFECT + TRANSPORT + WEBHOOK)
        + _choice("on", "To which call", OPERATIONS)
        + _choice("decline_code", "Decline code", DECLINES)
        + _number("times", "How many times", "1")
        + _number("seconds", "Seconds", "0")
        + "<button>Force it</button></form>"
    )
    clock = (
        '<form method="post" action="/operator/clock" class="desk">'
        + _number("advance", "Move the clock forward (seconds)", "86400")
        + "<button>Move</button></form>"
    )
    buttons = (
        button("/operator/clear", "Clear all faults")
        + button("/operator/keys/forget", "Forget idempotency keys")
        + button("/operator/webhooks", "Hold web hooks back", action="pause")
        + button("/operator/webhooks", "Release in order", action="release")
        + button("/operator/webhooks", "Release shuffled", action="release", seed=1)
    )
    return f'{force}{clock}<div class="row">{buttons}</div>'


def _payments(world: World) -> str:
    rows = []
    for row in _newest(world, "payment_intent"):
        acts = ""
        if row["status"] == "succeeded":
            acts = button("/operator/disputes", "Charge back", payment=row["id"])
        if row["status"] == "processing":
            acts = button(f"/operator/payments/{row['id']}/settle", "Succeed", outcome="succeeded")
            acts += button(f"/operator/payments/{row['id']}/settle", "Fail", outcome="failed")
        reason = (row["last_payment_error"] or {}).get("decline_code", "")
        cells = (_when(row["created"]), row["id"], amount(row["amount"], row["currency"], "en"), row["status"])
        more = (reason, row["customer"] or "", _pairs(row["metadata"]))
        rows.append([esc(cell) for cell in cells + more] + [acts])
    heads = ["Created", "Payment", "Amount", "State", "Reason", "Customer", "Metadata", "Do"]
    return "<h2>Payments</h2>" + table("The newest payments", heads, rows) + _disputes(world)


def _disputes(world: World) -> str:
    rows = []
    for row in _newest(world, "dispute"):
        act = f"/operator/disputes/{row['id']}/close"
        acts = button(act, "Won", outcome="won") + button(act, "Lost", outcome="lost")
        cells = [esc(row["id"]), esc(row["payment_intent"]), esc(row["status"])]
        rows.append([*cells, acts if row["status"] == "needs_response" else ""])
    return table("Charge-backs", ["Dispute", "Payment", "State", "Do"], rows) if rows else ""


def _cards(world: World) -> str:
    rows = []
    for row in _newest(world, "payment_method"):
        card = row["card"]
        acts = button(f"/operator/methods/{row['id']}/expire", "Let it expire")
        acts += button(f"/operator/methods/{row['id']}/renew", "Network update")
        shown = f"{card['brand']} {card['last4']} {card['exp_month']:02}/{card['exp_year']}"
        cells = (row["id"], shown, row["_behaviour"], row["customer"] or "not attached")
        rows.append([esc(cell) for cell in cells] + [acts])
    return "<h2>Cards</h2>" + table("The newest cards", ["Card", "Shown", "Behaves as", "Customer", "Do"], rows)


def _customers(world: World) -> str:
    rows = [
        [esc(cell) for cell in (row["id"], row["name"] or "", row["email"] or "", _pairs(row["metadata"]))]
        for row in _newest(world, "customer")
    ]
    return "<h2>Customers</h2>" + table("The newest customers", ["Customer", "Name", "E-mail", "Metadata"], rows)


def _events(world: World) -> str:
    rows = []
    for row in _newest(world, "event"):
        state = "dropped" if row.get("_dropped") else "waiting" if row["pending_webhooks"] else "delivered"
        told = f"{state}, {row.get('_tries', 0)} tries, last answer {row.get('_status', '–')}"
        cells = (_when(row["created"]), row["type"], row["data"]["object"]["id"], row["id"], told)
        act = button("/operator/webhooks", "Send again", action="resend", event=row["id"])
        rows.append([esc(cell) for cell in cells] + [act])
    heads = ["Created", "Event", "About", "Id", "Delivery", "Do"]
    return "<h2>Events</h2>" + table("The newest events", heads, rows)
