"""Market messages in bytes: ours as published, theirs read whole or refused with the place and the reason."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contracts.enums import MarketMessageKind, MarketProcess
from contracts.gateways.market_file import MarketFileRefused, Node
from contracts.gateways.market_message import MAX_BYTES, MarketRequest, MarketTold, read, written
from contracts.gateways.market_shape import check
from tests.builders import market
from tests.builders.market import BALANCE, GSRN, OURS

REQUEST = MarketRequest(
    process=MarketProcess.SUPPLIER_SWITCH,
    message_id="d5b26f1c-8e3f-5d64-9a34-1ef0b1a4b001",
    transaction_id="d5b26f1c-8e3f-5d64-9a34-1ef0b1a4b002",
    written_at=datetime(2026, 5, 20, 6, 30, 15, 999, tzinfo=UTC),
    sender=OURS,
    gsrn=GSRN,
    effective_on=date(2026, 7, 1),
    balance_gln=BALANCE,
    cpr="0801741527",
    customer_name="Jytte Sørensen",
)
MOVED_OUT = replace(REQUEST, process=MarketProcess.MOVE_OUT, cpr="", balance_gln="", customer_name="")


def party(number, scheme="A10"):
    return {"codingScheme": scheme, "value": number}


# --- what we send


def test_switch_is_asked_for_as_published():
    assert json.loads(written(REQUEST)) == {
        "RequestChangeOfSupplier_MarketDocument": {
            "mRID": REQUEST.message_id,
            "type": {"value": "392"},
            "process.processType": {"value": "E03"},
            "businessSector.type": {"value": "23"},
            "sender_MarketParticipant.mRID": party(OURS),
            "sender_MarketParticipant.marketRole.type": {"value": "DDQ"},
            "receiver_MarketParticipant.mRID": party("5790001330552"),
            "receiver_MarketParticipant.marketRole.type": {"value": "DDZ"},
            "createdDateTime": "2026-05-20T06:30:15Z",
            "MktActivityRecord": [
                {
                    "mRID": REQUEST.transaction_id,
                    "marketEvaluationPoint.mRID": party(GSRN),
                    "marketEvaluationPoint.energySupplier_MarketParticipant.mRID": party(OURS),
                    "marketEvaluationPoint.balanceResponsibleParty_MarketParticipant.mRID": party(BALANCE),
                    "marketEvaluationPoint.customer_MarketParticipant.mRID": party("0801741527", "ARR"),
                    "marketEvaluationPoint.customer_MarketParticipant.name": "Jytte Sørensen",
                    "start_DateAndOrTime.dateTime": "2026-06-30T22:00:00Z",
                }
            ],
        }
    }


@pytest.mark.parametrize(
    "process, document, type_code, code, field",
    [
        ("SUPPLIER_SWITCH", "RequestChangeOfSupplier", "392", "E03", "start_DateAndOrTime.dateTime"),
        ("MOVE_IN", "RequestChangeOfSupplier", "392", "E65", "start_DateAndOrTime.dateTime"),
        ("MOVE_OUT", "RequestEndOfSupply", "432", "E66", "end_DateAndOrTime.dateTime"),
        ("END_OF_SUPPLY", "RequestEndOfSupply", "432", "E20", "end_DateAndOrTime.dateTime"),
        ("REVERSAL", "RequestReallocateChangeOfSupplier", "D01", "D07", "start_DateAndOrTime.dateTime"),
    ],
)
def test_every_process_has_its_document_its_codes_and_its_day(process, document, type_code, code, field):
    asked = json.loads(written(replace(REQUEST, process=MarketProcess(process))))
    [body] = asked.values()
    assert list(asked) == [f"{document}_MarketDocument"]
    assert (body["type"]["value"], body["process.processType"]["value"]) == (type_code, code)
    assert body["MktActivityRecord"][0][field] == "2026-06-30T22:00:00Z"


def test_who_leaves_is_not_named():
    leaving = written(replace(REQUEST, process=MarketProcess.MOVE_OUT)).decode()
    assert "0801741527" not in leaving
    assert "Sørensen" not in leaving


def test_a_business_is_named_by_its_cvr_number():
    [body] = json.loads(written(replace(REQUEST, cpr="", cvr="42133434"))).values()
    assert body["MktActivityRecord"][0]["marketEvaluationPoint.customer_MarketParticipant.mRID"] == party(
        "42133434", "VAT"
    )


@pytest.mark.parametrize(
    "day, at",
    [
        ("2026-01-01", "2025-12-31T23:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z"),
        ("2026-03-30", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z"),
    ],
)
def test_a_day_begins_at_the_danish_midnight(day, at):
    [body] = json.loads(written(replace(REQUEST, effective_on=date.fromisoformat(day)))).values()
    assert body["MktActivityRecord"][0]["start_DateAndOrTime.dateTime"] == at


def test_the_same_request_is_the_same_bytes():
    assert written(REQUEST) == written(replace(REQUEST))


@pytest.mark.parametrize(
    "wrong, place",
    [
        ({"sender": ""}, "sender_MarketParticipant.mRID"),
        ({"sender": "579999993331"}, "sender_MarketParticipant.mRID"),
        ({"gsrn": "57131318010000001"}, "marketEvaluationPoint.mRID"),
        ({"cpr": "080174-1527"}, "customer_MarketParticipant.mRID"),
        ({"customer_name": "x" * 201}, "customer_MarketParticipant.name"),
        ({"message_id": "x" * 65}, "mRID"),
        ({"effective_on": date(1999, 7, 1)}, "start_DateAndOrTime.dateTime"),
    ],
)
def test_nothing_wrong_is_sent(wrong, place):
    with pytest.raises(MarketFileRefused) as refusal:
        written(replace(REQUEST, **wrong))
    assert refusal.value.place.endswith(place)
    assert "080174" not in str(refusal.value)


# --- what we are told


def test_a_confirmation_is_read():
    document = market.confirmation("our-transaction", mRID="m-1")
    [told] = read(market.sent(document), receiver=OURS)
    assert told == MarketTold(
        kind=MarketMessageKind.CONFIRMATION,
        process=MarketProcess.SUPPLIER_SWITCH,
        message_id="m-1",
        transaction_id=market.body_of(document)["MktActivityRecord"][0]["mRID"],
        refers_to="our-transaction",
        written_at=datetime(2026, 5, 20, 6, 30, tzinfo=UTC),
        gsrn=GSRN,
        effective_on=None,
        reason_code="",
        reason_text="",
        content=told.content,
    )
    assert json.loads(told.content) == document


def test_a_rejection_says_all_its_reasons_and_nobodys_personal_number():
    reasons = (("D64", "CPR 080174-1527 er forkert"), ("E10", "Målepunktet findes ikke"))
    [told] = read(market.sent(market.rejection("ours", reasons=reasons)), receiver=OURS)
    assert (told.reason_code, told.reason_text) == (
        "D64",
        "D64 CPR 080174-•••• er forkert\nE10 Målepunktet findes ikke",
    )
    assert "080174-1527" not in told.content
    assert "Målepunktet findes ikke" in told.content


@pytest.mark.parametrize(
    "code, process",
    [("E03", "SUPPLIER_SWITCH"), ("E01", "MOVE_IN"), ("E65", "MOVE_IN"), ("E66", "MOVE_OUT"),
     ("E20", "END_OF_SUPPLY"), ("D07", "REVERSAL")],
)  # fmt: skip
def test_a_notification_says_what_happens_and_from_which_day(code, process):
    [told] = read(market.sent(market.notification(date(2026, 7, 1), process=code)), receiver=OURS)
    assert (told.kind, told.process) == (MarketMessageKind.NOTIFICATION, MarketProcess(process))
    assert (told.effective_on, told.gsrn) == (date(2026, 7, 1), GSRN)


def test_each_transaction_of_a_message_is_kept_by_itself():
    document = market.notification(date(2026, 7, 1), mRID="both")
    records = market.body_of(document)["MktActivityRecord"]
    records.append({**records[0], "mRID": "other"})
    one, other = read(market.sent(document), receiver=OURS)
    assert (one.message_id, other.message_id, other.transaction_id) == ("both", "both", "other")
    assert [each["mRID"] for each in market.body_of(json.loads(other.content))["MktActivityRecord"]] == ["other"]


def test_the_confirmation_of_a_reversal_may_name_its_original_the_other_way():
    document = market.confirmation("ours", about="ReallocateChangeOfSupplier", process="D07")
    [record] = market.body_of(document)["MktActivityRecord"]
    record["originalTransactionReference_MktActivityRecord.mRID"] = record.pop(
        "originalTransactionIDReference_MktActivityRecord.mRID"
    )
    assert read(market.sent(document), receiver=OURS)[0].refers_to == "ours"


def changed(*path, to, of=None):
    """A notification in which one thing is another; `to` None takes it away."""
    document = of or market.notification(date(2026, 7, 1))
    inner = market.body_of(document)
    for step in path[:-1]:
        inner = inner[step]
    if to is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return market.sent(document)


RECORD = ("MktActivityRecord", 0)
VALID_FROM = "validityStart_DateAndOrTime.dateTime"
POINT = "marketEvaluationPoint.mRID"
ORIGINAL = "originalTransactionIDReference_MktActivityRecord.mRID"


@pytest.mark.parametrize(
    "data, place, reason",
    [
        (b"{", "line 1", "is not JSON"),
        (b"[]", "file", "should hold one document"),
        (b"{}", "file", "should hold one document"),
        (b"x" * (MAX_BYTES + 1), "file", "is larger"),
        (market.sent({"A": {}, "B": {}}), "file", "should hold one document"),
        (market.sent({"Unknown_MarketDocument": {}}), "Unknown", "is not a message to a supplier"),
        (market.sent({"a\x00\ud800": {}}), "a\\x00\\ud800", "is not a message to a supplier"),
        (written(REQUEST), "RequestChangeOfSupplier", "is not a message to a supplier"),
        (market.sent({"GenericNotification_MarketDocument": []}), "GenericNotification", "should be an object"),
        (changed("mRID", to=None), "mRID", "is missing"),
        (changed("mRID", to=""), "mRID", "should be a text"),
        (changed("mRID", to={"value": "x"}), "mRID", "should be a text"),
        (changed("mRID", to="a\x00"), "mRID", "cannot be read"),
        (changed("mRID", to="x" * 65), "mRID", "should be a text"),
        (changed("type", to={"value": "392"}), "type", "'392' is not a code"),
        (changed("type", to="E44"), "type", "should be an object of value"),
        (changed("type", to={"value": "E44", "more": "x"}), "type", "should be an object of value"),
        (changed("process.processType", to={"value": "E23"}), "processType", "'E23' is not a code"),
        (changed("businessSector.type", to={"value": "27"}), "businessSector.type", "'27' is not a code"),
        (changed("sender_MarketParticipant.marketRole.type", to={"value": "DDQ"}), "marketRole", "not a code"),
        (changed("sender_MarketParticipant.mRID", to=party(BALANCE)), "sender", "is not DataHub"),
        (changed("receiver_MarketParticipant.mRID", to=party(BALANCE)), "receiver", "is not this supplier"),
        (changed("receiver_MarketParticipant.mRID", to=party(OURS, "A01")), "receiver", "is not a number"),
        (changed("createdDateTime", to="2026-05-20T06:30:00"), "createdDateTime", "is not a moment"),
        (changed("createdDateTime", to=1), "createdDateTime", "should be a moment"),
        (changed("extra", to="x"), "extra", "is not a field"),
        (changed("MktActivityRecord", to=[]), "MktActivityRecord", "should be a list of 1 to 1,000"),
        (changed("MktActivityRecord", to={}), "MktActivityRecord", "should be a list"),
        (changed("MktActivityRecord", to=[{}] * 1001), "MktActivityRecord", "should be a list"),
        (changed(*RECORD, "extra", to="x"), "MktActivityRecord[0].'extra'", "is not a field"),
        (changed(*RECORD, POINT, to=None), "MktActivityRecord[0].marketEvaluationPoint.mRID", "is missing"),
        (changed(*RECORD, POINT, to=party("57131318010000001")), POINT, "is not the number"),
        (changed(*RECORD, POINT, to=party(GSRN, "A01")), "marketEvaluationPoint.mRID", "is not the number"),
        (changed(*RECORD, VALID_FROM, to="2026-06-30T23:00:00Z"), VALID_FROM, "is no midnight in Denmark"),
        (changed(*RECORD, VALID_FROM, to="1999-06-30T22:00:00Z"), VALID_FROM, "not in the years"),
        (changed(*RECORD, ORIGINAL, to=5), ORIGINAL, "should be a text"),
        (changed("reason.code", to={"value": "A02"}, of=market.confirmation("x")), "reason.code", "'A02' is not"),
        (changed("reason.code", to={"value": "A01"}, of=market.rejection("x")), "reason.code", "'A01' is not"),
        (changed(*RECORD, "Reason", to=None, of=market.rejection("x")), "Reason", "is missing"),
        (changed(*RECORD, "Reason", to=[], of=market.rejection("x")), "Reason", "should be a list of 1 to 50"),
        (changed(*RECORD, "Reason", 0, "code", to={"value": "?"}, of=market.rejection("x")), "code", "not a code"),
        (changed("process.processType", to={"value": "E20"}, of=market.confirmation("x")), "processType", "'E20'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_whole_with_place_and_reason(data, place, reason):
    with pytest.raises(MarketFileRefused) as refusal:
        read(data, receiver=OURS)
    assert place in refusal.value.place
    assert reason in refusal.value.reason
    assert "\x00" not in str(refusal.value)


def test_a_transaction_may_not_come_twice_in_a_message():
    document = market.notification(date(2026, 7, 1))
    records = market.body_of(document)["MktActivityRecord"]
    records.append(records[0])
    with pytest.raises(MarketFileRefused, match=r"MktActivityRecord\[1\]\.mRID: came before"):
        read(market.sent(document), receiver=OURS)


def test_a_supplier_without_a_number_is_told_nothing():
    with pytest.raises(MarketFileRefused, match="is not this supplier"):
        read(market.sent(market.notification(date(2026, 7, 1))), receiver="")


def test_an_empty_description_takes_an_empty_object_only():
    check(Node({}, "x"), {})
    with pytest.raises(MarketFileRefused, match="should be an object"):
        check(Node("", "x"), {})
