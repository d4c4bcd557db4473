"""What the database itself refuses, each with a sentence, and the reverse that takes the guard away again."""

import pytest
from django.db import IntegrityError, connection, transaction

from config.foundation import migration_sql
from tests.config.foundation.parcel import STEPS, Label, Parcel, Posting, PostingEntry, run

pytestmark = pytest.mark.usefixtures("tables")


def put_up(operation):
    run(operation.sql)
    return operation


def take_down(operation):
    run(operation.reverse_sql)


def guards():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relname IN ('parcel', 'posting', 'posting_entry')"
        )
        [triggers] = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND (proname LIKE 'parcel%' OR proname LIKE 'posting%')"
        )
        return triggers, cursor.fetchone()[0]


@pytest.fixture
def same_supplier():
    put_up(migration_sql.unique_with_supplier("parcel"))
    return put_up(migration_sql.same_supplier_fk("parcel_label", "parcel_id", "parcel"))


def test_a_row_of_another_supplier_cannot_be_pointed_to(same_supplier):
    ours, theirs = Parcel.objects.create(supplier_id=1), Parcel.objects.create(supplier_id=2)
    Label.objects.create(parcel=ours, supplier_id=1)
    Label.objects.create(parcel=None, supplier_id=1)
    with pytest.raises(IntegrityError, match="parcel_label_parcel_id_same_supplier"):
        Label.objects.create(parcel=theirs, supplier_id=1)
    with pytest.raises(IntegrityError, match="parcel_label_parcel_id_same_supplier"):
        Parcel.objects.filter(pk=ours.pk).update(supplier_id=2)


def test_same_supplier_can_be_taken_down_again(same_supplier):
    take_down(same_supplier)
    take_down(migration_sql.unique_with_supplier("parcel"))
    theirs = Parcel.objects.create(supplier_id=2)
    Label.objects.create(parcel=theirs, supplier_id=1)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Parcel.objects.update(note="x"),
        lambda: Parcel.objects.all().delete(),
        lambda: run("TRUNCATE parcel"),
    ],
)
def test_append_only_refuses_to_change_delete_and_empty(attempt):
    put_up(migration_sql.append_only("parcel"))
    Parcel.objects.create(note="a")
    with pytest.raises(IntegrityError, match="Rows of parcel are never changed or deleted"):
        attempt()
    assert Parcel.objects.values_list("note", flat=True).get() == "a"


def test_append_only_can_be_taken_down_again():
    take_down(put_up(migration_sql.append_only("parcel")))
    Parcel.objects.create()
    assert Parcel.objects.update(note="x") == 1
    assert guards() == (0, 0)


STATES = ("PLANNED", "SENT", "DONE", "CANCELLED")


@pytest.mark.parametrize("origin", STATES)
@pytest.mark.parametrize("to", STATES)
def test_database_and_python_allow_the_same_steps(origin, to):
    put_up(migration_sql.allowed_steps("parcel", "state", STEPS))
    Parcel.objects.create(state=origin)
    if to == origin or to in STEPS.get(origin, ()):
        assert Parcel.objects.update(state=to) == 1
        return
    with pytest.raises(IntegrityError, match=f"A row of parcel cannot go from {origin} to {to}"):
        Parcel.objects.update(state=to)


def test_allowed_steps_leave_other_columns_alone_and_can_be_replaced():
    put_up(migration_sql.allowed_steps("parcel", "state", STEPS))
    put_up(migration_sql.allowed_steps("parcel", "state", {"DONE": {"it's back"}}))
    Parcel.objects.create(state="DONE")
    assert Parcel.objects.update(note="x") == 1
    assert Parcel.objects.update(state="it's back") == 1
    take_down(migration_sql.allowed_steps("parcel", "state", STEPS))
    assert guards() == (0, 0)


@pytest.fixture
def sum_zero():
    return put_up(migration_sql.sum_zero("posting_entry", transaction_table="posting"))


def post(*entries):
    with transaction.atomic():
        posting = Posting.objects.create()
        for amount, currency in entries:
            PostingEntry.objects.create(transaction=posting, amount=amount, currency=currency)
    return posting


def test_a_balanced_transaction_is_accepted(sum_zero):
    post((62_500, "DKK"), (-50_000, "DKK"), (-12_500, "DKK"))
    post((5, "SEK"), (-5, "SEK"))
    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    "entries, sentence",
    [
        ([(100, "DKK"), (-99, "DKK")], r"The entries of transaction \d+ sum to 1 DKK instead of zero"),
        ([(100, "DKK")], "sum to 100 DKK instead of zero"),
        ([(100, "DKK"), (-100, "SEK")], "mixes DKK and SEK"),
        ([(5, "DKK"), (-5, "DKK"), (5, "SEK"), (-5, "SEK")], "mixes DKK and SEK"),
        ([], "has no entries"),
    ],
)
def test_an_unbalanced_mixed_or_empty_transaction_is_refused_at_commit(sum_zero, entries, sentence):
    with pytest.raises(IntegrityError, match=sentence):
        post(*entries)
    assert (Posting.objects.count(), PostingEntry.objects.count()) == (0, 0)


def test_entries_added_later_must_balance_too(sum_zero):
    posting = post((5, "DKK"), (-5, "DKK"))
    with pytest.raises(IntegrityError, match="instead of zero"):
        PostingEntry.objects.create(transaction=posting, amount=1, currency="DKK")
    assert PostingEntry.objects.count() == 2


def test_sum_zero_can_be_taken_down_again(sum_zero):
    take_down(sum_zero)
    post((1, "DKK"))
    assert guards() == (0, 0)


@pytest.fixture
def balanced():
    return put_up(migration_sql.balanced("posting_entry", transaction_table="posting"))


def post_at_once(*amounts):
    with transaction.atomic():
        posting = Posting.objects.create()
        PostingEntry.objects.bulk_create(PostingEntry(transaction=posting, amount=amount) for amount in amounts)
    return posting


def test_entries_written_at_once_balance(balanced):
    posting = post_at_once(62_500, -50_000, -12_500)
    PostingEntry.objects.bulk_create(PostingEntry(transaction=posting, amount=amount) for amount in (3, -3))
    assert PostingEntry.objects.count() == 5


@pytest.mark.parametrize(
    "amounts, sentence",
    [((100, -99), r"The entries of transaction \d+ sum to 1 DKK instead of zero"), ((), "has no entries")],
)
def test_entries_that_do_not_balance_are_refused_at_once(balanced, amounts, sentence):
    with pytest.raises(IntegrityError, match=sentence):
        post_at_once(*amounts)
    assert (Posting.objects.count(), PostingEntry.objects.count()) == (0, 0)


def test_two_transactions_of_one_statement_balance_each_by_itself(balanced):
    def crossed():
        with transaction.atomic():
            one, other = Posting.objects.create(), Posting.objects.create()
            PostingEntry.objects.bulk_create(
                [PostingEntry(transaction=one, amount=5), PostingEntry(transaction=other, amount=-5)]
            )

    with pytest.raises(IntegrityError, match="instead of zero"):
        crossed()


def test_balanced_can_be_undone_and_put_up_again(balanced):
    back = migration_sql.undone(balanced)
    run(back.sql)
    post_at_once(1)
    run(back.reverse_sql)
    with pytest.raises(IntegrityError, match="instead of zero"):
        post_at_once(1)
    take_down(balanced)
    assert guards() == (0, 0)


def test_a_name_postgresql_would_cut_is_refused():
    with pytest.raises(ValueError, match="63 characters"):
        migration_sql.append_only("a" * 60)
