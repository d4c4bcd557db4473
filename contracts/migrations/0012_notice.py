import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import same_supplier_fk, unique_with_supplier


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0011_product_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('CONSUMPTION', 'changed consumption'), ('METER_FAULT', 'suspected meter fault'), ('READING', 'self-reading'), ('TAX_STATUS', 'special tax status'), ('ACCESS', 'access to the meter'), ('REOPENING', 'ready for reopening'), ('HINDRANCE', 'hindrance beyond control')], max_length=12)),
                ('told_on', models.DateField()),
                ('fields', models.JSONField(default=dict)),
                ('clause', models.CharField(blank=True, max_length=40)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='accounts.customer')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
                ('supply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='contracts.supply')),
            ],
        ),
        migrations.CreateModel(
            name='MeterReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('read_on', models.DateField()),
                ('wh', models.BigIntegerField()),
                ('read_by', models.CharField(choices=[('CUSTOMER', 'the customer'), ('STAFF', 'us')], default='CUSTOMER', max_length=10)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('metering_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='contracts.meteringpoint')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.upload')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
                ('notice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meter_reading', to='contracts.notice')),
            ],
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['customer', '-id'], name='notice_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('id', 'supplier'), name='notice_names_its_supplier'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['CONSUMPTION', 'METER_FAULT', 'READING', 'TAX_STATUS', 'ACCESS', 'REOPENING', 'HINDRANCE'])), name='notice_kind_is_known'),
        ),
        migrations.AddIndex(
            model_name='meterreading',
            index=models.Index(fields=['metering_point', 'read_on'], name='reading_by_day'),
        ),
        migrations.AddConstraint(
            model_name='meterreading',
            constraint=models.CheckConstraint(condition=models.Q(('wh__gte', 0)), name='a_meter_shows_no_less_than_nothing'),
        ),
        migrations.AddConstraint(
            model_name='meterreading',
            constraint=models.CheckConstraint(condition=models.Q(('read_by__in', ['CUSTOMER', 'STAFF'])), name='reading_by_is_known'),
        ),
        unique_with_supplier("accounts_upload"),
        same_supplier_fk("contracts_notice", "customer_id", "accounts_customer"),
        same_supplier_fk("contracts_notice", "supply_id", "contracts_supply"),
        same_supplier_fk("contracts_meterreading", "metering_point_id", "contracts_meteringpoint"),
        same_supplier_fk("contracts_meterreading", "notice_id", "contracts_notice"),
        same_supplier_fk("contracts_meterreading", "photo_id", "accounts_upload"),
    ]
