"""Cerius, Danish grid company: what its complaints page of 2019 promises, every figure with its clause."""

from __future__ import annotations

from datetime import date, time

from contracts.terms.document import Terms
from contracts.terms.marker import N_
from contracts.terms.parts.complaint import (
    ComplaintLevel,
    ComplaintRoute,
    Contact,
    ExternalBody,
    OpeningHours,
)
from contracts.terms.parts.figure import Policy, Stated, Statutory, no, yes
from contracts.terms.parts.outage import EqualAccessReport, OutageCounter
from contracts.terms.parts.scope import CustomerKind, Fuel, Identity, Scope

TERMS = Terms(
    code="cerius_2019",
    title=N_("Cerius: complaints and your rights"),
    version="2019",
    in_force_from=date(2019, 1, 1),  # the page names its year alone
    kind="grid",
    country="DK",
    language="da",
    currency="DKK",
    clause_prefixes=("CE-",),
    identity=Identity(
        name="Cerius",
        registration="28113285",
        address="Hovedgaden 36, 4520 Svinninge",
        website="",
        clause="CE-12",
    ),
    scope=Scope(
        customers=Stated(value=(CustomerKind.HOUSEHOLD, CustomerKind.BUSINESS), clause="CE-04"),
        fuels=Stated(value=(Fuel.ELECTRICITY,), clause="CE-04"),
        precedence=None,
    ),
    contact=Contact(
        name="Cerius",
        address="Hovedgaden 36, 4520 Svinninge",
        phone="70 29 20 24",
        email="info@cerius.dk",
        website="",
        hours=OpeningHours(
            weekdays=(1, 2, 3, 4, 5),
            opens=time(7),
            closes=time(15),
            closed_on_public_holidays=yes("CE-05"),
            timezone="Europe/Copenhagen",
            clause="CE-05",
        ),
        clause="CE-05",
    ),
    outage_counter=OutageCounter(shown_at_zero=yes("CE-01"), unknown_is_not_zero=yes("CE-01")),
    equal_access_report=EqualAccessReport(
        month=6,
        day=1,
        moved_for_weekends=no("CE-03"),
        recipient=Policy(
            value="Forsyningstilsynet",
            clause="CE-03",
            register="X-69",
            note=N_("The page also names Energitilsynet, which Forsyningstilsynet replaced in July 2018."),
        ),
        approvals_linked=yes("CE-02"),
        clause="CE-03",
    ),
    complaint_route=ComplaintRoute(
        levels=(
            ComplaintLevel(
                key="technical_support",
                name=N_("Technical customer support"),
                about=N_("Call or write first; most cases are solved here."),
                phone="70 29 20 24",
                email="info@cerius.dk",
                clause="CE-04",
            ),
            ComplaintLevel(
                key="ambassador",
                name=N_("Customer Ambassador"),
                about=N_(
                    "Looks at the case from both sides, usually starting with a phone call, "
                    "and decides for Cerius."
                ),
                after_decision_of=("technical_support", "other_department"),
                final_for_company=True,
                clause="CE-06",
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
                fee=Statutory(key="energy_board_fee", clause="CE-10"),
                fee_refunded_if_upheld=True,
                clause="CE-10",
            ),
            ExternalBody(
                key="eu_portal",
                name="European Online Dispute Resolution",
                role=N_("Was the common European complaint portal; it closed on 20 July 2025."),
                households_only=True,
                decides_disputes=False,
                email="info@cerius.dk",
                hidden_from=date(2025, 7, 20),
                clause="CE-11",
            ),
        ),
        external_needs_level=Policy(
            value="technical_support",
            clause="CE-10",
            register="X-69",
            note=N_("The board may be asked after any department's decision; the ambassador is a free choice."),
        ),
        suspends_payment=None,
        hold_by_express_agreement=None,
        answer_wording=None,
        answer_limit_days=Policy(
            value=30,
            clause="CE-06",
            register="X-70",
            note=N_("The board takes a case after 30 days without an answer."),
        ),
        answer_target_workdays=Policy(
            value=10,
            clause="CE-04",
            register="X-70",
            note=N_("We aim at an answer within 10 working days."),
        ),
        court=None,
        assessed_on=Stated(
            value=("company_information", "customer_account", "law", "general_reasonableness"),
            clause="CE-07",
        ),
        upheld_requires=Stated(value=("apology", "corrective_action"), clause="CE-08"),
        first_contact_is_phone_call=yes("CE-07"),
    ),
)
