"""The request after our middleware, for those who read or check types; it holds no behaviour."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest


class Request(HttpRequest):
    """What config.middleware adds: the supplier of the host, one moment and one date all through the request."""

    supplier: Any
    is_admin_host: bool
    now: datetime
    today: date
    urlconf: Any
    user: Any
    LANGUAGE_CODE: str
    _access: Any
    _accesses: Any


AnyRequest = Any
"""A Request in a method whose base class, in Django or allauth, says HttpRequest."""
