"""Messages to and from the market: write what is asked into the outbox, take in what comes, and act on it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import CustomerKind, Severity
from accounts.models import Customer, ImportedFile, Supplier
from accounts.operations import alarm, imported_file
from accounts.operations.imported_file import FileSeenBefore
from config.foundation import crypto, outbox
from config.foundation.after_commit import send_task_after_commit
from config.foundation.crashpoint import crashpoint
from config.foundation.mask import HIDDEN
from config.foundation.rare_rows import rare_rows
from config.foundation.transition import OvertakenByOther
from contracts.enums import MarketMessageKind, MarketProcess
from contracts.gateways import market_message as gateway
from contracts.gateways.market_file import MarketFileRefused
from contracts.gateways.market_message import MarketRequest, MarketTold
from contracts.gateways.market_signature import is_signed
from contracts.models import MarketMessage
from contracts.operations import market_answer, market_message, market_notice
from contracts.queries.market_message import to_handle, to_send, unanswered

logger = logging.getLogger(__name__)

KIND = "datahub-market"
JOB = "job:market-in"
FAILED = "market-message-failed"
SILENT_DAYS = timedelta(days=2)
_NAMED = {MarketProcess.SUPPLIER_SWITCH, MarketProcess.MOVE_IN}


@dataclass(frozen=True, kw_only=True)
class DroppedOff:
    """What is answered to whoever drops a message off over HTTP."""

    status: int
    words: str


# --- in


def take_in(*, supplier: Supplier, name: str, content: bytes) -> ImportedFile:
    """
    Keep every transaction of a message, or refuse it whole; what follows from them is done afterwards.

    :raises FileSeenBefore: when the same bytes were taken in before
    """
    file = imported_file.receive(supplier=supplier, kind=KIND, name=name, content=content)
    try:
        _keep(file, gateway.read(content, receiver=supplier.gln))
    except MarketFileRefused as refused:
        imported_file.refused(file=file, place=refused.place, error=refused.reason)
    return file


def drop_off(*, supplier: Supplier, body: bytes, signature: str, at: datetime) -> DroppedOff:
    """Take in a message that came over HTTP: 202 when it is kept or was before, 400 unsigned, 422 when wrong."""
    if not is_signed(body, signature=signature, secrets=settings.MARKET_WEBHOOK_SECRETS, at=at):
        logger.warning("market message without our signature", extra={"supplier": supplier.code})
        return DroppedOff(status=400, words="The signature is missing, too old or not ours.")
    try:
        file = take_in(supplier=supplier, name=f"http-{at:%Y%m%dT%H%M%SZ}.json", content=body)
    except FileSeenBefore:
        return DroppedOff(status=202, words="Kept before.")
    if file.error:
        return DroppedOff(status=422, words=f"{file.place}: {file.error}")
    return DroppedOff(status=202, words="Kept.")


@transaction.atomic
def _keep(file: ImportedFile, told: tuple[MarketTold, ...]) -> None:
    assert file.supplier is not None  # noqa: S101 -- a market message is always for a supplier
    new = sum(market_message.receive(supplier=file.supplier, **asdict(one)) for one in told)
    known = len(told) - new
    imported_file.applied(file=file, rows=new, notes=[f"{known} of it came before."] if known else [])
    send_task_after_commit("contracts.handle_market_messages", supplier_id=file.supplier.pk)


def handle_due(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Act on every message that came in and waits, each by itself; one that fails waits, with an alarm."""
    counts = {"handled": 0, "failed": 0}
    for message in rare_rows(to_handle(supplier)):
        try:
            _handle(message, as_of)
            crashpoint("market.handled")
        except OvertakenByOther:
            continue
        except Exception as error:
            logger.exception("market message %s", message.pk)
            _alarm(message, type(error).__name__)
            counts["failed"] += 1
        else:
            alarm.silence(kind=FAILED, ref=f"market-message:{message.pk}", by=JOB)
            counts["handled"] += 1
    return counts


def _handle(message: MarketMessage, as_of: date) -> None:
    if message.kind == MarketMessageKind.NOTIFICATION:
        market_notice.note_notification(message=message, by=JOB, as_of=as_of)
    else:
        market_answer.note_answer(message=message, by=JOB, as_of=as_of)


