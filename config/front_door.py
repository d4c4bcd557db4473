"""The page of the bare address in development: a link per supplier, the demo logins and today's codes."""

from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render

from accounts.models import Supplier
from config.demo import listing
from config.foundation.request import Request


@login_not_required
def front_door(request: Request) -> HttpResponse:
    _host, port = split_domain_port(request.get_host())
    at_port = f":{port}" if port else ""
    suppliers = [
        {"name": supplier.name, "url": f"{request.scheme}://{supplier.host}{at_port}/"}
        for supplier in Supplier.objects.order_by("name")
    ]
    admin = f"{request.scheme}://{settings.ADMIN_HOST}{at_port}/"
    context = {"suppliers": suppliers, "admin_url": admin, "logins": demo_logins()}
    return render(request, "config/front_door.html", context)


def demo_logins() -> list[dict[str, Any]]:
    """Return the logins that seeding the demo wrote down; none on an installation without a demo."""
    found = listing.read() or {}
    customers = [
        {**login, "supplier": supplier["name"]}
        for supplier in found.get("suppliers", [])
        for login in supplier["logins"]
    ]
    staff = [{**login, "supplier": "Admin", "code": present_code(login)} for login in found.get("staff", [])]
    return customers + staff


def present_code(login: dict[str, str]) -> str:
    """Return the code an authenticator app would show now for the demo's example key."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(login["totp_secret"], counter)))
