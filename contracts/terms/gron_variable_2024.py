"""Grøn Elforsyning A/S, private terms of 1 September 2024, variable part: every figure with its clause."""

from __future__ import annotations

from datetime import date

from contracts.terms import gron_both_2024 as both
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import Binding, Clock, Notice, NoticePeriod, ProductChange
from contracts.terms.parts.figure import Months, Policy, Stated, yes
from contracts.terms.parts.scope import Fuel, Source

TERMS = Terms(
    code="gron_variable_2024",
    title=N_("Grøn Elforsyning terms of supply for households, variable price"),
    version=N_("1 September 2024"),
    in_force_from=date(2024, 9, 1),
    kind="retail",
    country="DK",
    language="da",
    currency="DKK",
    clause_prefixes=("GE-0.", "GE-V-", "GE-VF-"),
    # Clauses 1-9 read alike in both parts
    identity=both.IDENTITY,
    scope=both.scope(variant="variable"),
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
    security=both.security(gate="GE-V-10.4"),
    breach=both.breach(gate="GE-V-10.4"),
    force_majeure=both.FORCE_MAJEURE,
    liability=both.LIABILITY,
    # Clause 10.1: notice without binding, change of variable product
    binding=Binding(
        months=Months(0, clause="GE-V-10.1"),
        stated_on=(Source.ORDER_CONFIRMATION,),
        runs_from=Stated(value=Clock.CONCLUSION, clause="GE-V-10.1"),
        overridable_by=Stated(value=Source.ORDER_CONFIRMATION, clause="GE-V-10.1"),
        fuels=Stated(value=(Fuel.ELECTRICITY, Fuel.GAS), clause="GE-V-10.1"),
    ),
    notice=Notice(
        customer=NoticePeriod(
            months=Months(1, clause="GE-V-10.1"),
            to_end_of_month=yes("GE-V-10.1"),
            during_binding=None,
        ),
        supplier=NoticePeriod(
            months=Months(1, clause="GE-V-10.1"),
            to_end_of_month=yes("GE-V-10.1"),
            during_binding=None,
        ),
        in_writing=None,
        earliest_end=None,
        stated_on=(Source.ORDER_CONFIRMATION, Source.TERMS),
        clause="GE-V-10.1",
    ),
    product_change=ProductChange(
        offer_after=Months(6, clause="GE-VF-5.1"),
        offer_runs_from=Stated(value=Clock.SUPPLY_START, clause="GE-VF-5.1"),
        asked_by_customer=yes("GE-VF-5.1"),
        starts=Policy(
            value="first_of_next_month",
            clause="GE-V-10.2",
            register="X-55",
            note=N_("Start of the current month plus one month is read as the first of the next month."),
        ),
        binding_on_variable=Policy(
            value=False,
            clause="GE-V-10.2",
            register="X-50",
            note=N_("Clause 5 mentions a new binding; the variable part has none."),
        ),
        binding_months_fixed_to_fixed=None,
        binding_runs_from=None,
    ),
    # Clauses 10.2-10.5 as printed in this part
    move_notice=both.move_notice(clause="GE-V-10.3"),
    life_events=both.life_events(clause="GE-V-10.3"),
    disconnection=both.disconnection(clause="GE-V-10.5"),
    re_supply=both.re_supply(gate="GE-V-10.4"),
    final_settlement=both.final_settlement(clause="GE-V-10.6"),
    assignment=both.assignment(clause="GE-V-10.6"),
    # Clauses 11-13
    personal_data=both.PERSONAL_DATA,
    complaint_route=both.complaint_route(complaint="GE-V-12.1", court="GE-V-12.2"),
    change_notice=both.CHANGE_NOTICE,
)
