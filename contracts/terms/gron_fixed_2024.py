"""Grøn Elforsyning A/S, private terms of 1 September 2024, fixed-price part: every figure with its clause."""

from __future__ import annotations

from datetime import date

from config.foundation.money import kr
from contracts.terms import gron_both_2024 as both
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import (
    Binding,
    Clock,
    EarlyExit,
    ExitCause,
    Notice,
    NoticePeriod,
    ProductChange,
)
from contracts.terms.parts.figure import Fee, Months, Policy, Stated, Statutory, Vat, no, yes
from contracts.terms.parts.scope import Fuel, Source

TERMS = Terms(
    code="gron_fixed_2024",
    title=N_("Grøn Elforsyning terms of supply for households, fixed price"),
    version=N_("1 September 2024"),
    in_force_from=date(2024, 9, 1),
    kind="retail",
    country="DK",
    language="da",
    currency="DKK",
    clause_prefixes=("GE-0.", "GE-F-", "GE-VF-"),
    # Clauses 1-9 read alike in both parts
    identity=both.IDENTITY,
    scope=both.scope(variant="fixed"),
    contact=both.CONTACT,
    conclusion=both.CONCLUSION,
    withdrawal=both.WITHDRAWAL,
    grid_duties=both.GRID_DUTIES,
    delivery=both.DELIVERY,
    metering=both.METERING,
    aconto=both.ACONTO,
    invoicing=both.INVOICING,
    payment_methods=both.PAYMENT_METHODS,
    card_collection=both.CARD_COLLECTION,
    fees=both.FEES,
    communication=both.COMMUNICATION,
    price=both.PRICE,
    late_payment=both.LATE_PAYMENT,
    security=both.security(gate="GE-F-10.4"),
    breach=both.breach(gate="GE-F-10.4"),
    force_majeure=both.FORCE_MAJEURE,
    liability=both.LIABILITY,
    # Clause 10.1: six months' binding and notice
    binding=Binding(
        months=Months(6, clause="GE-F-10.1a"),
        stated_on=(Source.TERMS,),
        runs_from=Stated(value=Clock.CONCLUSION, clause="GE-F-10.1a"),
        overridable_by=Stated(value=Source.ORDER_CONFIRMATION, clause="GE-F-10.1a"),
        fuels=Policy(
            value=(Fuel.ELECTRICITY,),
            clause="GE-F-10.1a",
            register="X-75",
            note=N_("The clause speaks of electricity; gas is not bound unless the order confirmation says so."),
        ),
        statutory_maximum=Statutory(key="consumer_binding_max_months", clause="GE-F-10.1a"),
    ),
    notice=Notice(
        customer=NoticePeriod(
            months=Months(1, clause="GE-F-10.1b"),
            to_end_of_month=yes("GE-F-10.1b"),
            during_binding=yes("GE-F-10.1b"),
        ),
        supplier=NoticePeriod(
            months=Months(1, clause="GE-F-10.1b"),
            to_end_of_month=yes("GE-F-10.1b"),
            during_binding=yes("GE-F-10.1b"),
        ),
        in_writing=None,
        earliest_end=Policy(
            value="end_of_binding",
            clause="GE-F-10.1b",
            register="X-52",
            note=N_("Notice may be given early; the agreement ends no earlier than six months after conclusion."),
        ),
        stated_on=(Source.ORDER_CONFIRMATION, Source.TERMS),
        clause="GE-F-10.1b",
    ),
    product_change=ProductChange(
        offer_after=Months(6, clause="GE-VF-5.1"),
        offer_runs_from=Stated(value=Clock.SUPPLY_START, clause="GE-VF-5.1"),
        asked_by_customer=yes("GE-VF-5.1"),
        starts=None,
        binding_on_variable=None,
        binding_months_fixed_to_fixed=Months(6, clause="GE-F-10.1c", register="X-54"),
        binding_runs_from=Policy(
            value=Clock.CONCLUSION,
            clause="GE-F-10.1c",
            register="X-54",
            note=N_("Only an express new agreement with a new price and a shown end date binds anew."),
        ),
    ),
    # Clause 10.2: buying out of the binding
    early_exit=EarlyExit(
        flat_fee=Fee(minor=kr("600"), vat=Vat.INCLUDED, clause="GE-F-10.2a", register="X-53"),
        flat_fee_is_minimum=no("GE-F-10.2a"),
        supplier_may_choose_flat=None,
        lost_markup=None,
        remaining_subscriptions=Policy(
            value=True,
            clause="GE-F-10.2b",
            register="X-53",
            note=N_("Subscriptions come on top only where a documented loss allows it."),
        ),
        subscriptions_by_day=Policy(
            value=True,
            clause="GE-F-10.2b",
            register="X-53",
            note=N_("Subscriptions are counted by the day until the binding ends."),
        ),
        household_total_cap=Policy(
            value="documented_direct_loss_else_flat_fee_alone",
            clause="GE-F-10.2b",
            register="X-53",
            note=N_("Never more than the documented loss; without one, 600 kr. with VAT and no subscriptions."),
        ),
        test_is=Stated(value="supply_ends_inside_binding", clause="GE-F-10.2a"),
        on_move_flat_only=None,
        on_breach_inside_binding=None,
        never_on=Policy(
            value=(
                ExitCause.WITHDRAWAL,
                ExitCause.LEAVE_ON_CHANGE,
                ExitCause.SUPPLIER_TERMINATES,
                ExitCause.SUPPLIER_BREACH,
            ),
            clause="GE-F-10.2a",
            register="X-74",
            note=N_("Withdrawal, leaving on changed terms and the supplier's own notice never cost a fee."),
        ),
        once_per=Policy(
            value="customer_and_exit",
            clause="GE-F-10.2a",
            register="X-75",
            note=N_("A customer with electricity and gas pays once."),
        ),
    ),
    # Clauses 10.3-10.6 as printed in this part
    move_notice=both.move_notice(clause="GE-F-10.3"),
    life_events=both.life_events(clause="GE-F-10.3"),
    disconnection=both.disconnection(clause="GE-F-10.5"),
    re_supply=both.re_supply(gate="GE-F-10.4"),
    final_settlement=both.final_settlement(clause="GE-F-10.6"),
    assignment=both.assignment(clause="GE-F-10.6"),
    # Clauses 11-13
    personal_data=both.PERSONAL_DATA,
    complaint_route=both.complaint_route(complaint="GE-F-12.3", court="GE-F-12.4"),
    change_notice=both.CHANGE_NOTICE,
)
