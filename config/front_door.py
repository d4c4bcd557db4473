"""The page of the bare address in development: one link per supplier, with the demo logins."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render

from accounts.models import Supplier
from config.foundation.request import Request

DEMO_FILE = settings.BASE_DIR / ".data" / "demo.json"


@login_not_required
def front_door(request: Request) -> HttpResponse:
    _host, port = split_domain_port(request.get_host())
    at_port = f":{port}" if port else ""
    demo = demo_logins()
    logins = {supplier["name"]: supplier.get("logins", []) for supplier in demo.get("suppliers", [])}
    sites = [
        {
            "name": supplier.name,
            "url": f"{request.scheme}://{supplier.host}{at_port}/",
            "logins": logins.get(supplier.name, []),
        }
        for supplier in Supplier.objects.order_by("name")
    ]
    staff = {"url": f"{request.scheme}://{settings.ADMIN_HOST}{at_port}/", "logins": demo.get("staff", [])}
    return render(request, "config/front_door.html", {"sites": sites, "staff": staff})


def demo_logins() -> dict[str, Any]:
    """Return what seeding the demo wrote down; nothing on an installation without a demo."""
    try:
        return dict(json.loads(DEMO_FILE.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
