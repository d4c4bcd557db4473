"""Orders at the desk: taken in for a customer by the operations of Min side, and looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin
from accounts.enums import CustomerKind
from accounts.models import Customer
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest
from contracts.enums import MadeAt
from contracts.models import Order, Product
from contracts.operations import order as orders
from contracts.operations import order_confirmation as confirmations
from contracts.operations.order import Person, Place
from contracts.operations.order_confirmation import MARKETING, Said
from contracts.order_form import MOVE_IN, USES, PlaceForm
from contracts.queries.order import offer_of


class UnknownCustomer(Refused):
    """Nobody at the supplier of the product has the number."""

    code = "unknown-customer"


class TakeOrderForm(forms.ModelForm):
    """An order as a customer gives it on the phone or at the counter."""

    product = forms.ModelChoiceField(label=_("Product"), queryset=Product.objects.none())
    customer_number = forms.CharField(
        label=_("Customer number"), help_text=_("Empty for somebody new."), max_length=20, required=False
    )
    used_for = forms.ChoiceField(label=_("What the power is mainly used for"), choices=USES)
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    cvr = forms.CharField(label=_("Company number (CVR)"), max_length=20, required=False)
    street, postcode, city = (PlaceForm.base_fields[name] for name in ("street", "postcode", "city"))
    gsrn, price_area = PlaceForm.base_fields["gsrn"], PlaceForm.base_fields["price_area"]
    way, starts_on = PlaceForm.base_fields["way"], PlaceForm.base_fields["starts_on"]
    made_at = forms.ChoiceField(label=_("Where it is made"), choices=MadeAt.choices)
    told = forms.BooleanField(
        label=_(
            "The customer has been told price, binding, terms, the obligation to pay and the right to withdraw"
        )
    )
    start_inside = forms.BooleanField(
        label=_("The customer asks to begin before the time to withdraw is over"), required=False
    )
    power_of_attorney = forms.BooleanField(
        label=_("The customer lets us act towards the grid company and Energinet in the switch"), required=False
    )
    marketing_email = forms.BooleanField(label=_("Wants news and offers by e-mail"), required=False)
    marketing_phone = forms.BooleanField(label=_("Wants offers by phone and text message"), required=False)

    class Meta:
        model = Order
        fields: list[str] = []


@admin.register(Order)
class OrderAdmin(DecisionAdmin):
    """Orders, the latest first; one is taken in here for a customer, and never changed."""

    customer_path = "customer"
    list_display = ("begun_on", "product", "customer", "state", "starts_on", "agreement", "supplier")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ("product", "customer", "agreement", "supplier")
    search_fields = ("customer__number", "customer__name", "customer__email", "agreement__number", "gsrn")
    search_help_text = _("Customer number, name, e-mail, agreement or metering point")
    ordering = ("-id",)
    told = ("product", "customer", "state", "agreement", "begun_on", "confirmed_on", "starts_on", "gsrn")
    kept = ("supplier", "kind", "made_at", "moves_in", "street", "postcode", "city", "document", "created_at")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm("contracts.add_order"))

    def may_decide(self, request: AnyRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        form = super().get_form(request, obj, change=change, **{**kwargs, "form": TakeOrderForm})
        mine = self._suppliers(request, "add")
        sold = Product.objects.all() if mine is None else Product.objects.filter(supplier__in=mine)
        form.base_fields["product"].queryset = sold.select_related("supplier").order_by("supplier", "name")
        return form

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": list(TakeOrderForm.base_fields)})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def save_model(self, request: AnyRequest, obj: Order, form: Any, change: bool) -> None:
        obj.__dict__.update(_take(request, form.cleaned_data).__dict__)


def _take(request: AnyRequest, said: dict[str, Any]) -> Order:
    """Go through the pages of an order in one."""
    product, day = said["product"], request.today
    begun = orders.begin(
        supplier=product.supplier,
        product=product,
        used_for=CustomerKind(said["used_for"]),
        customer=_customer(product, said["customer_number"]),
        as_of=day,
        made_at=MadeAt(said["made_at"]),
    )
    begun = orders.say_where(order=begun, place=_place(said), as_of=day)
    if begun.customer_id is None:
        person = Person(**{name: said[name] for name in ("name", "email", "phone", "cvr")})
        begun = orders.say_who(order=begun, person=person, as_of=day)
    ticks = Said(
        shown=offer_of(begun, as_of=day).fingerprint,
        start_inside=said["start_inside"],
        power_of_attorney=said["power_of_attorney"],
        marketing=[kind for kind in MARKETING if said[kind.value.lower()]],
    )
    return confirmations.confirm(order=begun, said=ticks, by=request.user, as_of=day)


def _place(said: dict[str, Any]) -> Place:
    names = ("street", "postcode", "city", "starts_on", "gsrn", "price_area")
    return Place(moves_in=said["way"] == MOVE_IN, **{name: said[name] for name in names})


def _customer(product: Product, number: str) -> Customer | None:
    if not number.strip():
        return None
    found = Customer.objects.filter(supplier=product.supplier, number=number.strip()).first()
    if found is None:
        raise UnknownCustomer(_("No customer of yours has that number."))
    return found
