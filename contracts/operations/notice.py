"""Take in what a customer has to tell: kept as told, put in the staff queue, and answered with a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Customer, Upload
from accounts.operations import event, receipt, staff_task, upload
from accounts.operations.event import Actor
from accounts.operations.receipt import Told
from config.foundation.mask import mask
from config.foundation.refusal import Refused
from config.foundation.zone import zone_of
from contracts.enums import NoticeKind, ReadingBy
from contracts.models import MeterReading, Notice, Supply
from contracts.queries.notice import TITLES, WH_PER_KWH, notice_rows, reading_before, terms_told_by
from contracts.queries.receipt_words import sentence_words
from contracts.rules.notice import NEEDS_METER, Duty, act_by, duty_sentence, runs_backwards, stored_fields

TASK = "notice-"
END_OF_DAY = time(23, 59)


class NoMeter(Refused):
    """What is told is about a meter, and the customer named none."""

    code = "no-meter"


class NotInSupply(Refused):
    """The meter was read on a day that has not come, or on which it was not the customer's."""

    code = "not-in-supply"


class AppliancesOn(Refused):
    """Power is opened again only when everything is switched off (EP-2.2)."""

    code = "appliances-on"


@transaction.atomic
def tell(
    *,
    customer: Customer,
    duty: Duty,
    supply: Supply | None,
    said: Mapping[str, object],
    by: Actor,
    as_of: date,
    file: Upload | None = None,
) -> Notice:
    """
    Keep what was told, open a task for it, and give a receipt; agreement and supply stay as they are.

    The same told again on the same day is the same notice: a form sent twice opens one task.

    Source: EP-2.2, EP-4.4, EP-10.1; OR-2.3, OR-3.2, OR-4.6, OR-9.1; GE-VF-2.1, GE-VF-3.4, GE-VF-8; X-62.

    :raises NoMeter: when it is about a meter and no supply is named
    :raises NotInSupply: when a meter was read on a day that cannot be
    :raises AppliancesOn: when a reopening is asked for with something switched on
    :raises FieldsWrong: when the fields are not those of the kind
    """
    _check(duty, supply, said, as_of)
    fields = stored_fields(duty=duty, said={**said, **_masked(said)})
    Customer.objects.select_for_update().get(pk=customer.pk)
    same = Notice.objects.filter(customer=customer, kind=duty, supply=supply, told_on=as_of, fields=fields)
    if (found := same.first()) is not None:
        return found
    sentence = duty_sentence(duty=duty, terms=terms_told_by(customer, supply))
    notice = Notice.objects.create(
        supplier=customer.supplier,
        customer=customer,
        supply=supply,
        kind=duty.value,
        told_on=as_of,
        fields=fields,
        clause=sentence.clause if sentence else "",
    )
    if file is not None:
        upload.attach(upload=file, subject=notice)
    lower = supply is not None and duty is Duty.READING and _keep_reading(notice, supply, file)
    _ask(notice, duty, lower=lower, has_file=file is not None)
    _record(notice, by, as_of)
    _tell(notice, duty, as_of)
    return notice


def _check(duty: Duty, supply: Supply | None, said: Mapping[str, object], as_of: date) -> None:
    if duty in NEEDS_METER and supply is None:
        raise NoMeter(_("This is about a meter, and you have none with us now. Write to us instead."))
    if duty is Duty.REOPENING and said.get("appliances_off") is not True:
        raise AppliancesOn(_("Switch everything off first. The power is opened only then."))
    read_on = said.get("read_on")
    if duty is Duty.READING and supply is not None and isinstance(read_on, date):
        over = supply.ends_before is not None and read_on > supply.ends_before
        if read_on > as_of or read_on < supply.starts_on or over:
            raise NotInSupply(_("Choose a day in your own time at the meter, today at the latest."))


def _masked(said: Mapping[str, object]) -> dict[str, object]:
    return {name: mask(value.strip()) for name, value in said.items() if isinstance(value, str)}


def _keep_reading(notice: Notice, supply: Supply, photo: Upload | None) -> bool:
    """Write the reading down beside its notice; return whether the meter runs backwards."""
    read_on = date.fromisoformat(notice.fields["read_on"])
    before = reading_before(supply, day=read_on)
    reading = MeterReading.objects.create(
        supplier_id=notice.supplier_id,
        metering_point_id=supply.metering_point_id,
        notice=notice,
        read_on=read_on,
        wh=int(notice.fields["kwh"]) * WH_PER_KWH,
        read_by=ReadingBy.CUSTOMER,
        photo=photo,
    )
    return runs_backwards(wh=reading.wh, before=before.wh if before else None)


def _ask(notice: Notice, duty: Duty, *, lower: bool, has_file: bool) -> None:
    supplier = notice.supplier
    due_on = act_by(duty=duty, told_on=notice.told_on, country=supplier.country)
    with translation.override(supplier.language):
        rows = [f"{label}: {value}" for label, value in notice_rows(notice, locale=supplier.language)]
        more = [_("The meter shows less than it did before. Look at it.")] if lower else []
        more += [_("A file came with it.")] if has_file else []
        title = f"{TITLES[NoticeKind(notice.kind)]}: {notice.customer.name}"
    staff_task.ask(
        supplier=supplier,
        customer=notice.customer,
        kind=TASK + duty.value.lower().replace("_", "-"),
        subject=notice,
        title=title[:200],
        due_at=datetime.combine(due_on, END_OF_DAY, zone_of(supplier.time_zone)),
        explanation="\n".join([*rows, *more]),
        clause=notice.clause,
    )


def _record(notice: Notice, by: Actor, as_of: date) -> None:
    event.record(
        "contracts.notice.told",
        supplier=notice.supplier,
        customer=notice.customer,
        subject=notice,
        by=by,
        as_of=as_of,
        clause=notice.clause,
        told=notice.kind,
        supply=notice.supply_id,
    )


def _tell(notice: Notice, duty: Duty, as_of: date) -> None:
    document = terms_told_by(notice.customer, notice.supply)
    sentence = duty_sentence(duty=duty, terms=document)

    def told(locale: str) -> Told:
        title = _("We have your notice: %(what)s") % {"what": TITLES[NoticeKind(notice.kind)]}
        reasons = sentence_words([sentence] if sentence else [], currency=document.currency, locale=locale)
        return Told(title=title, rows=notice_rows(notice, locale=locale), reasons=reasons)

    receipt.give(
        customer=notice.customer, subject=notice, fact="told", tell=told, as_of=as_of, clause=notice.clause
    )
