"""Change to another product of the supplier: ask for it, take it back before it begins, and let it begin."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations import event, receipt
from accounts.operations.event import Actor
from accounts.operations.receipt import Told
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.enums import AgreementState, ProductChangeState
from contracts.models import Agreement, Product, ProductChange, Supply
from contracts.operations import agreement as agreements
from contracts.operations.termination import CostChanged, NotRunning, TooLateToUndo, locked_agreement
from contracts.queries.product_change import ChangeOption, change_options, running_change, supplies_to_change
from contracts.queries.receipt_words import place_words, reasons_of
from contracts.rules.sentence import Sentence
from contracts.rules.step import AGREEMENT_STEPS, PRODUCT_CHANGE_STEPS
from contracts.rules.termination import NoticeForm


class ChangeNotOffered(Refused):
    """That product is not sold to this customer, or not from that day."""

    code = "product-change-not-offered"


class BindingNotConfirmed(Refused):
    """The change binds anew, and the customer has not said yes to that by itself (GE-F-10.1c)."""

    code = "binding-not-confirmed"


@transaction.atomic
def ask(
    *,
    agreement: Agreement,
    product: Product,
    starts_on: date,
    accepted: int,
    free_from_confirmed: date | None,
    form: NoticeForm,
    by: Actor,
    as_of: date,
    reason: str = "",
) -> ProductChange:
    """
    Ask for another product from a day; the agreement that follows is concluded today and its supply reserved.

    `accepted` is what the customer was shown to pay for leaving a binding, in minor units with VAT, and
    `free_from_confirmed` the first free day they confirmed where the change binds anew. A change asked for
    before that has not begun is replaced: the last one counts.

    Source: GE-V-10.2, GE-F-10.1c, GE-VF-5.1-5.2, GE-VF-1.3; X-50, X-54, X-55, X-77.

    :raises NotRunning: when the agreement does not run, or ends or moves already
    :raises ChangeNotOffered: when that is no product or no day to choose
    :raises CostChanged: when leaving the binding costs something else by now
    :raises BindingNotConfirmed: when it binds anew and that, or that day, was not confirmed
    """
    locked = locked_agreement(agreement)
    former = running_change(locked)
    if former is not None:
        _take_back(former, locked, as_of)
        _record("contracts.product-change.replaced", former, by, as_of)
    option = _chosen(locked, product, starts_on, as_of)
    _check(option, accepted=accepted, confirmed=free_from_confirmed)
    change = _carry_out(locked, option, form, by, as_of)
    _record("contracts.product-change.asked", change, by, as_of, reason)
    _tell(change, _reasons(option), as_of)
    return change


@transaction.atomic
def undo(*, change: ProductChange, by: Actor, as_of: date) -> None:
    """
    Take a change back: the agreement runs on with its product and its binding as they were.

    :raises TooLateToUndo: from the first day of the new product on
    """
    agreement = locked_agreement(change.agreement)
    if as_of >= change.starts_on:
        raise TooLateToUndo(_("The new product has begun, so the change can no longer be taken back."))
    _take_back(change, agreement, as_of)
    _record("contracts.product-change.undone", change, by, as_of)
    receipt.give(
        customer=agreement.customer,
        subject=change,
        fact="undone",
        tell=lambda locale: Told(
            title=_("Your change is taken back: %(product)s runs on") % {"product": change.from_product.name},
            rows=_facts(change, locale),
        ),
        as_of=as_of,
    )


@transaction.atomic
def take_effect(*, change: ProductChange, by: Actor, as_of: date) -> None:
    """Let the new product begin: the agreement ends, and the one that follows starts; called on its day."""
    former, following = locked_agreement(change.agreement), locked_agreement(change.following)
    advance(change, to=ProductChangeState.DONE, allowed=PRODUCT_CHANGE_STEPS)
    agreements.end(agreement=former, by=by, as_of=as_of)
    agreements.start(agreement=following, by=by, as_of=as_of)
    _record("contracts.product-change.done", change, by, as_of)


def _chosen(agreement: Agreement, product: Product, starts_on: date, as_of: date) -> ChangeOption:
    if not supplies_to_change(agreement, as_of=as_of):
        raise NotRunning(_("The product cannot be changed while the agreement ends or moves."))
    for option in change_options(agreement, as_of=as_of):
        if (option.product, option.starts_on) == (product, starts_on):
            return option
    raise ChangeNotOffered(_("You cannot change to that product on that day. Choose one of those shown."))


def _check(option: ChangeOption, *, accepted: int, confirmed: date | None) -> None:
    if option.gross != accepted:
        raise CostChanged(_("What it costs to leave has changed. Look at the amount again before you confirm."))
    if option.binds_anew and option.answer.free_from != confirmed:
        raise BindingNotConfirmed(
            _("The new product binds you. Confirm the binding by itself before you change."),
            clause=option.answer.why[-1].clause,
        )


def _carry_out(
    agreement: Agreement, option: ChangeOption, form: NoticeForm, by: Actor, as_of: date
) -> ProductChange:
    """End the agreement on the eve, and conclude the one that follows at the same metering points."""
    supplies = supplies_to_change(agreement, as_of=as_of)
    Supply.objects.filter(pk__in=[supply.pk for supply in supplies]).update(ends_before=option.starts_on)
    advance(agreement, to=AgreementState.TERMINATING, allowed=AGREEMENT_STEPS, ends_before=option.starts_on)
    first, *others = [supply.metering_point for supply in supplies]
    following = agreements.conclude(
        customer=agreement.customer,
        product=option.product,
        metering_point=first,
        starts_on=option.starts_on,
        by=by,
        as_of=as_of,
    )
    for point in others:
        agreements.supply_at(agreement=following, metering_point=point)
    _bind(following, option.answer.free_from)
    return _write_down(agreement, following, option, form, as_of)


def _bind(following: Agreement, free_from: date | None) -> None:
    """Let the agreement carry the binding of the change where its terms alone would give another."""
    if following.binding_ends_on == free_from:
        return
    following.binding_ends_on = free_from
    if free_from is None:
        following.overrides = following.overrides | {"binding_months": 0}
    following.save(update_fields=["binding_ends_on", "overrides"])


def _write_down(
    agreement: Agreement, following: Agreement, option: ChangeOption, form: NoticeForm, as_of: date
) -> ProductChange:
    charge = option.exit.charge if option.exit else None
    return ProductChange.objects.create(
        supplier=agreement.supplier,
        agreement=agreement,
        following=following,
        from_product=agreement.product,
        to_product=option.product,
        form=form,
        asked_on=as_of,
        starts_on=option.starts_on,
        free_from=option.answer.free_from,
        former_free_from=option.answer.former_free_from,
        binds_anew=option.binds_anew,
        leaves_binding=option.answer.leaves_binding,
        exit_option=charge.option if charge else "",
        exit_net=charge.total.net if charge else 0,
        exit_vat=charge.total.vat if charge else 0,
        may_be_withdrawn=option.withdraw_by is not None,
        withdraw_by=option.withdraw_by,
        clauses=list(option.clauses),
    )


def _take_back(change: ProductChange, agreement: Agreement, as_of: date) -> None:
    """Undo what asking did; the supplies that follow have not begun, so nothing hangs on them."""
    advance(change, to=ProductChangeState.UNDONE, allowed=PRODUCT_CHANGE_STEPS, undone_on=as_of)
    change.following.supplies.all().delete()
    advance(change.following, to=AgreementState.CANCELLED, allowed=AGREEMENT_STEPS)
    advance(agreement, to=AgreementState.ACTIVE, allowed=AGREEMENT_STEPS, ends_before=None)
    Supply.objects.filter(agreement=agreement, ends_before=change.starts_on).update(ends_before=None)


def _reasons(option: ChangeOption) -> tuple[Sentence, ...]:
    charge = option.exit.charge if option.exit else None
    leaving = (option.exit.quote.why,) if option.exit else ()
    return (*option.answer.why, *leaving, *(line.why for line in (charge.lines if charge else ())))


def _tell(change: ProductChange, why: tuple[Sentence, ...], as_of: date) -> None:
    def told(locale: str) -> Told:
        day = date_text(change.starts_on, locale=locale)
        return Told(
            title=_("You change to %(product)s on %(day)s") % {"product": change.to_product.name, "day": day},
            rows=_facts(change, locale),
            reasons=reasons_of(why, agreement=change.following, locale=locale),
        )

    receipt.give(
        customer=change.agreement.customer,
        subject=change,
        fact="asked",
        tell=told,
        as_of=as_of,
        clause=change.clauses[0],
    )


def _facts(change: ProductChange, locale: str) -> list[tuple[str, str]]:
    cost = Money(change.exit_net + change.exit_vat, change.supplier.currency)
    bound = change.free_from if change.free_from and change.free_from > change.asked_on else None
    last = bound - ONE_DAY if bound else None
    return [
        (_("Agreement"), change.agreement.number),
        (_("New agreement"), change.following.number),
        (_("Address"), place_words(change.agreement)),
        (_("Product until now"), change.from_product.name),
        (_("New product"), change.to_product.name),
        (_("Asked for"), date_text(change.asked_on, locale=locale)),
        (_("The new product begins"), date_text(change.starts_on, locale=locale)),
        (_("Bound until"), date_text(last, locale=locale) if last else _("no binding")),
        (_("Leaving the old binding costs"), money_text(cost, locale=locale) if cost.minor else _("nothing")),
        (_("Withdraw by"), date_text(change.withdraw_by, locale=locale) if change.withdraw_by else ""),
    ]


def _record(kind: str, change: ProductChange, by: Actor, as_of: date, reason: str = "") -> None:
    event.record(
        kind,
        supplier=change.supplier,
        customer=change.agreement.customer,
        subject=change,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=change.clauses[0],
        to_product=change.to_product.code,
        starts_on=change.starts_on.isoformat(),
        free_from=change.free_from.isoformat() if change.free_from else "",
        binding_confirmed=change.binds_anew,
        exit_gross=change.exit_net + change.exit_vat,
    )
