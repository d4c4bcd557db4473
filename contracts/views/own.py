"""Finds the agreement a page is about among the agreements of whom the reader acts for."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.access import acting_customer
from accounts.rules.access_role import Act
from config.foundation.request import Request
from contracts.models import Agreement


def own_agreement(request: Request, public_id: UUID, act: Act) -> Agreement:
    """
    Return the customer's own agreement with what its journeys need beside it.

    :raises Http404: when it is not theirs
    :raises PermissionDenied: when the reader's access does not include the act
    """
    customer = acting_customer(request, act)
    own = Agreement.objects.filter(customer=customer, supplier_id=customer.supplier_id)
    return get_object_or_404(own.select_related("customer__supplier", "product", "supplier"), public_id=public_id)
