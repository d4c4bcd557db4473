"""Payments: the plan, what comes, what is open and what has moved; paying an open claim now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import acting_customer
from accounts.models import Customer
from accounts.rules.access_role import Act
from billing.enums import MethodState, PaymentState
from billing.models import BillingAccount, Payment, PaymentMethod
from billing.queries import aconto, payment_page
from billing.queries.balance import AccountPosition, account_position
from billing.queries.payment_words import METHOD_KINDS, method_label
from billing.runs import charge, payment_approval
from billing.runs.provider import card_provider
from config.foundation.money import Money
from config.foundation.refusal import Refused
from config.foundation.request import Request
from contracts.enums import Fuel

PER_PAGE = 20


@require_safe
def payment(request: Request) -> HttpResponse:
    """Show how one account is paid and where it stands."""
    customer = acting_customer(request)
    accounts = payment_page.accounts_of(customer)
    account = chosen_account(accounts, request)
    if account is None:
        return render(request, "billing/payment.html", {"payment": None})
    return render(request, "billing/payment.html", {"payment": _page(request, accounts, account)})


@require_POST
def pay(request: Request) -> HttpResponse:
    """Draw an open claim of the reader's own from their card now."""
    customer = acting_customer(request, Act.PAY)
    wanted = request.POST.get("claim", "")
    claim = payment_page.claim_of(customer, claim_id=int(wanted)) if wanted.isdecimal() else None
    if claim is None:
        raise Http404("No such claim.")
    back = payment_url(claim.billing_account)
    try:
        made = charge.charge(due_item_id=claim.pk, provider=card_provider(), by=request.user, as_of=request.today)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    return _approve(request, made) if made.state == PaymentState.REQUIRES_ACTION else _told(request, made, back)


@require_POST
def approve(request: Request, public_id: UUID) -> HttpResponse:
    """Send the reader to their bank to approve a payment of their own."""
    return _approve(request, _own_payment(acting_customer(request, Act.PAY), public_id))


@require_safe
def approved(request: Request, public_id: UUID) -> HttpResponse:
    """Take the reader back from their bank, and ask the provider what came of it."""
    own = _own_payment(acting_customer(request, Act.PAY), public_id)
    made = payment_approval.finish(payment=own, provider=card_provider(), by=request.user, as_of=request.today)
    return _told(request, made, payment_url(made.billing_account))


def chosen_account(accounts: list[BillingAccount], request: Request) -> BillingAccount | None:
    """Return the account asked for, else the first; an account that is not the reader's is not there."""
    wanted = request.GET.get("account", "")
    if not wanted:
        return next(iter(accounts), None)
    chosen = next((account for account in accounts if str(account.public_id) == wanted), None)
    if chosen is None:
        raise Http404("No such account.")
    return chosen


def account_options(accounts: list[BillingAccount], chosen: BillingAccount, name: str) -> list[dict[str, object]]:
    """Offer the reader's accounts when there is more than one."""
    if len(accounts) < 2:
        return []
    return [
        {
            "url": f"{reverse(name)}?account={account.public_id}",
            "label": capfirst(Fuel(account.fuel).label),
            "current": account == chosen,
        }
        for account in accounts
    ]


def payment_url(account: BillingAccount) -> str:
    """Return the page of one account."""
    return f"{reverse('billing:payment')}?account={account.public_id}"


def _page(request: Request, accounts: list[BillingAccount], account: BillingAccount) -> dict[str, object]:
    locale = get_language() or "da"
    position = account_position(account=account, as_of=request.today)
    plan = aconto.running_plan(account=account)
    pages = Paginator(payment_page.movements(account), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return {
        "accounts": account_options(accounts, account, "billing:payment"),
        "account": account,
        "owes": {"you_owe": "you", "we_owe_you": "us"}.get(position.words, ""),
        "balance": Money(abs(position.balance), account.currency),
        "parts": _parts(position),
        "costs_through": position.costs_through,
        "plan": payment_page.plan_words(plan, currency=account.currency, locale=locale) if plan else None,
        "instalments": payment_page.instalment_rows(account, locale=locale),
        "claims": payment_page.open_claims(account),
        "method": _method(payment_page.current_method(account), account),
        "payments": payment_page.card_payments(account),
        "movements": page.object_list,
        "page": page,
    }


def _parts(position: AccountPosition) -> list[dict[str, object]]:
    currency = position.currency
    return [
        {"label": _("Paid and invoiced until now"), "owed": Money(-position.booked, currency)},
        {"label": _("Used and not invoiced yet, an estimate"), "owed": Money(position.unbilled, currency)},
    ]


def _method(method: PaymentMethod | None, account: BillingAccount) -> dict[str, object]:
    url = f"{reverse('billing:payment-method')}?account={account.public_id}"
    if method is None:
        return {"label": "", "url": url}
    state = MethodState(method.state)
    kind = METHOD_KINDS.get(state, "")
    return {"label": method_label(method), "state": state.label, "state_kind": kind, "url": url}


def _own_payment(customer: Customer, public_id: UUID) -> Payment:
    own = Payment.objects.select_related("billing_account", "method").filter(
        billing_account__customer=customer, supplier_id=customer.supplier_id
    )
    return get_object_or_404(own, public_id=public_id)


def _approve(request: Request, made: Payment) -> HttpResponse:
    back = request.build_absolute_uri(reverse("billing:approved", args=[made.public_id]))
    try:
        url = payment_approval.begin(
            payment=made, provider=card_provider(), return_url=back, by=request.user, as_of=request.today
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(payment_url(made.billing_account))
    made.refresh_from_db()
    return redirect(url) if url else _told(request, made, payment_url(made.billing_account))


def _told(request: Request, made: Payment, back: str) -> HttpResponse:
    match made.state:
        case PaymentState.SUCCEEDED:
            messages.success(request, _("The payment went through. Thank you."))
        case PaymentState.FAILED:
            messages.error(request, _("The payment did not go through. Try another card."))
        case PaymentState.REQUIRES_ACTION:
            messages.warning(request, _("The payment still waits for your approval."))
        case _other:
            messages.info(request, _("The bank has not answered yet. We find out, and nothing is drawn twice."))
    return redirect(back)
