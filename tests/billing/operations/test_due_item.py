"""Claims: made once, settled with their instalment, opened again, taken back."""

import pytest

from billing.enums import DueKind, DueState, InstalmentState, MethodKind
from billing.operations import aconto_claim, due_item
from billing.operations.aconto_instalment import plan_instalments
from config.foundation.transition import ForbiddenTransition
from tests.builders import billing
from tests.builders.billing import JOB, TODAY

pytestmark = pytest.mark.django_db


def claim(account, cause="fee:1"):
    return due_item.claim(
        account=account,
        kind=DueKind.FEE,
        cause=cause,
        amount=2_500,
        channel=MethodKind.CARD,
        collect_on=TODAY,
        due_on=TODAY,
        clause="OR-6.3b",
        by=JOB,
        as_of=TODAY,
    )


def claimed_instalment():
    plan = billing.plan()
    (first, *_rest) = plan_instalments(plan=plan, as_of=plan.starts_on)
    return aconto_claim.claim(instalment=first, by=JOB, as_of=first.collect_on), first


def test_same_thing_is_claimed_once():
    account = billing.billing_account()
    claim(account)
    with pytest.raises(due_item.AlreadyClaimed):
        claim(account)


def test_settling_pays_the_instalment_too():
    item, instalment = claimed_instalment()
    due_item.settle(due_item=item, by=JOB, as_of=TODAY)
    instalment.refresh_from_db()
    assert (item.state, item.paid_on, instalment.state) == (DueState.PAID, TODAY, InstalmentState.PAID)


def test_paid_claim_opens_again_with_its_instalment():
    item, instalment = claimed_instalment()
    due_item.settle(due_item=item, by=JOB, as_of=TODAY)
    due_item.reopen(due_item=item, reason="charged back", by=JOB, as_of=TODAY)
    instalment.refresh_from_db()
    assert (item.state, item.paid_on, instalment.state) == (DueState.OPEN, None, InstalmentState.CLAIMED)


def test_claim_taken_back_cancels_its_instalment():
    item, instalment = claimed_instalment()
    due_item.take_back(due_item=item, reason="a mistake", by=JOB, as_of=TODAY)
    instalment.refresh_from_db()
    assert (item.state, instalment.state) == (DueState.CANCELLED, InstalmentState.CANCELLED)


def test_claim_that_is_paid_cannot_be_taken_back():
    item = claim(billing.billing_account())
    due_item.settle(due_item=item, by=JOB, as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        due_item.take_back(due_item=item, reason="", by=JOB, as_of=TODAY)
