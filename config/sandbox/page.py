"""The frame around every sandbox page, and small pieces of HTML; all text is escaped here."""

from html import escape
from pathlib import Path

from config.sandbox.exchange import Request, Response
from config.sandbox.wording import say

_SHEET = Path(__file__).with_name("sandbox.css")


def esc(value: object) -> str:
    return escape(str(value))


def frame(*, title: str, body: str, spoken: str = "en", wide: bool = False) -> str:
    return (
        f'<!doctype html><html lang="{spoken}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{esc(title)}</title><link rel="stylesheet" href="/sandbox.css"></head><body>'
        f'<p class="banner" role="note">{esc(say("banner", spoken))}</p>'
        f'<main class="{"wide" if wide else "narrow"}"><h1>{esc(title)}</h1>{body}</main></body></html>'
    )


def notice(text: str, *, bad: bool = False) -> str:
    """A notice; a bad one is announced at once by screen readers."""
    return f'<p class="notice{" bad" if bad else ""}" role="{"alert" if bad else "status"}">{esc(text)}</p>'


def field(name: str, label: str, *, value: str = "", error: str = "", **attributes: str) -> str:
    """A labelled text field with its error tied to it."""
    extra = "".join(f' {key.replace("_", "-")}="{esc(text)}"' for key, text in attributes.items())
    marks = f' aria-invalid="true" aria-describedby="{name}-error"' if error else ""
    told = f'<p class="error" id="{name}-error">{esc(error)}</p>' if error else ""
    return (
        f'<div class="field"><label for="{name}">{esc(label)}</label>{told}'
        f'<input id="{name}" name="{name}" value="{esc(value)}" required{marks}{extra}></div>'
    )


def table(caption: str, heads: list[str], rows: list[list[str]]) -> str:
    """A table of ready-made cells."""
    head = "".join(f'<th scope="col">{esc(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    none = f'<tr><td colspan="{len(heads)}">Nothing yet</td></tr>'
    return (
        f'<div class="scroll" role="region" aria-label="{esc(caption)}" tabindex="0"><table>'
        f"<caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body or none}</tbody></table></div>"
    )


def button(address: str, label: str, /, **values: object) -> str:
    """A form that is one button."""
    hidden = "".join(f'<input type="hidden" name="{key}" value="{esc(value)}">' for key, value in values.items())
    return (
        f'<form method="post" action="{esc(address)}">{hidden}<button class="small">{esc(label)}</button></form>'
    )


def sheet(_request: Request) -> Response:
    return Response(200, _SHEET.read_bytes(), "text/css; charset=utf-8", {"Cache-Control": "max-age=300"})
