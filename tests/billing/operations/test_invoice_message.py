"""Telling many customers of their invoices: each in their language, the words that differ put in."""

from datetime import date

import pytest
from django.db import connection

from accounts.models import Message
from accounts.operations import estate
from accounts.queries.customer import contacts
from billing.operations import invoice_message
from billing.operations.invoice import Issued
from billing.queries.invoice_due import DueAccount
from billing.rules.invoice_period import Schedule
from config.foundation.period import Period
from tests.builders import account

pytestmark = pytest.mark.django_db

MONTHLY = Schedule(day=15, months=1, months_later=1, clause="GE-VF-4.8")


def issued(number, customer, gross):
    period = Period(date(2026, 1, 1), date(2026, 2, 1))
    owner = DueAccount(id=number, customer=customer.pk, currency="DKK", period=period, schedule=MONTHLY, parts=())
    return Issued(id=number, number=number, account=owner, wh=1, net=gross, vat=0, estimated=False)


def test_each_customer_is_told_their_own_amount_in_their_own_language():
    dane, swede = account.customer(language="da"), account.customer(language="sv", email="a\tb@post.example")
    people = contacts(customers=[dane.pk, swede.pk])
    with connection.cursor() as cursor:
        invoice_message.queue_issued(
            cursor,
            supplier=account.supplier(),
            issued=[issued(1, dane, 123_45), issued(2, swede, -678_90)],
            people=people,
            as_of=date(2026, 2, 15),
        )
    told = {row.customer_id: row for row in Message.objects.all()}
    assert (told[dane.pk].language, told[swede.pk].language) == ("da", "sv")
    assert "123,45" in told[dane.pk].body
    assert "678,90" not in told[dane.pk].body
    assert "678,90" in told[swede.pk].body
    assert told[swede.pk].to_address == "a\tb@post.example"  # no field of a row can break out of it
    assert {row.state for row in told.values()} == {"QUEUED"}
    assert "\n" not in told[dane.pk].subject
    assert "\n" in told[dane.pk].body


def test_the_invoice_of_somebody_who_has_died_goes_to_the_estate():
    dead, living = account.customer(name="Karen Holm", email="karen@post.example"), account.customer()
    who = {"contact": "Bo Holm", "email": "bo@post.example", "by": "test", "as_of": date(2026, 2, 1)}
    estate.write_to_estate(customer=dead, **who)
    with connection.cursor() as cursor:
        invoice_message.queue_issued(
            cursor,
            supplier=account.supplier(),
            issued=[issued(1, dead, 100), issued(2, living, 100)],
            people=contacts(customers=[dead.pk, living.pk]),
            as_of=date(2026, 2, 15),
        )
    told = {row.customer_id: row for row in Message.objects.all()}
    assert told[dead.pk].to_address == "bo@post.example"
    assert ["Karen Holm" in line for line in told[dead.pk].body.splitlines()[:2]] == [True, False]
    assert told[dead.pk].body.splitlines()[2] == ""
    assert len(told[dead.pk].body.splitlines()) == len(told[living.pk].body.splitlines()) + 3
    assert told[living.pk].to_address == living.email
