"""Agreements and metering points at the desk: found by number, person or GSRN, read-only, own supplier alone."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import StaffJob
from contracts.enums import MarketProcess
from contracts.models import (
    Agreement,
    Assignment,
    ForceMajeure,
    LifeEvent,
    MarketMessage,
    MeteredDay,
    MeteredDayHistory,
    MeteringPoint,
    Move,
    Order,
    Product,
    StatuteFigure,
    Supply,
    TermsChange,
    Withdrawal,
)
from contracts.operations import market_message, statute
from tests.builders import account, contract, desk

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


def at_desk(*jobs, code="gron"):
    return account.signed_in(account.staff(*jobs, at=account.supplier(code)))


@pytest.fixture
def karen():
    return account.customer(name="Karen Holm", email="karen@holm.example")


@pytest.fixture
def supply(karen):
    return contract.supply(contract.agreement(karen))


def values(point, model=MeteredDay, **more):
    return model.objects.create(
        metering_point_id=point.pk,
        day=DAY,
        resolution=60,
        quality=1,
        wh=[500] * 24,
        version=datetime(2026, 3, 2, tzinfo=UTC),
        source_id=1,
        **more,
    )


@pytest.mark.parametrize("model", desk.models_of("contracts"), ids=lambda model: model.__name__)
def test_every_list_opens_and_searches(supply, model):
    client = at_desk(StaffJob.SUPERVISOR)
    assert client.get(desk.path(model)).status_code == 200
    assert client.get(desk.path(model), {"q": "karen holm"}).status_code == 200


@pytest.mark.parametrize("model", desk.models_of("contracts"), ids=lambda model: model.__name__)
def test_nothing_is_typed_over(supply, model):
    statute.load()
    client = at_desk(StaffJob.SUPERVISOR)
    # told, taken in and proposed at the desk: test_move.py, test_order.py and the like
    if model not in (Move, Order, LifeEvent, ForceMajeure, Assignment, TermsChange):
        assert client.post(desk.path(model, "add"), {}).status_code == 403
    for row in desk.rows(client, model)[:1]:
        assert client.get(desk.path(model, row.pk, "change")).status_code == 200
        for act in (
            ("delete",) if model in (Agreement, Withdrawal) else ("change", "delete")
        ):  # these: their own tests
            assert client.post(desk.path(model, row.pk, act), {"post": "yes"}).status_code == 403


def test_agreement_and_metering_point_are_found_in_every_way(supply, karen):
    client = at_desk(StaffJob.SUPPORT)
    point, agreement = supply.metering_point, supply.agreement
    for way in (karen.number, "Karen Holm", "karen@holm.example", point.gsrn):
        assert desk.rows(client, Agreement, q=way) == [agreement]
        assert desk.rows(client, MeteringPoint, q=way) == [point]
        assert desk.rows(client, Supply, q=way) == [supply]
    assert desk.rows(client, Agreement, q="571313999999999999") == []


@pytest.fixture
def asked(supply):
    statute.load()
    return market_message.prepare(
        agreement=supply.agreement,
        metering_point=supply.metering_point,
        process=MarketProcess.MOVE_OUT,
        effective_on=date(2026, 7, 1),
        by="test",
        as_of=DAY,
    )


def test_market_message_is_found_in_every_way_and_only_looked_at(supply, karen, asked):
    client = at_desk(StaffJob.SUPPORT)
    numbers = (asked.message_id, asked.transaction_id, asked.gsrn, supply.agreement.number)
    for way in (*numbers, karen.number, "Karen Holm", "karen@holm.example"):
        assert desk.rows(client, MarketMessage, q=way) == [asked]
    assert desk.rows(client, MarketMessage, q="nothing") == []
    page = client.get(desk.path(MarketMessage, asked.pk, "change"))
    assert asked.message_id in page.content.decode()
    assert client.post(desk.path(MarketMessage, asked.pk, "change"), {"state": "CONFIRMED"}).status_code == 403


def test_market_message_is_not_there_for_staff_of_another_supplier(asked):
    account.supplier("orsted")
    assert desk.rows(at_desk(StaffJob.SUPERVISOR, code="orsted"), MarketMessage) == []


def test_metering_point_shows_its_latest_days(supply):
    values(supply.metering_point)
    page = at_desk(StaffJob.SUPPORT).get(desk.path(MeteringPoint, supply.metering_point.pk, "change"))
    assert "12,00" in page.content.decode()  # 24 x 500 Wh


def test_replaced_values_are_found_by_gsrn_at_ones_own_supplier(supply):
    foreign = contract.metering_point(account.supplier("orsted"))
    kept = values(supply.metering_point, MeteredDayHistory, received_at=datetime(2026, 3, 2, tzinfo=UTC))
    other = values(foreign, MeteredDayHistory, received_at=datetime(2026, 3, 2, tzinfo=UTC))
    client = at_desk(StaffJob.SUPPORT)
    assert desk.rows(client, MeteredDayHistory, q=supply.metering_point.gsrn) == [kept]
    assert desk.rows(client, MeteredDayHistory, q=foreign.gsrn) == []
    assert client.get(desk.path(MeteredDayHistory, other.pk, "change")).status_code == 302


@pytest.mark.parametrize("model", [Agreement, Supply, MeteringPoint, Product])
def test_staff_of_another_supplier_see_nothing(supply, model):
    account.supplier("orsted")
    assert desk.rows(at_desk(StaffJob.SUPERVISOR, code="orsted"), model) == []


def test_figures_of_the_law_need_a_job_and_no_particular_supplier():
    statute.load()
    assert len(desk.rows(at_desk(StaffJob.SUPPORT), StatuteFigure)) > 0
    nobody = account.signed_in(account.staff(email="uden-job@minside.example"))
    assert nobody.get(desk.path(StatuteFigure)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_row_and_three(count, django_assert_num_queries):
    for _ in range(count):
        contract.agreement()
    client = at_desk(StaffJob.SUPPORT)
    client.get(desk.path(Agreement))
    with django_assert_num_queries(7):
        assert len(desk.rows(client, Agreement)) == count
