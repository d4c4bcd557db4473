"""A small world with somebody for every role and a row for every page: built by the product's own operations.

Whoever must not see a customer's data must not see their `marks`: words and numbers that stand nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from accounts.enums import CustomerKind
from accounts.models import Customer, Document, Enquiry, Message, Receipt, Supplier, Upload, User
from accounts.operations import customer as customers
from accounts.operations import document, receipt, upload
from accounts.operations.receipt import Told
from accounts.queries.inbox import messages_of
from accounts.rules.sort_name import sort_name
from accounts.runs import message as messages
from billing.enums import ReceiptKind
from billing.models import BillingAccount, Invoice
from billing.operations import account as billing_accounts
from billing.operations import aconto_opening, incoming_payment, payment_hold
from billing.runs import aconto, card_enrolment, collect, cost, invoice
from billing.runs.provider import card_provider
from complaints.enums import ComplaintSubject
from complaints.models import Complaint
from complaints.operations import complaint as complaints
from complaints.operations import enquiry as enquiries
from config.sandbox import server
from contracts.enums import AgreementState
from contracts.models import Agreement, MeteringPoint, Move, MoveSupply, Order, Product, Supply
from contracts.operations import agreement as agreements
from contracts.operations import move as moves
from contracts.operations import termination as terminations
from contracts.operations import withdrawal as withdrawals
from contracts.operations.move import Wish
from contracts.queries.termination import exit_days, first_free
from contracts.rules.termination import NoticeForm
from contracts.runs import agreement_day
from tests.builders import (
    account,
    card_world,
    energy,
    installation,
    world_change,
    world_journey,
    world_login,
    world_order,
)
from tests.builders.move import gsrn

NOW = datetime(2026, 5, 20, 7, 30, tzinfo=UTC)
TODAY = date(2026, 5, 20)
MOVED_IN = date(2026, 3, 1)
MOVES_ON = date(2026, 9, 1)
FIRST_PERIOD = date(2026, 4, 1)
BEFORE_THAT = date(2026, 1, 1)
INVOICE_DAYS = (date(2026, 4, 15), date(2026, 5, 15))
PAYING_DAYS = (date(2026, 3, 20), date(2026, 4, 1), date(2026, 4, 20), date(2026, 5, 1), date(2026, 5, 4))
BY = "test"

SUPPLIERS: dict[str, dict[str, object]] = {
    "gron": {"name": "Grøn Elforsyning", "terms_code": "gron_variable_2024"},
    "orsted": {"name": "Ørsted", "terms_code": "orsted_2019"},
    "energiplus": {"name": "Energi+", "terms_code": "energiplus_2023"},
    "cerius": {"name": "Cerius", "terms_code": "cerius_2019", "kind": "GRID"},
    "borgholm": {
        "name": "Borgholm Energi Elnät",
        "terms_code": "borgholm",
        "kind": "GRID",
        "language": "sv",
        "currency": "SEK",
        "country": "SE",
        "time_zone": "Europe/Stockholm",
    },
}


@dataclass
class Home:
    """A customer with their login and one of everything a page can show."""

    customer: Customer
    user: User
    mark: str
    supply: Supply | None = None
    billing_account: BillingAccount | None = None
    document: Document | None = None
    receipt: Receipt | None = None
    upload: Upload | None = None
    complaint: Complaint | None = None
    enquiry: Enquiry | None = None
    move: Move | None = None
    order: Order | None = None

    @property
    def supplier(self) -> Supplier:
        return self.customer.supplier

    @property
    def invoice(self) -> Invoice:
        return Invoice.objects.filter(billing_account=self.billing_account).latest("issued_on")

    @property
    def moved(self) -> MoveSupply | None:
        return self.move.supplies.get() if self.move else None

    @property
    def message(self) -> Message:
        return messages_of(self.customer)[0]

    @property
    def marks(self) -> list[str]:
        """What only pages about this customer may hold."""
        return [self.mark, self.customer.number, self.user.email]


@dataclass
class World:
    """Who and what there is; the keys of `homes` and `staff` are the actors of the tests."""

    handle: server.Handle
    homes: dict[str, Home] = field(default_factory=dict)
    logins: dict[str, User] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)


def build(handle: server.Handle) -> World:
    """Build everything; the card provider is the running sandbox of `handle` (see `world_stage`)."""
    world = World(handle)
    _market()
    for code, fields in SUPPLIERS.items():
        supplier = account.supplier(code, **fields, sender_name=fields["name"], starts_on=TODAY)
        if supplier.kind == "RETAIL":
            world.products[code] = _product(supplier)
    _people(world)
    _days(world)
    _home(world, "newcomer", "gron", "Nyborgius", since=date(2026, 6, 1))
    aconto.run(supplier=account.supplier("gron"), as_of=TODAY)
    aconto.announce_due(supplier=account.supplier("gron"), as_of=TODAY)
    _regret(world.homes["other"], world.products["gron"])
    _cases(world)
    world_journey.change(world.products["gron"], as_of=TODAY)
    world_change.taken_back(world.homes["other"], as_of=TODAY)
    world_change.told(world.homes["owner"], as_of=TODAY)
    world_change.happened(world.homes["owner"], as_of=TODAY)
    world_change.answered(world.homes["owner"], as_of=TODAY)
    world_change.hindered(world.homes["owner"], as_of=TODAY)
    world_order.begun(world.homes["owner"], product=world.products["gron"], as_of=TODAY)
    world_order.waits_for_credit(world.homes["other"], product=world.products["gron"], as_of=TODAY)
    world_login.guests(world, since=MOVED_IN, until=TODAY)
    world_login.staff(world)
    world_login.ways_in(world.homes["owner"], by=world.staff["SUPPORT"], as_of=TODAY, at=NOW)
    installation.rows(supplier=world.homes["owner"].supplier, customer=world.homes["owner"].customer, as_of=TODAY)
    return world


def _market() -> None:
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(BEFORE_THAT, TODAY, micro=[400_000, 500_000, 900_000, 600_000])


def _product(supplier: Supplier) -> Product:
    made = energy.spot_product(supplier)
    made.terms_code = supplier.terms_code
    made.customer_kind = CustomerKind.BUSINESS if supplier.code == "energiplus" else CustomerKind.HOUSEHOLD
    made.save(update_fields=["terms_code", "customer_kind"])
    return made


def _people(world: World) -> None:
    """Take the customers in; the former one lived where the owner lives now."""
    shared = energy.metering_point(account.supplier("gron"), street="Fællesvej 1")
    former = _home(world, "former", "gron", "Wandallius", at=shared, since=BEFORE_THAT, until=MOVED_IN)
    assert former.supply is not None
    _home(world, "owner", "gron", "Olivarius", at=shared)
    _home(world, "other", "gron", "Quistgaard")
    _home(world, "foreign", "orsted", "Zeuthenius")
    _home(world, "business", "energiplus", "Bodskovius", kind="BUSINESS", cvr="12345674")
    _person(world, "grid", "cerius", "Gyldenfeldt")
    _person(world, "swede", "borgholm", "Svanholmsson")
    _person(world, "neighbour", "borgholm", "Grannlund")


def _person(world: World, key: str, code: str, mark: str, **fields: object) -> Home:
    name = f"Karen {mark}"
    customer = account.customer(
        account.supplier(code),
        name=name,
        sort_name=sort_name(name=name),
        email=f"{mark.lower()}@post.example",
        street=f"{mark}vej 1",
        **fields,
    )
    user = account.holder(customer, name=name, language=customer.supplier.language)
    world.homes[key] = Home(customer, user, mark)
    world.logins[key] = user
    return world.homes[key]


def _home(
    world: World,
    key: str,
    code: str,
    mark: str,
    *,
    at: MeteringPoint | None = None,
    since: date = MOVED_IN,
    until: date | None = None,
    **fields: object,
) -> Home:
    """Take in a customer with a supply, a card and payment on account."""
    home = _person(world, key, code, mark, **fields)
    at = at or energy.metering_point(home.supplier, street=home.customer.street, expected_year_wh=4_000_000)
    agreement = agreements.conclude(
        customer=home.customer,
        product=world.products[code],
        metering_point=at,
        starts_on=since,
        by=BY,
        as_of=min(since, TODAY),
    )
    if until is not None:
        agreements.start(agreement=agreement, by=BY, as_of=since)
        Agreement.objects.filter(pk=agreement.pk).update(ends_before=until, state=AgreementState.TERMINATING)
        agreement.supplies.update(ends_before=until)
    home.supply = agreement.supplies.get()
    home.billing_account = billing_accounts.open_account(customer=home.customer, as_of=min(since, TODAY), by=BY)
    billing_accounts.bill_supply(account=home.billing_account, supply=home.supply)
    if since <= TODAY:
        energy.values(home.supply, since, min(until or TODAY, TODAY), wh=[200, 300, 500, 400])
    if until is None:
        _save_card(home, min(since, TODAY))
        starts_on = max(since, FIRST_PERIOD)
        aconto_opening.open_plan(account=home.billing_account, starts_on=starts_on, by=BY, as_of=MOVED_IN)
    return home


def _save_card(home: Home, as_of: date) -> None:
    page = f"http://{home.supplier.host}/"
    begun = card_enrolment.begin(
        account=home.billing_account,
        provider=card_provider(),
        success_url=page,
        cancel_url=page,
        by=BY,
        as_of=as_of,
    )
    card_world.type_card(begun.url)
    card_enrolment.finish(method=begun.method, provider=card_provider(), by=BY, as_of=as_of)


def _days(world: World) -> None:
    """Play the days on which something happens; what was missed in between is caught up."""
    for supplier in {home.supplier for home in world.homes.values() if home.supply}:
        for day in sorted({MOVED_IN, *INVOICE_DAYS, *PAYING_DAYS, TODAY}):
            agreement_day.run(supplier=supplier, as_of=day)
            cost.compute_due(supplier=supplier, as_of=day)
            if day in INVOICE_DAYS:
                invoice.issue_due(supplier=supplier, as_of=day)
            aconto.run(supplier=supplier, as_of=day)
            aconto.announce_due(supplier=supplier, as_of=day)
            messages.send_due(supplier=supplier, at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC))
            collect.run(supplier=supplier, as_of=day)
    owner = world.homes["owner"]
    assert owner.supply is not None
    energy.values(owner.supply, TODAY, TODAY, wh=250, version=NOW)  # replaces a day, whose first version is kept
    incoming_payment.register(
        account=owner.billing_account,
        kind=ReceiptKind.BANK_TRANSFER,
        reference="bank-1",
        amount=10_000,
        received_on=TODAY,
        by=BY,
        as_of=TODAY,
    )


def _regret(home: Home, product: Product) -> None:
    """Let the home agree to something more, at a second meter, give notice of it, and then withdraw at once."""
    agreement = agreements.conclude(
        customer=home.customer,
        product=product,
        metering_point=energy.metering_point(home.supplier, street=home.customer.street),
        starts_on=TODAY,
        by=BY,
        as_of=TODAY,
    )
    agreements.start(agreement=agreement, by=BY, as_of=TODAY)
    last_day = first_free(exit_days(agreement, as_of=TODAY)).last_day
    notice = {"form": NoticeForm.SELF_SERVICE, "by": home.user, "as_of": TODAY}
    terminations.give(agreement=agreement, last_day=last_day, accepted=0, **notice)
    withdrawals.withdraw(agreement=agreement, sent_at=NOW, **notice)


def _cases(world: World) -> None:
    """Let every customer write, send a file, get an answer and a receipt; one payment waits for a case."""
    for home in world.homes.values():
        customer, mark = home.customer, home.mark
        home.complaint = complaints.receive(
            customer=customer,
            subject=ComplaintSubject.TREATMENT,
            text=f"Klage fra {mark}.",
            by=home.user,
            as_of=TODAY,
        )
        complaints.add(complaint=home.complaint, text=f"Mere fra {mark}.", by=home.user, as_of=TODAY)
        home.enquiry = enquiries.receive(
            customer=customer, about=ComplaintSubject.AGREEMENT, text=f"Spørgsmål fra {mark}.", by=BY, as_of=TODAY
        )
        home.upload = upload.take_in(
            customer=customer, name=f"{mark}.png", content=picture(), subject=home.complaint, by=BY, as_of=TODAY
        )
        home.receipt = receipt.give(
            customer=home.customer,
            subject=home.customer,
            fact="asked",
            tell=lambda _locale, mark=home.mark: Told(title=f"Kvittering til {mark}", rows=[("Navn", mark)]),
            as_of=TODAY,
        )
        home.document = document.keep(
            customer=customer,
            kind="receipt",
            cause=f"test:{mark}",
            file_name=f"{mark}.pdf",
            content_type="application/pdf",
            content=f"%PDF-1.7 {mark}".encode(),
            as_of=TODAY,
        )
        customers.change_contact(customer=customer, details={"phone": "12345678"}, by=BY, as_of=TODAY)
    _give_notice_and_take_it_back(world.homes["owner"])
    for key in ("owner", "other", "foreign"):
        _tell_a_move(world.homes[key])
    former = world.homes["former"]
    payment_hold.place(
        account=former.billing_account,
        amount=10_000,
        placed_for="test",
        reason="Vi har aftalt at vente.",
        clause="EP-13.2",
        ends_before=date(2026, 6, 20),
        by=BY,
        as_of=TODAY,
    )


def _give_notice_and_take_it_back(home: Home) -> None:
    assert home.supply is not None
    agreement = Agreement.objects.select_related("customer__supplier", "product", "supplier").get(
        pk=home.supply.agreement_id
    )
    day = first_free(exit_days(agreement, as_of=TODAY)).last_day
    given = terminations.give(
        agreement=agreement, last_day=day, accepted=0, form=NoticeForm.SELF_SERVICE, by=home.user, as_of=TODAY
    )
    terminations.undo(termination=given, by=home.user, as_of=TODAY)


def _tell_a_move(home: Home) -> None:
    """Tell of a move so early that the notice is kept, and nothing else changes."""
    assert home.supply is not None
    home.move = moves.tell(
        customer=home.customer,
        wish=Wish(
            moves_on=MOVES_ON,
            to={home.supply.pk: gsrn()},
            street=f"{home.mark}stræde 2",
            postcode="2100",
            city="København Ø",
        ),
        accepted=0,
        form=NoticeForm.SELF_SERVICE,
        without_number=True,
        by=home.user,
        as_of=TODAY,
    )


def picture() -> bytes:
    """Return a small picture that passes quarantine."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return out.getvalue()
