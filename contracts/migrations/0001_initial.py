import accounts.models.customer
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeteredDay',
            fields=[
                ('pk', models.CompositePrimaryKey('metering_point_id', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('metering_point_id', models.BigIntegerField()),
                ('day', models.DateField()),
                ('resolution', models.PositiveSmallIntegerField()),
                ('quality', models.PositiveSmallIntegerField(choices=[(1, 'measured'), (2, 'corrected'), (3, 'calculated'), (4, 'estimated'), (5, 'incomplete'), (6, 'missing')])),
                ('qualities', models.BinaryField(null=True)),
                ('wh', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('version', models.DateTimeField()),
                ('source_id', models.BigIntegerField()),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'db_table': 'contracts_meteredday',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='GridCompany',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gln', models.CharField(max_length=13, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('price_area', models.CharField(choices=[('DK1', 'west of the Great Belt (DK1)'), ('DK2', 'east of the Great Belt (DK2)'), ('SE3', 'SE3'), ('SE4', 'SE4')], max_length=4)),
                ('tariff_code', models.CharField(help_text='Charge code of the household (C) tariff', max_length=40)),
                ('subscription_code', models.CharField(blank=True, max_length=40)),
                ('phone', models.CharField(blank=True, max_length=30)),
            ],
            options={
                'verbose_name_plural': 'grid companies',
                'constraints': [models.CheckConstraint(condition=models.Q(('price_area__in', ['DK1', 'DK2', 'SE3', 'SE4'])), name='grid_price_area_is_known')],
            },
        ),
        migrations.CreateModel(
            name='MeteredDayHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metering_point_id', models.BigIntegerField()),
                ('day', models.DateField()),
                ('resolution', models.PositiveSmallIntegerField()),
                ('quality', models.PositiveSmallIntegerField(choices=[(1, 'measured'), (2, 'corrected'), (3, 'calculated'), (4, 'estimated'), (5, 'incomplete'), (6, 'missing')])),
                ('qualities', models.BinaryField(null=True)),
                ('wh', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('version', models.DateTimeField()),
                ('source_id', models.BigIntegerField()),
                ('received_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'metered day history',
                'indexes': [models.Index(fields=['metering_point_id', 'day'], name='metered_day_versions')],
            },
        ),
        migrations.CreateModel(
            name='MeteringPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('gsrn', models.CharField(max_length=18)),
                ('kind', models.CharField(choices=[('CONSUMPTION', 'consumption'), ('PRODUCTION', 'production')], default='CONSUMPTION', max_length=12)),
                ('fuel', models.CharField(choices=[('ELECTRICITY', 'electricity'), ('GAS', 'gas')], default='ELECTRICITY', max_length=12)),
                ('street', models.CharField(max_length=160)),
                ('postcode', models.CharField(max_length=12)),
                ('city', models.CharField(max_length=80)),
                ('price_area', models.CharField(choices=[('DK1', 'west of the Great Belt (DK1)'), ('DK2', 'east of the Great Belt (DK2)'), ('SE3', 'SE3'), ('SE4', 'SE4')], max_length=4)),
                ('settlement', models.CharField(choices=[('FLEX', 'settled by the hour or quarter'), ('PROFILED', 'settled by profile')], default='FLEX', max_length=10)),
                ('resolution', models.PositiveSmallIntegerField(default=60, help_text='Minutes per value: 15 or 60')),
                ('remotely_read', models.BooleanField(default=True)),
                ('electric_heating_from', models.DateField(blank=True, help_text='First day of the reduced electricity tax (OR-4.6)', null=True)),
                ('expected_year_wh', models.PositiveBigIntegerField(blank=True, help_text="The grid company's expected yearly consumption", null=True)),
                ('grid_company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='metering_points', to='contracts.gridcompany')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='metering_points', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('supplier', 'gsrn'), name='metering_point_is_unique_per_supplier'), models.UniqueConstraint(fields=('id', 'supplier'), name='metering_point_names_its_supplier'), models.CheckConstraint(condition=models.Q(('resolution__in', [15, 60])), name='metering_resolution_is_15_or_60_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('SPOT', 'hourly market price'), ('VARIABLE', 'variable price'), ('FIXED', 'fixed price'), ('SURPLUS', 'surplus sold')], max_length=10)),
                ('fuel', models.CharField(choices=[('ELECTRICITY', 'electricity'), ('GAS', 'gas')], default='ELECTRICITY', max_length=12)),
                ('customer_kind', models.CharField(choices=[('HOUSEHOLD', 'household'), ('BUSINESS', 'business')], default='HOUSEHOLD', max_length=10)),
                ('terms_code', models.CharField(max_length=60)),
                ('first_aconto_wh', models.PositiveBigIntegerField(default=4000000, help_text='Stated yearly estimate for a mover without history (GE-VF-4.9)')),
                ('sold_from', models.DateField()),
                ('sold_before', models.DateField(blank=True, null=True)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('supplier', 'code'), name='product_code_is_unique_per_supplier'), models.UniqueConstraint(fields=('id', 'supplier'), name='product_names_its_supplier'), models.CheckConstraint(condition=models.Q(('kind__in', ['SPOT', 'VARIABLE', 'FIXED', 'SURPLUS'])), name='product_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PriceTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('component', models.CharField(choices=[('ENERGY', 'electricity price'), ('MARKUP', 'markup on the market price'), ('SUBSCRIPTION', 'subscription')], max_length=12)),
                ('price_area', models.CharField(blank=True, choices=[('DK1', 'west of the Great Belt (DK1)'), ('DK2', 'east of the Great Belt (DK2)'), ('SE3', 'SE3'), ('SE4', 'SE4')], help_text='Empty: everywhere', max_length=4)),
                ('amount_micro', models.BigIntegerField()),
                ('with_vat', models.BooleanField()),
                ('clause', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='price_terms', to='contracts.product')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('component__in', ['ENERGY', 'MARKUP', 'SUBSCRIPTION'])), name='price_component_is_known'), models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='price_term_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), ('component', '='), ('price_area', '='), (accounts.models.customer.DateRange('starts_on', 'ends_before'), '&&')], name='one_price_per_component_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20)),
                ('terms_code', models.CharField(max_length=60)),
                ('terms_hash', models.CharField(max_length=64)),
                ('overrides', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('ORDERED', 'ordered'), ('PENDING_CREDIT', 'waiting for a credit check'), ('ACTIVE', 'running'), ('TERMINATING', 'ending'), ('ENDED', 'ended'), ('WITHDRAWN', 'withdrawn'), ('CANCELLED', 'cancelled')], default='ORDERED', max_length=16)),
                ('concluded_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('binding_ends_on', models.DateField(blank=True, null=True)),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='accounts.customer')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='contracts.product')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('supplier', 'number'), name='agreement_number_is_unique_per_supplier'), models.UniqueConstraint(fields=('id', 'supplier'), name='agreement_names_its_supplier'), models.CheckConstraint(condition=models.Q(('state__in', ['ORDERED', 'PENDING_CREDIT', 'ACTIVE', 'TERMINATING', 'ENDED', 'WITHDRAWN', 'CANCELLED'])), name='agreement_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ENDED'), _negated=True), ('ends_before__isnull', False), _connector='OR'), name='an_ended_agreement_has_its_end')],
            },
        ),
        migrations.CreateModel(
            name='StatuteFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('country', models.CharField(choices=[('DK', 'Denmark'), ('SE', 'Sweden')], max_length=2)),
                ('valid_from', models.DateField()),
                ('value', models.CharField(max_length=60)),
                ('unit', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=300)),
                ('confidence', models.CharField(max_length=4)),
                ('verified_by', models.CharField(blank=True, max_length=120)),
                ('verified_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'country', 'valid_from'), name='a_figure_has_one_value_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Supply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supplies', to='contracts.agreement')),
                ('metering_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supplies', to='contracts.meteringpoint')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'verbose_name_plural': 'supplies',
                'constraints': [models.UniqueConstraint(fields=('id', 'supplier'), name='supply_names_its_supplier'), models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='supply_ends_after_it_starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('metering_point', '='), (accounts.models.customer.DateRange('starts_on', 'ends_before'), '&&')], name='one_supply_at_a_time_per_metering_point')],
            },
        ),
    ]
