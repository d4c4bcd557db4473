"""The same concept with other numbers: the four retail documents side by side, written by hand."""

from datetime import date

import pytest

from contracts import terms
from contracts.terms.parts.figure import Calendar, Comparison, Months, Policy, Vat
from contracts.terms.parts.payment import CollectionMode, Method
from contracts.terms.parts.scope import CustomerKind, Fuel, Source
from contracts.terms.parts.security import Procedure, SecurityForm

EP = terms.by_code("energiplus_2023")
OR = terms.by_code("orsted_2019")
GV = terms.by_code("gron_variable_2024")
GF = terms.by_code("gron_fixed_2024")
RETAIL = (EP, OR, GV, GF)


def row(read):
    """Return what a reader finds in each of the four documents."""
    return tuple(read(document) for document in RETAIL)


def test_documents_are_in_force_from():
    assert row(lambda d: d.in_force_from) == (
        date(2023, 10, 18),
        date(2019, 10, 1),
        date(2024, 9, 1),
        date(2024, 9, 1),
    )


@pytest.mark.rule("EP-1.1", "OR-1.1", "GE-VF-1.1")
def test_customers_and_company_numbers():
    assert row(lambda d: d.scope.customers.value) == (
        (CustomerKind.BUSINESS,),
        (CustomerKind.HOUSEHOLD,),
        (CustomerKind.HOUSEHOLD,),
        (CustomerKind.HOUSEHOLD,),
    )
    assert row(lambda d: d.identity.registration) == ("41627484", "40138099", "42133434", "42133434")


@pytest.mark.rule("EP-1.1", "OR-1.1", "GE-VF-1.1")
def test_fuels():
    both = (Fuel.ELECTRICITY, Fuel.GAS)
    assert row(lambda d: d.scope.fuels.value) == ((Fuel.ELECTRICITY,), (Fuel.ELECTRICITY,), both, both)


@pytest.mark.rule("EP-1.3", "OR-1.2", "GE-VF-1.2")
def test_precedence():
    confirmation = (Source.ORDER_CONFIRMATION, Source.TERMS)
    assert row(lambda d: d.scope.precedence.value) == (
        confirmation,
        (Source.FRONT_PAGE, Source.ABOUT_YOUR_AGREEMENT, Source.TERMS),
        confirmation,
        confirmation,
    )


@pytest.mark.rule("GE-0.1")
def test_which_part_of_gron_s_terms_is_meant():
    assert row(lambda d: d.scope.variant_on_receipt and d.scope.variant_on_receipt.value) == (
        None,
        None,
        "variable",
        "fixed",
    )


@pytest.mark.rule("EP-5.5", "OR-4.2b", "GE-VF-1.2")
def test_what_sets_the_price_of_the_energy():
    assert row(lambda d: d.price.settled_by.value) == (
        "hourly_purchase_price",
        "fixed_or_variable_trade_price",
        "product",
        "product",
    )


@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_withdrawal():
    assert EP.withdrawal is None
    for document in (OR, GV, GF):
        assert (document.withdrawal.period.count, document.withdrawal.period.calendar) == (14, Calendar.DAY)
        assert document.withdrawal.runs_from.value == "conclusion"
        assert document.withdrawal.dispatch_in_time.value is True
    assert [document.withdrawal.concluded_by.value for document in (OR, GV, GF)] == [
        ("any",),
        ("distance", "off_premises"),
        ("distance", "off_premises"),
    ]


@pytest.mark.rule("EP-11.1a", "OR-13.1a", "GE-V-10.1", "GE-F-10.1a", "X-75")
def test_binding():
    assert EP.binding.months == Months(36, clause="EP-11.1a")
    assert OR.binding.months is None
    assert OR.binding.stated_on == (Source.FRONT_PAGE, Source.ABOUT_YOUR_AGREEMENT)
    assert GV.binding.months == Months(0, clause="GE-V-10.1")
    assert GF.binding.months == Months(6, clause="GE-F-10.1a")
    assert row(lambda d: d.binding.runs_from.value) == (
        "agreed_start",
        "conclusion",
        "conclusion",
        "conclusion",
    )
    assert row(lambda d: d.binding.fuels.value) == (
        (Fuel.ELECTRICITY,),
        (Fuel.ELECTRICITY,),
        (Fuel.ELECTRICITY, Fuel.GAS),
        (Fuel.ELECTRICITY,),
    )


