"""Borgholm Energi Elnät, Swedish grid company: outage compensation and rights, with clauses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from config.foundation.money import kr
from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.complaint import ComplaintLevel, ComplaintRoute, Contact, ExternalBody
from contracts.terms.parts.figure import Months, Policy, Stated, Statutory, yes
from contracts.terms.parts.outage import LadderStep, OutageCompensation, ReductionGround
from contracts.terms.parts.scope import CustomerKind, Fuel, Identity, Scope

LADDER = (
    LadderStep(step=1, above_hours=12, to_hours=24, percent=Fraction(25, 2), minimum_minor=kr("900")),
    LadderStep(step=2, above_hours=24, to_hours=48, percent=Fraction(75, 2), minimum_minor=kr("1800")),
    LadderStep(step=3, above_hours=48, to_hours=72, percent=Fraction(125, 2), minimum_minor=kr("2700")),
    LadderStep(step=4, above_hours=72, to_hours=96, percent=Fraction(175, 2), minimum_minor=kr("3600")),
    LadderStep(step=5, above_hours=96, to_hours=120, percent=Fraction(225, 2), minimum_minor=kr("4500")),
    LadderStep(step=6, above_hours=120, to_hours=144, percent=Fraction(275, 2), minimum_minor=kr("5400")),
    LadderStep(step=7, above_hours=144, to_hours=168, percent=Fraction(325, 2), minimum_minor=kr("6300")),
    LadderStep(step=8, above_hours=168, to_hours=192, percent=Fraction(375, 2), minimum_minor=kr("7200")),
    LadderStep(step=9, above_hours=192, to_hours=216, percent=Fraction(425, 2), minimum_minor=kr("8100")),
    LadderStep(step=10, above_hours=216, to_hours=240, percent=Fraction(475, 2), minimum_minor=kr("9000")),
    LadderStep(step=11, above_hours=240, to_hours=264, percent=Fraction(525, 2), minimum_minor=kr("9900")),
    LadderStep(step=12, above_hours=264, to_hours=288, percent=Fraction(575, 2), minimum_minor=kr("10800")),
    LadderStep(step=13, above_hours=288, to_hours=None, percent=Fraction(300), minimum_minor=kr("11700")),
)

TERMS = Terms(
    code="borgholm",
    title=N_("Borgholm Energi Elnät: your rights in a power cut"),
    version="page",
    in_force_from=date(2007, 1, 1),  # undated page; its 900 kr. belongs to the years from 2007
    kind="grid",
    country="SE",
    language="sv",
    currency="SEK",
    clause_prefixes=("BO-",),
    identity=Identity(
        name="Borgholm Energi Elnät",
        registration="",
        address="",
        website="",
        clause="BO-14",
    ),
    scope=Scope(
        customers=Stated(value=(CustomerKind.HOUSEHOLD, CustomerKind.BUSINESS), clause="BO-01"),
        fuels=Stated(value=(Fuel.ELECTRICITY,), clause="BO-01"),
        precedence=None,
    ),
    contact=Contact(
        name="Borgholm Energi Elnät",
        address="",
        phone="0485-883 00",
        email="borgholm.energi@borgholm.se",
        website="",
        hours=None,
        clause="BO-14",
    ),
    outage_compensation=OutageCompensation(
        currency=Stated(value="SEK", clause="BO-03"),
        threshold_hours=Stated(value=12, clause="BO-01"),
        threshold_inclusive=Policy(
            value=True,
            clause="BO-01",
            register="X-02",
            note=N_("Exactly 12 hours gives the right; an upper bound belongs to the lower step."),
        ),
        unplanned_only=yes("BO-01"),
        planned_overrun=Policy(
            value="manual_review",
            clause="BO-01",
            register="X-09",
            note=N_("A planned cut that lasts longer than its work needs is looked at by a person."),
        ),
        ladder=LADDER,
        ladder_clause="BO-04",
        ladder_step_hours=Policy(
            value=24,
            clause="BO-05",
            register="X-01",
            note=N_("The text says every twelve hours; the table and the law say every 24."),
        ),
        minimum_unit=Statutory(key="outage_minimum_unit", clause="BO-03"),
        minimum_unit_year_of=Policy(
            value="outage_start",
            clause="BO-03",
            register="X-10",
            note=N_("An outage over New Year uses the amount of the year it began in."),
        ),
        printed_unit_minor=Policy(
            value=kr("900"),
            clause="BO-03",
            register="X-03",
            note=N_("900 kr. was right from 2007 to 2017; other years use the amount of their year."),
        ),
        printed_minimum_years=Stated(value=(2007, 2017), clause="BO-03"),
        per_part_floor=Policy(
            value="higher_of_table_and_statute",
            clause="BO-04",
            register="X-04",
            note=N_("The law sets a least amount for each part; the higher of both ways is paid."),
        ),
        cap_percent=Stated(value=300, clause="BO-06"),
        cap_after_minimum=Policy(
            value=True,
            clause="BO-06",
            register="X-05",
            note=N_("The cap of 300 per cent wins over the least amount."),
        ),
        base=Stated(value="calculated_annual_network_cost", clause="BO-02"),
        restored_after_hours=Stated(value=2, clause="BO-08"),
        restored_rule_before_threshold=Policy(
            value=False,
            clause="BO-08",
            register="X-06",
            note=N_("The first 12 hours must be unbroken; the two-hour rule applies afterwards."),
        ),
        starts_at=Policy(
            value="earliest_evidence_else_first_report",
            clause="BO-01",
            register="X-07",
            note=N_("The meter's own record counts first, otherwise the first report."),
        ),
        payout=Months(6, clause="BO-07"),
        payout_runs_from=Policy(
            value="end_of_month_aware_or_should_be_aware",
            clause="BO-07",
            register="X-08",
            note=N_("The law adds should have learned, and without unreasonable delay."),
        ),
        without_application=yes("BO-07"),
        late_interest=Statutory(key="late_interest_surcharge", clause="BO-07"),
        claim_limit=Statutory(key="outage_claim_years", clause="BO-13"),
        reductions=(
            ReductionGround(
                key="worker_safety",
                text=N_("Restoring power had to wait so as not to put workers at considerable risk."),
                clause="BO-09",
            ),
            ReductionGround(
                key="economic_hardship",
                text=N_("The compensation would weigh unreasonably on the grid company's economy."),
                clause="BO-10",
            ),
        ),
        exclusions=Statutory(key="outage_exclusions", clause="BO-01"),
        damages_separate=yes("BO-11"),
        deducted_from_damages=yes("BO-12"),
        statute_link=Stated(value="ellagen (1997:857) 10-11 kap.", clause="BO-13"),
    ),
    complaint_route=ComplaintRoute(
        levels=(
            ComplaintLevel(
                key="customer_service",
                name=N_("Customer service"),
                about=N_("Call or write to customer service first."),
                phone="0485-883 00",
                email="borgholm.energi@borgholm.se",
                clause="BO-14",
            ),
        ),
        external=(
            ExternalBody(
                key="energy_bureau",
                name="Konsumenternas energimarknadsbyrå",
                role=N_("Independent bureau that informs and guides consumers free of charge."),
                households_only=True,
                decides_disputes=False,
                website="https://www.energimarknadsbyran.se",
                clause="BO-15",
            ),
            ExternalBody(
                key="disputes_board",
                name="Allmänna reklamationsnämnden (ARN)",
                role=N_("Tries disputes between consumers and grid or retail companies."),
                households_only=True,
                decides_disputes=True,
                website="https://www.arn.se",
                fee=Statutory(key="arn_fee", clause="BO-15"),
                minimum_value=Statutory(key="arn_minimum_value", clause="BO-15"),
                clause="BO-15",
            ),
            ExternalBody(
                key="inspectorate",
                name="Energimarknadsinspektionen",
                role=N_("Supervises the markets for electricity, natural gas and district heating."),
                households_only=False,
                decides_disputes=False,
                website="https://www.ei.se",
                never_for=("outage_compensation", "money_disputes"),
                clause="BO-15",
            ),
        ),
        external_needs_level=Stated(value="customer_service", clause="BO-14"),
        suspends_payment=None,
        hold_by_express_agreement=None,
        answer_wording=None,
        answer_limit_days=Policy(
            value=30,
            clause="BO-14",
            register="X-70",
            note=N_("The page names no time; 30 days is the longest."),
        ),
        answer_target_workdays=Policy(
            value=10,
            clause="BO-14",
            register="X-70",
            note=N_("We aim at an answer within 10 working days."),
        ),
        court=None,
    ),
)
