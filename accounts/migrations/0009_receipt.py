import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import append_only, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_notes_of_a_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cause', models.CharField(help_text='The fact it proves, e.g. termination:17:given', max_length=160, unique=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('language', models.CharField(max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('rows', models.JSONField(default=list)),
                ('reasons', models.JSONField(default=list)),
                ('business_date', models.DateField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='accounts.customer')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'indexes': [models.Index(fields=['customer', '-id'], name='receipt_newest_first'), models.Index(fields=['subject_type', 'subject_id'], name='receipt_by_subject')],
            },
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(fields=('id', 'supplier'), name='approval_names_its_supplier'),
        ),
        append_only("accounts_receipt"),
        same_supplier_fk("accounts_receipt", "customer_id", "accounts_customer"),
    ]
