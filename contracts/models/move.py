"""Move: a customer goes from one address to another, or leaves; MoveSupply: what becomes of each supply."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier
from contracts.enums import MoveState, PriceArea
from contracts.models.metering_point import Supply
from contracts.models.termination import Termination

OPEN = [MoveState.HELD, MoveState.TOLD]


class Move(models.Model):
    """
    Told on a day for another; registered at once, or when its window opens if it was told too early.

    `ends_before` is the first day that is not paid for at the old address, and None while that waits for the
    registration (EP-11.2f). `starts_on` is the first day at the new one, None for who leaves altogether.
    `exit_gross` is what was shown and agreed to for leaving inside the binding, in minor units with VAT.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="moves")
    state = models.CharField(max_length=8, choices=MoveState, default=MoveState.HELD)
    form = models.CharField(max_length=14)
    told_on = models.DateField()
    moves_on = models.DateField()
    timing = models.CharField(max_length=8)
    held_until = models.DateField(null=True, blank=True)
    registrable_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=160)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=80)
    price_area = models.CharField(max_length=4, choices=PriceArea, blank=True)
    exit_gross = models.BigIntegerField(default=0)
    clauses = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="move_names_its_supplier"),
            models.CheckConstraint(condition=Q(state__in=MoveState.values), name="move_state_is_known"),
            models.CheckConstraint(
                condition=Q(registrable_on__gt=F("told_on")), name="a_move_out_stands_from_a_day_after_it_is_told"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MoveState.HELD, MoveState.UNDONE])
                | Q(registered_on__isnull=False, registered_at__isnull=False, ends_before__isnull=False),
                name="a_registered_move_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MoveState.UNDONE) | Q(undone_on__isnull=False), name="an_undone_move_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "moves_on"], condition=Q(state__in=OPEN), name="move_that_is_open")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.moves_on}"


class MoveSupply(models.Model):
    """
    One supply of a move: where it goes, the supply that follows it, or the notice that ended its agreement.

    An empty `gsrn` means that nothing follows at the new address. `read_kwh` is what the customer read on the
    old meter on the day of the move (OR-12.7).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="supplies")
    supply = models.ForeignKey(Supply, on_delete=models.PROTECT, related_name="moves")
    gsrn = models.CharField(max_length=18, blank=True)
    new_supply = models.OneToOneField(
        Supply, null=True, blank=True, on_delete=models.PROTECT, related_name="moved_here"
    )
    termination = models.ForeignKey(
        Termination, null=True, blank=True, on_delete=models.PROTECT, related_name="moves"
    )
    read_kwh = models.PositiveIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "move supplies"
        constraints = [
            models.UniqueConstraint(fields=["move", "supply"], name="a_supply_stands_once_in_a_move"),
            models.CheckConstraint(
                condition=Q(read_kwh__isnull=True, read_at__isnull=True)
                | Q(read_kwh__isnull=False, read_at__isnull=False),
                name="a_reading_says_when_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move_id} {self.supply_id}"
