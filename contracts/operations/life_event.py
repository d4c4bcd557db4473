"""Take in a death or an insolvency, confirm it with its proof, and write to the estate from then on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Upload
from accounts.operations import estate, event, upload
from accounts.operations.event import Actor
from config.foundation.mask import mask
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts.enums import LifeEventKind, LifeEventState
from contracts.models import LifeEvent
from contracts.operations import life_event_receipt as receipts
from contracts.operations import life_event_task as tasks
from contracts.queries.life_event import running_life_events
from contracts.queries.notice import terms_told_by
from contracts.rules.life_event import Happening, duty_to_tell
from contracts.rules.step import LIFE_EVENT_STEPS


class NotYetHappened(Refused):
    """What is told has happened; a day to come is not believed."""

    code = "not-yet-happened"


class AlreadyTold(Refused):
    """The same kind of thing was told before, and stands."""

    code = "already-told"


class ProofMissing(Refused):
    """Nothing is confirmed without saying which proof was seen."""

    code = "proof-missing"


class ReasonMissing(Refused):
    """What was told is not set aside without a reason."""

    code = "reason-missing"


class NoLongerTold(Refused):
    """It has been confirmed or set aside meanwhile, and is no longer the teller's to take back."""

    code = "no-longer-told"


class DeathIsForGood(Refused):
    """A death does not end; one that was told by mistake is rejected."""

    code = "death-is-for-good"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeesToIt:
    """Who sees to the estate, or the administrator."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody tells: see LifeEvent for the fields."""

    kind: Happening
    happened_on: date
    told_by: str
    contact: SeesToIt = field(default_factory=SeesToIt)
    words: str = ""


@transaction.atomic
def report(*, customer: Customer, told: Report, by: Actor, as_of: date, file: Upload | None = None) -> LifeEvent:
    """
    Keep what was told, ask staff for the reading and the proof today, and give a receipt of what follows.

    The agreement stays as it is. The same told again on the same day is the same event.

    Source: EP-8.6, EP-11.2e, OR-14.1, GE-VF-7.2, GE-V-10.3d, GE-F-10.3d; X-28.

    :raises NotYetHappened: when the day is still to come
    :raises AlreadyTold: when the same kind of thing was told before and still stands
    """
    if told.happened_on > as_of:
        raise NotYetHappened(_("Choose the day it happened, today at the latest."))
    Customer.objects.select_for_update().get(pk=customer.pk)
    fields = _fields(told)
    standing = running_life_events(customer).filter(kind=told.kind.value).first()
    if standing is not None:
        if standing.told_on == as_of and all(getattr(standing, name) == value for name, value in fields.items()):
            return standing
        raise AlreadyTold(_("We have been told of this before. Write to us if something about it is different."))
    duty = duty_to_tell(terms=terms_told_by(customer, None))
    made = LifeEvent.objects.create(
        supplier=customer.supplier,
        customer=customer,
        told_on=as_of,
        clause=duty.clause if duty else "",
        **fields,
    )
    if file is not None:
        upload.attach(upload=file, subject=made)
    tasks.ask_on_report(made, as_of=as_of)
    _record("contracts.life_event.told", made, by, as_of)
    receipts.told(made, as_of=as_of)
    return made


@transaction.atomic
def take_back(*, life_event: LifeEvent, by: Actor, as_of: date) -> None:
    """
    Take back what was told, as long as nobody has confirmed it.

    :raises NoLongerTold: when staff have decided meanwhile
    """
    if life_event.state != LifeEventState.REPORTED:
        raise NoLongerTold(_("We have looked at it meanwhile. Write to us instead."))
    _set_aside(life_event, str(_("Taken back by the one who told it.")), by, as_of)


