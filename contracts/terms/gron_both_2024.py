"""
Grøn Elforsyning A/S, private terms of 1 September 2024: what both parts, variable and fixed, say alike.

A data module: it follows the document clause by clause and may be longer than code should be. Clauses that
carry another number in each part take that number from the part.
"""

from __future__ import annotations

from config.foundation.money import kr
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import (
    Assignment,
    ChangeNotice,
    Channel,
    Clock,
    Conclusions,
    FinalSettlement,
    LeaveOnChange,
    Withdrawal,
)
from contracts.terms.parts.complaint import (
    Communication,
    ComplaintLevel,
    ComplaintRoute,
    Contact,
    Court,
    ExternalBody,
)
from contracts.terms.parts.figure import (
    Calendar,
    Count,
    Days,
    Fee,
    Limit,
    Months,
    Policy,
    PriceSheetFee,
    Stated,
    Statutory,
    Vat,
    no,
    yes,
)
from contracts.terms.parts.moving import LifeEvents, MoveNotice
from contracts.terms.parts.payment import (
    CardCollection,
    CollectionMode,
    Fees,
    LatePayment,
    Method,
    PaymentMethods,
)
from contracts.terms.parts.personal_data import PersonalData
from contracts.terms.parts.price import Aconto, AdvanceCollection, Cycle, Invoicing, Price
from contracts.terms.parts.scope import (
    Conclusion,
    CustomerKind,
    Delivery,
    Duty,
    Fuel,
    GridDuties,
    Identity,
    Metering,
    Scope,
    Source,
)
from contracts.terms.parts.security import (
    Breach,
    Disconnection,
    ForceMajeure,
    Liability,
    NegativeBalance,
    Procedure,
    ReSupply,
    Security,
    SecurityForm,
    SecurityProcedure,
)

# Clause 1: general provisions and withdrawal

IDENTITY = Identity(
    name="Grøn Elforsyning A/S",
    registration="42133434",
    address="Navervej 4 A 1, 7000 Fredericia",
    website="https://gronelforsyning.dk",
    clause="GE-VF-1.1",
)

CONTACT = Contact(
    name="Grøn Elforsyning A/S",
    address="Navervej 4 A 1, 7000 Fredericia",
    phone="",
    email="kundeservice@gronelforsyning.dk",
    website="https://gronelforsyning.dk",
    hours=None,
    clause="GE-VF-1.1",
)


def scope(*, variant: str) -> Scope:
    """Return the scope; the sign-up receipt names the part that applies."""
    return Scope(
        customers=Stated(value=(CustomerKind.HOUSEHOLD,), clause="GE-VF-1.1"),
        fuels=Stated(value=(Fuel.ELECTRICITY, Fuel.GAS), clause="GE-VF-1.1"),
        precedence=Stated(value=(Source.ORDER_CONFIRMATION, Source.TERMS), clause="GE-VF-1.2"),
        variant_on_receipt=Stated(value=variant, clause="GE-0.1"),
    )


CONCLUSION = Conclusion(
    confirmation_sent=yes("GE-VF-1.2"),
    credit_approval=None,
    no_arrears_with=None,
    not_in_credit_register=None,
    ongoing_credit_check=None,
    extra_prepayment=None,
    refused_leads_to=Policy(
        value="security_demand",
        clause="GE-VF-6.1",
        register="X-35",
        note=N_("A household may not be refused; the case goes to a demand for security instead."),
    ),
    power_of_attorney=Stated(value=("supplier_switch",), clause="GE-VF-2.3"),
    email_required=yes("GE-VF-4.24"),
)

WITHDRAWAL = Withdrawal(
    period=Days(14, calendar=Calendar.DAY, clause="GE-VF-1.3"),
    runs_from=Stated(value=Clock.CONCLUSION, clause="GE-VF-1.3"),
    concluded_by=Stated(value=(Conclusions.DISTANCE, Conclusions.OFF_PREMISES), clause="GE-VF-1.3"),
    dispatch_in_time=yes("GE-VF-1.3"),
    channels=(Channel(kind="email", address="kundeservice@gronelforsyning.dk", clause="GE-VF-1.3"),),
    standard_form_optional=yes("GE-VF-1.3"),
    pay_for_delivered=None,
    subscription_share=None,
    last_day_moves=Statutory(key="withdrawal_last_day_moves", clause="GE-VF-1.3"),
    per_fuel=yes("GE-VF-1.3"),
    product_change_opens_own=Policy(
        value=True,
        clause="GE-VF-1.3",
        register="X-77",
        note=N_("Withdrawing from a product change brings the former product and its binding date back."),
    ),
)

