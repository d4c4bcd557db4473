"""How to complain, for everybody: desks, times, bodies outside, and how to reach the supplier now."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import acting_access
from complaints.queries.route import route_of
from config.foundation.request import Request


@login_not_required
@require_safe
def route(request: Request) -> HttpResponse:
    """Show the supplier's way of a complaint, narrowed to the customer when one is signed in."""
    access = acting_access(request) if request.user.is_authenticated else None
    way = route_of(supplier=request.supplier, customer=access.customer if access else None, as_of=request.today)
    return render(request, "complaints/route.html", {"route": way, "may_write": access is not None})
