"""One terms document as one frozen value; a part the document lacks is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.terms.parts.agreement import (
    Assignment,
    Binding,
    ChangeNotice,
    EarlyExit,
    FinalSettlement,
    Notice,
    OwnerTermination,
    ProductChange,
    Withdrawal,
)
from contracts.terms.parts.complaint import Communication, ComplaintRoute, Contact
from contracts.terms.parts.moving import LifeEvents, MoveNotice
from contracts.terms.parts.outage import EqualAccessReport, OutageCompensation, OutageCounter
from contracts.terms.parts.payment import CardCollection, Fees, LatePayment, PaymentMethods
from contracts.terms.parts.personal_data import PersonalData
from contracts.terms.parts.price import Aconto, Invoicing, Price
from contracts.terms.parts.scope import Conclusion, Delivery, GridDuties, Identity, Metering, Scope
from contracts.terms.parts.security import (
    Breach,
    Disconnection,
    ForceMajeure,
    Liability,
    ReSupply,
    Security,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    Everything one document decides, with the clause beside every figure.

    A field added later is optional with None as its default: None never enters the content hash, so that
    released modules keep theirs.
    """

    code: str
    title: str
    version: str
    in_force_from: date
    kind: str
    country: str
    language: str
    currency: str
    clause_prefixes: tuple[str, ...]
    identity: Identity
    scope: Scope
    contact: Contact
    complaint_route: ComplaintRoute
    conclusion: Conclusion | None = None
    grid_duties: GridDuties | None = None
    delivery: Delivery | None = None
    metering: Metering | None = None
    price: Price | None = None
    aconto: Aconto | None = None
    invoicing: Invoicing | None = None
    payment_methods: PaymentMethods | None = None
    card_collection: CardCollection | None = None
    fees: Fees | None = None
    late_payment: LatePayment | None = None
    security: Security | None = None
    breach: Breach | None = None
    disconnection: Disconnection | None = None
    re_supply: ReSupply | None = None
    withdrawal: Withdrawal | None = None
    binding: Binding | None = None
    notice: Notice | None = None
    early_exit: EarlyExit | None = None
    product_change: ProductChange | None = None
    owner_termination: OwnerTermination | None = None
    move_notice: MoveNotice | None = None
    life_events: LifeEvents | None = None
    final_settlement: FinalSettlement | None = None
    assignment: Assignment | None = None
    change_notice: ChangeNotice | None = None
    communication: Communication | None = None
    personal_data: PersonalData | None = None
    force_majeure: ForceMajeure | None = None
    liability: Liability | None = None
    outage_compensation: OutageCompensation | None = None
    outage_counter: OutageCounter | None = None
    equal_access_report: EqualAccessReport | None = None
