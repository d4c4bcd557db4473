"""Notifications other than a switch are compared with our books, and a person looks where they differ."""

from datetime import date

import pytest

from accounts.models import StaffTask
from contracts.enums import AgreementState, MarketMessageKind, MarketMessageState, MarketProcess
from contracts.models import Agreement, MarketMessage
from contracts.operations import market_message
from contracts.operations.market_notice import note_notification
from tests.builders import energy

pytestmark = pytest.mark.django_db

TODAY, DAY = date(2026, 5, 20), date(2026, 7, 1)
ENDINGS = [MarketProcess.MOVE_IN, MarketProcess.MOVE_OUT, MarketProcess.END_OF_SUPPLY]


def note(supply, process, day=DAY):
    market_message.receive(
        supplier=supply.supplier,
        kind=MarketMessageKind.NOTIFICATION,
        process=process,
        message_id="m",
        transaction_id="t",
        gsrn=supply.metering_point.gsrn,
        effective_on=day,
    )
    message = MarketMessage.objects.get()
    note_notification(message=message, by="test", as_of=TODAY)
    return message


@pytest.mark.parametrize("process", ENDINGS)
def test_end_that_stands_in_our_books_needs_nobody(process):
    supply = energy.supply(ends_before=DAY)
    message = note(supply, process)
    assert (message.state, message.agreement) == (MarketMessageState.MATCHED, supply.agreement)
    assert not StaffTask.objects.exists()


@pytest.mark.parametrize("process", ENDINGS)
@pytest.mark.parametrize("ends_before", [None, date(2026, 8, 1)])
def test_end_nobody_told_us_of_is_for_a_person_and_changes_nothing(process, ends_before):
    supply = energy.supply(ends_before=ends_before)
    message = note(supply, process)
    assert message.state == MarketMessageState.MATCHED
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer) == (
        "market-message-differs",
        message.pk,
        supply.agreement.customer,
    )
    supply.refresh_from_db()
    assert (supply.ends_before, supply.agreement.state) == (ends_before, AgreementState.ACTIVE)


@pytest.mark.parametrize("ends_before", [None, DAY])
def test_switch_that_is_taken_back_is_always_for_a_person(ends_before):
    note(energy.supply(ends_before=ends_before), MarketProcess.REVERSAL)
    assert StaffTask.objects.get().kind == "market-message-differs"


@pytest.mark.parametrize("process", [*ENDINGS, MarketProcess.SUPPLIER_SWITCH, MarketProcess.REVERSAL])
def test_notification_of_a_place_we_do_not_supply_is_left_to_a_person(process):
    supply = energy.supply(starts_on=DAY)
    message = note(supply, process)
    assert (message.state, message.metering_point) == (MarketMessageState.UNMATCHED, supply.metering_point)
    assert StaffTask.objects.get().kind == "market-message-unmatched"


@pytest.mark.rule("EP-11.1e")
def test_switch_ends_the_supply():
    energy.figures_of_the_law()
    supply = energy.supply()
    note(supply, MarketProcess.SUPPLIER_SWITCH)
    assert Agreement.objects.get().ends_before == DAY
