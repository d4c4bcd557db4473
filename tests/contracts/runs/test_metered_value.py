"""Files of metered values: stored whole or refused whole, with the place; order of arrival does not matter."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.enums import ImportState
from accounts.models import Alarm, ImportedFile
from accounts.operations.imported_file import FileSeenBefore
from contracts.enums import Quality
from contracts.models import MeteredDay, MeteredDayHistory
from contracts.runs import market_in, metered_value
from tests.builders import account, energy
from tests.contracts.gateways.test_datahub import GSRN, message
from tests.shared_folder import ENERGY

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 29)


@pytest.fixture
def point():
    return energy.metering_point(gsrn=GSRN)


def rsm012(*, registered="2022-12-17T07:30:00Z", first=242, gsrn=GSRN, number="1"):
    points = [{"position": {"value": n}, "quantity": first if n == 1 else 1} for n in range(1, 25)]
    document = message(points=points)
    body = document["NotifyValidatedMeasureData_MarketDocument"]
    body["mRID"] = number
    series = body["Series"][0]
    series["marketEvaluationPoint.mRID"]["value"] = gsrn
    series["registration_DateAndOrTime.dateTime"] = registered
    series["Period"]["timeInterval"]["end"]["value"] = "2024-06-29T22:00Z"
    return json.dumps(document).encode()


def take_in(content, *, kind="datahub-rsm012", name="a.json", **more):
    return metered_value.take_in(supplier=account.supplier(), kind=kind, name=name, content=content, **more)


@pytest.mark.rule("OR-5.2a")
def test_a_message_becomes_a_day_of_whole_wh(point):
    outcome = take_in(rsm012())
    row = MeteredDay.objects.get()
    assert (outcome.rows, outcome.failures, outcome.file.state) == (1, (), ImportState.APPLIED)
    assert (row.metering_point_id, row.day, row.resolution, row.quality) == (point.pk, DAY, 60, Quality.MEASURED)
    assert row.wh == [242_000] + [1_000] * 23
    assert row.version == datetime(2022, 12, 17, 7, 30, tzinfo=UTC)


def test_the_same_bytes_are_taken_in_once(point):
    take_in(rsm012())
    with pytest.raises(FileSeenBefore):
        take_in(rsm012(), name="b.json")
    assert (MeteredDay.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_a_file_somebody_died_over_is_taken_in_by_the_next(point, settings, tmp_path, monkeypatch):
    settings.MARKET_INBOX = str(tmp_path)
    inbox = tmp_path / account.supplier().code
    inbox.mkdir()
    (inbox / "datahub-rsm012--a.json").write_bytes(rsm012())
    whole = metered_value.metered_day.store

    def die(**_about):
        raise SystemExit

    monkeypatch.setattr(metered_value.metered_day, "store", die)
    with pytest.raises(SystemExit):
        market_in.import_files(supplier=account.supplier(), as_of=DAY)
    monkeypatch.setattr(metered_value.metered_day, "store", whole)
    market_in.import_files(supplier=account.supplier(), as_of=DAY)
    assert MeteredDay.objects.get().day == DAY
    assert ImportedFile.objects.get().state == ImportState.APPLIED


def test_the_same_values_again_write_nothing(point):
    take_in(rsm012())
    before = MeteredDay.objects.get()
    assert take_in(rsm012(number="2", registered="2022-12-18T07:30:00Z")).rows == 0
    assert MeteredDay.objects.get().received_at == before.received_at
    assert MeteredDayHistory.objects.count() == 0


def hours_of(first, count, *, number, kwh=1):
    """A message cut anywhere: so many hours from an instant on."""
    until = first + timedelta(hours=count)
    points = [{"position": {"value": n}, "quantity": kwh} for n in range(1, count + 1)]
    document = message(points=points)
    body = document["NotifyValidatedMeasureData_MarketDocument"]
    body["mRID"] = number
    series = body["Series"][0]
    series["marketEvaluationPoint.mRID"]["value"] = GSRN
    series["Period"]["timeInterval"] = {
        "start": {"value": f"{first:%Y-%m-%dT%H:%MZ}"},
        "end": {"value": f"{until:%Y-%m-%dT%H:%MZ}"},
    }
    return json.dumps(document).encode()


MIDNIGHT_UTC = datetime(2024, 6, 29, tzinfo=UTC)
BEFORE = (MIDNIGHT_UTC - timedelta(hours=26), 26, "2024-06-29 at 2024-06-29T00:00Z–22:00Z")
AFTER = (MIDNIGHT_UTC, 22, "2024-06-29 at 2024-06-28T22:00Z–00:00Z")


@pytest.mark.parametrize("order", [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_file_cut_in_mid_day_says_so_and_the_next_one_completes_the_day(point, order):
    (start, count, missing), (start_2, count_2, _missing) = order
    file = take_in(hours_of(start, count, number="1")).file
    assert (file.state, file.error) == (ImportState.APPLIED, "")
    assert f"{missing} for 1 metering point, the first is {GSRN}." in file.notes
    assert MeteredDay.objects.get(day=DAY).quality == Quality.MISSING
    take_in(hours_of(start_2, count_2, number="2"))
    whole = MeteredDay.objects.get(day=DAY)
    assert (whole.wh, whole.quality, whole.qualities) == ([1_000] * 24, Quality.MEASURED, None)


def test_whole_days_leave_nothing_to_note(point):
    assert take_in(rsm012()).file.notes == ""


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
@pytest.mark.rule("OR-5.2a")
def test_the_newest_registration_wins_whatever_came_first(point, order):
    files = {
        1: rsm012(number="1", registered="2022-12-17T07:30:00Z", first=1),
        2: rsm012(number="2", registered="2022-12-19T07:30:00Z", first=2),
    }
    for number in order:
        take_in(files[number])
    assert MeteredDay.objects.get().wh[0] == 2_000
    assert MeteredDayHistory.objects.count() == (1 if order == (1, 2) else 0)


def test_a_replaced_version_is_kept(point):
    take_in(rsm012(number="1", first=1))
    take_in(rsm012(number="2", registered="2022-12-19T07:30:00Z", first=2))
    assert MeteredDayHistory.objects.get().wh[0] == 1_000


def test_a_point_of_another_supplier_is_reported_and_not_stored():
    energy.metering_point(account.supplier("orsted"), gsrn=GSRN)
    outcome = take_in(rsm012())
    assert [(failure.gsrn, failure.code) for failure in outcome.failures] == [(GSRN, "unknown")]
    assert MeteredDay.objects.count() == 0


def test_a_broken_file_is_refused_whole_with_its_place(point):
    document = json.loads(rsm012())
    good = document["NotifyValidatedMeasureData_MarketDocument"]["Series"][0]
    bad = json.loads(json.dumps(good))
    bad["quantity_Measure_Unit.name"]["value"] = "MWH"
    document["NotifyValidatedMeasureData_MarketDocument"]["Series"] = [good, bad]
    outcome = take_in(json.dumps(document).encode())
    assert (outcome.rows, outcome.file.state) == (0, ImportState.REFUSED)
    assert outcome.file.place.endswith("Series[1].quantity_Measure_Unit.name")  # counted from 0
    assert "MWH" in outcome.file.error
    assert MeteredDay.objects.count() == 0


def test_a_refused_file_may_be_sent_again(point):
    assert take_in(b"{").file.state == ImportState.REFUSED
    assert take_in(b"{").file.state == ImportState.REFUSED


def test_a_quality_nobody_told_us_about_refuses_the_file(point):
    document = json.loads(rsm012())
    series = document["NotifyValidatedMeasureData_MarketDocument"]["Series"][0]
    series["Period"]["Point"][0]["quality"] = {"value": "Z99"}
    outcome = take_in(json.dumps(document).encode())
    assert outcome.file.state == ImportState.REFUSED
    assert MeteredDay.objects.count() == 0


def test_files_in_the_inbox_are_taken_in_or_put_aside_with_an_alarm(point, settings, tmp_path):
    settings.MARKET_INBOX = str(tmp_path)
    shop = account.supplier()
    folder = tmp_path / shop.code
    folder.mkdir()
    for name, content in (
        ("datahub-rsm012--good.json", rsm012()),
        ("datahub-rsm012--bad.json", b"{"),
        ("no-such-kind--odd.json", b"{}"),
    ):
        (folder / name).write_bytes(content)
    counts = market_in.import_files(supplier=shop, as_of=DAY)
    assert dict(counts) == {"files": 3, "rows": 1, "refused": 2}
    assert sorted(Alarm.objects.values_list("kind", "ref")) == [
        ("file-refused", "datahub-rsm012--bad.json"),
        ("file-refused", "no-such-kind--odd.json"),
    ]
    assert dict(market_in.import_files(supplier=shop, as_of=DAY)) == {"files": 0, "rows": 0, "refused": 0}


@pytest.mark.shared
@pytest.mark.parametrize(
    "kind, path, rows",
    [
        ("datahub-rsm012", "datahub/rsm/cim_json_ValidMeteredDataForMeteringPoint.json", 1),
        ("datahub-rsm012", "datahub/rsm/cim_xml_ValidMeteredDataForMeteringPoint.xml", 1),
        ("household-series", "load/real_consumption_data2.json", 31),
        ("household-series", "load/real_consumption_data.json", 1),
    ],
)
def test_real_files_are_taken_in(kind, path, rows):
    energy.metering_point(gsrn="579999993331812345")
    point = energy.metering_point(gsrn=GSRN)
    plain = {"metering_point": point} if kind == "household-series" else {}
    outcome = take_in((ENERGY / path).read_bytes(), kind=kind, name=path, **plain)
    assert (outcome.file.state, outcome.file.error) == (ImportState.APPLIED, "")
    assert outcome.rows == rows
