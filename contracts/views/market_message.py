"""The door the market's messages are dropped off at: verify, keep, answer; everything else happens afterwards."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from config.foundation.request import Request
from contracts.runs import market_message


@csrf_exempt
@login_not_required
@require_POST
def market_messages(request: Request) -> HttpResponse:
    """Keep one signed message to the supplier of the host; what is wrong with another stands in the answer."""
    dropped = market_message.drop_off(
        supplier=request.supplier,
        body=request.body,
        signature=request.headers.get("Minside-Signature", ""),
        at=request.now,
    )
    return HttpResponse(f"{dropped.words}\n", status=dropped.status, content_type="text/plain; charset=utf-8")
