"""Who withdraws from a change gets the former product back from tomorrow, with its old binding date."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Event, Receipt
from contracts.enums import AgreementState, ProductChangeState
from contracts.models import Agreement, Supply
from contracts.operations import product_change_withdrawal as operations
from contracts.operations import withdrawal
from contracts.operations.product_change_withdrawal import WithdrawalOver
from contracts.operations.termination import NotRunning
from contracts.operations.withdrawal import BeganByChange
from contracts.queries.product_change import change_before
from contracts.rules.termination import NoticeForm
from tests.builders import energy
from tests.contracts.operations.test_product_change import (
    BY,
    CONCLUDED,
    FIXED,
    NEXT,
    START,
    VARIABLE,
    ask,
    begins,
    product,
    running,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 7)


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.fixture
def begun():
    """From one fixed price, bound until 9 July, to another that binds until 24 September; begun on 1 April."""
    former = running(product(FIXED, "Fast 1"), points=2)
    change = ask(former, product(FIXED, "Fast 2", price=700_000), confirmed=date(2026, 9, 25))
    begins()
    return change_before(Agreement.objects.get(pk=change.following_id))


def withdraw(change, as_of=DAY):
    return operations.withdraw(change=change, by=BY, as_of=as_of)


@pytest.mark.rule("GE-VF-1.3", "X-77")
def test_the_former_product_comes_back_with_its_old_binding_date(begun):
    revived = withdraw(begun)
    former, following = begun.agreement, Agreement.objects.get(pk=begun.following_id)
    assert (revived.product, revived.terms_code, revived.terms_hash) == (
        former.product, former.terms_code, former.terms_hash,
    )  # fmt: skip
    assert (revived.binding_ends_on, revived.concluded_on) == (date(2026, 7, 10), CONCLUDED)
    assert (following.state, following.ends_before) == (AgreementState.WITHDRAWN, date(2026, 4, 8))
    assert begun.state == ProductChangeState.WITHDRAWN
    spans = Supply.objects.order_by("metering_point", "starts_on").values_list("starts_on", "ends_before")
    assert list(spans) == [(START, NEXT), (NEXT, date(2026, 4, 8)), (date(2026, 4, 8), None)] * 2
    assert begins(date(2026, 4, 8)) == {"started": 1, "ended": 0}
    told = Event.objects.get(kind="contracts.product-change.withdrawn")
    assert (told.clause, told.data["starts_on"]) == ("GE-VF-1.3", "2026-04-08")
    assert "9. juli 2026" in [value for _label, value in Receipt.objects.latest("pk").rows]


@pytest.mark.rule("X-77")
def test_who_was_not_bound_before_is_not_bound_again():
    change = ask(running(product(VARIABLE, "Variabel")), product(FIXED, "Fast"), confirmed=date(2026, 9, 25))
    begins()
    revived = withdraw(change_before(change.following))
    assert (revived.binding_ends_on, revived.terms_code) == (None, VARIABLE)


@pytest.mark.rule("GE-VF-1.3")
def test_the_last_day_is_the_fourteenth_and_the_next_is_too_late(begun):
    with pytest.raises(WithdrawalOver):
        withdraw(begun, as_of=date(2026, 4, 9))
    assert withdraw(begun, as_of=date(2026, 4, 8)).starts_on == date(2026, 4, 9)


def test_where_there_is_no_such_right_nobody_withdraws(begun):
    begun.withdraw_by = None
    with pytest.raises(WithdrawalOver):
        withdraw(begun)


def test_withdrawing_twice_is_refused(begun):
    withdraw(begun)
    with pytest.raises(NotRunning):
        withdraw(begun)
    assert change_before(begun.following) is None


def test_while_the_new_agreement_ends_it_is_refused(begun):
    Supply.objects.filter(agreement=begun.following).update(ends_before=date(2026, 5, 1))
    with pytest.raises(NotRunning):
        withdraw(begun)


@pytest.mark.rule("X-77")
def test_the_agreement_itself_is_not_withdrawn_from_or_the_home_would_have_no_supply(begun):
    following = Agreement.objects.get(pk=begun.following_id)
    with pytest.raises(BeganByChange):
        withdrawal.withdraw(
            agreement=following,
            sent_at=datetime(2026, 4, 7, 10, tzinfo=UTC),
            form=NoticeForm.SELF_SERVICE,
            by=BY,
            as_of=DAY,
        )
    assert Supply.objects.filter(agreement=following, ends_before__isnull=True).count() == 2
