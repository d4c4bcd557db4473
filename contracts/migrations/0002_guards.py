"""Metered values get their partitioned table; agreements keep to their steps and to their supplier."""

from django.db import migrations

from config.foundation.migration_sql import allowed_steps, same_supplier_fk

METERED_DAY = """
CREATE TABLE contracts_meteredday (
    metering_point_id bigint NOT NULL,
    day date NOT NULL,
    source_id bigint NOT NULL,
    version timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    resolution smallint NOT NULL,
    quality smallint NOT NULL,
    qualities bytea NULL,
    wh integer[] NOT NULL,
    CONSTRAINT one_metered_day_per_point PRIMARY KEY (metering_point_id, day),
    CONSTRAINT metered_resolution_is_15_or_60_minutes CHECK (resolution IN (15, 60)),
    CONSTRAINT a_metered_day_has_a_day_of_values
        CHECK (cardinality(wh) BETWEEN 1380 / resolution AND 1500 / resolution)
) PARTITION BY RANGE (day);
CREATE TABLE contracts_meteredday_default PARTITION OF contracts_meteredday DEFAULT;
"""

AGREEMENT_STEPS = {
    "ORDERED": ["PENDING_CREDIT", "ACTIVE", "WITHDRAWN", "CANCELLED"],
    "PENDING_CREDIT": ["ORDERED", "ACTIVE", "WITHDRAWN", "CANCELLED"],
    "ACTIVE": ["TERMINATING", "ENDED", "WITHDRAWN"],
    "TERMINATING": ["ACTIVE", "ENDED", "WITHDRAWN"],
}


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("accounts", "0002_guards")]

    operations = [
        migrations.RunSQL(METERED_DAY, "DROP TABLE contracts_meteredday;"),
        allowed_steps("contracts_agreement", "state", AGREEMENT_STEPS),
        same_supplier_fk("contracts_priceterm", "product_id", "contracts_product"),
        same_supplier_fk("contracts_agreement", "customer_id", "accounts_customer"),
        same_supplier_fk("contracts_agreement", "product_id", "contracts_product"),
        same_supplier_fk("contracts_supply", "agreement_id", "contracts_agreement"),
        same_supplier_fk("contracts_supply", "metering_point_id", "contracts_meteringpoint"),
    ]