def _alarm(message: MarketMessage, error: str) -> None:
    alarm.sound(
        supplier=message.supplier,
        kind=FAILED,
        ref=f"market-message:{message.pk}",
        text=f"Market message {message.pk} could not be acted on: {error}",
        severity=Severity.WARNING,
    )


# --- out


def send_due(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """
    Write every request that lies ready into the supplier's outbox; one that lacks something waits for a person.

    The request is committed before its file is written. Whoever dies between file and note, or comes second,
    writes the same file again under the same name: the market knows a message it has had by its id.
    """
    counts = {"sent": 0, "waiting": 0, "failed": 0}
    for message in rare_rows(to_send(supplier)):
        try:
            counts["sent" if _send(message, as_of) else "waiting"] += 1
        except Exception as error:
            logger.exception("market message %s", message.pk)
            _alarm(message, type(error).__name__)
            counts["failed"] += 1
    return counts


def _send(message: MarketMessage, as_of: date) -> bool:
    """Write one request, or ask a person for what it lacks."""
    if missing := _missing(message):
        _ask_for(message, missing, as_of)
        return False
    request = _request(message)
    try:
        content = gateway.written(request)
    except MarketFileRefused as refused:
        _ask_for(message, str(refused), as_of)
        return False
    outbox.put(Path(settings.MARKET_OUTBOX) / message.supplier.code, name=_file_name(message), content=content)
    crashpoint("market.written")
    kept = _without_personal_number(content.decode(), request.cpr)
    market_message.note_sent(message=message, content=kept, by=JOB, as_of=as_of)
    alarm.silence(kind=FAILED, ref=f"market-message:{message.pk}", by=JOB)
    return True


def ask_about_silence(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Ask a person about requests the market has not answered for two days."""
    before = datetime.combine(as_of - SILENT_DAYS, time(), ZoneInfo(supplier.time_zone))
    silent = rare_rows(unanswered(supplier, sent_before=before))
    for message in silent:
        with translation.override(supplier.language):
            why = _("The market has not answered. Ask DataHub whether the message came.")
        market_message.ask(
            message=message,
            kind=market_message.UNANSWERED,
            title=gettext_lazy("Request without an answer"),
            why=why,
            as_of=as_of,
        )
    return {"unanswered": len(silent)}


def _file_name(message: MarketMessage) -> str:
    return f"{KIND}--{message.message_id}.json"


def _missing(message: MarketMessage) -> str:
    """Return what keeps a request from being sent, or an empty text."""
    with translation.override(message.supplier.language):
        if not message.supplier.gln:
            return _("The supplier has no number (GLN) in the energy market.")
        customer = _customer_of(message)
        household = customer.kind == CustomerKind.HOUSEHOLD
        if message.process in _NAMED and household and not customer.cpr_encrypted:
            return _("The market needs the customer's CPR number, and we have none.")
    return ""


def _ask_for(message: MarketMessage, missing: str, as_of: date) -> None:
    market_message.ask(
        message=message,
        kind=market_message.INCOMPLETE,
        title=gettext_lazy("Request to the market waits"),
        why=missing,
        as_of=as_of,
    )


def _request(message: MarketMessage) -> MarketRequest:
    assert message.effective_on is not None  # noqa: S101 -- the database refuses a request without its day
    customer, named = _customer_of(message), message.process in _NAMED
    business = customer.kind == CustomerKind.BUSINESS
    return MarketRequest(
        process=MarketProcess(message.process),
        message_id=message.message_id,
        transaction_id=message.transaction_id,
        written_at=message.written_at,
        sender=message.supplier.gln,
        gsrn=message.gsrn,
        effective_on=message.effective_on,
        balance_gln=message.supplier.balance_gln,
        cpr=_personal_number(customer) if named and not business else "",
        cvr=customer.cvr if named and business else "",
        customer_name=customer.name if named else "",
    )


def _customer_of(message: MarketMessage) -> Customer:
    assert message.agreement is not None  # noqa: S101 -- the database refuses a request without its agreement
    return message.agreement.customer


def _personal_number(customer: Customer) -> str:
    kept = customer.cpr_encrypted
    number = crypto.decrypt(bytes(kept).decode(), keys=settings.FIELD_KEYS) if kept else ""
    return "".join(filter(str.isdigit, number))


def _without_personal_number(content: str, cpr: str) -> str:
    """Return a request as it is kept: nobody's personal number lies in our tables unencrypted."""
    return content.replace(cpr, f"{cpr[:6]}-{HIDDEN}") if cpr else content
