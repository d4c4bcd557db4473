"""One HTTP request and its answer, as plain values."""

import json
from dataclasses import dataclass, field
from typing import Any

Obj = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """What came in. Header names are lower case; params are the decoded query or body."""

    method: str
    path: str
    query: Obj
    params: Obj
    headers: dict[str, str]
    origin: str

    @property
    def wants_json(self) -> bool:
        return self.headers.get("content-type", "").startswith("application/json")


@dataclass(frozen=True)
class Response:
    """What goes out. A lost response closes the connection without a byte."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False


LOST = Response(status=0, body=b"", lost=True)


def public(value: Any) -> Any:
    """The value without our private notes, which are the names that start with an underscore."""
    if isinstance(value, dict):
        return {name: public(part) for name, part in value.items() if not name.startswith("_")}
    if isinstance(value, list):
        return [public(part) for part in value]
    return value


def as_json(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(public(value), ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status=status, body=body, headers=headers or {})


def as_page(html: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    policy = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'"
    return Response(
        status=status,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"} | (headers or {}),
    )


def redirect(url: str) -> Response:
    return Response(status=303, body=b"", content_type="text/plain", headers={"Location": url})