# Clauses 2-3: the grid, delivery

GRID_DUTIES = GridDuties(
    duties=(
        Duty(
            key="voltage_quality",
            text=N_("The grid company answers for the voltage and may interrupt supply for necessary work."),
        ),
        Duty(
            key="access",
            text=N_(
                "You give the grid company free access to meters and installations, also when supply is to be cut."
            ),
        ),
        Duty(
            key="appliances_off",
            text=N_("Before supply is opened again, every electrical appliance must be switched off."),
        ),
        Duty(
            key="self_reading",
            text=N_("You read the meter yourself and report the figure when the grid company asks."),
        ),
        Duty(
            key="control_reading",
            text=N_("The grid company may check-read the meter and collect data at any time."),
        ),
        Duty(
            key="meter_error",
            text=N_("You tell the grid company at once if the meter seems to show wrong figures."),
        ),
    ),
    connection_required=yes("GE-VF-2.2"),
    confirmed_before_reopening=Stated(value="appliances_off", clause="GE-VF-2.1"),
    gas_meters_too=no("GE-VF-2.1"),
    clause="GE-VF-2.1",
)

DELIVERY = Delivery(
    at_agreed_point=yes("GE-VF-3.3"),
    balancing_included=yes("GE-VF-3.1"),
    stop_with_grid=yes("GE-VF-3.2"),
    by_price_area=Stated(value=("DK1", "DK2"), clause="GE-VF-3.3"),
    changes_reported=Stated(value=("consumption", "address"), clause="GE-VF-3.4"),
    unreported_change=Policy(
        value="inform_only",
        clause="GE-VF-4.5",
        register="X-62",
        note=N_("The clause calls it material breach; it never opens a cancellation by itself."),
    ),
)

# Clause 4: metering, settlement, collection, communication

METERING = Metering(
    responsible=Stated(value="grid_company", clause="GE-VF-4.1"),
    suspicion_reported_to=Stated(value="supplier", clause="GE-VF-4.1"),
    test_requested_through=Stated(value="supplier", clause="GE-VF-4.1"),
    test_fee_passed_on=None,
    post_adjustment=yes("GE-VF-4.2"),
    estimate_basis=Stated(value=("earlier_consumption", "connected_appliances"), clause="GE-VF-4.3"),
    estimate_made_by=Stated(value="supplier", clause="GE-VF-4.3"),
    self_readings_a_year=Stated(value=1, clause="GE-VF-4.4"),
)

ACONTO = Aconto(
    in_advance=yes("GE-VF-4.6"),
    in_arrears=no("GE-VF-4.6"),
    cycle=Cycle(
        default=Policy(
            value=1,
            clause="GE-VF-4.14",
            register="X-57",
            note=N_("The cycle follows the payment method; monthly unless the agreement says otherwise."),
        ),
        minimum=Months(1, clause="GE-VF-4.14"),
        maximum=None,
        chosen_by=Stated(value="payment_method", clause="GE-VF-4.18"),
    ),
    basis=Stated(value=("public_building_data", "earlier_consumption_at_address"), clause="GE-VF-4.6"),
    gas_basis=Stated(value=("gas_grid_company",), clause="GE-VF-4.6"),
    price_basis=Stated(value="estimated_price_for_expected_consumption", clause="GE-VF-4.10"),
    first_estimate=Stated(value="estimate_of_product", clause="GE-VF-4.9"),
    first_period_pro_rata=None,
    later_share=Policy(
        value="days_in_period_of_days_in_year",
        clause="GE-VF-4.10",
        register="",
        note=N_("The period's share is its days out of the days of the year."),
    ),
    corrected_after_reading=yes("GE-VF-4.12"),
    change_without_notice=yes("GE-VF-4.12"),
    change_threshold_percent=Policy(
        value=15,
        clause="GE-VF-4.12",
        register="",
        note=N_("The clause says materially; we change from 15 per cent and still tell the customer."),
    ),
    collection_is_invoicing=no("GE-VF-4.7"),
    advance=AdvanceCollection(
        limit=Limit(kr("500"), clause="GE-VF-4.18", register="X-58"),
        cycle_longer_than=Months(1, clause="GE-VF-4.18"),
        scope=Policy(
            value="any_method",
            clause="GE-VF-4.18",
            register="X-58",
            note=N_("Every method with a cycle longer than one month; monthly payers never."),
        ),
    ),
)

