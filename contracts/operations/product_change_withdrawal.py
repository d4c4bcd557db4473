"""Withdraw from a change of product after it began: the former product comes back, with its old binding date."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations import event, number_series, receipt
from accounts.operations.event import Actor
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.enums import AgreementState, ProductChangeState
from contracts.models import Agreement, ProductChange, Supply
from contracts.operations import agreement as agreements
from contracts.operations.termination import NotRunning, locked_agreement
from contracts.queries.product_change import may_be_withdrawn
from contracts.queries.receipt_words import place_words
from contracts.rules.step import AGREEMENT_STEPS, PRODUCT_CHANGE_STEPS

CLAUSE = "GE-VF-1.3"


class WithdrawalOver(Refused):
    """The change gives no right to withdraw, or its last day has passed."""

    code = "withdrawal-over"


@transaction.atomic
def withdraw(*, change: ProductChange, by: Actor, as_of: date) -> Agreement:
    """
    Let the former product come back from tomorrow on, under its own terms and with its old binding date.

    What was delivered under the new product stays billed at its price; leaving the old binding costs nothing.
    Returns the agreement that revives the former one. Before the change begins it is taken back instead.

    Source: GE-VF-1.3 with X-77.

    :raises WithdrawalOver: when there is no such right, or no more
    :raises NotRunning: when the agreement of the new product ends or moves already
    """
    following = locked_agreement(change.following)
    if not may_be_withdrawn(change, as_of=as_of):
        raise WithdrawalOver(_("You can no longer withdraw from this change."))
    if following.state != AgreementState.ACTIVE or following.supplies.filter(ends_before__gt=as_of).exists():
        raise NotRunning(_("The product cannot be changed while the agreement ends or moves."))
    advance(change, to=ProductChangeState.WITHDRAWN, allowed=PRODUCT_CHANGE_STEPS, undone_on=as_of)
    revived = _revive(change, following, starts_on=as_of + ONE_DAY)
    _record(change, revived, by, as_of)
    _tell(change, revived, as_of)
    return revived


def _revive(change: ProductChange, following: Agreement, *, starts_on: date) -> Agreement:
    supplies = list(Supply.objects.filter(agreement=following, ends_before__isnull=True).order_by("pk"))
    Supply.objects.filter(pk__in=[supply.pk for supply in supplies]).update(ends_before=starts_on)
    advance(following, to=AgreementState.WITHDRAWN, allowed=AGREEMENT_STEPS, ends_before=starts_on)
    former = change.agreement
    unbound = {} if change.former_free_from else {"binding_months": 0}
    revived = Agreement.objects.create(
        supplier=former.supplier,
        customer=former.customer,
        product=former.product,
        number=f"A{number_series.take(supplier=former.supplier, series='agreement'):06d}",
        terms_code=former.terms_code,
        terms_hash=former.terms_hash,
        overrides=former.overrides | unbound,
        concluded_on=former.concluded_on,
        starts_on=starts_on,
        binding_ends_on=change.former_free_from,
    )
    for supply in supplies:
        agreements.supply_at(agreement=revived, metering_point=supply.metering_point)
    return revived


def _record(change: ProductChange, revived: Agreement, by: Actor, as_of: date) -> None:
    event.record(
        "contracts.product-change.withdrawn",
        supplier=change.supplier,
        customer=revived.customer,
        subject=change,
        by=by,
        as_of=as_of,
        clause=CLAUSE,
        number=revived.number,
        starts_on=revived.starts_on.isoformat(),
    )


def _tell(change: ProductChange, revived: Agreement, as_of: date) -> None:
    def told(locale: str) -> Told:
        day = date_text(revived.starts_on, locale=locale)
        free = revived.binding_ends_on
        bound = date_text(free - ONE_DAY, locale=locale) if free and free > as_of else _("no binding")
        return Told(
            title=_("You have withdrawn: %(product)s comes back on %(day)s")
            % {"product": revived.product.name, "day": day},
            rows=[
                (_("Agreement"), revived.number),
                (_("Address"), place_words(revived)),
                (_("Withdrawn from"), change.to_product.name),
                (_("Withdrawn on"), date_text(as_of, locale=locale)),
                (_("Bound until"), bound),
            ],
        )

    receipt.give(
        customer=revived.customer, subject=change, fact="withdrawn", tell=told, as_of=as_of, clause=CLAUSE
    )
