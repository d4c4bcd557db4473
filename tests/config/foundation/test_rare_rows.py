"""Rare rows: the same rows in the same order, and one narrow query when there are none."""

import pytest

from accounts.models import Customer
from config.foundation.rare_rows import keys, rare_rows
from tests.builders import account

pytestmark = pytest.mark.django_db


def test_the_rows_come_in_their_order_with_what_was_asked_for_beside_them(django_assert_num_queries):
    made = [account.customer(name=name) for name in ("Bo", "Ane", "Cai")]
    wanted = Customer.objects.filter(pk__in=[each.pk for each in made]).select_related("supplier").order_by("-pk")
    with django_assert_num_queries(2):
        found = rare_rows(wanted)
        assert [each.supplier.pk for each in found] == [each.supplier_id for each in reversed(made)]
    assert keys(wanted) == [each.pk for each in found] == [each.pk for each in reversed(made)]


def test_no_rows_take_one_query_of_one_column(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert rare_rows(Customer.objects.filter(name="Ingen").select_related("supplier")) == []
    assert asked.captured_queries[0]["sql"].split(" FROM ")[0] == 'SELECT "accounts_customer"."id" AS "pk"'