INVOICING = Invoicing(
    day_of_month=Stated(value=15, clause="GE-VF-4.8"),
    months_after_consumption=Stated(value=1, clause="GE-VF-4.8"),
    times_a_year_remote_hourly=None,
    times_a_year_other=None,
    final_on_measured=yes("GE-VF-4.12"),
    true_up=yes("GE-VF-4.12"),
    yearly_fuels=Stated(value=(Fuel.GAS,), clause="GE-VF-4.11"),
    bills_per_fuel=Stated(value=((Fuel.ELECTRICITY, 1), (Fuel.GAS, 2)), clause="GE-VF-4.13"),
    content=Stated(value=("last_timely_payment_date", "where_to_pay"), clause="GE-VF-5.3"),
    figures_vat=Stated(value=Vat.INCLUDED, clause="GE-VF-5.3"),
    missing_data_on_the_day=Stated(value="estimate_then_correct", clause="GE-VF-4.3"),
)

PAYMENT_METHODS = PaymentMethods(
    offered=Stated(value=(Method.DIRECT_DEBIT, Method.CARD, Method.MOBILEPAY), clause="GE-VF-4.22"),
    default=None,
    default_cycle=Months(3, clause="GE-VF-4.18"),
    electronic_only=yes("GE-VF-4.22"),
    valid_method_required=yes("GE-VF-4.23"),
    invalid_leads_to=Stated(value="told_at_once_dunning_when_due_collection_fails", clause="GE-VF-4.23"),
    status_shown=None,
    ultimate_consequence=None,
)

CARD_COLLECTION = CardCollection(
    modes=Stated(value=(CollectionMode.LAST_BANK_DAY, CollectionMode.BEFORE_NEGATIVE), clause="GE-VF-4.14"),
    default_mode=Policy(
        value=CollectionMode.LAST_BANK_DAY,
        clause="GE-VF-4.14",
        register="X-57",
        note=N_("The mode is always named, because three suppliers draw cards in three ways."),
    ),
    default_cycle=Months(1, clause="GE-VF-4.14"),
    monthly_by_agreement=None,
    notice=None,
    notice_says=None,
    further_draws=None,
    further_draw_notice=None,
    revocable=None,
    draw_before_balance_below_minor=Stated(value=0, clause="GE-VF-4.19"),
    replaced_card=None,
    card_kept_current=yes("GE-VF-4.20"),
    timing_free_in_dunning=yes("GE-VF-4.17"),
    card_data_stored=no("GE-VF-11.5"),
)

FEES = Fees(
    monthly_collection=Fee(minor=kr("9"), vat=Vat.INCLUDED, clause="GE-VF-4.15", register="X-56"),
    setup=PriceSheetFee(key="setup", missing_minor=0, clause="GE-VF-4.16", register="X-56"),
    paper=PriceSheetFee(key="paper", missing_minor=0, clause="GE-VF-4.26", register="X-60"),
    fee_sheet=Stated(value="https://gronelforsyning.dk", clause="GE-VF-5.5"),
    monthly_fee_is=Policy(
        value="frequency_fee_per_monthly_collection",
        clause="GE-VF-4.15",
        register="X-56",
        note=N_("The fee is for paying every month, not for using a card."),
    ),
    paper_only_when_asked=Policy(
        value=True,
        clause="GE-VF-4.26",
        register="X-60",
        note=N_("Paper costs only when the customer asks for it, never when we choose the post."),
    ),
)

COMMUNICATION = Communication(
    channels=Stated(
        value=("eboks", "email", "sms", "self_service", "direct_debit_statement"), clause="GE-VF-4.25"
    ),
    letters_allowed=yes("GE-VF-4.25"),
    phone_allowed=yes("GE-VF-4.25"),
    deemed_received_when_sent=None,
    contact_data_kept_current=yes("GE-VF-4.27"),
    bounce_counts_as_delivered=no("GE-VF-4.25"),
)

# Clause 5: prices, interest, set-off

PRICE = Price(
    currency=Stated(value="DKK", clause="GE-VF-5.3"),
    quoted_vat=Stated(value=Vat.INCLUDED, clause="GE-VF-5.3"),
    parts=Stated(value=("energy", "transport", "taxes"), clause="GE-VF-5.3"),
    pass_through_margin_minor=Policy(
        value=0,
        clause="GE-VF-5.3",
        register="",
        note=N_("The document is silent; transport and taxes are passed on as charged."),
    ),
    pass_through_changes_at_once=Policy(
        value=True,
        clause="GE-VF-5.5",
        register="",
        note=N_("The document is silent; the tariffs and taxes of the day apply."),
    ),
    settled_by=Stated(value="product", clause="GE-VF-1.2"),
    markup=None,
    subscription_per_metering_point=None,
    product_by_entitlement=None,
    special_tax_on_request=None,
    information_at=Stated(value=("website", "on_request"), clause="GE-VF-5.5"),
)

