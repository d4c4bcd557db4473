"""What the products one may order would have cost on one's own consumption."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from billing.queries.product_cost import product_costs
from config.foundation.request import Request
from contracts.enums import Fuel
from contracts.queries.metering_point import is_sold, supplies_of
from contracts.queries.order import products_sold


@require_safe
def product_cost(request: Request) -> HttpResponse:
    """Show the last twelve months of one's electricity, priced with each product that is sold today."""
    customer = acting_customer(request)
    used = [
        supply
        for supply in supplies_of(customer)
        if supply.agreement.product.fuel == Fuel.ELECTRICITY and not is_sold(supply.metering_point)
    ]
    sold = products_sold(request.supplier, kind=customer.kind, as_of=request.today)
    electricity = [product for product in sold if product.fuel == Fuel.ELECTRICITY]
    costs = product_costs(supplies=used, products=electricity, as_of=request.today)
    return render(request, "billing/product_cost.html", {"costs": costs})
