"""Market messages as bytes: our requests to DataHub, and its answers and notifications, in CIM JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from config.foundation.day_length import local_date, midnight
from config.foundation.mask import mask
from contracts.enums import MarketMessageKind, MarketProcess
from contracts.gateways.market_document import (
    ABOUT,
    BALANCE,
    CUSTOMER,
    CUSTOMER_NAME,
    DATAHUB,
    DATAHUB_ROLE,
    DOCUMENTS,
    ELECTRICITY,
    END,
    ID,
    ORIGINAL,
    ORIGINAL_OF_REVERSAL,
    POINT,
    PROCESS_CODES,
    PROCESSES,
    RECORDS,
    START,
    SUPPLIED_BY,
    SUPPLIER_ROLE,
    VALID_FROM,
    Document,
    request_for,
)
from contracts.gateways.market_file import MarketFileRefused, Node, read_json
from contracts.gateways.market_shape import CPR, CVR, GLN, check

MAX_BYTES = 1024 * 1024
SENDER, RECEIVER = "sender_MarketParticipant.mRID", "receiver_MarketParticipant.mRID"

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRequest:
    """
    What we ask of DataHub. `effective_on` is the first day it is to hold: of supply, or without it.

    The customer is named where a supply begins, by CPR (a household) or by CVR; either may be empty.
    """

    process: MarketProcess
    message_id: str
    transaction_id: str
    written_at: datetime
    sender: str
    gsrn: str
    effective_on: date
    balance_gln: str = ""
    cpr: str = ""
    cvr: str = ""
    customer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTold:
    """One transaction the market told us: the answer to a request, or a notification."""

    kind: MarketMessageKind
    process: MarketProcess
    message_id: str
    transaction_id: str
    refers_to: str
    written_at: datetime
    gsrn: str
    effective_on: date | None
    reason_code: str
    reason_text: str
    content: str


def written(request: MarketRequest) -> bytes:
    """
    Return the document of a request; the same request is the same bytes.

    :raises MarketFileRefused: when what we would send is not as documented
    """
    document = request_for(request.process)
    body: Json = {
        ID: request.message_id,
        "type": _value(*document.parts["type"].codes),
        "process.processType": _value(PROCESS_CODES[request.process]),
        "businessSector.type": _value(ELECTRICITY),
        SENDER: _party(request.sender),
        "sender_MarketParticipant.marketRole.type": _value(SUPPLIER_ROLE),
        RECEIVER: _party(DATAHUB),
        "receiver_MarketParticipant.marketRole.type": _value(DATAHUB_ROLE),
        "createdDateTime": f"{request.written_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        RECORDS: [_asked(request)],
    }
    check(Node(body, document.name), document.parts)
    return _text({document.name: body}).encode()


def read(data: bytes, *, receiver: str) -> tuple[MarketTold, ...]:
    """
    Return the transactions of a message from DataHub to the supplier whose number is `receiver`.

    :raises MarketFileRefused: with the place and the reason; then nothing of it may be kept
    """
    root = read_json(data, max_bytes=MAX_BYTES)
    if not isinstance(root.value, dict) or len(root.value) != 1:
        raise MarketFileRefused(place="file", reason="should hold one document")
    name = next(iter(root.value))
    document = DOCUMENTS.get(name)
    if document is None or document.kind is MarketMessageKind.REQUEST:
        raise MarketFileRefused(place=f"{name[:80]!a}", reason="is not a message to a supplier that we know")
    body = root.at(name)
    check(body, document.parts)
    _check_parties(body, receiver)
    return tuple(_told(document, body))


def _check_parties(body: Node, receiver: str) -> None:
    if body.at(SENDER).text() != DATAHUB:
        body.at(SENDER).refuse("is not DataHub")
    if body.at(RECEIVER).text() != receiver:
        body.at(RECEIVER).refuse("is not this supplier")


def _told(document: Document, body: Node) -> Iterator[MarketTold]:
    seen: set[str] = set()
    for record in body.at(RECORDS).each():
        transaction = record.at(ID)
        if transaction.text() in seen:
            transaction.refuse("came before in this message")
        seen.add(transaction.text())
        yield _transaction(document, body, record)


def _transaction(document: Document, body: Node, record: Node) -> MarketTold:
    code, text = _reasons(record)
    return MarketTold(
        kind=document.kind,
        process=PROCESSES[body.at("process.processType").text()],
        message_id=body.at(ID).text(),
        transaction_id=record.at(ID).text(),
        refers_to=_optional(record, ORIGINAL) or _optional(record, ORIGINAL_OF_REVERSAL),
        written_at=body.at("createdDateTime").moment(),
        gsrn=_optional(record, POINT),
        effective_on=_day(record.at(VALID_FROM)) if record.has(VALID_FROM) else None,
        reason_code=code,
        reason_text=mask(text),
        content=_alone(document, body, record),
    )


def _reasons(record: Node) -> tuple[str, str]:
    """Return the first code, and what all of them say."""
    if not record.has("Reason"):
        return "", ""
    reasons = list(record.at("Reason").each())
    lines = [f"{reason.at('code').text()} {_optional(reason, 'text')}".strip() for reason in reasons]
    return reasons[0].at("code").text(), "\n".join(lines)


def _alone(document: Document, body: Node, record: Node) -> str:
    """Return the message as if it held this transaction alone; what people are told in words is masked."""
    assert isinstance(body.value, dict)  # noqa: S101 -- checked by its description
    assert isinstance(record.value, dict)  # noqa: S101 -- likewise
    kept = dict(record.value)
    if record.has("Reason"):
        kept["Reason"] = [
            {key: mask(value) if key == "text" else value for key, value in reason.items()}
            for reason in kept["Reason"]
        ]
    return _text({document.name: {**body.value, RECORDS: [kept]}})


def _asked(request: MarketRequest) -> Json:
    at = f"{midnight(request.effective_on):%Y-%m-%dT%H:%M:%SZ}"
    record: Json = {ID: request.transaction_id, POINT: _party(request.gsrn)}
    about = ABOUT[request.process]
    if about == "EndOfSupply":
        return record | {END: at}
    if about == "ReallocateChangeOfSupplier":
        return record | {START: at}
    record |= {SUPPLIED_BY: _party(request.sender)}
    if request.balance_gln:
        record |= {BALANCE: _party(request.balance_gln)}
    if request.cpr or request.cvr:
        scheme, number = (CPR, request.cpr) if request.cpr else (CVR, request.cvr)
        record |= {CUSTOMER: {"codingScheme": scheme, "value": number}}
    if request.customer_name:
        record |= {CUSTOMER_NAME: request.customer_name}
    return record | {START: at}


def _day(moment: Node) -> date:
    """Return the Danish day that begins at a moment."""
    said = moment.moment()
    day = local_date(said)
    if midnight(day) != said:
        moment.refuse(f"{said:%Y-%m-%dT%H:%M:%SZ} is no midnight in Denmark")
    return day


def _optional(node: Node, key: str) -> str:
    return node.at(key).text() if node.has(key) else ""


def _value(code: str) -> Json:
    return {"value": code}


def _party(number: str) -> Json:
    return {"codingScheme": GLN, "value": number}


def _text(root: Json) -> str:
    return json.dumps(root, ensure_ascii=False, indent=2)
