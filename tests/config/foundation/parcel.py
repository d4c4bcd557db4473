"""Tables of our own for the foundation's database tests, made before each test and dropped after it."""

from django.db import connection, models

STEPS = {"PLANNED": {"SENT", "CANCELLED"}, "SENT": {"DONE"}}


class Parcel(models.Model):
    """Something with a state that workers claim."""

    state = models.CharField(max_length=20, default="PLANNED")
    note = models.CharField(max_length=20, default="")
    claimed_until = models.DateTimeField(null=True)
    supplier_id = models.IntegerField(default=1)

    class Meta:
        app_label = "foundation_tests"
        db_table = "parcel"


class Label(models.Model):
    """Something that points to a parcel of the same supplier."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, null=True, db_constraint=False)
    supplier_id = models.IntegerField(default=1)

    class Meta:
        app_label = "foundation_tests"
        db_table = "parcel_label"


class Posting(models.Model):
    """A ledger transaction."""

    class Meta:
        app_label = "foundation_tests"
        db_table = "posting"


class PostingEntry(models.Model):
    """An entry of a ledger transaction."""

    transaction = models.ForeignKey(Posting, models.CASCADE)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="DKK")

    class Meta:
        app_label = "foundation_tests"
        db_table = "posting_entry"


TABLES = (Parcel, Label, Posting, PostingEntry)


def create_tables():
    with connection.schema_editor() as editor:
        for model in TABLES:
            editor.create_model(model)


def drop_tables():
    with connection.schema_editor() as editor:
        for model in reversed(TABLES):
            editor.delete_model(model)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
