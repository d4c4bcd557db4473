"""Due work goes to one worker at a time, and comes free when the worker dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from config.foundation.claim import claim, is_still_ours, release, release_all, renew
from tests.config.foundation.parcel import Parcel

pytestmark = pytest.mark.usefixtures("tables")

MINUTE = timedelta(minutes=1)


def parcels(count):
    Parcel.objects.bulk_create(Parcel(note=str(number)) for number in range(count))
    return Parcel.objects.order_by("pk")


def run_out(row):
    Parcel.objects.filter(pk=row.pk).update(claimed_until=Now() - MINUTE)


def test_claim_takes_up_to_the_limit_in_order():
    due = parcels(5)
    assert [row.note for row in claim(due, limit=2, lease=MINUTE)] == ["0", "1"]
    assert [row.note for row in claim(due, limit=2, lease=MINUTE)] == ["2", "3"]
    assert [row.note for row in claim(due, limit=2, lease=MINUTE)] == ["4"]
    assert claim(due, limit=2, lease=MINUTE) == []


def test_claim_takes_only_what_is_due():
    due = parcels(3).filter(note__in=["1", "2"]).order_by("-pk")
    assert [row.note for row in claim(due, limit=9, lease=MINUTE)] == ["2", "1"]
    assert Parcel.objects.filter(claimed_until=None).count() == 1


def test_lease_is_counted_by_the_databases_clock():
    [row] = claim(parcels(1), limit=1, lease=MINUTE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        [now] = cursor.fetchone()
    assert timedelta(seconds=50) < row.claimed_until - now <= MINUTE


def test_a_claim_that_ran_out_is_free_again():
    due = parcels(1)
    [first] = claim(due, limit=1, lease=MINUTE)
    run_out(first)
    [second] = claim(due, limit=1, lease=MINUTE)
    assert second.pk == first.pk
    assert (is_still_ours(first), is_still_ours(second)) == (False, True)


def test_a_row_locked_by_another_is_skipped_not_waited_for():
    due = parcels(2)

    def elsewhere():
        try:
            return [row.note for row in claim(due.all(), limit=2, lease=MINUTE)]
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Parcel.objects.select_for_update().get(note="0")
        assert pool.submit(elsewhere).result(timeout=5) == ["1"]


def test_rows_claimed_together_are_released_together_but_for_those_another_has_by_now():
    due = parcels(3)
    rows = claim(due, limit=3, lease=MINUTE)
    run_out(rows[0])
    [others] = claim(due, limit=1, lease=2 * MINUTE)
    release_all(rows)
    assert is_still_ours(others)
    assert [row.note for row in claim(due, limit=3, lease=MINUTE)] == ["1", "2"]
    release_all([])


def test_release_frees_our_own_claim_only():
    due = parcels(1)
    [first] = claim(due, limit=1, lease=MINUTE)
    run_out(first)
    [second] = claim(due, limit=1, lease=MINUTE)
    release(first)
    assert is_still_ours(second)
    release(second)
    assert second.claimed_until is None
    assert len(claim(due, limit=1, lease=MINUTE)) == 1


def test_renew_prolongs_a_claim_and_tells_when_it_was_lost():
    due = parcels(1)
    [row] = claim(due, limit=1, lease=MINUTE)
    before = row.claimed_until
    assert renew(row, lease=2 * MINUTE)
    assert row.claimed_until > before
    assert is_still_ours(row)
    run_out(row)
    assert not renew(row, lease=MINUTE)


def test_eight_workers_share_the_work_without_overlap():
    due = parcels(200)
    start = Barrier(8)

    def work(number):
        mine = []
        try:
            start.wait(timeout=20)
            while batch := claim(due.all(), limit=7, lease=MINUTE):
                mine += [row.pk for row in batch]
        finally:
            connection.close()
        return mine

    with ThreadPoolExecutor(8) as pool:
        shares = list(pool.map(work, range(8)))
    claimed = [key for share in shares for key in share]
    assert sorted(claimed) == sorted(Parcel.objects.values_list("pk", flat=True))
    assert sum(bool(share) for share in shares) > 1
