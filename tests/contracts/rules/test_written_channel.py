"""Which way is written, and what a letter costs: GE-VF-4.24 to 4.26 with X-60."""

import pytest

from contracts import terms
from contracts.rules.written_channel import NoChannel, paper_fee, written_channel

GRON, ORSTED = terms.by_code("gron_variable_2024"), terms.by_code("orsted_2019")


@pytest.mark.rule("GE-VF-4.24", "GE-VF-4.25")
@pytest.mark.parametrize(
    "reachable, preferred, way",
    [
        ({"email", "eboks", "letter"}, "", "eboks"),
        ({"email", "sms", "letter"}, "", "email"),
        ({"email", "sms", "letter"}, "sms", "sms"),
        ({"email", "letter"}, "letter", "letter"),
        ({"email", "letter"}, "pigeon", "email"),
        ({"letter"}, "email", "letter"),
    ],
)
def test_the_preferred_way_counts_where_it_reaches_and_is_allowed(reachable, preferred, way):
    assert written_channel(part=GRON.communication, reachable=reachable, preferred=preferred) == way


@pytest.mark.rule("GE-VF-4.25")
def test_who_cannot_be_reached_is_a_gap_in_our_data():
    with pytest.raises(NoChannel):
        written_channel(part=GRON.communication, reachable={"fax"})


@pytest.mark.rule("GE-VF-4.26", "X-60")
@pytest.mark.parametrize(
    "asked, own, sheet, fee",
    [
        (True, None, {"paper": 3_900}, 3_900),
        (True, 2_500, {"paper": 3_900}, 2_500),
        (True, 0, {"paper": 3_900}, 0),
        (True, None, {}, 0),
        (False, 2_500, {"paper": 3_900}, 0),
    ],
)
def test_a_letter_costs_only_who_asked_for_it(asked, own, sheet, fee):
    assert paper_fee(fees=GRON.fees, asked_by_customer=asked, own=own, sheet=sheet) == fee


@pytest.mark.rule("GE-VF-4.26")
def test_terms_without_the_fee_charge_none():
    assert ORSTED.fees.paper is None
    assert paper_fee(fees=ORSTED.fees, asked_by_customer=True, own=2_500, sheet={"paper": 3_900}) == 0
