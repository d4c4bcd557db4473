"""A row that says nobody reads a figure is looked at again when somebody does."""

import pytest

from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.readers import figure_of, names_read, read_after_all
from tests.rule_mutation.survivors import Accepted


@pytest.mark.parametrize(
    "place, name",
    [
        ("notice.customer.months.count", "months"),
        ("assignment.customer_needs_consent.clause", "customer_needs_consent"),
        ("complaint_route.court.law", "law"),
    ],
)
def test_a_figure_is_read_by_the_name_of_its_field(place, name):
    assert figure_of(place) == name


def test_what_our_rules_read_is_among_the_names_and_what_the_documents_say_is_not():
    assert {"months", "pass_through_margin_minor", "cookies"} & names_read() == {
        "months",
        "pass_through_margin_minor",
    }


@pytest.mark.parametrize(
    "why, names, told",
    [
        ("No module reads it yet: orders are not built.", {"credit_approval"}, ["credit_approval"]),
        ("No module reads it yet: orders are not built.", {"approval"}, []),
        ("Every document says the same.", {"credit_approval"}, []),
    ],
)
def test_a_figure_somebody_reads_now_is_told(why, names, told):
    mutant = Mutant(
        heading="nordlys",
        id="EP-1.4",
        place="conclusion.credit_approval.value",
        change="True -> False",
        proofs=frozenset({"EP-1.4"}),
        apply=lambda: None,
    )
    rows = [
        Accepted(id="EP-1.4", place="conclusion.*", why=why),
        Accepted(id="EP-1.5", place="conclusion.*", why=why),
    ]
    assert [*read_after_all(rows, unnoticed=[mutant], names=frozenset(names))] == [
        f"read now  EP-1.4, conclusion.*: a module reads {name}" for name in told
    ]
