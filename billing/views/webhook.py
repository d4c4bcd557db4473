"""The door the card provider knocks on: verify, keep, answer; everything else happens afterwards."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.runs.provider_event import receive


@csrf_exempt
@login_not_required
@require_POST
def card_events(request: HttpRequest) -> HttpResponse:
    """Keep one signed message; anything unsigned, too old or unreadable is answered 400 and changes nothing."""
    kept = receive(body=request.body, signature=request.headers.get("Stripe-Signature", ""))
    return HttpResponse(status=200 if kept else 400)
