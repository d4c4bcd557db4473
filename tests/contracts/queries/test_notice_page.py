"""The things to tell, each with its clause, its address, and the grid's checklist where it is the grid's."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.queries.notice_page import duties_page, duty_page, meters_of, notice_receipts
from contracts.rules.notice import Duty
from tests.builders import account, energy
from tests.contracts.operations.test_notice import tell

pytestmark = pytest.mark.django_db


def test_everything_there_is_to_tell_has_an_address():
    page = duties_page(customer=account.customer(), locale="da")
    assert len(page) == len(Duty)
    assert len({reverse(each.address) for each in page}) == len(Duty)


@pytest.mark.rule("GE-VF-2.1")
def test_what_is_the_grids_has_the_six_duties_beside_it():
    customer = account.customer()
    reopening = duty_page(duty=Duty.REOPENING, customer=customer, locale="da")
    assert [each.clause.point for each in reopening.checklist] == ["2"] * 6
    assert duty_page(duty=Duty.CONSUMPTION, customer=customer, locale="da").checklist == ()


def test_of_several_meters_none_may_be_meant_where_that_is_possible():
    customer = account.customer()
    supplies = [energy.supply(customer=customer) for _number in range(2)]
    assert meters_of(supplies, optional=True)[0][0] == ""
    assert len(meters_of(supplies, optional=False)) == 2
    assert len(meters_of(supplies[:1], optional=True)) == 1


def test_receipts_of_what_was_told_are_ones_own():
    mine, other = energy.supply(), energy.supply()
    tell(mine, Duty.ACCESS, as_of=date(2026, 3, 5))
    tell(other, Duty.ACCESS, as_of=date(2026, 3, 5))
    [kept] = notice_receipts(mine.agreement.customer)
    assert kept.customer == mine.agreement.customer
