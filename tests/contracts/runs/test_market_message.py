"""Files out and in: requests lie whole in the outbox, messages are kept once, acted on once, refused whole."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings as configured
from django.db import connections

from accounts.enums import CustomerKind, ImportState, TaskState
from accounts.models import Alarm, Event, ImportedFile, StaffTask
from accounts.operations.imported_file import FileSeenBefore
from config.foundation import crypto
from config.foundation.crashpoint import Crashed, armed, crash_at
from contracts.enums import AgreementState, MarketMessageState, MarketProcess
from contracts.gateways.market_signature import signature_of
from contracts.models import Agreement, MarketMessage
from contracts.operations import market_answer, market_notice
from contracts.operations import market_message as operations
from contracts.runs import market_message as runs
from tests.builders import account, energy, market

pytestmark = pytest.mark.django_db

TODAY, DAY = date(2026, 5, 20), date(2026, 7, 1)
NOW = datetime(2026, 5, 20, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.MARKET_OUTBOX = str(tmp_path / "outbox")
    settings.MARKET_WEBHOOK_SECRETS = ["secret"]
    return tmp_path / "outbox" / "gron"


@pytest.fixture
def supply():
    energy.figures_of_the_law()
    shop = market.supplier()
    number = crypto.encrypt("080174-1527", keys=configured.FIELD_KEYS).encode()
    customer = account.customer(shop, name="Jytte Sørensen", cpr_encrypted=number, cpr_masked="080174-****")
    return energy.supply(customer=customer, at=energy.metering_point(shop, gsrn=market.GSRN))


def prepare(supply, process=MarketProcess.SUPPLIER_SWITCH, day=DAY):
    return operations.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=process,
        effective_on=day,
        by="test",
        as_of=TODAY,
    )


def send(supply):
    return dict(runs.send_due(supplier=supply.supplier, as_of=TODAY))


def names(folder: Path):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# --- out


def test_request_lies_in_the_outbox_as_published_and_is_noted(supply, outbox):
    message = prepare(supply)
    assert send(supply) == {"sent": 1, "waiting": 0, "failed": 0}
    message.refresh_from_db()
    assert message.state == MarketMessageState.SENT
    assert names(outbox) == [f"datahub-market--{message.message_id}.json"]
    [body] = json.loads((outbox / names(outbox)[0]).read_bytes()).values()
    [record] = body["MktActivityRecord"]
    assert (body["mRID"], record["mRID"]) == (message.message_id, message.transaction_id)
    assert body["sender_MarketParticipant.mRID"]["value"] == market.OURS
    assert record["marketEvaluationPoint.customer_MarketParticipant.mRID"] == {
        "codingScheme": "ARR",
        "value": "0801741527",
    }
    assert record["marketEvaluationPoint.customer_MarketParticipant.name"] == "Jytte Sørensen"
    assert body["createdDateTime"] == f"{message.written_at:%Y-%m-%dT%H:%M:%SZ}"
    assert send(supply) == {"sent": 0, "waiting": 0, "failed": 0}


def test_personal_number_leaves_in_the_file_alone(supply, outbox):
    message = prepare(supply)
    send(supply)
    message.refresh_from_db()
    assert "0801741527" in (outbox / names(outbox)[0]).read_text()
    assert "0801741527" not in message.content
    assert "080174-••••" in message.content
    assert market.GSRN in message.content
    assert "0801741527" not in str(list(Event.objects.values()))


@pytest.mark.parametrize("number", ["0801741527", "6801741527"])
def test_personal_number_of_any_kind_is_hidden_where_it_is_kept(supply, number):
    """One that was given in place of another has 60 added to its day."""
    encrypted = crypto.encrypt(number, keys=configured.FIELD_KEYS).encode()
    type(supply.agreement.customer).objects.update(cpr_encrypted=encrypted)
    message = prepare(supply)
    send(supply)
    message.refresh_from_db()
    assert (number in message.content, f"{number[:6]}-••••" in message.content) == (False, True)


def test_business_is_named_by_its_cvr_number(supply, outbox):
    type(supply.agreement.customer).objects.update(kind=CustomerKind.BUSINESS, cvr="12345674", cpr_encrypted=None)
    prepare(supply)
    send(supply)
    assert '"VAT"' in (outbox / names(outbox)[0]).read_text()


def test_whoever_leaves_is_not_named(supply, outbox):
    prepare(supply, MarketProcess.MOVE_OUT)
    send(supply)
    assert "Jytte" not in (outbox / names(outbox)[0]).read_text()


def test_process_that_died_between_file_and_note_writes_the_same_file_again(supply, outbox):
    message = prepare(supply)
    with armed(crash_at("market.written")), pytest.raises(Crashed):
        send(supply)
    message.refresh_from_db()
    assert message.state == MarketMessageState.PREPARED
    before = (outbox / names(outbox)[0]).read_bytes()
    assert send(supply) == {"sent": 1, "waiting": 0, "failed": 0}
    assert names(outbox) == [f"datahub-market--{message.message_id}.json"]
    assert (outbox / names(outbox)[0]).read_bytes() == before


def test_each_supplier_sends_its_own(supply, outbox):
    prepare(supply)
    there = account.supplier("orsted")
    assert dict(runs.send_due(supplier=there, as_of=TODAY)) == {"sent": 0, "waiting": 0, "failed": 0}
    assert names(outbox) == []


@pytest.mark.parametrize("lacks", ["gln", "cpr", "right gln"])
def test_request_that_lacks_something_waits_for_a_person_and_then_goes(supply, outbox, lacks):
    customer, shop = supply.agreement.customer, supply.supplier
    number = customer.cpr_encrypted
    if lacks == "cpr":
        type(customer).objects.update(cpr_encrypted=None)
    else:
        type(shop).objects.filter(pk=shop.pk).update(gln="" if lacks == "gln" else "12")
    message = prepare(supply)
    assert send(supply) == send(supply) == {"sent": 0, "waiting": 1, "failed": 0}
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer) == ("market-message-incomplete", message.pk, customer)
    assert names(outbox) == []

    type(customer).objects.update(cpr_encrypted=number)
    type(shop).objects.filter(pk=shop.pk).update(gln=market.OURS)
    assert send(supply) == {"sent": 1, "waiting": 0, "failed": 0}
    task.refresh_from_db()
    assert task.state == TaskState.DONE


def test_request_that_fails_holds_up_no_other(supply, outbox, settings):
    prepare(supply)
    other = prepare(supply, MarketProcess.MOVE_OUT)
    keys, settings.FIELD_KEYS = settings.FIELD_KEYS, [crypto.new_key()]
    assert send(supply) == {"sent": 1, "waiting": 0, "failed": 1}
    assert names(outbox) == [f"datahub-market--{other.message_id}.json"]
    assert Alarm.objects.get(closed_at=None).kind == "market-message-failed"
    settings.FIELD_KEYS = keys
    assert send(supply) == {"sent": 1, "waiting": 0, "failed": 0}
    assert not Alarm.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("days, asked", [(2, 0), (3, 1)])
def test_request_without_an_answer_is_asked_about_after_two_days(supply, days, asked):
    message = prepare(supply)
    send(supply)
    MarketMessage.objects.filter(pk=message.pk).update(sent_at=NOW)
    for _again in range(2):
        counts = runs.ask_about_silence(supplier=supply.supplier, as_of=TODAY + timedelta(days=days))
        assert counts == {"unanswered": asked}
    assert StaffTask.objects.filter(kind="market-message-unanswered").count() == asked


# --- in


def take_in(document, *, name="a.json", at=None):
    return runs.take_in(supplier=at or market.supplier(), name=name, content=market.sent(document))


def handle(at):
    return dict(runs.handle_due(supplier=at, as_of=TODAY))


def test_confirmation_goes_all_the_way(supply):
    message = prepare(supply)
    send(supply)
    file = take_in(market.confirmation(message.transaction_id))
    assert (file.state, file.rows, file.kind) == (ImportState.APPLIED, 1, "datahub-market")
    message.refresh_from_db()
    assert message.state == MarketMessageState.SENT
    assert handle(supply.supplier) == {"handled": 1, "failed": 0}
    message.refresh_from_db()
    assert message.state == MarketMessageState.CONFIRMED
    assert handle(supply.supplier) == {"handled": 0, "failed": 0}


@pytest.mark.rule("EP-11.1e")
def test_switch_away_goes_all_the_way(supply):
    take_in(market.notification(DAY))
    handle(supply.supplier)
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.ends_before) == (AgreementState.TERMINATING, DAY)
    kept = MarketMessage.objects.get()
    assert (kept.written_at, kept.effective_on) == (datetime(2026, 5, 20, 6, 30, tzinfo=UTC), DAY)
    assert json.loads(kept.content)["GenericNotification_MarketDocument"]["mRID"] == kept.message_id


def test_same_bytes_and_the_same_message_in_other_bytes_are_kept_once(supply):
    document = market.notification(DAY)
    take_in(document)
    with pytest.raises(FileSeenBefore):
        take_in(document, name="b.json")
    again = runs.take_in(supplier=supply.supplier, name="c.json", content=json.dumps(document, indent=1).encode())
    assert (again.state, again.rows, again.notes) == (ImportState.APPLIED, 0, "1 of it came before.")
    assert MarketMessage.objects.count() == 1


def test_message_is_refused_whole(supply):
    document = market.notification(DAY)
    records = market.body_of(document)["MktActivityRecord"]
    records.append(
        {**records[0], "mRID": "two", "marketEvaluationPoint.mRID": {"codingScheme": "A10", "value": "5"}}
    )
    file = take_in(document)
    assert (file.state, file.rows) == (ImportState.REFUSED, 0)
    assert file.place.endswith("MktActivityRecord[1].marketEvaluationPoint.mRID")
    assert not MarketMessage.objects.exists()


def test_message_to_another_supplier_is_refused(supply):
    there = market.supplier("orsted", gln=market.BALANCE)
    file = take_in(market.notification(DAY), at=there)
    assert (file.state, "is not this supplier" in file.error) == (ImportState.REFUSED, True)


def test_message_that_cannot_be_acted_on_waits_with_an_alarm_and_holds_up_no_other(supply, monkeypatch):
    take_in(market.notification(DAY, process="E66"))
    request = prepare(supply)
    take_in(market.confirmation(request.transaction_id))
    whole = market_notice.note_notification

    def broken(**_about):
        raise RuntimeError("no")

    monkeypatch.setattr(market_notice, "note_notification", broken)
    assert handle(supply.supplier) == {"handled": 1, "failed": 1}
    assert Alarm.objects.get(closed_at=None).kind == "market-message-failed"
    monkeypatch.setattr(market_notice, "note_notification", whole)
    assert handle(supply.supplier) == {"handled": 1, "failed": 0}
    assert not Alarm.objects.filter(closed_at=None).exists()


def test_message_another_worker_has_just_acted_on_is_left_alone(supply, monkeypatch):
    request = prepare(supply)
    take_in(market.confirmation(request.transaction_id))
    whole = market_answer.note_answer

    def overtaken(*, message, **about):
        whole(message=MarketMessage.objects.get(pk=message.pk), **about)
        whole(message=message, **about)

    monkeypatch.setattr(market_answer, "note_answer", overtaken)
    assert handle(supply.supplier) == {"handled": 0, "failed": 0}
    assert not Alarm.objects.exists()


def test_worker_is_told_when_something_came(supply, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as nudges:
        take_in(market.notification(DAY))
    assert len(nudges) == 1


# --- dropped off over HTTP


def drop(document, *, secret="secret", at=None):
    body = market.sent(document)
    return runs.drop_off(
        supplier=at or market.supplier(),
        body=body,
        signature=signature_of(body, secret=secret, at=NOW),
        at=NOW,
    )


def test_signed_message_is_kept_and_again_is_well_too(supply):
    document = market.notification(DAY)
    assert [drop(document).status, drop(document).status] == [202, 202]
    assert MarketMessage.objects.get().state == MarketMessageState.RECEIVED
    assert ImportedFile.objects.get().name == "http-20260520T073000Z.json"


def test_unsigned_message_leaves_no_trace(supply):
    assert drop(market.notification(DAY), secret="other").status == 400
    assert (MarketMessage.objects.count(), ImportedFile.objects.count()) == (0, 0)


def test_wrong_message_is_answered_with_the_place_and_the_reason(supply):
    dropped = drop(market.notification(DAY, type={"value": "392"}))
    assert (dropped.status, dropped.words) == (
        422,
        "GenericNotification_MarketDocument.type: '392' is not a code we know here",
    )


def test_supplier_outside_the_market_takes_none():
    dropped = drop(market.notification(DAY), at=account.supplier("cerius", kind="GRID"))
    assert (dropped.status, "is not this supplier" in dropped.words) == (422, True)


@pytest.mark.django_db(transaction=True)
def test_same_message_dropped_off_by_two_at_once_is_kept_once():
    market.supplier()
    documents, start = [market.notification(DAY) for _ in range(10)], Barrier(2)

    def drop_all(_number):
        try:
            start.wait(timeout=10)
            return [drop(document, at=account.supplier()).status for document in documents]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(drop_all, range(2))) == [[202] * len(documents)] * 2
    assert (MarketMessage.objects.count(), ImportedFile.objects.count()) == (len(documents), len(documents))
