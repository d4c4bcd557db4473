"""What the market is still to be asked for: what an order or a move begins, and what a notice or a move ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Supplier
from contracts.enums import (
    AgreementState,
    Fuel,
    MarketDirection,
    MarketMessageState,
    MarketProcess,
    MoveState,
    OrderState,
    TerminationState,
)
from contracts.models import MarketMessage, Move, Order, Supply, Termination

AHEAD = timedelta(days=3)
"""Ours: so late that few requests are taken back, so early that a missed night does no harm."""
LOOK_BACK = timedelta(days=35)
"""What was due longer ago than this is not asked for any more; the staff have long been told."""
STARTS = (MarketProcess.MOVE_IN, MarketProcess.SUPPLIER_SWITCH)
ENDS = (MarketProcess.END_OF_SUPPLY, MarketProcess.MOVE_OUT)

_GIVEN = (TerminationState.GIVEN, TerminationState.DONE)
_TOLD = (MoveState.TOLD, MoveState.DONE)
_AGREED = (AgreementState.ORDERED, AgreementState.ACTIVE)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """One request: for which supply, and from which day it is to hold."""

    supply: Supply
    process: MarketProcess
    effective_on: date


def anything_to_ask(supplier: Supplier, *, as_of: date) -> bool:
    """Return whether an order, a notice or a move has its day about now; most days none has: quickly said."""
    days = as_of - LOOK_BACK, as_of + AHEAD
    ordered = Order.objects.filter(supplier=supplier, state=OrderState.CONFIRMED)
    if ordered.filter(agreement__starts_on__range=days).exists():
        return True
    if Termination.objects.filter(supplier=supplier, ends_before__range=days).exists():
        return True
    moves = Move.objects.filter(supplier=supplier)
    return moves.filter(Q(ends_before__range=days) | Q(starts_on__range=days)).exists()


def to_ask(supplier: Supplier, *, as_of: date) -> Iterator[ToAsk]:
    """
    Yield the requests that are due on or before `as_of` and were never laid ready.

    A supply that another supplier takes over ends by the other's request, and one that was put back has no end.
    An order is asked for once its credit is approved.
    """
    days = as_of - LOOK_BACK, as_of + AHEAD
    own = Supply.objects.filter(supplier=supplier, metering_point__fuel=Fuel.ELECTRICITY)
    ending = own.filter(ends_before__range=days, ends_before__gt=F("starts_on")).exclude(_taken_over())
    noticed = ending.filter(
        agreement__terminations__state__in=_GIVEN,
        agreement__terminations__ends_before=F("ends_before"),
        agreement__terminations__moves__isnull=True,
    )
    left = ending.filter(moves__move__state__in=_TOLD)
    came = own.filter(starts_on__range=days, moved_here__move__state__in=_TOLD)
    ordered = own.filter(
        starts_on__range=days,
        agreement__order__state=OrderState.CONFIRMED,
        agreement__state__in=_AGREED,
        moved_here__isnull=True,
    )
    for supplies, process, day in (
        (noticed.exclude(pk__in=left.values("pk")), MarketProcess.END_OF_SUPPLY, "ends_before"),
        (left, MarketProcess.MOVE_OUT, "ends_before"),
        (came, MarketProcess.MOVE_IN, "starts_on"),
        (ordered.filter(agreement__order__moves_in=True), MarketProcess.MOVE_IN, "starts_on"),
        (ordered.filter(agreement__order__moves_in=False), MarketProcess.SUPPLIER_SWITCH, "starts_on"),
    ):
        for supply in _not_asked(supplies, process, day):
            yield ToAsk(supply, process, getattr(supply, day))


def asked_in_vain(supplier: Supplier, *, as_of: date) -> QuerySet[MarketMessage]:
    """Return requests the market was sent for a day on which our books no longer say so: taken back since."""
    about = {"agreement": OuterRef("agreement"), "metering_point": OuterRef("metering_point")}
    ends = Supply.objects.filter(ends_before=OuterRef("effective_on"), **about)
    starts = Supply.objects.filter(starts_on=OuterRef("effective_on"), **about).exclude(ends_before=F("starts_on"))
    asked = MarketMessage.objects.filter(
        supplier=supplier,
        direction=MarketDirection.OUT,
        process__in=[*STARTS, *ENDS],
        effective_on__gte=as_of - LOOK_BACK,
        state__in=[MarketMessageState.SENT, MarketMessageState.CONFIRMED],
    ).select_related("supplier", "agreement__customer")
    runs_on = asked.filter(process__in=ENDS).exclude(Exists(ends))
    never_began = asked.filter(process__in=STARTS).exclude(Exists(starts))
    return (runs_on | never_began).order_by("pk")


def _taken_over() -> Exists:
    return Exists(
        MarketMessage.objects.filter(
            direction=MarketDirection.IN,
            process=MarketProcess.SUPPLIER_SWITCH,
            state=MarketMessageState.MATCHED,
            metering_point=OuterRef("metering_point"),
            effective_on=OuterRef("ends_before"),
        )
    )


def _not_asked(supplies: QuerySet[Supply], process: MarketProcess, day: str) -> QuerySet[Supply]:
    asked = MarketMessage.objects.filter(
        direction=MarketDirection.OUT,
        process=process,
        agreement=OuterRef("agreement"),
        metering_point=OuterRef("metering_point"),
        effective_on=OuterRef(day),
    )
    wanted = supplies.exclude(Exists(asked)).distinct().order_by("pk")
    return wanted.select_related("agreement__customer", "agreement__supplier", "metering_point")
