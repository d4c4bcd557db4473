"""SQL that is kept: the same rows as the query, with the values of now, in whatever shape they come."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from accounts.models import Access, Customer
from accounts.queries.access import access_list, accesses_of
from config.foundation.compiled_query import compiled_once
from tests.builders import account

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_query_for_each_value():
    first, second = account.holder(), account.holder()
    day = date(2026, 1, 1)

    for user in (first, second):
        rows = access_list(user, as_of=day)
        assert rows == list(accesses_of(user, as_of=day))
        assert [row.customer.name for row in rows] == [row.customer.name for row in accesses_of(user, as_of=day)]
    assert access_list(first, as_of=date(2020, 1, 1)) == []


def test_joined_rows_come_with_it_in_one_query():
    user = account.holder()
    access_list(user, as_of=date(2026, 1, 1))

    with CaptureQueriesContext(connection) as asked:
        [row] = access_list(user, as_of=date(2026, 1, 1))
        assert row.customer.number
    assert len(asked) == 1


def test_query_is_built_once_for_each_length_of_a_sequence():
    built = []

    @compiled_once
    def named(numbers, names) -> QuerySet[Customer]:
        built.append(len(numbers))
        return Customer.objects.filter(pk__in=numbers, name__in=names).order_by("pk")

    one, two = account.customer(name="Åse"), account.customer(name="Bo")

    assert named([one.pk, two.pk], ["Åse"]) == [one]
    assert named([two.pk, one.pk], ["Bo"]) == [two]
    assert named([two.pk], ["Bo"]) == [two]
    assert named([], ["Bo"]) == []
    assert built == [2, 1]


def test_value_may_stand_in_several_places_and_in_a_union():
    @compiled_once
    def both(customer, word) -> QuerySet:
        said = Value(word, output_field=CharField())
        people = Customer.objects.filter(pk=customer).annotate(said=said).values_list("said", "number")
        return people.union(
            Access.objects.filter(customer=customer).annotate(said=said).values_list("said", "role"), all=True
        )

    user = account.holder()
    [access] = access_list(user, as_of=date(2026, 1, 1))
    both(0, "før")

    found = both(access.customer_id, "nu")

    assert sorted(found) == sorted([("nu", access.customer.number), ("nu", access.role)])


def test_value_that_is_no_parameter_is_refused():
    @compiled_once
    def cut(number) -> QuerySet[Customer]:
        return Customer.objects.all()[:number]

    with pytest.raises(ValueError, match="no parameter"):
        cut(3)


def test_value_must_be_given_by_position():
    @compiled_once
    def one(number) -> QuerySet[Customer]:
        return Customer.objects.filter(pk=number)

    with pytest.raises(TypeError, match="by position"):
        one(number=3)


def test_server_keeps_the_plan():
    @compiled_once
    def named(number) -> QuerySet[Customer]:
        return Customer.objects.filter(number=number, street="nowhere at all")

    assert named("1") == named("2") == []

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%street%number%'")
        assert cursor.fetchone() == (1,)