LATE_PAYMENT = LatePayment(
    interest=Statutory(key="late_interest_rate", clause="GE-VF-5.4"),
    interest_day_count=Policy(
        value="actual/365",
        clause="GE-VF-5.4",
        register="",
        note=N_("Sources disagree between 365 and 360 days; 365 is the lower interest."),
    ),
    reminder_fee=Statutory(key="reminder_fee", clause="GE-VF-5.4"),
    reminder_count=Statutory(key="reminder_max_count", clause="GE-VF-5.4"),
    reminder_gap=Statutory(key="reminder_gap_days", clause="GE-VF-5.4"),
    other_recovery_costs=yes("GE-VF-5.4"),
    business_compensation=None,
    set_off_due_claims=yes("GE-VF-5.6"),
    set_off_with_group=yes("GE-VF-5.6"),
)

# Clauses 6-9: security, breach, force majeure, liability


def security(*, gate: str) -> Security:
    """Return the security rules; `gate` is the number of the cancellation clause in the part."""
    return Security(
        reason_required=yes("GE-VF-6.1"),
        also_without_arrears=yes("GE-VF-6.1"),
        negative_balance=NegativeBalance(
            days=Days(7, calendar=Calendar.DAY, clause="GE-VF-4.21", register="X-59"),
            limit=Limit(kr("100"), clause="GE-VF-4.21", register="X-59"),
            either_suffices=yes("GE-VF-4.21"),
            card_payers_only=yes("GE-VF-4.21"),
            counting=Policy(
                value="consecutive_negative_closes",
                clause="GE-VF-4.21",
                register="X-59",
                note=N_("Balances at the end of each day count; the eighth negative one in a row is the first."),
            ),
            effect=Policy(
                value="opens_case_only",
                clause="GE-VF-4.21",
                register="X-59",
                note=N_("A negative balance opens a case for a person; it demands nothing by itself."),
            ),
        ),
        invalid_method_counts=yes("GE-VF-6.2"),
        cap_months=Months(5, clause="GE-VF-6.1"),
        cap_by_actual_risk=yes("GE-VF-6.1"),
        cap_basis=Policy(
            value="expected_monthly_total",
            clause="GE-VF-6.1",
            register="X-71",
            note=N_("Five times the expected month with grid, taxes and VAT."),
        ),
        forms=Stated(
            value=(
                SecurityForm.CASH_DEPOSIT,
                SecurityForm.BANK_GUARANTEE,
                SecurityForm.OTHER_SATISFACTORY,
            ),
            clause="GE-VF-6.1",
        ),
        before_start=yes("GE-VF-6.1"),
        allowed_in_reconstruction=no("GE-VF-7.2"),
        procedure=SecurityProcedure(
            kind=Policy(
                value=Procedure.STATUTORY_HOUSEHOLD,
                clause=f"{gate}b",
                register="X-73",
                note=N_("The law's deadlines for households are the least that is given."),
            ),
            deadline_days=Statutory(key="security_deadline_workdays", clause=f"{gate}b"),
            deadline_without_arrears=Statutory(key="security_deadline_no_arrears_months", clause=f"{gate}b"),
            reminders_first=Statutory(key="security_reminders", clause=f"{gate}b"),
            cancellation_notice_days=Statutory(key="cancellation_notice_workdays", clause=f"{gate}b"),
        ),
    )


def breach(*, gate: str) -> Breach:
    """Return the breach rules; `gate` is the number of the cancellation clause in the part."""
    return Breach(
        examples=Stated(value=("security_not_provided", "grid_agreement_ended"), clause="GE-VF-7.1"),
        immediate_cancellation=Stated(value="through_cancellation_gate", clause="GE-VF-7.1"),
        past_debt_never_cancels=yes(f"{gate}a"),
        other_assurance_blocks=yes(f"{gate}c"),
        other_assurances=Policy(
            value=(
                "instalment_and_prepay_plan",
                "bank_guarantee",
                "municipal_guarantee",
                "third_party_guarantee",
                "weekly_prepay",
            ),
            clause=f"{gate}c",
            register="X-72",
            note=N_("The document does not say which arrangements count; these do."),
        ),
        notice_after_security_deadline=yes(f"{gate}b"),
        non_payment=None,
        exit_charge_inside_binding=None,
        credit_reporting=yes("GE-VF-7.1"),
        not_breach=Stated(value=("grid_interruption", "tso_interruption"), clause="GE-VF-7.1"),
    )


