"""The commands of operation: what they print, how they end, and that a second run changes nothing."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from accounts.enums import JobState
from accounts.models import InvariantResult, JobRun, SimulatedNow
from accounts.operations import job_run as operations
from billing.models import CostMonth, ProviderEvent
from config import day, invariant, simulation
from config.foundation import clock
from contracts.runs.partition import make_span
from tests.builders import energy
from tests.builders.account import supplier

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
LONG_AGO = datetime(2025, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_inbox(tmp_path):
    with override_settings(MARKET_INBOX=str(tmp_path)):
        yield


def called(name, **options):
    """Call a command and return (exit code, lines it printed, lines it complained)."""
    out, err = StringIO(), StringIO()
    try:
        call_command(name, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        return ended.code, out.getvalue().splitlines(), err.getvalue().splitlines()
    return 0, out.getvalue().splitlines(), err.getvalue().splitlines()


def broken_event():
    return ProviderEvent.objects.create(
        provider="stripe", event_id="evt_1", kind="x", payload={}, received_at=LONG_AGO, state="RECEIVED",
        claimed_until=datetime(2199, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def contents():
    """Return every row of our tables as text, but for what only says when somebody looked."""
    looked = {"accounts_invariantresult"}
    tables = [
        model._meta.db_table
        for app in ("accounts", "contracts", "billing", "complaints")
        for model in apps.get_app_config(app).get_models()
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in sorted({*tables} - looked):
            cursor.execute(
                f'SELECT coalesce(array_agg(t::text ORDER BY t::text), ARRAY[]::text[]) FROM "{table}" t'
            )
            [found[table]] = cursor.fetchone()
        return found


@pytest.fixture
def home():
    """A home with a week of values and prices, whose supplier's jobs begin on Monday."""
    at = supplier("gron", starts_on=MONDAY)
    week_before = MONDAY - timedelta(days=7)
    make_span(first=week_before, last=MONDAY)
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(week_before, MONDAY, micro=[500_000])
    supply = energy.supply(of=energy.spot_product(at), starts_on=week_before)
    energy.values(supply, week_before, MONDAY, wh=[200])
    return supply


# --- run_day


def test_run_day_says_what_each_step_did_and_prices_the_home(home):
    _code, lines, _err = called("run_day", date=MONDAY)
    assert [line.split()[1:3] for line in lines[:-1]] == [
        ["installation", "partitions"],
        ["installation", "market-prices"],
        *(["gron", step.job] for step in day.SUPPLIER_STEPS),
    ]
    assert lines[-1] == "2026-11-16 done: 0 drained, 0 parked, 0 invariants broken"
    assert CostMonth.objects.get(supply=home).computed_through == MONDAY - timedelta(days=1)


def test_run_day_twice_changes_nothing(home):
    called("run_day", date=MONDAY)
    before = contents()
    assert before["billing_costmonth"] != []
    _code, lines, _err = called("run_day", date=MONDAY)
    assert lines == ["2026-11-16 done: 0 drained, 0 parked, 0 invariants broken"]
    assert contents() == before


def test_run_day_after_missed_days_leaves_what_running_each_day_leaves(home):
    last = MONDAY + timedelta(days=3)
    for number in range(4):
        called("run_day", date=MONDAY + timedelta(days=number))
    steady = CostMonth.objects.values_list("computed_through", "wh", "spot", "grid", "tax").get()
    CostMonth.objects.all().delete()
    JobRun.objects.all().delete()
    called("run_day", date=last)
    assert CostMonth.objects.values_list("computed_through", "wh", "spot", "grid", "tax").get() == steady
    jobs = JobRun.objects.filter(supplier__isnull=False, job="documents").order_by("for_date")
    assert [row.for_date for row in jobs] == [MONDAY + timedelta(days=number) for number in range(4)]


def test_run_day_of_one_supplier_leaves_the_others_alone(home):
    supplier("orsted", starts_on=MONDAY)
    called("run_day", date=MONDAY, supplier="gron")
    assert set(JobRun.objects.exclude(supplier=None).values_list("supplier__code", flat=True)) == {"gron"}
    with pytest.raises(CommandError, match="There is no supplier nobody"):
        called("run_day", date=MONDAY, supplier="nobody")


def test_run_day_ends_in_failure_when_a_job_is_parked(home, monkeypatch):
    def no(**_ignored):
        raise ValueError("no")

    monkeypatch.setitem(day._STEPS, "documents", day.Step(job="documents", run=no))
    with pytest.raises(CommandError, match="Something needs a person"):
        called("run_day", date=MONDAY)
    assert JobRun.objects.get(job="documents").state == JobState.PARKED


def test_a_quiet_day_asks_a_bounded_number_of_questions(home, django_assert_max_num_queries):
    called("run_day", date=MONDAY)
    with django_assert_max_num_queries(180):
        called("run_day", date=MONDAY + timedelta(days=1))


# --- simulate


@pytest.fixture
def own_clock():
    """Forget whatever moment an earlier test pretended."""
    simulation._seen.clear()
    yield
    simulation._seen.clear()
    clock.install(None)


def test_simulate_plays_the_days_after_the_last_one_and_moves_the_clock(home, own_clock):
    called("run_day", date=MONDAY)
    _code, lines, _err = called("simulate", days=2)
    done = [line for line in lines if " done: " in line]
    assert [line.split()[0] for line in done] == ["2026-11-17", "2026-11-18"]
    assert SimulatedNow.objects.get().moment == datetime(2026, 11, 18, 11, tzinfo=UTC)
    clock.install(simulation.simulated_now)
    assert clock.today() == date(2026, 11, 18)


