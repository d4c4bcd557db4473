"""
The documents of the market processes, each with its fields: our own description of what DataHub publishes.

RSM-001 change of supplier and move-in, RSM-003 reversal of a switch made by mistake, RSM-004 notification,
RSM-005 end of supply and move-out. docs/market-files.md says where each is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.enums import MarketMessageKind as Kind
from contracts.enums import MarketProcess
from contracts.gateways.market_shape import CPR, CVR, GLN, Part, Shape

DATAHUB = "5790001330552"
ELECTRICITY = "23"
SUPPLIER_ROLE, DATAHUB_ROLE = "DDQ", "DDZ"
ACCEPTED, REJECTED = "A01", "A02"
RECORDS = "MktActivityRecord"
LONGEST_NAME, LONGEST_REASON, MOST_REASONS = 200, 1_000, 50

PROCESS_CODES: Mapping[MarketProcess, str] = {
    MarketProcess.SUPPLIER_SWITCH: "E03",
    MarketProcess.MOVE_IN: "E65",
    MarketProcess.MOVE_OUT: "E66",
    MarketProcess.END_OF_SUPPLY: "E20",
    MarketProcess.REVERSAL: "D07",
}
PROCESSES: Mapping[str, MarketProcess] = {
    **{code: process for process, code in PROCESS_CODES.items()},
    "E01": MarketProcess.MOVE_IN,  # said to whoever supplied before, when somebody else moves in
}
ABOUT: Mapping[MarketProcess, str] = {
    MarketProcess.SUPPLIER_SWITCH: "ChangeOfSupplier",
    MarketProcess.MOVE_IN: "ChangeOfSupplier",
    MarketProcess.MOVE_OUT: "EndOfSupply",
    MarketProcess.END_OF_SUPPLY: "EndOfSupply",
    MarketProcess.REVERSAL: "ReallocateChangeOfSupplier",
}
"""What a request is called, by its process."""

ID = "mRID"
POINT = "marketEvaluationPoint.mRID"
SUPPLIED_BY = "marketEvaluationPoint.energySupplier_MarketParticipant.mRID"
BALANCE = "marketEvaluationPoint.balanceResponsibleParty_MarketParticipant.mRID"
CUSTOMER = "marketEvaluationPoint.customer_MarketParticipant.mRID"
CUSTOMER_NAME = "marketEvaluationPoint.customer_MarketParticipant.name"
START, END = "start_DateAndOrTime.dateTime", "end_DateAndOrTime.dateTime"
VALID_FROM = "validityStart_DateAndOrTime.dateTime"
ORIGINAL = "originalTransactionIDReference_MktActivityRecord.mRID"
ORIGINAL_OF_REVERSAL = "originalTransactionReference_MktActivityRecord.mRID"
"""How one published version writes it in the confirmation of a reversal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: what it does, what it is about (empty for a notification), and its fields."""

    name: str
    kind: Kind
    about: str
    parts: Mapping[str, Part]


def _id(*, required: bool = True) -> Part:
    return Part(shape=Shape.TEXT, required=required)


def _code(*codes: str, required: bool = True) -> Part:
    return Part(shape=Shape.CODE, codes=frozenset(codes), required=required)


def _party(*schemes: str, required: bool = True) -> Part:
    return Part(shape=Shape.PARTY, codes=frozenset(schemes), required=required)


_MOMENT = Part(shape=Shape.MOMENT)
_COMMON = {ID: _id(), "businessProcessReference_MktActivityRecord.mRID": _id(required=False)}
_AT = {POINT: Part(shape=Shape.POINT)}
_ASKED: Mapping[str, Mapping[str, Part]] = {
    "ChangeOfSupplier": {
        SUPPLIED_BY: _party(GLN),
        BALANCE: _party(GLN, required=False),
        CUSTOMER: _party(CPR, CVR, required=False),
        CUSTOMER_NAME: Part(shape=Shape.TEXT, required=False, longest=LONGEST_NAME),
        START: _MOMENT,
    },
    "ReallocateChangeOfSupplier": {START: _MOMENT},
    "EndOfSupply": {
        SUPPLIED_BY: _party(GLN, required=False),
        BALANCE: _party(GLN, required=False),
        END: _MOMENT,
    },
}
_REASONS = Part(
    shape=Shape.LIST,
    most=MOST_REASONS,
    parts={
        "code": _code(),
        "text": Part(shape=Shape.TEXT, required=False, longest=LONGEST_REASON),
    },
)
_TYPES = {
    "ChangeOfSupplier": ("392", "414"),
    "ReallocateChangeOfSupplier": ("D01", "D02"),
    "EndOfSupply": ("432", "E44"),
}
_NOTIFICATION_TYPE = "E44"


def _header(kind: Kind, type_code: str, processes: tuple[str, ...], record: Mapping[str, Part]) -> dict[str, Part]:
    sender, receiver = DATAHUB_ROLE, SUPPLIER_ROLE
    if kind is Kind.REQUEST:
        sender, receiver = receiver, sender
    header = {
        ID: _id(),
        "type": _code(type_code),
        "process.processType": _code(*processes),
        "businessSector.type": _code(ELECTRICITY, required=False),
        "sender_MarketParticipant.mRID": _party(GLN),
        "sender_MarketParticipant.marketRole.type": _code(sender),
        "receiver_MarketParticipant.mRID": _party(GLN),
        "receiver_MarketParticipant.marketRole.type": _code(receiver),
        "createdDateTime": _MOMENT,
        RECORDS: Part(shape=Shape.LIST, parts=record),
    }
    if kind in _OUTCOMES:
        header["reason.code"] = _code(_OUTCOMES[kind], required=False)
    return header


_OUTCOMES = {Kind.CONFIRMATION: ACCEPTED, Kind.REJECTION: REJECTED}
_PREFIXES = {Kind.REQUEST: "Request", Kind.CONFIRMATION: "ConfirmRequest", Kind.REJECTION: "RejectRequest"}


def _records(kind: Kind, about: str) -> Mapping[str, Part]:
    if kind is Kind.REQUEST:
        return {**_COMMON, **_AT, **_ASKED[about]}
    answered = {**_COMMON, ORIGINAL: _id(required=False)}
    if kind is Kind.REJECTION:
        return {**answered, POINT: Part(shape=Shape.POINT, required=False), "Reason": _REASONS}
    more = {ORIGINAL_OF_REVERSAL: _id(required=False)} if about == "ReallocateChangeOfSupplier" else {}
    return {**answered, **more, **_AT}


def _document(kind: Kind, about: str) -> Document:
    processes = tuple(PROCESS_CODES[process] for process, name in ABOUT.items() if name == about)
    asked, answered = _TYPES[about]
    return Document(
        name=f"{_PREFIXES[kind]}{about}_MarketDocument",
        kind=kind,
        about=about,
        parts=_header(kind, asked if kind is Kind.REQUEST else answered, processes, _records(kind, about)),
    )


_NOTIFICATION = Document(
    name="GenericNotification_MarketDocument",
    kind=Kind.NOTIFICATION,
    about="",
    parts=_header(
        Kind.NOTIFICATION,
        _NOTIFICATION_TYPE,
        tuple(PROCESSES),
        {**_COMMON, ORIGINAL: _id(required=False), VALID_FROM: _MOMENT, **_AT},
    ),
)
_DOCUMENTS = [_NOTIFICATION, *(_document(kind, about) for kind in _PREFIXES for about in _TYPES)]
DOCUMENTS: Mapping[str, Document] = {document.name: document for document in _DOCUMENTS}
"""Every document by its name."""


def request_for(process: MarketProcess) -> Document:
    """Return the document by which a process is asked for."""
    return DOCUMENTS[f"Request{ABOUT[process]}_MarketDocument"]
