"""A worker makes the partition of a month by a function of the owner's, without owning the table itself."""

from django.db import migrations

# The name and the bounds come from the month alone, so nothing else can be made with it. A second worker waits for
# the first and then finds the partition there.
MAKE_MONTH = """
CREATE FUNCTION contracts_make_month(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first date := date_trunc('month', month::timestamp)::date;
    part text := 'contracts_meteredday_' || to_char(first, 'YYYY_MM');
BEGIN
    IF first IS NULL OR first NOT BETWEEN '2000-01-01' AND '2099-12-01' THEN
        RAISE EXCEPTION 'There are no metered values of %.', month USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass('public.' || part) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('contracts_make_month'));
    IF to_regclass('public.' || part) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'CREATE TABLE public.%I PARTITION OF public.contracts_meteredday FOR VALUES FROM (%L) TO (%L)',
        part, first, (first + interval '1 month')::date
    );
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION contracts_make_month(date) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_packed_days")]

    operations = [migrations.RunSQL(MAKE_MONTH, "DROP FUNCTION contracts_make_month(date);")]
