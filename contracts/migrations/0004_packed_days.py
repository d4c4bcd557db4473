"""Metered values are kept as the bytes the run reads, four a value; SQL reads them by packed_values()."""

from django.db import migrations

import config.foundation.packed_integers

OCTETS = {4: "integer", 8: "bigint"}


def unpacking(function: str, size: int) -> str:
    """Return the SQL of a function that reads whole numbers of `size` bytes; the highest byte bears the sign."""
    octets = " | ".join(
        f"(get_byte(packed, {size} * n + {place})::{OCTETS[size]} << {8 * (size - 1 - place)})"
        for place in range(size)
    )
    return f"""
    CREATE FUNCTION {function}(packed bytea) RETURNS {OCTETS[size]}[]
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(array_agg({octets} ORDER BY n), '{{}}')
        FROM generate_series(0, octet_length(packed) / {size} - 1) AS n
    $$;
    CREATE FUNCTION pack_values(elements {OCTETS[size]}[]) RETURNS bytea
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(string_agg(int{size}send(value), ''::bytea ORDER BY n), ''::bytea)
        FROM unnest(elements) WITH ORDINALITY AS each (value, n)
    $$;
    """


BYTES = """
CREATE FUNCTION packed_bytes(packed bytea) RETURNS smallint[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(get_byte(packed, n)::smallint ORDER BY n), '{}')
    FROM generate_series(0, octet_length(packed) - 1) AS n
$$;
CREATE FUNCTION pack_values(elements smallint[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(substr(int2send(value), 2), ''::bytea ORDER BY n), ''::bytea)
    FROM unnest(elements) WITH ORDINALITY AS each (value, n)
$$;
"""

FUNCTIONS = unpacking("packed_values", 4) + unpacking("packed_bigints", 8) + BYTES
NO_FUNCTIONS = """
DROP FUNCTION packed_values(bytea); DROP FUNCTION packed_bigints(bytea); DROP FUNCTION packed_bytes(bytea);
DROP FUNCTION pack_values(integer[]); DROP FUNCTION pack_values(bigint[]); DROP FUNCTION pack_values(smallint[]);
"""

PACK = """
ALTER TABLE contracts_meteredday DROP CONSTRAINT a_metered_day_has_a_day_of_values;
ALTER TABLE contracts_meteredday ALTER COLUMN wh TYPE bytea USING pack_values(wh);
ALTER TABLE contracts_meteredday ADD CONSTRAINT a_metered_day_has_a_day_of_values
    CHECK (octet_length(wh) % 4 = 0 AND octet_length(wh) / 4 BETWEEN 1380 / resolution AND 1500 / resolution);
ALTER TABLE contracts_metereddayhistory ALTER COLUMN wh TYPE bytea USING pack_values(wh);
"""

UNPACK = """
ALTER TABLE contracts_metereddayhistory ALTER COLUMN wh TYPE integer[] USING packed_values(wh);
ALTER TABLE contracts_meteredday DROP CONSTRAINT a_metered_day_has_a_day_of_values;
ALTER TABLE contracts_meteredday ALTER COLUMN wh TYPE integer[] USING packed_values(wh);
ALTER TABLE contracts_meteredday ADD CONSTRAINT a_metered_day_has_a_day_of_values
    CHECK (cardinality(wh) BETWEEN 1380 / resolution AND 1500 / resolution);
"""

PACKED = config.foundation.packed_integers.PackedIntegersField(size=4)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_agreement_is_active")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(
            PACK,
            UNPACK,
            state_operations=[
                migrations.AlterField(model_name=model, name="wh", field=PACKED)
                for model in ("meteredday", "metereddayhistory")
            ],
        ),
    ]
