"""Cases keep to their supplier; what was said in a case is never changed."""

from django.db import migrations

from config.foundation.migration_sql import append_only, same_supplier_fk


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("billing", "0002_guards")]

    operations = [
        same_supplier_fk("complaints_complaint", "customer_id", "accounts_customer"),
        same_supplier_fk("complaints_complaint", "invoice_id", "billing_invoice"),
        same_supplier_fk("complaints_complaint", "hold_id", "billing_paymenthold"),
        same_supplier_fk("complaints_statement", "complaint_id", "complaints_complaint"),
        append_only("complaints_statement"),
    ]