@pytest.mark.rule("EP-11.1a", "EP-11.1b", "EP-11.1c", "EP-11.1d", "GE-V-10.1", "GE-F-10.1b", "X-25")
def test_notice_of_customer_and_supplier():
    def months(period):
        return period.months and period.months.count

    assert row(lambda d: months(d.notice.customer)) == (1, None, 1, 1)
    assert row(lambda d: months(d.notice.supplier)) == (1, None, 1, 1)
    assert row(lambda d: d.notice.customer.during_binding and d.notice.customer.during_binding.value) == (
        False,
        None,
        None,
        True,
    )
    assert row(lambda d: d.notice.supplier.during_binding and d.notice.supplier.during_binding.value) == (
        True,
        None,
        None,
        True,
    )
    assert EP.notice.in_writing.value is True
    assert row(lambda d: d.notice.in_writing is None) == (False, True, True, True)
    assert row(
        lambda d: d.notice.earliest_end and (d.notice.earliest_end.register, d.notice.earliest_end.value)
    ) == (
        ("X-76", "end_of_binding"),
        None,
        None,
        ("X-52", "end_of_binding"),
    )


@pytest.mark.rule("EP-11.1e", "EP-11.1f", "GE-F-10.2a", "X-26", "X-74")
def test_early_exit():
    assert (EP.early_exit.flat_fee.minor, EP.early_exit.flat_fee.vat) == (350_000, Vat.ADDED)
    assert EP.early_exit.flat_fee_is_minimum.value is True
    assert EP.early_exit.supplier_may_choose_flat.value is True
    assert EP.early_exit.lost_markup.other_loss.value is True
    assert EP.early_exit.lost_markup.estimate_months.value == 12
    assert EP.early_exit.on_move_flat_only.clause == "EP-11.2b"
    assert OR.early_exit is None
    assert GV.early_exit is None
    assert (GF.early_exit.flat_fee.minor, GF.early_exit.flat_fee.clause) == (60_000, "GE-F-10.2a")
    assert GF.early_exit.flat_fee_is_minimum.value is False
    assert GF.early_exit.remaining_subscriptions.clause == "GE-F-10.2b"
    assert GF.early_exit.never_on.value[:2] == ("withdrawal", "leave_on_change")
    assert "withdrawal" not in EP.early_exit.never_on.value
    assert row(lambda d: d.early_exit and d.early_exit.test_is.value) == (
        "supply_ends_inside_binding",
        None,
        None,
        "supply_ends_inside_binding",
    )


@pytest.mark.rule("GE-F-10.2a", "GE-F-10.2b", "X-53", "X-75")
def test_what_limits_the_exit_of_a_household():
    assert GF.early_exit.remaining_subscriptions.value is True
    assert GF.early_exit.subscriptions_by_day.value is True
    assert GF.early_exit.household_total_cap.value == "documented_direct_loss_else_flat_fee_alone"
    assert GF.early_exit.once_per.value == "customer_and_exit"
    assert row(lambda d: d.early_exit and d.early_exit.household_total_cap is None) == (True, None, None, False)


@pytest.mark.rule("GE-F-10.1c", "GE-V-10.2", "GE-VF-5.1", "X-50", "X-55")
def test_product_changes():
    assert GF.product_change.binding_months_fixed_to_fixed.count == 6
    assert (GV.product_change.starts.value, GV.product_change.starts.register) == (
        "first_of_next_month",
        "X-55",
    )
    assert GV.product_change.binding_on_variable.value is False
    for document in (GV, GF):
        offer = document.product_change
        assert (offer.offer_after.count, offer.offer_runs_from.value) == (6, "supply_start")
    assert row(lambda d: d.product_change is None) == (True, True, False, False)


