"""To whom an agreement may be passed on in each document: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d."""

from datetime import date

import pytest

from contracts import terms
from contracts.enums import AssigneeKind
from contracts.rules.assignment import (
    Assignee,
    customer_needs_consent,
    last_day_to_tell,
    part_of,
    supplier_may_assign,
)


def test_every_kind_that_is_stored_has_the_same_word_here():
    assert [str(kind) for kind in Assignee] == AssigneeKind.values


@pytest.mark.rule("EP-11.5c", "OR-13.3", "GE-V-10.6d", "GE-F-10.6d")
@pytest.mark.parametrize(
    "code, clause, anybody",
    [
        ("energiplus_2023", "EP-11.5c", False),
        ("orsted_2019", "OR-13.3", True),
        ("gron_variable_2024", "GE-V-10.6d", False),
        ("gron_fixed_2024", "GE-F-10.6d", False),
    ],
)
def test_a_licence_is_asked_for_where_the_document_says_so(code, clause, anybody):
    part = part_of(terms=terms.by_code(code))
    assert [supplier_may_assign(assignee=kind, part=part) for kind in Assignee] == [True, True, anybody]
    assert customer_needs_consent(part=part)
    assert part.customer_needs_consent.clause == part.supplier_may_assign_to.clause == clause


def test_where_the_document_is_silent_nobody_may():
    assert part_of(terms=terms.by_code("cerius_2019")) is None


def test_the_last_day_to_tell_is_a_month_before():
    assert last_day_to_tell(takes_effect_on=date(2026, 3, 31)) == date(2026, 2, 28)