@transaction.atomic
def confirm(*, life_event: LifeEvent, proof: str, by: Actor, as_of: date, contact: SeesToIt | None = None) -> None:
    """
    Confirm what was told with the proof that was seen.

    After a death the estate is written to from now on, the login of the deceased is closed, and staff are asked
    to give the estate its own. A contact given here takes the place of the one that was told.

    Source: EP-11.2e, OR-14.1, GE-VF-7.2, GE-V-10.3d, GE-F-10.3d; X-28.

    :raises ProofMissing: when `proof` is empty
    """
    if not proof.strip():
        raise ProofMissing(_("Say which proof you have seen."))
    advance(
        life_event,
        to=LifeEventState.CONFIRMED,
        allowed=LIFE_EVENT_STEPS,
        proof=mask(proof.strip()),
        confirmed_on=as_of,
    )
    if contact is not None and contact != SeesToIt():
        _keep_contact(life_event, contact)
    tasks.finish(life_event, kinds=[tasks.CHECK], outcome=life_event.proof, by=by, as_of=as_of)
    _record("contracts.life_event.confirmed", life_event, by, as_of)
    if life_event.kind == LifeEventKind.DEATH:
        _write_to_estate(life_event, by, as_of)
        estate.close_login(customer=life_event.customer, by=by, as_of=as_of)
        tasks.ask_for_login(life_event, as_of=as_of)
    receipts.confirmed(life_event, as_of=as_of)


@transaction.atomic
def name_contact(*, life_event: LifeEvent, contact: SeesToIt, by: Actor, as_of: date) -> None:
    """Say who sees to it now; after a confirmed death messages go there from now on."""
    _keep_contact(life_event, contact)
    _record("contracts.life_event.contact_named", life_event, by, as_of)
    if life_event.kind == LifeEventKind.DEATH and life_event.state == LifeEventState.CONFIRMED:
        _write_to_estate(life_event, by, as_of)


@transaction.atomic
def reject(*, life_event: LifeEvent, reason: str, by: Actor, as_of: date) -> None:
    """
    Set aside what was told because it is not so; what a confirmed death had changed is changed back.

    :raises ReasonMissing: when `reason` is empty
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why."))
    _set_aside(life_event, reason, by, as_of)


@transaction.atomic
def end(*, life_event: LifeEvent, reason: str, by: Actor, as_of: date) -> None:
    """
    Note that an insolvency is over.

    :raises DeathIsForGood: for a death
    :raises ReasonMissing: when `reason` is empty
    """
    if life_event.kind == LifeEventKind.DEATH:
        raise DeathIsForGood(_("A death is not over. If it was told by mistake, say that it was not so."))
    if not reason.strip():
        raise ReasonMissing(_("Say why."))
    advance(life_event, to=LifeEventState.ENDED, allowed=LIFE_EVENT_STEPS, closed_on=as_of)
    _record("contracts.life_event.ended", life_event, by, as_of, reason=mask(reason))
    receipts.ended(life_event, as_of=as_of)


def _set_aside(life_event: LifeEvent, reason: str, by: Actor, as_of: date) -> None:
    was_confirmed = life_event.state == LifeEventState.CONFIRMED
    advance(life_event, to=LifeEventState.REJECTED, allowed=LIFE_EVENT_STEPS, closed_on=as_of)
    if was_confirmed and life_event.kind == LifeEventKind.DEATH:
        estate.write_to_customer_again(customer=life_event.customer, by=by, as_of=as_of)
    all_of_them = [tasks.CHECK, tasks.METER, tasks.LOGIN]
    tasks.finish(life_event, kinds=all_of_them, outcome=reason, by=by, as_of=as_of)
    _record("contracts.life_event.rejected", life_event, by, as_of, reason=mask(reason))
    receipts.rejected(life_event, as_of=as_of)


def _fields(told: Report) -> dict[str, Any]:
    return {
        "kind": told.kind.value,
        "happened_on": told.happened_on,
        "told_by": told.told_by.strip(),
        "words": mask(told.words.strip()),
        **_contact_fields(told.contact),
    }


def _contact_fields(contact: SeesToIt) -> dict[str, str]:
    return {
        "contact_name": contact.name.strip(),
        "contact_address": contact.address.strip(),
        "contact_email": contact.email.strip(),
        "contact_phone": contact.phone.strip(),
    }


def _keep_contact(life_event: LifeEvent, contact: SeesToIt) -> None:
    fields = _contact_fields(contact)
    for name, value in fields.items():
        setattr(life_event, name, value)
    life_event.save(update_fields=list(fields))


def _write_to_estate(life_event: LifeEvent, by: Actor, as_of: date) -> None:
    estate.write_to_estate(
        customer=life_event.customer,
        contact=life_event.contact_name,
        email=life_event.contact_email,
        by=by,
        as_of=as_of,
    )


def _record(kind: str, life_event: LifeEvent, by: Actor, as_of: date, *, reason: str = "") -> None:
    event.record(
        kind,
        supplier=life_event.supplier,
        customer=life_event.customer,
        subject=life_event,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=life_event.clause,
        what=life_event.kind,
    )