@pytest.mark.rule("EP-11.2d", "EP-11.2f", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c", "X-65")
def test_move_window():
    assert row(lambda d: d.move_notice.earliest.count) == (2, 2, 2, 2)
    assert row(lambda d: d.move_notice.latest.count) == (7, 10, 14, 14)
    assert row(lambda d: d.move_notice.latest.calendar) == (Calendar.WORKDAY,) * 4
    assert row(lambda d: d.move_notice.latest.clause) == ("EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
    assert row(lambda d: d.move_notice.liability_ends.value) == (
        "when_notified_and_registered",
        "earliest_registrable_after_notice",
        "earliest_registrable_after_notice",
        "earliest_registrable_after_notice",
    )


@pytest.mark.rule("EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c", "X-65")
def test_early_and_late_notices_of_a_move():
    assert row(lambda d: d.move_notice.too_early.value) == ("store_and_hold",) * 4
    assert row(lambda d: d.move_notice.too_late.value) == ("accept_earliest_registrable",) * 4


@pytest.mark.rule("EP-11.2c", "OR-12.2", "GE-V-10.3b", "GE-F-10.3b")
def test_price_at_the_new_address():
    assert row(lambda d: d.move_notice.price_at_new_address.value) == (
        "price_of_new_grid_area",
        "price_of_new_area_unless_fixed",
        "price_of_new_grid_area",
        "price_of_new_grid_area",
    )


@pytest.mark.rule("EP-11.2e", "OR-14.1", "GE-V-10.3d", "GE-F-10.3d")
def test_what_is_told_at_once():
    assert (
        row(lambda d: d.life_events.reported_at_once.value)
        == (("death", "reconstruction", "bankruptcy", "debt_relief"),) * 4
    )


@pytest.mark.rule("EP-4.4", "OR-3.2", "GE-VF-3.4")
def test_which_changes_are_reported():
    assert row(lambda d: d.delivery.changes_reported.value) == (
        ("consumption", "address", "place_of_business"),
        ("consumption",),
        ("consumption", "address"),
        ("consumption", "address"),
    )


@pytest.mark.rule("OR-17.1")
def test_from_when_inflation_is_counted():
    assert row(lambda d: d.change_notice.inflation_index_from and d.change_notice.inflation_index_from.value) == (
        None,
        "2017-01-01=100",
        None,
        None,
    )


@pytest.mark.rule("OR-13.2", "X-32")
def test_what_ends_the_agreement_of_an_owner():
    assert OR.owner_termination.events.value == (
        "new_supply_agreement",
        "supply_cut_off",
        "no_longer_registered_owner",
    )
    assert OR.owner_termination.effective.value == "later_of_notice_end_and_first_verifiable_event"
    assert row(lambda d: d.owner_termination is None) == (True, False, True, True)


@pytest.mark.rule(
    "EP-6.1",
    "EP-6.2",
    "EP-6.3",
    "EP-6.7",
    "OR-5.1a",
    "OR-5.1b",
    "GE-VF-4.6",
    "GE-VF-4.7",
    "GE-VF-4.12",
    "X-34",
)
def test_aconto_cycle():
    def default(document):
        cycle = document.aconto.cycle.default
        return cycle.value if isinstance(cycle, Policy) else cycle.count

    assert row(default) == (3, 1, 1, 1)
    assert (OR.aconto.cycle.minimum.count, OR.aconto.cycle.maximum.count) == (1, 6)
    assert row(lambda d: d.aconto.in_advance.value) == (True, True, True, True)
    assert row(lambda d: d.aconto.in_arrears.value) == (False, True, False, False)
    assert row(lambda d: d.aconto.collection_is_invoicing.value) == (False, False, False, False)
    assert row(lambda d: d.aconto.change_without_notice.value) == (True, False, True, True)


@pytest.mark.rule("EP-6.1", "OR-5.1b", "GE-VF-4.6", "GE-VF-4.9")
def test_what_an_aconto_rests_on():
    public = ("public_building_data", "earlier_consumption_at_address")
    assert row(lambda d: d.aconto.basis.value) == (
        ("grid_company_expectation",),
        ("grid_company_estimate",),
        public,
        public,
    )
    assert row(lambda d: d.aconto.first_estimate and d.aconto.first_estimate.value) == (
        None,
        None,
        "estimate_of_product",
        "estimate_of_product",
    )


@pytest.mark.rule("EP-5.2", "OR-4.1", "GE-VF-5.3")
def test_what_a_price_is_made_of():
    assert row(lambda d: d.price.parts.value) == (("energy", "transport", "taxes"),) * 4


@pytest.mark.rule("EP-5.6", "OR-6.1c", "GE-VF-5.3")
def test_what_an_invoice_says():
    assert row(lambda d: d.invoicing.content.value) == (("last_timely_payment_date", "where_to_pay"),) * 4


@pytest.mark.rule("EP-5.1", "OR-6.1a", "GE-VF-5.3")
def test_how_prices_are_quoted():
    assert row(lambda d: d.price.quoted_vat.value) == (Vat.ADDED, Vat.INCLUDED, Vat.INCLUDED, Vat.INCLUDED)


@pytest.mark.rule("GE-VF-4.13")
def test_bills_of_gron():
    bills = ((Fuel.ELECTRICITY, 1), (Fuel.GAS, 2))
    assert row(lambda d: d.invoicing.bills_per_fuel and d.invoicing.bills_per_fuel.value) == (
        None,
        None,
        bills,
        bills,
    )


@pytest.mark.rule("EP-5.1", "EP-6.4", "OR-5.1c", "OR-5.1d", "OR-6.1a", "GE-VF-4.8", "GE-VF-5.3")
def test_invoice_creation():
    assert row(lambda d: d.invoicing.day_of_month and d.invoicing.day_of_month.value) == (15, None, 15, 15)
    assert OR.invoicing.times_a_year_remote_hourly.number == 4
    assert OR.invoicing.times_a_year_other.number == 1
    assert row(lambda d: d.invoicing.figures_vat.value) == (
        Vat.ADDED,
        Vat.INCLUDED,
        Vat.INCLUDED,
        Vat.INCLUDED,
    )


@pytest.mark.rule("EP-6.13", "EP-6.14", "OR-6.2a", "GE-VF-4.14", "GE-VF-4.19", "X-57")
def test_collect_day_of_a_card():
    assert row(lambda d: d.card_collection.default_mode.value) == (
        CollectionMode.BEFORE_NEGATIVE,
        CollectionMode.START_OF_MONTH,
        CollectionMode.LAST_BANK_DAY,
        CollectionMode.LAST_BANK_DAY,
    )
    assert row(lambda d: d.card_collection.modes.value) == (
        (CollectionMode.BEFORE_NEGATIVE, CollectionMode.QUARTERLY),
        (CollectionMode.START_OF_MONTH,),
        (CollectionMode.LAST_BANK_DAY, CollectionMode.BEFORE_NEGATIVE),
        (CollectionMode.LAST_BANK_DAY, CollectionMode.BEFORE_NEGATIVE),
    )
    below = row(lambda d: d.card_collection.draw_before_balance_below_minor)
    assert [draw and draw.value for draw in below] == [0, None, 0, 0]
    assert row(lambda d: d.card_collection.default_cycle.count) == (3, 1, 1, 1)


@pytest.mark.rule("OR-6.2b", "OR-6.2e")
def test_notice_before_a_card_draw():
    assert row(lambda d: d.card_collection.notice and d.card_collection.notice.count) == (None, 8, None, None)
    assert OR.card_collection.notice.calendar is Calendar.DAY
    assert OR.card_collection.notice_says.value == ("amount", "calculation")
    assert OR.card_collection.further_draw_notice.count == 8


@pytest.mark.rule("EP-6.12", "GE-VF-4.18", "X-58")
def test_advance_of_the_collection():
    assert row(lambda d: d.aconto.advance and d.aconto.advance.limit.minor) == (50_000, None, 50_000, 50_000)
    assert row(lambda d: d.aconto.advance and d.aconto.advance.scope.value) == (
        "direct_debit",
        None,
        "any_method",
        "any_method",
    )
    assert EP.aconto.advance.cycle_longer_than is None
    assert GV.aconto.advance.cycle_longer_than.count == 1
    for document in (EP, GV, GF):
        limit = document.aconto.advance.limit
        assert [limit.is_passed_by(owed) for owed in (49_999, 50_000, 50_001)] == [False, False, True]


@pytest.mark.rule("EP-6.15", "GE-VF-4.21")
def test_security_trigger_by_balance():
    assert OR.security.negative_balance is None
    for document in (EP, GV, GF):
        trigger = document.security.negative_balance
        assert (trigger.days.count, trigger.days.calendar, trigger.limit.minor) == (7, Calendar.DAY, 10_000)
        assert trigger.limit.comparison is Comparison.MORE_THAN
        assert trigger.either_suffices.value is True
        assert [trigger.limit.is_passed_by(owed) for owed in (10_000, 10_001)] == [False, True]


@pytest.mark.rule("EP-7.1", "EP-7.3", "OR-7.2", "GE-VF-6.1")
def test_security_cap_and_forms():
    assert [document.security.cap_months.count for document in (EP, GV, GF)] == [5, 5, 5]
    assert OR.security.cap_months.key == "security_cap_months"
    all_forms = (SecurityForm.CASH_DEPOSIT, SecurityForm.BANK_GUARANTEE, SecurityForm.OTHER_SATISFACTORY)
    assert row(lambda d: d.security.forms.value) == (
        all_forms,
        (SecurityForm.CASH_DEPOSIT, SecurityForm.OTHER_SATISFACTORY),
        all_forms,
        all_forms,
    )
    assert row(lambda d: d.security.cap_by_actual_risk.value) == (True, True, True, True)


@pytest.mark.rule("EP-8.7", "OR-14.1", "GE-VF-7.2", "X-36")
def test_security_in_reconstruction():
    assert row(lambda d: d.security.allowed_in_reconstruction.value) == (False, True, False, False)
    assert row(lambda d: d.life_events.security_in_reconstruction.value) == (False, True, False, False)


@pytest.mark.rule("EP-11.3b", "X-73")
def test_security_procedure():
    assert row(lambda d: d.security.procedure.kind.value) == (
        Procedure.SUPPLIER_DEADLINES,
        Procedure.STATUTORY_HOUSEHOLD,
        Procedure.STATUTORY_HOUSEHOLD,
        Procedure.STATUTORY_HOUSEHOLD,
    )
    assert EP.security.procedure.deadline_days.value == 15
    assert EP.security.procedure.cancellation_notice_days.value == 3
    assert OR.security.procedure.deadline_days.key == "security_deadline_workdays"


@pytest.mark.rule(
    "EP-11.3a",
    "EP-11.3c",
    "EP-11.4b",
    "OR-8.1",
    "GE-V-10.4a",
    "GE-V-10.4c",
    "GE-V-10.5b",
    "GE-F-10.4a",
    "GE-F-10.4c",
    "GE-F-10.5b",
    "X-37",
)
def test_what_stands_before_a_cancellation():
    for document in RETAIL:
        assert document.breach.past_debt_never_cancels.value is True
        assert document.breach.other_assurance_blocks.value is True
        assert document.disconnection.not_if_other_supplier.value is True
    assert row(lambda d: d.breach.past_debt_never_cancels.clause) == (
        "EP-11.3a",
        "OR-8.1",
        "GE-V-10.4a",
        "GE-F-10.4a",
    )
    assert row(lambda d: isinstance(d.breach.past_debt_never_cancels, Policy)) == (False, True, False, False)


@pytest.mark.rule("EP-11.3d", "GE-V-10.4d", "GE-F-10.4d", "X-64")
def test_debt_that_blocks_new_supply():
    electricity = (Fuel.ELECTRICITY,)
    assert row(lambda d: d.re_supply.blocked_by.value) == (
        (Fuel.ELECTRICITY, Fuel.GAS),
        electricity,
        electricity,
        electricity,
    )


@pytest.mark.rule("EP-11.5a", "OR-13.1b", "GE-V-10.6a", "GE-V-10.6b", "GE-F-10.6a", "GE-F-10.6b")
def test_final_bill():
    assert row(lambda d: d.final_settlement.final.count) == (42, 42, 42, 42)
    assert row(lambda d: d.final_settlement.move.count) == (42, 42, 42, 42)
    assert row(lambda d: d.final_settlement.final.calendar) == (Calendar.DAY,) * 4
    assert row(lambda d: d.final_settlement.move.calendar) == (Calendar.DAY,) * 4
    assert row(lambda d: d.final_settlement.move_runs_from.value) == (
        "supply_end_at_old_address",
        "agreement_end",
        "supply_end_at_old_address",
        "supply_end_at_old_address",
    )


@pytest.mark.rule(
    "EP-13.1", "EP-13.2", "EP-13.3", "OR-16.1", "OR-16.2", "GE-V-12.1", "GE-V-12.2", "GE-F-12.3", "GE-F-12.4"
)
def test_complaints():
    assert row(lambda d: d.complaint_route.levels[0].email) == (
        "kundeservice@energiplus.dk",
        "",
        "klage@gronelforsyning.dk",
        "klage@gronelforsyning.dk",
    )
    assert row(lambda d: d.complaint_route.levels[0].name) == (
        "Customer service",
        "Ørsted Customer Experience, complaints",
        "Grøn Elforsyning, complaints",
        "Grøn Elforsyning, complaints",
    )
    assert row(lambda d: d.complaint_route.suspends_payment.value) == (False, False, False, False)
    assert row(lambda d: d.complaint_route.hold_by_express_agreement.value) == (True, True, True, True)
    assert row(lambda d: [body.key for body in d.complaint_route.external]) == (
        [],
        ["energy_board"],
        ["energy_board"],
        ["energy_board"],
    )
    for document in (OR, GV, GF):
        assert document.complaint_route.external[0].address == "Carl Jacobsens Vej 35, 2500 Valby"
    for document in (GV, GF):
        board = document.complaint_route.external[0]
        assert (board.phone, board.email) == ("41 71 50 00", "post@energianke.dk")
    assert row(lambda d: d.complaint_route.court and d.complaint_route.court.court) == (
        "Retten i Roskilde",
        None,
        "Retten i Aarhus",
        "Retten i Aarhus",
    )
    assert GV.complaint_route.court.home_court_possible is True


@pytest.mark.rule("EP-13.4", "EP-13.5", "OR-17.1", "OR-17.2", "GE-VF-13.1", "GE-VF-13.2")
def test_change_notice_and_leaving():
    assert (EP.change_notice.minimum.count, EP.change_notice.minimum.calendar) == (14, Calendar.DAY)
    assert row(lambda d: d.change_notice.minimum is None) == (False, True, True, True)
    assert row(lambda d: d.change_notice.statute.key) == (
        "business_change_notice_days",
        "consumer_change_notice_months",
        "consumer_change_notice_months",
        "consumer_change_notice_months",
    )
    assert len(OR.change_notice.reasons.value) == 5
    assert row(lambda d: d.change_notice.reasons is None) == (True, False, True, True)
    assert row(lambda d: d.change_notice.leave.effective.value) == ("when_change_takes_effect_at_latest",) * 4
    assert row(lambda d: d.change_notice.individual_communication.value) == (True, True, True, True)
    assert row(lambda d: d.change_notice.leave.scope.value) == (
        "material_adverse",
        "any_not_accepted",
        "any_not_accepted",
        "any_not_accepted",
    )


def test_clause_where_death_is_named():
    assert row(lambda d: d.life_events.reported_at_once.clause) == (
        "EP-11.2e",
        "OR-14.1",
        "GE-V-10.3d",
        "GE-F-10.3d",
    )


@pytest.mark.rule("EP-3.3", "OR-5.2c", "GE-VF-4.3")
def test_what_is_billed_without_data():
    assert row(lambda d: d.invoicing.missing_data_on_the_day.value) == (
        "estimate_then_correct",
        "grid_company_estimate_then_correct",
        "estimate_then_correct",
        "estimate_then_correct",
    )


@pytest.mark.rule("EP-6.9", "OR-6.1b", "GE-VF-4.23")
def test_who_must_have_a_method_that_works():
    assert row(lambda d: d.payment_methods.valid_method_required.value) == (True, False, True, True)


@pytest.mark.rule("EP-6.8", "EP-6.11", "OR-6.1b", "GE-VF-4.22")
def test_payment_methods():
    assert row(lambda d: d.payment_methods.offered.value) == (
        (Method.DIRECT_DEBIT, Method.CARD),
        (Method.SLIP, Method.DIRECT_DEBIT, Method.CARD),
        (Method.DIRECT_DEBIT, Method.CARD, Method.MOBILEPAY),
        (Method.DIRECT_DEBIT, Method.CARD, Method.MOBILEPAY),
    )
    assert EP.payment_methods.default.value is Method.DIRECT_DEBIT


@pytest.mark.parametrize(
    "fee, minor, vat, clause",
    [
        ("missed_self_reading", 2_500, Vat.INCLUDED, "OR-6.3b"),
        ("disconnection_visit", 30_000, Vat.NONE, "OR-6.3c"),
        ("payment_slip", 3_500, Vat.INCLUDED, "OR-6.3d"),
        ("direct_debit_notice", 625, Vat.INCLUDED, "OR-6.3e"),
        ("card_payment", 0, Vat.INCLUDED, "OR-6.3f"),
        ("bank_transfer", 5_000, Vat.INCLUDED, "OR-6.3g"),
    ],
)
@pytest.mark.rule("OR-6.3b", "OR-6.3c", "OR-6.3d", "OR-6.3e", "OR-6.3f", "OR-6.3g")
def test_fees_of_orsted(fee, minor, vat, clause):
    named = getattr(OR.fees, fee)
    assert (named.minor, named.vat, named.clause) == (minor, vat, clause)
    assert row(lambda d: getattr(d.fees, fee) is None) == (True, False, True, True)


@pytest.mark.rule("GE-VF-4.15", "GE-VF-4.16", "GE-VF-4.26", "X-56", "X-60")
def test_fees_of_gron():
    for document in (GV, GF):
        monthly = document.fees.monthly_collection
        assert (monthly.minor, monthly.vat, monthly.clause) == (900, Vat.INCLUDED, "GE-VF-4.15")
        assert (document.fees.setup.missing_minor, document.fees.paper.missing_minor) == (0, 0)
    assert row(lambda d: d.fees.monthly_collection is None) == (True, True, False, False)


@pytest.mark.rule("EP-5.5")
def test_markup_of_energiplus():
    assert (EP.price.markup.micro_kr_per_kwh, EP.price.markup.vat) == (150_000, Vat.ADDED)
    assert row(lambda d: d.price.markup is None) == (False, True, True, True)


@pytest.mark.rule("EP-12.1", "OR-15.0", "GE-VF-11.1")
def test_what_data_are_used_for():
    assert row(lambda d: d.personal_data.purposes.value) == (
        ("administration", "delivery"),
        ("administration", "statistics", "marketing"),
        ("administration", "delivery"),
        ("administration", "delivery"),
    )


@pytest.mark.rule(
    "EP-12.2", "EP-12.4", "EP-12.5", "OR-15.0", "GE-VF-11.2", "GE-VF-11.3", "GE-VF-11.6", "X-66", "X-67"
)
def test_what_the_customer_reads_about_data():
    kept = ("prevents_disconnection", "staff_safety", "property")
    assert row(
        lambda d: d.personal_data.disconnection_case_data and d.personal_data.disconnection_case_data.value
    ) == (kept, None, kept, kept)
    assert row(lambda d: d.personal_data.access_fee_minor and d.personal_data.access_fee_minor.value) == (
        0,
        None,
        0,
        0,
    )
    assert row(lambda d: d.personal_data.marketing_consent.value) == ("separate_unticked_opt_in",) * 4
    assert [document.personal_data.child_at_risk_told_to.value for document in (GV, GF)] == ["municipality"] * 2


@pytest.mark.rule("EP-12.5", "GE-VF-11.6")
def test_newsletters():
    assert row(
        lambda d: d.personal_data.newsletters_most_a_year and d.personal_data.newsletters_most_a_year.number
    ) == (
        6,
        None,
        6,
        6,
    )
    assert row(
        lambda d: d.personal_data.newsletters_least_a_year and d.personal_data.newsletters_least_a_year.number
    ) == (4, None, 4, 4)


def test_late_payment_of_a_business_alone_has_a_compensation():
    assert row(lambda d: d.late_payment.business_compensation is None) == (False, True, True, True)
