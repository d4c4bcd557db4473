"""For whom the signed-in person acts, and whether their role lets them: the only place that knows."""

from __future__ import annotations

import logging
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from accounts.models import Access, Customer
from accounts.queries.access import access_list
from accounts.rules.access_role import Act, allowed
from config.foundation.request import Request

logger = logging.getLogger(__name__)

CHOSEN = "customer"


class NoCustomer(Http404):
    """The login is not joined to any customer yet, or no longer."""


def acting_customer(request: Request, act: Act = Act.LOOK) -> Customer:
    """
    Return the customer the person acts for, when their role allows `act` today.

    With several customers the one chosen on the page counts, else the first. One query, once a request.

    :raises NoCustomer: (a 404) when there is none
    :raises PermissionDenied: when the role does not allow it
    """
    access = acting_access(request)
    if access is None:
        _log("no customer", request, act)
        raise NoCustomer("This login has no customer.")
    if not allowed(role=access.role, act=act):
        _log("role may not", request, act)
        raise PermissionDenied(gettext("Your access does not include this. Ask the customer to do it."))
    return access.customer


def acting_access(request: Request) -> Access | None:
    """Return the access in use, or None for strangers; the same object all through the request."""
    if not hasattr(request, "_access"):
        request._access = _find(request)
    return request._access


def accesses(request: Request) -> list[Access]:
    """Return every access the person has today, for the page where they choose."""
    if not hasattr(request, "_accesses"):
        signed_in = request.user.is_authenticated and request.supplier is not None
        request._accesses = access_list(request.user, as_of=request.today) if signed_in else []
        for access in request._accesses:
            access.supplier = access.customer.supplier = request.supplier
    return request._accesses


def choose(request: Request, public_id: UUID) -> None:
    """
    Act for another of one's customers from now on.

    :raises Http404: when it is not one of theirs
    """
    if all(access.customer.public_id != public_id for access in accesses(request)):
        _log("foreign customer chosen", request, Act.LOOK)
        raise Http404("Not one of yours.")
    request.session[CHOSEN] = str(public_id)
    request.__dict__.pop("_access", None)


def _find(request: Request) -> Access | None:
    mine = accesses(request)
    chosen = request.session.get(CHOSEN)
    same = [access for access in mine if str(access.customer.public_id) == chosen]
    return next(iter(same or mine), None)


def _log(what: str, request: Request, act: Act) -> None:
    about = {"user": request.user.pk, "path": request.path, "act": str(act)}
    logger.warning("access refused: %s", what, extra=about)
