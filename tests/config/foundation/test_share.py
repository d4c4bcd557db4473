"""A share: every account is in exactly one, in our own SQL as in the ORM."""

import pytest

from billing.models import BillingAccount
from config.foundation.share import WHOLE, Share, shares_needed
from tests.builders import account, billing


@pytest.mark.parametrize("accounts, shares", [(0, 1), (1, 1), (25_000, 1), (25_001, 2), (1_000_000, 40)])
def test_there_are_as_many_shares_as_the_accounts_make_and_at_least_one(accounts, shares):
    assert shares_needed(accounts=accounts, per_share=25_000) == shares


@pytest.mark.django_db
def test_every_account_is_in_one_share_however_it_is_asked_for():
    made = {billing.billing_account(account.customer()).pk for _ in range(7)}
    seen = []
    for share in (Share(number, 3) for number in range(3)):
        own = {each.pk for each in BillingAccount.objects.filter(share.holds("id"))}
        statement = f"SELECT id FROM billing_billingaccount WHERE {share.sql('id')} AND id > %s"
        assert {each.pk for each in BillingAccount.objects.raw(statement, [0])} == own
        seen.extend(own)
    assert (len(seen), {*seen}) == (7, made)
    assert BillingAccount.objects.filter(WHOLE.holds("id")).count() == 7
