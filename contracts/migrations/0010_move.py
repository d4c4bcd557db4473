import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0009_withdrawal'),
    ]

    operations = [
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('HELD', 'kept until it can be registered'), ('TOLD', 'registered'), ('UNDONE', 'taken back'), ('DONE', 'has taken effect')], default='HELD', max_length=8)),
                ('form', models.CharField(max_length=14)),
                ('told_on', models.DateField()),
                ('moves_on', models.DateField()),
                ('timing', models.CharField(max_length=8)),
                ('held_until', models.DateField(blank=True, null=True)),
                ('registrable_on', models.DateField()),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('registered_on', models.DateField(blank=True, null=True)),
                ('registered_at', models.DateTimeField(blank=True, null=True)),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('street', models.CharField(max_length=160)),
                ('postcode', models.CharField(max_length=12)),
                ('city', models.CharField(max_length=80)),
                ('price_area', models.CharField(blank=True, choices=[('DK1', 'west of the Great Belt (DK1)'), ('DK2', 'east of the Great Belt (DK2)'), ('SE3', 'SE3'), ('SE4', 'SE4')], max_length=4)),
                ('exit_gross', models.BigIntegerField(default=0)),
                ('clauses', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='MoveSupply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('gsrn', models.CharField(blank=True, max_length=18)),
                ('read_kwh', models.PositiveIntegerField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'move supplies',
            },
        ),
        migrations.AddField(
            model_name='move',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='accounts.customer'),
        ),
        migrations.AddField(
            model_name='move',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='movesupply',
            name='move',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supplies', to='contracts.move'),
        ),
        migrations.AddField(
            model_name='movesupply',
            name='new_supply',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_here', to='contracts.supply'),
        ),
        migrations.AddField(
            model_name='movesupply',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='movesupply',
            name='supply',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='contracts.supply'),
        ),
        migrations.AddField(
            model_name='movesupply',
            name='termination',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='contracts.termination'),
        ),
        migrations.AddIndex(
            model_name='move',
            index=models.Index(condition=models.Q(('state__in', ['HELD', 'TOLD'])), fields=['supplier', 'moves_on'], name='move_that_is_open'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(fields=('id', 'supplier'), name='move_names_its_supplier'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['HELD', 'TOLD', 'UNDONE', 'DONE'])), name='move_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('registrable_on__gt', models.F('told_on'))), name='a_move_out_stands_from_a_day_after_it_is_told'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['HELD', 'UNDONE']), models.Q(('ends_before__isnull', False), ('registered_at__isnull', False), ('registered_on__isnull', False)), _connector='OR'), name='a_registered_move_says_when'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'UNDONE'), _negated=True), ('undone_on__isnull', False), _connector='OR'), name='an_undone_move_says_when'),
        ),
        migrations.AddConstraint(
            model_name='movesupply',
            constraint=models.UniqueConstraint(fields=('move', 'supply'), name='a_supply_stands_once_in_a_move'),
        ),
        migrations.AddConstraint(
            model_name='movesupply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_kwh__isnull', True)), models.Q(('read_at__isnull', False), ('read_kwh__isnull', False)), _connector='OR'), name='a_reading_says_when_it_came'),
        ),
        same_supplier_fk("contracts_move", "customer_id", "accounts_customer"),
        same_supplier_fk("contracts_movesupply", "move_id", "contracts_move"),
        same_supplier_fk("contracts_movesupply", "supply_id", "contracts_supply"),
        same_supplier_fk("contracts_movesupply", "new_supply_id", "contracts_supply"),
        same_supplier_fk("contracts_movesupply", "termination_id", "contracts_termination"),
        allowed_steps("contracts_move", "state", {"HELD": ["TOLD", "UNDONE"], "TOLD": ["UNDONE", "DONE"]}),
    ]
