"""An instalment is announced by a message of its own supplier."""

from django.db import migrations

from config.foundation.migration_sql import same_supplier_fk


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_guards"), ("accounts", "0005_message_names_its_supplier")]

    operations = [same_supplier_fk("billing_acontoinstalment", "announcement_id", "accounts_message")]