def test_the_clock_comes_back_when_nothing_is_pretended(own_clock):
    simulation.set_simulated_day(MONDAY)
    simulation.set_simulated_day(None)
    late = clock.system_now() - simulation.simulated_now()
    assert (SimulatedNow.objects.count(), late < timedelta(seconds=1)) == (0, True)


@override_settings(PRODUCTION=True)
def test_production_does_not_pretend_it_is_another_day(home):
    with pytest.raises(CommandError, match="does not pretend"):
        called("simulate", days=1)
    assert SimulatedNow.objects.count() == 0


# --- check_invariants


def test_run_day_in_production_works_off_a_missed_day_without_pretending_to_be_on_it(home, settings, monkeypatch):
    settings.PRODUCTION = True
    moments = []
    monkeypatch.setattr(day, "drain", lambda **_rest: moments.append(clock.now()) or 0)
    real = datetime(2026, 11, 18, 10, tzinfo=UTC)
    with clock.frozen(real):
        called("run_day", date=MONDAY)
    assert moments == [real]
    assert JobRun.objects.filter(for_date=MONDAY, state=JobState.DONE).exists()
    assert (
        not JobRun.objects.filter(for_date__gt=MONDAY)
        .exclude(state=JobState.PLANNED)
        .exclude(supplier=None)
        .exists()
    )


def test_run_day_in_production_refuses_a_day_that_has_not_come(home, settings):
    settings.PRODUCTION = True
    with clock.frozen(datetime(2026, 11, 15, 10, tzinfo=UTC)), pytest.raises(CommandError):
        called("run_day", date=MONDAY)
    assert not JobRun.objects.exists()


def test_check_invariants_ends_well_when_all_hold():
    code, lines, _err = called("check_invariants", date=MONDAY)
    assert (code, lines[-1].endswith("invariants checked, 0 broken")) == (0, True)
    assert len(lines) == InvariantResult.objects.count() + 1


def test_check_invariants_ends_with_1_and_shows_the_rows():
    left = broken_event()
    code, lines, _err = called("check_invariants", date=MONDAY)
    assert code == 1
    place = next(number for number, line in enumerate(lines) if line.startswith("O2   broken"))
    assert lines[place + 1].strip() == str(left.pk)


# --- watchdog


def heartbeat(age):
    row = JobRun.objects.create(supplier=None, job="tick", for_date=MONDAY, state=JobState.DONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_jobrun SET finished_at = now() - %s WHERE id = %s", [age, row.pk])


def check_of_the_books(age=timedelta(0)):
    invariant.check_all(as_of=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_invariantresult SET checked_at = now() - %s", [age])


def test_the_watchdog_is_quiet_when_all_is_well():
    heartbeat(timedelta(minutes=4))
    check_of_the_books(timedelta(hours=25))
    assert called("watchdog") == (0, ["all is well"], [])


def test_the_watchdog_barks_when_nothing_ever_ran():
    assert called("watchdog") == (1, [], ["The tick has never run.", "The books have never been checked."])


def test_the_watchdog_barks_when_the_tick_is_late():
    heartbeat(timedelta(minutes=6))
    check_of_the_books()
    code, _lines, complaints = called("watchdog")
    assert (code, [line[:18] for line in complaints]) == (1, ["The tick last ran "])


def test_the_watchdog_barks_when_the_books_were_not_checked_for_a_day():
    heartbeat(timedelta(minutes=1))
    check_of_the_books(timedelta(hours=27))
    code, _lines, complaints = called("watchdog")
    assert (code, [line[:28] for line in complaints]) == (1, ["The books were last checked "])


def test_the_watchdog_barks_when_the_last_check_found_a_broken_invariant():
    heartbeat(timedelta(minutes=1))
    check_of_the_books()
    broken_event()
    assert called("watchdog") == (0, ["all is well"], [])  # nobody has checked since
    check_of_the_books()
    assert called("watchdog") == (
        1, [], ["O2: Every event of the card provider is handled within ten minutes or parked. (1 rows)"]
    )  # fmt: skip


def test_the_watchdog_barks_when_nobody_takes_over_the_share_of_a_dead_worker():
    heartbeat(timedelta(minutes=1))
    check_of_the_books()
    left = JobRun.objects.create(
        supplier=supplier(), job="collect", for_date=MONDAY, state=JobState.RUNNING, shard=2, shards=40
    )
    for minutes, barks in ((9, 0), (11, 1)):
        with connection.cursor() as cursor:
            age = timedelta(minutes=minutes)
            cursor.execute("UPDATE accounts_jobrun SET claimed_until = now() - %s WHERE id = %s", [age, left.pk])
        code, _lines, complaints = called("watchdog")
        assert (code, len(complaints)) == (barks, barks)
    assert complaints == ["2026-11-16 collect 3/40, Gron: its worker died and none took over."]


def test_the_watchdog_asks_the_same_few_questions_however_large_the_books_are(django_assert_num_queries):
    heartbeat(timedelta(minutes=1))
    check_of_the_books()
    with django_assert_num_queries(5):
        called("watchdog")


def test_a_retried_job_runs_at_the_next_run_day(home, monkeypatch):
    called("run_day", date=MONDAY)
    JobRun.objects.filter(job="documents").update(state=JobState.PARKED)
    operations.retry(job_run=JobRun.objects.get(job="documents"))
    _code, lines, _err = called("run_day", date=MONDAY)
    assert [line.split()[1:3] for line in lines[:-1]] == [["gron", "documents"]]
