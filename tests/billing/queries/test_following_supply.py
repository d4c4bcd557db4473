"""Which supplies take over from one an account paid for, found once and in its account's own share."""

from datetime import date

import pytest

from billing.models import BilledSupply
from billing.queries.following_supply import unbilled_followers
from config.foundation.share import Share
from tests.builders import energy

pytestmark = pytest.mark.django_db

APR = date(2026, 4, 1)


def taken_over(**later):
    """Return an account, and the supply of the same customer that follows the one it pays for."""
    first = energy.supply(ends_before=APR)
    after = energy.supply(customer=first.agreement.customer, at=first.metering_point, starts_on=APR, **later)
    BilledSupply.objects.filter(supply=after).delete()
    return first.billed.billing_account, after


def found(account, as_of=APR, share=Share()):  # noqa: B008 -- frozen
    return unbilled_followers(supplier_id=account.supplier_id, as_of=as_of, share=share)


def test_it_is_found_from_its_first_day_on_also_when_it_is_over():
    account, after = taken_over(ends_before=date(2026, 4, 10))
    assert found(account, as_of=date(2026, 3, 31)) == []
    assert found(account) == [(account.pk, after.pk)]
    assert found(account, as_of=date(2026, 6, 1)) == [(account.pk, after.pk)]


def test_shares_find_each_once():
    pairs = {(account.pk, after.pk) for account, after in (taken_over() for _number in range(3))}
    account = BilledSupply.objects.first().billing_account
    split = [found(account, share=Share(number=number, of=2)) for number in range(2)]
    assert sorted(split[0] + split[1]) == sorted(pairs)


def test_a_gap_is_no_taking_over():
    account, after = taken_over()
    type(after).objects.filter(pk=after.pk).update(starts_on=date(2026, 4, 2))
    assert found(account, as_of=date(2026, 4, 3)) == []
