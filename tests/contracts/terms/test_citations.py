"""
Which clause a figure stands under, for figures our answers use without naming their clause.

Where an answer does name it, the test of that answer holds it. Read beside the catalogue of clauses.
"""

from operator import attrgetter

import pytest

from contracts import terms

CODES = ("energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024")
CITED = """
scope.fuels                                EP-1.1    OR-1.1   GE-VF-1.1   GE-VF-1.1
withdrawal.runs_from                       -         OR-11.1  GE-VF-1.3   GE-VF-1.3
withdrawal.concluded_by                    -         OR-11.1  GE-VF-1.3   GE-VF-1.3
withdrawal.per_fuel                        -         -        GE-VF-1.3   GE-VF-1.3
withdrawal.product_change_opens_own        -         -        GE-VF-1.3   GE-VF-1.3
binding.runs_from                          EP-11.1a  OR-13.1a GE-V-10.1   GE-F-10.1a
binding.fuels                              EP-11.1a  OR-13.1a GE-V-10.1   GE-F-10.1a
notice.customer.during_binding             EP-11.1a  -        -           GE-F-10.1b
notice.supplier.during_binding             EP-11.1c  -        -           GE-F-10.1b
early_exit.flat_fee_is_minimum             EP-11.1f  -        -           GE-F-10.2a
early_exit.supplier_may_choose_flat        EP-11.1f  -        -           -
early_exit.lost_markup.vat_added           EP-11.1e  -        -           -
early_exit.on_breach_inside_binding        EP-8.3    -        -           -
early_exit.remaining_subscriptions         -         -        -           GE-F-10.2b
product_change.offer_after                 -         -        GE-VF-5.1   GE-VF-5.1
product_change.offer_runs_from             -         -        GE-VF-5.1   GE-VF-5.1
move_notice.earliest                       EP-11.2d  OR-12.5  GE-V-10.3c  GE-F-10.3c
change_notice.leave.scope                  EP-13.5   OR-17.2  GE-VF-13.2  GE-VF-13.2
change_notice.leave.effective              EP-13.5   OR-17.2  GE-VF-13.2  GE-VF-13.2
aconto.basis                               EP-6.1    OR-5.1b  GE-VF-4.6   GE-VF-4.6
aconto.in_advance                          EP-6.1    OR-5.1a  GE-VF-4.6   GE-VF-4.6
aconto.in_arrears                          EP-6.1    OR-5.1a  GE-VF-4.6   GE-VF-4.6
aconto.change_threshold_percent            EP-6.7    -        GE-VF-4.12  GE-VF-4.12
invoicing.months_after_consumption         EP-6.4    -        GE-VF-4.8   GE-VF-4.8
invoicing.missing_data_on_the_day          EP-3.3    OR-5.2c  GE-VF-4.3   GE-VF-4.3
payment_methods.valid_method_required      EP-6.9    OR-6.1b  GE-VF-4.23  GE-VF-4.23
payment_methods.default                    EP-6.11   -        -           -
payment_methods.default_cycle              EP-6.11   -        GE-VF-4.18  GE-VF-4.18
card_collection.modes                      EP-6.14   OR-6.2a  GE-VF-4.14  GE-VF-4.14
card_collection.default_cycle              EP-6.13   OR-6.2a  GE-VF-4.14  GE-VF-4.14
late_payment.reminder_count                EP-5.8    OR-6.1d  GE-VF-5.4   GE-VF-5.4
late_payment.reminder_gap                  EP-5.8    OR-6.1d  GE-VF-5.4   GE-VF-5.4
contact.hours.closed_on_public_holidays    EP-16.1   -        -           -
complaint_route.answer_target_workdays     EP-13.1   OR-16.1  GE-V-12.1   GE-F-12.3
complaint_route.hold_by_express_agreement  EP-13.2   OR-16.1  GE-V-12.1   GE-F-12.3
price.settled_by                           EP-5.5    OR-4.2b  GE-VF-1.2   GE-VF-1.2
security.forms                             EP-7.1    OR-7.2   GE-VF-6.1   GE-VF-6.1
security.negative_balance.days             EP-6.15   -        GE-VF-4.21  GE-VF-4.21
security.procedure.kind                    EP-11.3b  OR-8.1   GE-V-10.4b  GE-F-10.4b
"""
BORGHOLM = {
    "scope.customers": "BO-01",
    "scope.fuels": "BO-01",
    "outage_compensation.currency": "BO-03",
    "outage_compensation.minimum_unit": "BO-03",
    "outage_compensation.printed_unit_minor": "BO-03",
}
ROWS = [("borgholm", figure, clause) for figure, clause in BORGHOLM.items()] + [
    (code, figure, clause)
    for figure, *clauses in map(str.split, CITED.strip().splitlines())
    for code, clause in zip(CODES, clauses, strict=True)
    if clause != "-"
]


@pytest.mark.parametrize(
    "code, figure, clause",
    [pytest.param(*row, id="-".join(row), marks=pytest.mark.rule(row[2])) for row in ROWS],
)
def test_a_figure_stands_under_its_clause(code, figure, clause):
    assert attrgetter(f"{figure}.clause")(terms.by_code(code)) == clause