def disconnection(*, clause: str) -> Disconnection:
    """Return the disconnection rules under their number in the part."""
    return Disconnection(
        after_cancellation=yes(f"{clause}a"),
        not_if_other_supplier=yes(f"{clause}b"),
        costs_borne_by_customer=yes(f"{clause}c"),
    )


def re_supply(*, gate: str) -> ReSupply:
    """Return which debt blocks a new supply: electricity alone."""
    return ReSupply(
        blocked_by=Policy(
            value=(Fuel.ELECTRICITY,),
            clause=f"{gate}d",
            register="X-64",
            note=N_("Unpaid gas never blocks supply of electricity here."),
        )
    )


FORCE_MAJEURE = ForceMajeure(
    told_at_once_in_writing=yes("GE-VF-8"),
    expected_end_told=yes("GE-VF-8"),
    due_care_required=None,
    own_labour_conflict_counts=None,
    lack_of_money_counts=no("GE-VF-8"),
    extends_from_grid=yes("GE-VF-8"),
)

LIABILITY = Liability(
    not_for=Stated(value=("business_loss", "grid_faults", "technical_quality", "restrictions"), clause="GE-VF-9"),
    business_loss_unless_gross=yes("GE-VF-9"),
)

# Clause 10: moving, final settlement, assignment


def move_notice(*, clause: str) -> MoveNotice:
    """Return the move rules under their number in the part."""
    return MoveNotice(
        earliest=Months(2, clause=f"{clause}c"),
        latest=Days(14, calendar=Calendar.WORKDAY, clause=f"{clause}c", register="X-65"),
        too_early=Policy(
            value="store_and_hold",
            clause=f"{clause}c",
            register="X-65",
            note=N_("An early notice is kept and used when the window opens; it is never refused."),
        ),
        too_late=Policy(
            value="accept_earliest_registrable",
            clause=f"{clause}c",
            register="X-65",
            note=N_("A late notice is accepted from the earliest date that can be registered."),
        ),
        liability_ends=Policy(
            value="earliest_registrable_after_notice",
            clause=f"{clause}c",
            register="X-65",
            note=N_("A household is free from the earliest date that could be registered after its notice."),
        ),
        agreement_follows=yes(f"{clause}a"),
        all_metering_points=None,
        old_address_continues=None,
        price_at_new_address=Stated(value="price_of_new_grid_area", clause=f"{clause}b"),
        fixed_price_kept=None,
        required_data=None,
        self_reading_on_the_day=None,
        estimate_when_no_reading=None,
        prices_not_yet_fixed=None,
        registered_on_self_service=None,
    )


def life_events(*, clause: str) -> LifeEvents:
    """Return what death and insolvency ask; `clause` is the number of the move clause in the part."""
    return LifeEvents(
        reported_at_once=Stated(
            value=("death", "reconstruction", "bankruptcy", "debt_relief"), clause=f"{clause}d"
        ),
        meter_read_at_once=yes(f"{clause}d"),
        security_allowed=Stated(value=("death", "bankruptcy", "debt_relief"), clause="GE-VF-7.2"),
        security_in_reconstruction=no("GE-VF-7.2"),
        death=None,
    )


def final_settlement(*, clause: str) -> FinalSettlement:
    """Return the deadlines of the last bills under their number in the part."""
    return FinalSettlement(
        final=Days(42, calendar=Calendar.DAY, clause=f"{clause}a"),
        final_runs_from=Stated(value="agreement_end", clause=f"{clause}a"),
        move=Days(42, calendar=Calendar.DAY, clause=f"{clause}b"),
        move_runs_from=Stated(value="supply_end_at_old_address", clause=f"{clause}b"),
        normally_final=yes(f"{clause}c"),
        statute=Statutory(key="final_bill_days", clause=f"{clause}a"),
    )


def assignment(*, clause: str) -> Assignment:
    """Return who may hand the agreement on, under its number in the part."""
    return Assignment(
        customer_needs_consent=yes(f"{clause}d"),
        supplier_may_assign_to=Stated(
            value=("group_company_in_europe", "licensed_third_party"), clause=f"{clause}d"
        ),
    )


