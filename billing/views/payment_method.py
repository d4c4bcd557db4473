"""How one pays: the present card, saving another on the provider's page, and taking the consent back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import acting_customer
from accounts.models import Customer
from accounts.rules.access_role import Act
from billing.enums import MethodKind, MethodState
from billing.forms.payment_method import CardForm, WithdrawForm
from billing.models import BillingAccount, PaymentMethod
from billing.operations import payment_method as operations
from billing.queries import payment_page
from billing.queries.method_page import MethodPage, method_page
from billing.runs import card_enrolment
from billing.runs.provider import card_provider
from billing.views.payment import account_options, chosen_account, payment_url
from config.foundation.htmx import FORM_ERROR
from config.foundation.refusal import Refused
from config.foundation.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def payment_method(request: Request) -> HttpResponse:
    """Show how an account is paid; sending the form opens the provider's card page."""
    customer = acting_customer(request, Act.PAY if request.method == "POST" else Act.LOOK)
    accounts = payment_page.accounts_of(customer)
    account = chosen_account(accounts, request)
    if account is None:
        return render(request, "billing/payment_method.html", {"method": None})
    form = CardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _open_card_page(request, account)
    context = {"form": form, **_context(request, accounts, account)}
    return render(request, "billing/payment_method.html", context, status=FORM_ERROR if form.errors else 200)


@require_safe
def card_saved(request: Request, public_id: UUID) -> HttpResponse:
    """Take the reader back from the card page of an account, and ask the provider what came of it."""
    customer = acting_customer(request, Act.PAY)
    account = get_object_or_404(_own_accounts(customer), public_id=public_id)
    method = account.payment_methods.filter(kind=MethodKind.CARD).order_by("-pk").first()
    if method is not None:
        provider = card_provider()
        method = card_enrolment.finish(method=method, provider=provider, by=request.user, as_of=request.today)
    if method is not None and method.state == MethodState.ACTIVE:
        messages.success(request, _("Your card is saved. Payments are drawn from it from now on."))
    else:
        messages.warning(request, _("No card was saved. Nothing has changed."))
    return redirect(_method_url(account))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: UUID) -> HttpResponse:
    """Show what stopping the draws leads to, and stop them."""
    customer = acting_customer(request, Act.PAY)
    method = _own_method(customer, public_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.withdraw_consent(method=method, by=request.user, as_of=request.today)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, _("Nothing is drawn from your card any more. We have sent you a confirmation.")
            )
        return redirect(_method_url(method.billing_account))
    context = {
        "form": form,
        "method": _page(method.billing_account),
        "back": _method_url(method.billing_account),
    }
    return render(
        request, "billing/payment_method_withdraw.html", context, status=FORM_ERROR if form.errors else 200
    )


def _open_card_page(request: Request, account: BillingAccount) -> HttpResponse:
    back = request.build_absolute_uri(reverse("billing:card-saved", args=[account.public_id]))
    try:
        begun = card_enrolment.begin(
            account=account,
            provider=card_provider(),
            success_url=back,
            cancel_url=back,
            by=request.user,
            as_of=request.today,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_method_url(account))
    return redirect(begun.url)


def _context(request: Request, accounts: list[BillingAccount], account: BillingAccount) -> dict[str, object]:
    page = _page(account)
    current = page.current
    can_withdraw = current is not None and current.kind == MethodKind.CARD
    return {
        "method": page,
        "accounts": account_options(accounts, account, "billing:payment-method"),
        "action_url": _method_url(account),
        "payment_url": payment_url(account),
        "withdraw_url": reverse("billing:withdraw", args=[current.public_id]) if can_withdraw and current else "",
        "expired": page.works_before is not None and page.works_before <= request.today,
    }


def _page(account: BillingAccount) -> MethodPage:
    return method_page(account=account, locale=get_language() or "da")


def _own_accounts(customer: Customer) -> QuerySet[BillingAccount]:
    rows = BillingAccount.objects.of(customer).filter(supplier_id=customer.supplier_id)
    return rows.select_related("supplier", "customer__supplier")


def _own_method(customer: Customer, public_id: UUID) -> PaymentMethod:
    own = PaymentMethod.objects.select_related("supplier", "billing_account__customer__supplier").filter(
        billing_account__customer=customer, supplier_id=customer.supplier_id
    )
    return get_object_or_404(own, public_id=public_id)


def _method_url(account: BillingAccount) -> str:
    return f"{reverse('billing:payment-method')}?account={account.public_id}"
