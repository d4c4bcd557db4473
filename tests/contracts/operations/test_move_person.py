"""Who moves: the personal number where the terms need it, kept so that nobody reads it."""

from datetime import date

import pytest

from accounts.models import Event, Message, Receipt, StaffTask
from contracts.enums import MoveState
from contracts.operations.move_person import PersonalNumberMissing
from tests.builders import energy
from tests.builders.move import household_at, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("OR-12.6")
def test_the_personal_number_is_asked_for_kept_encrypted_and_never_said():
    customer = household_at("orsted", "orsted_2019")
    supply = running("orsted_2019", customer=customer)
    with pytest.raises(PersonalNumberMissing) as refused:
        tell(supply)
    assert refused.value.clause == "OR-12.6"
    tell(supply, personal_number="010190-1234")
    customer.refresh_from_db()
    assert customer.cpr_masked == "010190-••••"
    assert b"1234" not in bytes(customer.cpr_encrypted)
    kept = [*Event.objects.values_list("data", "reason"), *Receipt.objects.values_list("rows", "reasons")]
    said = str([*kept, *Message.objects.values_list("subject", "body")])
    assert "0101901234" not in said.replace("-", "")


@pytest.mark.rule("OR-12.6")
def test_a_number_we_have_is_not_asked_for_again():
    customer = household_at("orsted", "orsted_2019")
    supply = running("orsted_2019", customer=customer)
    tell(supply, personal_number="0101901234")
    following = supply.agreement.supplies.get(ends_before=None)
    assert tell(following, moves_on=date(2026, 6, 20)).state == MoveState.TOLD


@pytest.mark.rule("OR-12.6")
def test_who_has_no_number_is_found_out_about_by_a_person():
    supply = running("orsted_2019", customer=household_at("orsted", "orsted_2019"))
    told = tell(supply, without_number=True)
    task = StaffTask.objects.get(kind="move-without-number")
    assert (task.subject_id, task.clause) == (told.pk, "OR-12.6")


@pytest.mark.rule("GE-V-10.3c")
def test_where_the_terms_do_not_need_the_number_it_is_not_kept():
    supply = running()
    tell(supply, personal_number="0101901234")
    supply.agreement.customer.refresh_from_db()
    assert (supply.agreement.customer.cpr_encrypted, supply.agreement.customer.cpr_masked) == (None, "")
