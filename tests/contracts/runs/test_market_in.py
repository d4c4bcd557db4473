"""The day's look at the market: files of values and of messages, answers acted on, requests written."""

from datetime import date

import pytest

from accounts.models import Alarm, ImportedFile
from contracts.enums import MarketMessageState, MarketProcess
from contracts.models import MarketMessage
from contracts.operations import market_message as operations
from contracts.runs import market_in
from tests.builders import energy, market

pytestmark = pytest.mark.django_db

TODAY, DAY = date(2026, 5, 20), date(2026, 7, 1)


@pytest.fixture
def inbox(settings, tmp_path):
    settings.MARKET_INBOX, settings.MARKET_OUTBOX = str(tmp_path / "inbox"), str(tmp_path / "outbox")
    folder = tmp_path / "inbox" / "gron"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def supply():
    energy.figures_of_the_law()
    shop = market.supplier()
    return energy.supply(at=energy.metering_point(shop, gsrn=market.GSRN))


def run(supply):
    return market_in.run(supplier=supply.supplier, as_of=TODAY)


def test_day_on_which_nothing_comes_counts_nothing(supply, inbox, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert run(supply) == {"files": 0, "rows": 0, "refused": 0}


def test_messages_are_taken_in_acted_on_and_ours_sent_in_one_day(supply, inbox, tmp_path):
    request = operations.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=MarketProcess.END_OF_SUPPLY,
        effective_on=DAY,
        by="test",
        as_of=TODAY,
    )
    (inbox / "datahub-market--switch.json").write_bytes(market.sent(market.notification(DAY)))
    counts = run(supply)
    assert counts == {
        "files": 1, "rows": 1, "refused": 0, "handled": 1, "failed": 0, "sent": 1, "waiting": 0, "unanswered": 0,
    }  # fmt: skip
    assert [path.name for path in (inbox / "taken-in").iterdir()] == ["datahub-market--switch.json"]
    assert len(list((tmp_path / "outbox" / "gron").iterdir())) == 1
    supply.refresh_from_db()
    assert supply.ends_before == DAY

    answer = market.confirmation(request.transaction_id, about="EndOfSupply", process="E20")
    (inbox / "datahub-market--answer.json").write_bytes(market.sent(answer))
    run(supply)
    request.refresh_from_db()
    assert request.state == MarketMessageState.CONFIRMED


def test_bad_message_is_put_aside_with_an_alarm_and_the_next_is_taken_in(supply, inbox):
    (inbox / "datahub-market--a.json").write_bytes(b"{")
    (inbox / "datahub-market--b.json").write_bytes(market.sent(market.notification(DAY)))
    counts = run(supply)
    assert (counts["files"], counts["rows"], counts["refused"]) == (2, 1, 1)
    assert [path.name for path in (inbox / "refused").iterdir()] == ["datahub-market--a.json"]
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.ref) == ("file-refused", "datahub-market--a.json")
    assert "is not JSON" in alarm.text


def test_same_message_twice_in_the_inbox_is_kept_once(supply, inbox):
    content = market.sent(market.notification(DAY))
    for name in ("datahub-market--a.json", "datahub-market--b.json"):
        (inbox / name).write_bytes(content)
    run(supply)
    assert (MarketMessage.objects.count(), ImportedFile.objects.count()) == (1, 1)
    assert len(list((inbox / "taken-in").iterdir())) == 2
    assert not Alarm.objects.exists()
