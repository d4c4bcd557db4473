import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk

# Agreements of before were made at a distance, and their customers were told of the right when they were made.
TOLD = "UPDATE contracts_agreement SET informed_on = concluded_on;"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0008_market_message'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='made_at',
            field=models.CharField(choices=[('DISTANCE', 'at a distance: by phone, online or by letter'), ('OFF_PREMISES', "away from the supplier's premises"), ('PREMISES', "at the supplier's premises")], db_default='DISTANCE', default='DISTANCE', max_length=12),
        ),
        migrations.AddField(
            model_name='agreement',
            name='informed_on',
            field=models.DateField(blank=True, help_text='When the customer was told of the right', null=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='start_requested_on',
            field=models.DateField(blank=True, help_text='When the customer asked to be supplied before the right has lapsed', null=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='start_on_durable_medium',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='agreement',
            name='start_told_of_payment',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('made_at__in', ['DISTANCE', 'OFF_PREMISES', 'PREMISES'])), name='agreement_says_where_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('start_requested_on__isnull', False), models.Q(('start_on_durable_medium', False), ('start_told_of_payment', False)), _connector='OR'), name='only_a_start_request_has_its_marks'),
        ),
        migrations.RemoveConstraint(
            model_name='supply',
            name='supply_ends_after_it_starts',
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='supply_does_not_end_before_it_starts'),
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('RECEIVED', 'received'), ('SETTLED', 'settled')], default='RECEIVED', max_length=10)),
                ('form', models.CharField(max_length=14)),
                ('sent_at', models.DateTimeField(help_text='The moment of dispatch, or of the call')),
                ('received_on', models.DateField()),
                ('last_day', models.DateField(help_text='The last day to send it, as it was counted')),
                ('delivered_from', models.DateField(blank=True, null=True)),
                ('delivered_before', models.DateField(blank=True, null=True)),
                ('subscription_net', models.BigIntegerField(default=0)),
                ('subscription_vat', models.BigIntegerField(default=0)),
                ('clauses', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='contracts.agreement')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['RECEIVED', 'SETTLED'])), name='withdrawal_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('delivered_before__isnull', True), ('delivered_from__isnull', True)), ('delivered_before__gt', models.F('delivered_from')), _connector='OR'), name='withdrawn_delivery_has_days'), models.CheckConstraint(condition=models.Q(('delivered_from__isnull', False), models.Q(('subscription_net', 0), ('subscription_vat', 0)), _connector='OR'), name='nothing_is_owed_for_nothing_delivered'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'SETTLED'), _negated=True), ('settled_on__isnull', False), _connector='OR'), name='a_settled_withdrawal_says_when')],
            },
        ),
        same_supplier_fk("contracts_withdrawal", "agreement_id", "contracts_agreement"),
        allowed_steps("contracts_withdrawal", "state", {"RECEIVED": ["SETTLED"]}),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
