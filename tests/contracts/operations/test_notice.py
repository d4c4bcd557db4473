"""What is told is kept, lands in the queue with its day, is answered with a receipt, and changes nothing else."""

from datetime import date, timedelta

import pytest

from accounts.models import Event, Message, Receipt, StaffTask
from accounts.operations import upload
from contracts.enums import AgreementState, ReadingBy
from contracts.models import Agreement, MeterReading, Notice, Supply
from contracts.operations import notice as operations
from contracts.operations.notice import AppliancesOn, NoMeter, NotInSupply
from contracts.queries.notice import running_supplies
from contracts.rules.notice import Duty
from tests.builders import account, contract, energy, world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
SAID = {
    Duty.CONSUMPTION: {"from_on": TODAY, "kwh_a_year": 9_000, "words": "Varmepumpe"},
    Duty.METER_FAULT: {"seen_on": TODAY, "words": "Mørkt display"},
    Duty.READING: {"read_on": TODAY, "kwh": 12_345},
    Duty.TAX_STATUS: {"entitled_by": "electric_heating", "from_on": TODAY, "words": ""},
    Duty.ACCESS: {"words": "Nøglen er hos naboen", "phone": "12345678"},
    Duty.REOPENING: {"appliances_off": True, "from_on": TODAY, "phone": ""},
    Duty.HINDRANCE: {"since_on": TODAY, "until_on": None, "words": "Oversvømmelse"},
}


@pytest.fixture
def supply():
    return energy.supply(customer=account.customer(name="Karen Holm"))


def tell(supply, duty, *, as_of=TODAY, file=None, customer=None, **said):
    return operations.tell(
        customer=customer or supply.agreement.customer,
        duty=duty,
        supply=supply,
        said=SAID[duty] | said,
        by="test",
        as_of=as_of,
        file=file,
    )


@pytest.mark.parametrize(
    "duty, kind, clause, due",
    [
        (Duty.CONSUMPTION, "notice-consumption", "GE-VF-3.4", "2026-03-12"),
        (Duty.METER_FAULT, "notice-meter-fault", "GE-VF-2.1", "2026-03-06"),
        (Duty.READING, "notice-reading", "GE-VF-2.1", "2026-03-10"),
        (Duty.TAX_STATUS, "notice-tax-status", "", "2026-03-12"),
        (Duty.ACCESS, "notice-access", "GE-VF-2.1", "2026-03-10"),
        (Duty.REOPENING, "notice-reopening", "GE-VF-2.1", "2026-03-05"),
        (Duty.HINDRANCE, "notice-hindrance", "GE-VF-8", "2026-03-06"),
    ],
)
@pytest.mark.rule("GE-VF-2.1", "GE-VF-3.4", "GE-VF-8")
def test_each_lands_in_its_queue_with_its_day_and_gives_a_receipt(supply, duty, kind, clause, due):
    notice = tell(supply, duty)
    assert (notice.kind, notice.clause, notice.told_on) == (str(duty), clause, TODAY)
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer, task.clause) == (kind, notice.pk, notice.customer, clause)
    assert task.due_at.date().isoformat() == due
    [kept] = Receipt.objects.all()
    assert (kept.subject_id, [of for _words, of in kept.reasons]) == (notice.pk, [clause] if clause else [])
    assert Message.objects.filter(kind="receipt", subject=kept.title).exists()
    told = Event.objects.get(kind="contracts.notice.told")
    assert (told.customer, told.clause, told.data["told"]) == (notice.customer, clause, str(duty))


@pytest.mark.rule("EP-4.4", "OR-3.2", "OR-4.6", "EP-10.1", "OR-9.1", "EP-2.2", "OR-2.3")
@pytest.mark.parametrize(
    "terms_code, duty, clause",
    [
        ("energiplus_2023", Duty.CONSUMPTION, "EP-4.4"),
        ("energiplus_2023", Duty.REOPENING, "EP-2.2"),
        ("energiplus_2023", Duty.HINDRANCE, "EP-10.1"),
        ("orsted_2019", Duty.CONSUMPTION, "OR-3.2"),
        ("orsted_2019", Duty.TAX_STATUS, "OR-4.6"),
        ("orsted_2019", Duty.METER_FAULT, "OR-2.3"),
        ("orsted_2019", Duty.HINDRANCE, "OR-9.1"),
    ],
)
def test_the_clause_is_that_of_the_agreement_of_the_meter(supply, terms_code, duty, clause):
    Agreement.objects.update(terms_code=terms_code)
    supply = Supply.objects.get(pk=supply.pk)
    assert tell(supply, duty).clause == clause


