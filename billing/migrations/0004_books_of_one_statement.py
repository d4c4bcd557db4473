"""
The books say their currency once and are written by one statement; each link is checked and indexed once.

Entries were checked one by one at COMMIT, every link by two foreign keys, and each key had an index nobody read.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.foundation.migration_sql import balanced, same_supplier_fk, sum_zero, undone

BOOKS = {"table": "billing_entry", "transaction_table": "billing_transaction"}
TO_TRANSACTION = [
    ("billing_entry", "transaction_id", "billing_transaction"),
    ("billing_transaction", "reverses_id", "billing_transaction"),
]

CURRENCY_OF_ENTRIES = """
ALTER TABLE billing_transaction DISABLE TRIGGER billing_transaction_append_only;
UPDATE billing_transaction t SET currency = e.currency
    FROM (SELECT transaction_id, min(currency) AS currency FROM billing_entry GROUP BY 1) e
    WHERE e.transaction_id = t.id AND t.currency <> e.currency;
ALTER TABLE billing_transaction ENABLE TRIGGER billing_transaction_append_only;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_one_check_per_link'),
        ('billing', '0003_notice_of_the_same_supplier'),
        ('contracts', '0003_agreement_is_active'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        undone(sum_zero(**BOOKS)),
        *[undone(same_supplier_fk(*link)) for link in TO_TRANSACTION],
        migrations.RemoveConstraint(
            model_name='transaction',
            name='transaction_names_its_supplier',
        ),
        migrations.AddField(
            model_name='transaction',
            name='currency',
            field=models.CharField(choices=[('DKK', 'DKK'), ('SEK', 'SEK')], default='DKK', max_length=3),
            preserve_default=False,
        ),
        migrations.RunSQL(CURRENCY_OF_ENTRIES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='costmonth',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AlterField(
            model_name='costmonth',
            name='supply',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cost_months', to='contracts.supply'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='billing_account',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.billingaccount'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='due_item',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.dueitem'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='transaction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.transaction'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='billing_account',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='billing.billingaccount'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='corrects',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='billing.invoice'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.document'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AlterField(
            model_name='invoiceline',
            name='invoice',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='billing.invoice'),
        ),
        migrations.AlterField(
            model_name='invoiceline',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AlterField(
            model_name='invoiceline',
            name='supply',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supply'),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='approver',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='author',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='reverses',
            field=models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='billing.transaction'),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='supplier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('due_item__isnull', False)), fields=['due_item'], name='entry_of_due_item'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(condition=models.Q(('corrects__isnull', False)), fields=['corrects'], name='invoice_corrections'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(condition=models.Q(('document__isnull', True)), fields=['supplier', 'id'], name='invoice_to_print'),
        ),
        migrations.AddConstraint(
            model_name='transaction',
            constraint=models.UniqueConstraint(fields=('id', 'supplier', 'currency'), name='transaction_names_supplier_and_currency'),
        ),
        *[same_supplier_fk(*link, also="currency") for link in TO_TRANSACTION],
        balanced(**BOOKS),
    ]
