"""The mailbox page, and the doors through which SMS and letters come in."""

import time
from urllib.parse import quote

from config.sandbox.exchange import Obj, Request, Response, as_json, as_page
from config.sandbox.page import esc, frame, table
from config.sandbox.problem import Problem, invalid, missing
from config.sandbox.world import World

_SHOWN = 100


def show(world: World, request: Request) -> Response:
    """Newest first; `?to=` narrows to a recipient."""
    sought = str(request.query.get("to", ""))
    rows = [
        [
            time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(mail["created"])),
            esc(mail["channel"]),
            esc(", ".join(mail["to"])),
            esc(mail["from"]),
            f'<a href="/mailbox/{mail["id"]}">{esc(mail["subject"] or mail["text"][:60] or "(empty)")}</a>',
        ]
        for mail in world.mailbox.newest(to=sought)[:_SHOWN]
    ]
    body = (
        '<p class="lead"><a href="/operator">Desk</a></p>'
        '<form method="get" action="/mailbox" class="desk" role="search">'
        '<div class="field"><label for="to">Recipient (address or number)</label>'
        f'<input id="to" name="to" value="{esc(sought)}"></div><button>Search</button></form>'
    )
    heads = ["Received", "By", "To", "From", "Subject"]
    title = f"Mailbox: {sought}" if sought else "Mailbox"
    return as_page(frame(title=title, body=body + table("Messages, newest first", heads, rows), wide=True))


def listing(world: World, request: Request) -> Response:
    sought, channel = str(request.query.get("to", "")), str(request.query.get("channel", ""))
    return as_json({"messages": world.mailbox.newest(to=sought, channel=channel)[:1000]})


def one(world: World, _request: Request, identifier: str) -> Response:
    mail = _need(world, identifier)
    files = "".join(
        f"<li>{esc(part['name'])} ({part['type']}, {part['size']} bytes)</li>" for part in mail["attachments"]
    )
    facts = {"To": ", ".join(mail["to"]), "From": mail["from"], "By": mail["channel"], "Id": mail["message_id"]}
    shown = "".join(f"<dt>{name}</dt><dd>{esc(fact)}</dd>" for name, fact in facts.items() if fact)
    html = f'<h2>HTML</h2><iframe sandbox title="HTML part" src="/mailbox/{mail["id"]}/html"></iframe>'
    same = f"/mailbox?to={quote(mail['to'][0])}"
    body = (
        f'<p class="lead"><a href="{same}">All to this recipient</a></p>'
        f"<dl>{shown}</dl><h2>Text</h2><pre>{esc(mail['text'])}</pre>"
        + (f"<h2>Attachments</h2><ul>{files}</ul>" if files else "")
        + (html if mail["html"] else "")
    )
    return as_page(frame(title=mail["subject"] or mail["channel"], body=body, wide=True))


def html_part(world: World, _request: Request, identifier: str) -> Response:
    """The HTML of a mail, cut off from scripts, forms and everything remote."""
    policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return as_page(_need(world, identifier)["html"], headers={"Content-Security-Policy": policy})


def sms(world: World, request: Request) -> Response:
    """The GatewayAPI door: `{sender, message, recipients: [{msisdn}]}` with a token."""
    if not request.headers.get("authorization", "").startswith(("Token ", "Basic ")):
        raise Problem(401, "authentication_error", "A token is needed.", saved=False)
    recipients = request.params.get("recipients")
    text = request.params.get("message")
    if not isinstance(recipients, list) or not recipients or not isinstance(text, str) or not text:
        raise invalid("sender, message and recipients are needed.")
    numbers = [str(row.get("msisdn", "")) for row in recipients if isinstance(row, dict)]
    if len(numbers) != len(recipients) or not all(number.isdigit() for number in numbers):
        raise invalid("Every recipient needs an msisdn of digits.", param="recipients")
    sender = str(request.params.get("sender", ""))
    kept = [world.mailbox.add(channel="sms", to=[to], sender=sender, subject="", text=text) for to in numbers]
    ids = [int(mail["id"].removeprefix("mail_")[:12], 16) for mail in kept]
    return as_json({"ids": ids, "usage": {"countries": {}, "currency": "DKK", "total_cost": 0}})


def letter(world: World, request: Request) -> Response:
    """A letter or digital post: `{to, sender, subject, text, attachments: [{name, type, size}]}`."""
    params: Obj = request.params
    if not params.get("to"):
        raise invalid("A letter needs somebody to send it to.", param="to")
    kept = world.mailbox.add(
        channel="letter",
        to=[str(params["to"])],
        sender=str(params.get("sender", "")),
        subject=str(params.get("subject", "")),
        text=str(params.get("text", "")),
        attachments=list(params.get("attachments", [])),
    )
    return as_json({"id": kept["id"]}, status=201)


def _need(world: World, identifier: str) -> Obj:
    mail = world.mailbox.get(identifier)
    if mail is None:
        raise missing("message", identifier)
    return mail