@pytest.mark.rule("X-62", "EP-4.4")
def test_what_is_told_changes_neither_agreement_nor_supply(supply):
    before = Supply.objects.values().get(pk=supply.pk)
    tell(supply, Duty.CONSUMPTION)
    assert Supply.objects.values().get(pk=supply.pk) == before
    assert Agreement.objects.get().state == AgreementState.ACTIVE


def test_a_form_sent_twice_is_one_notice_and_one_task(supply):
    assert tell(supply, Duty.METER_FAULT) == tell(supply, Duty.METER_FAULT)
    assert (Notice.objects.count(), StaffTask.objects.count(), Receipt.objects.count()) == (1, 1, 1)
    tell(supply, Duty.METER_FAULT, words="Nu larmer den")
    assert Notice.objects.count() == 2


@pytest.mark.rule("EP-2.2")
def test_a_reading_is_kept_in_wh_with_its_photo(supply):
    customer = supply.agreement.customer
    photo = upload.take_in(customer=customer, name="m.png", content=world.picture(), by="test", as_of=TODAY)
    notice = tell(supply, Duty.READING, file=photo)
    kept = MeterReading.objects.get()
    assert (kept.wh, kept.read_on, kept.read_by) == (12_345_000, TODAY, ReadingBy.CUSTOMER)
    assert (kept.metering_point, kept.photo, kept.notice) == (supply.metering_point, photo, notice)
    photo.refresh_from_db()
    assert (photo.subject_type, photo.subject_id) == ("contracts.notice", notice.pk)
    assert "12.345 kWh" in [value.replace("\xa0", " ") for _label, value in Receipt.objects.get().rows]


def test_a_meter_that_shows_less_than_before_is_looked_at(supply):
    tell(supply, Duty.READING, read_on=TODAY - timedelta(days=1), kwh=12_400)
    tell(supply, Duty.READING)
    first, second = StaffTask.objects.order_by("pk")
    assert len(second.explanation.splitlines()) == len(first.explanation.splitlines()) + 1


def test_what_somebody_else_read_before_is_not_compared_with(supply):
    point = supply.metering_point
    MeterReading.objects.create(
        supplier=supply.supplier, metering_point=point, read_on=date(2025, 12, 1), wh=99_000_000
    )
    tell(supply, Duty.READING)
    tell(supply, Duty.READING, kwh=12_346)
    first, second = StaffTask.objects.order_by("pk")
    assert len(first.explanation.splitlines()) == len(second.explanation.splitlines())


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2025, 12, 31)])
def test_a_meter_is_read_in_ones_own_time_and_not_tomorrow(supply, day):
    with pytest.raises(NotInSupply):
        tell(supply, Duty.READING, read_on=day)
    assert not Notice.objects.exists()


@pytest.mark.rule("EP-2.2", "OR-2.3", "GE-VF-2.1")
def test_nothing_is_reopened_with_something_switched_on(supply):
    with pytest.raises(AppliancesOn):
        tell(supply, Duty.REOPENING, appliances_off=False)
    assert not StaffTask.objects.exists()


@pytest.mark.parametrize("duty", [Duty.READING, Duty.TAX_STATUS, Duty.REOPENING])
def test_what_is_about_a_meter_names_one(duty):
    with pytest.raises(NoMeter):
        tell(None, duty, customer=account.customer())


def test_other_things_are_told_without_a_meter():
    customer = account.customer(account.supplier("cerius", kind="GRID", terms_code="cerius_2019"))
    notice = tell(None, Duty.METER_FAULT, customer=customer)
    assert (notice.supply, StaffTask.objects.get().supplier) == (None, customer.supplier)


def test_numbers_that_identify_a_person_are_not_kept(supply):
    notice = tell(supply, Duty.ACCESS, words="Ring til 010190-1234")
    assert "1234" not in notice.fields["words"]


def test_only_what_runs_today_can_be_told_about(supply):
    customer = supply.agreement.customer
    contract.supply(under=supply.agreement, starts_on=date(2026, 4, 1))
    contract.supply(under=supply.agreement, starts_on=date(2025, 1, 1), ends_before=TODAY)
    assert running_supplies(customer, as_of=TODAY) == [supply]
