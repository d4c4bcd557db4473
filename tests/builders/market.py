"""Builds market messages as DataHub sends them: answers to our requests, and notifications."""

from __future__ import annotations

import json
from datetime import date
from itertools import count
from typing import Any

from accounts.models import Supplier
from config.foundation.day_length import midnight
from tests.builders import account

OURS, DATAHUB, BALANCE = "5799999933318", "5790001330552", "5799999933340"
GSRN = "571313180100000014"
_numbers = count(1)


def supplier(code: str = "gron", *, gln: str = OURS, **fields: object) -> Supplier:
    """Return a supplier that has its number in the market."""
    found = account.supplier(code, gln=gln, balance_gln=BALANCE, **fields)
    assert found.gln == gln, "the supplier was made before, without its number"
    return found


def _document(name: str, type_code: str, process: str, record: dict[str, Any], **header: object) -> dict[str, Any]:
    number = next(_numbers)
    body = {
        "mRID": f"m-{number}",
        "type": {"value": type_code},
        "process.processType": {"value": process},
        "businessSector.type": {"value": "23"},
        "sender_MarketParticipant.mRID": {"codingScheme": "A10", "value": DATAHUB},
        "sender_MarketParticipant.marketRole.type": {"value": "DDZ"},
        "receiver_MarketParticipant.mRID": {"codingScheme": "A10", "value": OURS},
        "receiver_MarketParticipant.marketRole.type": {"value": "DDQ"},
        "createdDateTime": "2026-05-20T06:30:00Z",
        "MktActivityRecord": [{"mRID": f"t-{number}", **record}],
    }
    return {f"{name}_MarketDocument": {**body, **header}}


def point(gsrn: str = GSRN) -> dict[str, Any]:
    return {"marketEvaluationPoint.mRID": {"codingScheme": "A10", "value": gsrn}}


def confirmation(
    refers_to: str, *, gsrn: str = GSRN, process: str = "E03", about: str = "ChangeOfSupplier", **header: object
) -> dict[str, Any]:
    """Return the confirmation of a request."""
    type_code = {"ChangeOfSupplier": "414", "EndOfSupply": "E44", "ReallocateChangeOfSupplier": "D02"}[about]
    record = {"originalTransactionIDReference_MktActivityRecord.mRID": refers_to, **point(gsrn)}
    header = {"reason.code": {"value": "A01"}, **header}
    return _document(f"ConfirmRequest{about}", type_code, process, record, **header)


def rejection(
    refers_to: str,
    *,
    gsrn: str = GSRN,
    process: str = "E03",
    about: str = "ChangeOfSupplier",
    reasons: tuple[tuple[str, str], ...] = (("D64", "Kunde-id mangler"),),
    **header: object,
) -> dict[str, Any]:
    """Return the rejection of a request."""
    type_code = {"ChangeOfSupplier": "414", "EndOfSupply": "E44", "ReallocateChangeOfSupplier": "D02"}[about]
    record = {
        "originalTransactionIDReference_MktActivityRecord.mRID": refers_to,
        **point(gsrn),
        "Reason": [{"code": {"value": code}, "text": text} for code, text in reasons],
    }
    header = {"reason.code": {"value": "A02"}, **header}
    return _document(f"RejectRequest{about}", type_code, process, record, **header)


def notification(
    effective_on: date, *, gsrn: str = GSRN, process: str = "E03", refers_to: str = "", **header: object
) -> dict[str, Any]:
    """Return what DataHub tells whoever supplies now: from this day another does, or nobody."""
    record = {
        "validityStart_DateAndOrTime.dateTime": f"{midnight(effective_on):%Y-%m-%dT%H:%M:%SZ}",
        **point(gsrn),
    }
    if refers_to:
        record["originalTransactionIDReference_MktActivityRecord.mRID"] = refers_to
    return _document("GenericNotification", "E44", process, record, **header)


def sent(document: dict[str, Any]) -> bytes:
    """Return a document as it comes in."""
    return json.dumps(document).encode()


def body_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return what stands inside a document."""
    return next(iter(document.values()))
