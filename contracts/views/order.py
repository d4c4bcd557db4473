"""Order a supply page by page: product, place, who, and everything once more before it is confirmed."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NoCustomer, acting_customer
from accounts.enums import CustomerKind
from accounts.models import Customer
from accounts.rules.access_role import Act
from config.foundation.download import download
from config.foundation.htmx import FORM_ERROR
from config.foundation.rate_limit import within
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts import order_form
from contracts.enums import OrderState
from contracts.models import Order
from contracts.operations import order as operations
from contracts.operations import order_confirmation as confirmations
from contracts.queries import order as queries
from contracts.queries import order_page as pages

MINE = "orders"
PER_ADDRESS, HOUR = 60, 3600
BY = "web:order"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request) -> HttpResponse:
    """Show what is sold, with price, binding and terms; the product that is chosen begins an order."""
    customer = _customer(request)
    products = queries.products_sold(request.supplier, kind=customer.kind if customer else "", as_of=request.today)
    sent = request.POST if request.method == "POST" else None
    form = order_form.ProductForm(sent, products=pages.choices_of(products), ask_use=customer is None)
    if sent is not None and not _may_send(request):
        return _slow_down(request)
    if form.is_valid():
        said = form.cleaned_data
        try:
            begun = operations.begin(
                supplier=request.supplier,
                product=next(each for each in products if each.code == said["product"]),
                used_for=CustomerKind(customer.kind if customer else said["used_for"]),
                customer=customer,
                as_of=request.today,
            )
        except Refused as refused:
            form.add_error("product", str(refused))
        else:
            if customer is None:
                _remember(request, begun)
            return redirect("contracts:order-place", public_id=begun.public_id)
    context = {"form": form, "products": pages.sold_products(products, as_of=request.today, locale=_locale())}
    return render(request, "contracts/order.html", context, status=_status(form))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def order_place(request: Request, public_id: UUID) -> HttpResponse:
    """Ask where and from when."""
    mine = _own(request, public_id)
    if mine.state != OrderState.DRAFT:
        return redirect("contracts:order-one", public_id=public_id)
    sent = request.POST if request.method == "POST" else None
    form = order_form.PlaceForm(sent, initial=_place(mine))
    if sent is not None and not _may_send(request):
        return _slow_down(request)
    if form.is_valid():
        try:
            operations.say_where(order=mine, place=form.place(), as_of=request.today)
        except Refused as refused:
            form.add_error(_FIELDS.get(refused.code), str(refused))
        else:
            step = "contracts:order-one" if mine.customer_id else "contracts:order-person"
            return redirect(step, public_id=public_id)
    context = {"order": mine, "form": form, "step": _("Where, and from when?"), "back": reverse("contracts:order")}
    return render(request, "contracts/order_step.html", context, status=_status(form))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def order_person(request: Request, public_id: UUID) -> HttpResponse:
    """Ask somebody new who they are; who is a customer has been asked already."""
    mine = _own(request, public_id)
    if mine.state != OrderState.DRAFT or mine.customer_id:
        return redirect("contracts:order-one", public_id=public_id)
    sent = request.POST if request.method == "POST" else None
    said = {name: getattr(mine, name) for name in ("name", "cvr", "email", "phone")}
    form = order_form.PersonForm(sent, business=mine.kind == CustomerKind.BUSINESS, initial=said)
    if sent is not None and not _may_send(request):
        return _slow_down(request)
    if form.is_valid():
        try:
            operations.say_who(order=mine, person=form.person(language=_locale()), as_of=request.today)
        except Refused as refused:
            form.add_error("cvr" if refused.code == "company-number-wrong" else None, str(refused))
        else:
            return redirect("contracts:order-one", public_id=public_id)
    back = reverse("contracts:order-place", args=[public_id])
    context = {"order": mine, "form": form, "step": _("Who orders?"), "back": back}
    return render(request, "contracts/order_step.html", context, status=_status(form))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def order_one(request: Request, public_id: UUID) -> HttpResponse:
    """Show everything that is ordered, and take the order that obliges to pay; sent twice, it is one order."""
    mine = _own(request, public_id)
    if mine.state == OrderState.CONFIRMED:
        return redirect("contracts:order-done", public_id=public_id)
    if mine.state != OrderState.DRAFT:
        return redirect("contracts:order")
    if not queries.is_filled_in(mine):
        return redirect(_missing_step(mine), public_id=public_id)
    offer = queries.offer_of(mine, as_of=request.today)
    sent = request.POST if request.method == "POST" else None
    label = pages.start_label(mine, offer, locale=_locale())
    form = order_form.ConfirmOrderForm(sent, start_label=label, initial={"shown": offer.fingerprint})
    if sent is not None and not _may_send(request):
        return _slow_down(request)
    if form.is_valid():
        try:
            by = request.user if request.user.is_authenticated else BY
            confirmations.confirm(order=mine, said=form.said(), by=by, as_of=request.today)
        except confirmations.OfferChanged as changed:  # what is new is shown, and agreed to anew
            messages.error(request, str(changed))
            return redirect("contracts:order-one", public_id=public_id)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("contracts:order-done", public_id=public_id)
    context = {
        "form": form,
        "page": pages.order_page(mine, offer, as_of=request.today, locale=_locale()),
        "back": reverse("contracts:order-place", args=[public_id]),
    }
    return render(request, "contracts/order_confirm.html", context, status=_status(form))


@login_not_required
@require_safe
def order_done(request: Request, public_id: UUID) -> HttpResponse:
    """Say that the order is taken, and what happens now."""
    mine = _own(request, public_id)
    if mine.agreement is None:
        return redirect("contracts:order-one", public_id=public_id)
    context = {"order": mine, "agreement": mine.agreement, "steps": pages.next_steps(mine.agreement)}
    return render(request, "contracts/order_done.html", context)


@login_not_required
@require_safe
def order_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """Give the order confirmation as it was made; there is none before the order stands."""
    mine = _own(request, public_id)
    if mine.document is None:
        return redirect("contracts:order-done", public_id=public_id)
    kept = mine.document
    return download(bytes(kept.content), content_type=kept.content_type, file_name=kept.file_name)


_FIELDS = {
    "metering-point-number-wrong": "gsrn",
    "metering-point-not-found": "gsrn",
    "price-area-unknown": "price_area",
    "order-start-not-possible": "starts_on",
}


def _customer(request: Request) -> Customer | None:
    """Return whom a signed-in reader acts for; somebody new has no customer yet."""
    try:
        return acting_customer(request, Act.CHANGE)
    except NoCustomer:
        return None


def _own(request: Request, public_id: UUID) -> Order:
    """
    Return an order of the customer the reader acts for, or one that was begun in this very browser.

    :raises Http404: when it is neither
    """
    customer = _customer(request)
    rows = Order.objects.filter(supplier=request.supplier)
    found = get_object_or_404(
        rows.select_related("customer", "product", "supplier", "agreement", "document"), public_id=public_id
    )
    begun_here = str(public_id) in request.session.get(MINE, [])
    if not begun_here and (customer is None or found.customer_id != customer.pk):
        raise Http404("Not one of yours.")
    return found


def _remember(request: Request, begun: Order) -> None:
    request.session[MINE] = [*request.session.get(MINE, []), str(begun.public_id)][-10:]


def _missing_step(mine: Order) -> str:
    return "contracts:order-place" if not (mine.starts_on and mine.gsrn) else "contracts:order-person"


def _place(mine: Order) -> dict[str, object]:
    names = ("street", "postcode", "city", "gsrn", "price_area", "starts_on")
    way = order_form.MOVE_IN if mine.moves_in else order_form.SWITCH
    return {"way": way, **{name: getattr(mine, name) for name in names}}


def _may_send(request: Request) -> bool:
    """Count what somebody without a login sends, by the address it comes from."""
    if request.user.is_authenticated:
        return True
    return within("order-from", get_adapter().get_client_ip(request), limit=PER_ADDRESS, seconds=HOUR)


def _slow_down(request: Request) -> HttpResponse:
    told = _("That was tried too often. Wait an hour, or call us.")
    return render(request, "contracts/order_done.html", {"refusal": told}, status=429)


def _status(form: order_form.forms.Form) -> int:
    return FORM_ERROR if form.is_bound else 200


def _locale() -> str:
    return get_language() or "da"
