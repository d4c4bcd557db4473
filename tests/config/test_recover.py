"""After a restore: payments the provider made and our books lost are found before anything is drawn again."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Alarm
from billing.models import Payment
from billing.runs.charge import charge
from tests.builders import billing
from tests.builders.card_world import sandbox
from tests.builders.charge_world import charge_world
from tests.builders.world_stage import settings_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    with sandbox() as handle, settings_for(handle):
        yield charge_world(handle)


def recover():
    out, err = StringIO(), StringIO()
    try:
        call_command("recover", stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_books_that_know_everything_may_start(world):
    claim = billing.due_item(world.account_with())
    charge(due_item_id=claim.pk, provider=world.provider, by="test", as_of=billing.TODAY)
    code, said, complaints = recover()
    assert (code, complaints, Alarm.objects.count()) == (0, "", 0)
    assert said.endswith("The workers may start.\n")


def test_a_payment_that_only_the_provider_knows_is_named(world):
    claim = billing.due_item(world.account_with())
    method = claim.billing_account.payment_methods.get()
    made = world.provider.charge(
        reference="gron:lost:1", amount=claim.amount, currency="DKK", customer_token=method.customer_token,
        token=method.method_token, description="x", idempotency_key="gron:lost:1",
    )  # fmt: skip
    code, _said, complaints = recover()
    assert (code, complaints) == (1, f"not in our books: stripe:{made.provider_id}\n")
    assert Payment.objects.count() == 0


def test_drawing_again_what_a_restore_lost_takes_nothing_twice(world):
    claim = billing.due_item(world.account_with(), cause="lost")
    method = claim.billing_account.payment_methods.get()
    lost = world.provider.charge(
        reference="gron:lost:1", amount=claim.amount, currency="DKK", customer_token=method.customer_token,
        token=method.method_token, description="lost", idempotency_key="gron:lost:1",
    )  # fmt: skip
    payment = charge(due_item_id=claim.pk, provider=world.provider, by="test", as_of=billing.TODAY)
    assert (payment.state, payment.provider_id) == ("SUCCEEDED", lost.provider_id)
    assert world.captured() == {("lost", claim.amount): 1}
