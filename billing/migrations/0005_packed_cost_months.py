"""Cost months are kept as the bytes the run reads and writes, and a row is not packed once more into 2 kB."""

from django.db import migrations

import config.foundation.packed_integers

BIGINTS = ["wh", "spot", "markup", "energy", "grid", "system", "transmission", "tax", "tax_reduced", "reduced_wh"]
BYTES = ["quality"]


def altered(kind: str, function: str, columns: list[str]) -> str:
    return ", ".join(f"ALTER COLUMN {name} TYPE {kind} USING {function}({name})" for name in columns)


PACK = f"ALTER TABLE billing_costmonth {altered('bytea', 'pack_values', BIGINTS + BYTES)};"
UNPACK = (
    f"ALTER TABLE billing_costmonth {altered('bigint[]', 'packed_bigints', BIGINTS)},"
    f" {altered('smallint[]', 'packed_bytes', BYTES)};"
)

# A month is ten numbers a day, 2.7 kB: compressing them below 2 kB took longer than pricing them.
STORED_AS_IT_IS = "ALTER TABLE billing_costmonth SET (toast_tuple_target = 8160);"
COMPRESSED = "ALTER TABLE billing_costmonth RESET (toast_tuple_target);"


class Migration(migrations.Migration):
    dependencies = [("billing", "0004_books_of_one_statement"), ("contracts", "0004_packed_days")]

    operations = [
        migrations.RunSQL(
            PACK,
            UNPACK,
            state_operations=[
                migrations.AlterField(
                    model_name="costmonth",
                    name=name,
                    field=config.foundation.packed_integers.PackedIntegersField(size=size),
                )
                for size, names in ((8, BIGINTS), (1, BYTES))
                for name in names
            ],
        ),
        migrations.RunSQL(STORED_AS_IT_IS, COMPRESSED),
    ]
