"""Changing product: GE-V-10.2, GE-F-10.1c, GE-VF-5.1-5.2, GE-VF-1.3; X-50, X-54, X-55, X-75, X-77."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import terms
from contracts.rules.product_change import NotAsked, ProductRequest, offer_from, product_change
from contracts.rules.sentence import DecidedBy
from contracts.terms.parts.scope import CustomerKind
from tests.contracts.rules.law import agreed, shown

VARIABLE, FIXED = "gron_variable_2024", "gron_fixed_2024"


def changed(code, following, on, *, by_customer=True, new=False, starts=None, months=None, **agreement):
    return product_change(
        agreed=agreed(code, **agreement),
        following=terms.by_code(following),
        request=ProductRequest(
            concluded_on=date.fromisoformat(on),
            by_customer=by_customer,
            is_new_agreement=new,
            starts_on=date.fromisoformat(starts) if starts else None,
            binding_months=months,
        ),
    )


@pytest.mark.parametrize(
    "asked, starts_on",
    [
        ("2026-03-01", "2026-04-01"),
        ("2026-03-15", "2026-04-01"),
        ("2026-03-31", "2026-04-01"),
        ("2026-12-31", "2027-01-01"),
        ("2024-02-29", "2024-03-01"),
        ("2028-01-31", "2028-02-01"),
    ],
)
@pytest.mark.rule("GE-V-10.2", "X-50", "X-55")
def test_variable_to_variable_starts_on_the_first_of_the_next_month_unbound(asked, starts_on):
    """Also when asked for on the first or the last of a month."""
    found = changed(VARIABLE, VARIABLE, asked, concluded="2023-01-15")
    assert (found.starts_on, found.free_from, found.leaves_binding) == (date.fromisoformat(starts_on), None, False)
    assert [step.clause for step in found.why] == ["GE-V-10.2", "GE-V-10.2"]


@given(st.dates(date(2024, 9, 1), date(2035, 12, 31)))
@pytest.mark.rule("GE-V-10.2", "X-55")
def test_variable_to_variable_never_starts_in_the_month_it_is_asked_for(asked):
    starts_on = changed(VARIABLE, VARIABLE, asked.isoformat(), concluded="2024-09-01").starts_on
    assert starts_on.day == 1
    assert 1 <= (starts_on - asked).days <= 31


@pytest.mark.rule("GE-F-10.1c", "X-54")
def test_fixed_to_fixed_binds_anew_only_as_an_express_new_agreement():
    """Concluded 15 January, free from 15 July; changed in May."""
    anew = changed(FIXED, FIXED, "2026-05-20", new=True, starts="2026-06-01")
    assert (anew.free_from, anew.former_free_from) == (date(2026, 11, 20), date(2026, 7, 15))
    assert (anew.starts_on, anew.leaves_binding) == (date(2026, 6, 1), False)
    assert shown(anew.why[0]) == "The new product binds you until 2026-11-19."
    assert anew.why[0].clause == "GE-F-10.1c"

    kept = changed(FIXED, FIXED, "2026-05-20", starts="2026-06-01")
    assert kept.free_from == date(2026, 7, 15)
    assert shown(kept.why[0]) == "This is no new agreement, so your binding stays as it was, until 2026-07-14."
    assert (kept.why[0].decided_by, kept.why[0].clause) == (DecidedBy.OUR_CHOICE, "GE-F-10.1c")


@pytest.mark.parametrize(
    "asked, free_from",
    [("2026-08-31", "2027-02-28"), ("2027-08-31", "2028-02-29"), ("2023-08-31", "2024-02-29")],
)
@pytest.mark.rule("GE-F-10.1c")
def test_the_new_six_months_are_clipped_to_a_short_month(asked, free_from):
    """GE-F-10.1c; rules.md §9."""
    found = changed(FIXED, FIXED, asked, new=True, concluded="2023-01-15")
    assert found.free_from == date.fromisoformat(free_from)


@pytest.mark.rule("GE-F-10.1c", "X-54")
def test_a_fixed_agreement_that_was_not_bound_stays_unbound_without_a_new_one():
    """An order confirmation without binding."""
    found = changed(FIXED, FIXED, "2026-05-20", binding_months=0)
    assert (found.free_from, found.why[0].text) == (None, "The change does not bind you.")


@pytest.mark.rule("GE-VF-1.2")
def test_an_order_confirmation_with_its_own_months_ranks_first():
    """Three months from the new conclusion."""
    found = changed(FIXED, FIXED, "2026-05-20", new=True, months=3)
    assert found.free_from == date(2026, 8, 20)
    assert changed(FIXED, FIXED, "2026-05-20", new=True, months=0).free_from is None


@pytest.mark.parametrize(
    "code, months, clause",
    [
        ("energiplus_2023", None, "EP-11.1a"),
        ("orsted_2019", 6, "OR-13.1a"),
        (VARIABLE, 3, "GE-V-10.1"),  # an order confirmation that binds, in spite of the terms
    ],
)
@pytest.mark.rule("EP-11.1a", "OR-13.1a", "GE-V-10.1")
def test_a_binding_of_the_new_product_names_its_clause(code, months, clause):
    found = changed(code, code, "2026-05-20", new=True, starts="2026-06-01", months=months)
    assert found.why[-1].text == "The new product binds you until %(day)s."
    assert found.why[-1].clause == clause


@pytest.mark.rule("GE-F-10.1a")
def test_variable_to_fixed_binds_as_any_new_agreement():
    """Six months from the conclusion of the fixed one."""
    found = changed(VARIABLE, FIXED, "2026-05-20", starts="2026-07-01")
    assert (found.starts_on, found.free_from, found.leaves_binding) == (
        date(2026, 7, 1),
        date(2026, 11, 20),
        False,
    )


@pytest.mark.parametrize(
    "starts, leaves", [("2026-06-01", True), ("2026-07-14", True), ("2026-07-15", False), ("2026-08-01", False)]
)
@pytest.mark.rule("GE-F-10.1c")
def test_fixed_to_variable_inside_the_binding_leaves_it(starts, leaves):
    """Treated as a buy-out, so quoted before the customer says yes."""
    found = changed(FIXED, VARIABLE, "2026-05-20", starts=starts)
    assert (found.free_from, found.leaves_binding) == (None, leaves)
    assert found.starts_on == date.fromisoformat(starts)


@pytest.mark.rule("GE-F-10.1a", "X-75")
def test_gas_is_never_bound():
    found = changed(FIXED, FIXED, "2026-05-20", new=True, fuel="gas")
    assert (found.free_from, found.leaves_binding, found.why[0].clause) == (None, False, "GE-F-10.1a")


@pytest.mark.parametrize(
    "code, following", [(VARIABLE, VARIABLE), (FIXED, VARIABLE), (VARIABLE, FIXED), ("orsted_2019", "orsted_2019")]
)
@pytest.mark.rule("GE-VF-5.1")
def test_nobody_is_moved_without_asking(code, following):
    """Actively requested by the customer."""
    with pytest.raises(NotAsked):
        changed(code, following, "2026-05-20", by_customer=False)


@pytest.mark.parametrize(
    "code, customer, may",
    [
        (FIXED, CustomerKind.HOUSEHOLD, True),
        (FIXED, CustomerKind.BUSINESS, False),
        ("orsted_2019", CustomerKind.HOUSEHOLD, False),  # the document is silent
    ],
)
@pytest.mark.rule("GE-VF-1.3", "X-77")
def test_a_change_has_its_own_withdrawal_and_the_former_date_comes_back(code, customer, may):
    found = changed(code, code, "2026-05-20", new=True, customer=customer)
    assert found.may_be_withdrawn is may
    if code == FIXED:
        assert found.former_free_from == date(2026, 7, 15)


@pytest.mark.parametrize(
    "code, starts, offered",
    [
        (VARIABLE, "2026-02-28", date(2026, 8, 28)),
        (VARIABLE, "2027-08-31", date(2028, 2, 29)),
        (FIXED, "2026-02-28", date(2026, 8, 28)),
        ("orsted_2019", "2026-02-28", None),
        ("energiplus_2023", "2026-02-28", None),
    ],
)
@pytest.mark.rule("GE-VF-5.1")
def test_an_offer_counts_from_the_start_of_supply(code, starts, offered):
    """Six months from the start of delivery, not from the conclusion."""
    assert offer_from(agreed=agreed(code, concluded="2026-01-15", starts=starts)) == offered