# Clauses 11-13: data, complaints, changes

PERSONAL_DATA = PersonalData(
    purposes=Stated(value=("administration", "delivery"), clause="GE-VF-11.1"),
    disclosed_when_necessary=yes("GE-VF-11.1"),
    privacy_policy=Stated(value="https://gronelforsyning.dk/privatlivspolitik", clause="GE-VF-4.27"),
    access_fee_minor=Policy(
        value=0,
        clause="GE-VF-11.6",
        register="X-66",
        note=N_("The document reserves a fee; the law makes access to your own data free."),
    ),
    marketing_consent=Policy(
        value="separate_unticked_opt_in",
        clause="GE-VF-11.6",
        register="X-67",
        note=N_("Consent to marketing is asked for separately and is never part of the terms."),
    ),
    newsletters_least_a_year=Count(4, clause="GE-VF-11.6"),
    newsletters_most_a_year=Count(6, clause="GE-VF-11.6"),
    opt_out_any_time=None,
    cookies=yes("GE-VF-11.6"),
    credit_registers=Stated(value=("RKI", "other"), clause="GE-VF-11.6"),
    disconnection_case_data=Stated(
        value=("prevents_disconnection", "staff_safety", "property"), clause="GE-VF-11.2"
    ),
    disconnection_case_review_months=Policy(
        value=12,
        clause="GE-VF-11.2",
        register="X-68",
        note=N_("The document sets no limit; data are reviewed or deleted a year after the case."),
    ),
    child_at_risk_told_to=Stated(value="municipality", clause="GE-VF-11.3"),
    animals_at_risk_told_to=Stated(value="police", clause="GE-VF-11.4"),
    card_data_only_at=Stated(value="payment_provider", clause="GE-VF-11.5"),
)


def complaint_route(*, complaint: str, court: str) -> ComplaintRoute:
    """Return the complaint route; complaint and court clauses carry other numbers in each part."""
    return ComplaintRoute(
        levels=(
            ComplaintLevel(
                key="complaints_desk",
                name=N_("Grøn Elforsyning, complaints"),
                about=N_("Write an e-mail or a letter to the complaints desk; it answers as soon as possible."),
                address="Navervej 4 A 1, 7000 Fredericia",
                email="klage@gronelforsyning.dk",
                clause=complaint,
            ),
        ),
        external=(
            ExternalBody(
                key="energy_board",
                name="Ankenævnet på Energiområdet",
                role=N_("Handles civil disputes between private consumers and energy companies."),
                households_only=True,
                decides_disputes=True,
                address="Carl Jacobsens Vej 35, 2500 Valby",
                phone="41 71 50 00",
                email="post@energianke.dk",
                website="https://www.energianke.dk",
                fee=Statutory(key="energy_board_fee", clause=complaint),
                fee_refunded_if_upheld=True,
                clause=complaint,
            ),
        ),
        external_needs_level=Stated(value="complaints_desk", clause=complaint),
        suspends_payment=no(complaint),
        hold_by_express_agreement=yes(complaint),
        answer_wording=Stated(value="as_soon_as_possible", clause=complaint),
        answer_limit_days=Policy(
            value=30,
            clause=complaint,
            register="X-70",
            note=N_("The board takes a case after 30 days without an answer."),
        ),
        answer_target_workdays=Policy(
            value=10,
            clause=complaint,
            register="X-70",
            note=N_("We aim at an answer within 10 working days."),
        ),
        court=Court(law="DK", court="Retten i Aarhus", home_court_possible=True, clause=court),
    )


CHANGE_NOTICE = ChangeNotice(
    minimum=None,
    statute=Statutory(key="consumer_change_notice_months", clause="GE-VF-13.1"),
    individual_communication=yes("GE-VF-13.1"),
    reasons=None,
    inflation_index_from=None,
    pre_contract_information_may_change=yes("GE-VF-13.1"),
    cross_reference=None,
    leave=LeaveOnChange(
        scope=Stated(value="any_not_accepted", clause="GE-VF-13.2"),
        free_of_charge=Policy(
            value=True,
            clause="GE-VF-13.2",
            register="X-74",
            note=N_("Leaving because of changed terms has no notice and costs nothing."),
        ),
        effective=Policy(
            value="when_change_takes_effect_at_latest",
            clause="GE-VF-13.2",
            register="X-74",
            note=N_("The agreement ends at the latest when the change takes effect."),
        ),
    ),
    pass_through_without_notice=None,
)
