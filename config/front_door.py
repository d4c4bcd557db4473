"""The page of the bare address in development: one link per supplier, with the demo logins."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Supplier

DEMO_FILE = settings.BASE_DIR / ".data" / "demo.json"


@login_not_required
def front_door(request: HttpRequest) -> HttpResponse:
    port = request.get_port()
    suppliers = [
        {"name": supplier.name, "url": f"{request.scheme}://{supplier.host}:{port}/"}
        for supplier in Supplier.objects.order_by("name")
    ]
    admin = f"{request.scheme}://{settings.ADMIN_HOST}:{port}/"
    context = {"suppliers": suppliers, "admin_url": admin, "logins": demo_logins()}
    return render(request, "config/front_door.html", context)


def demo_logins() -> list[dict[str, Any]]:
    """Return the logins that seeding the demo wrote down; none on an installation without a demo."""
    try:
        return list(json.loads(DEMO_FILE.read_text(encoding="utf-8")).get("logins", []))
    except FileNotFoundError:
        return []
