"""The timeline and issued documents cannot be changed, and no row points across suppliers."""

from django.db import migrations

from config.foundation.migration_sql import append_only, same_supplier_fk

TO_CUSTOMER = ["access", "event", "message", "document", "deadline", "scopedlink", "upload", "stafftask", "enquiry"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        append_only("accounts_event"),
        append_only("accounts_document"),
        *[same_supplier_fk(f"accounts_{table}", "customer_id", "accounts_customer") for table in TO_CUSTOMER],
        same_supplier_fk("accounts_message", "document_id", "accounts_document"),
    ]
