import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk, unique_with_supplier, undone


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_market_identity'),
        ('contracts', '0012_notice'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnerEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('NEW_SUPPLY_AGREEMENT', 'somebody has a new supply agreement for the home'), ('SUPPLY_CUT_OFF', 'supply is cut off'), ('NO_LONGER_REGISTERED_OWNER', 'there is a new owner in the public registers')], max_length=30)),
                ('state', models.CharField(choices=[('TOLD', 'told, not verified'), ('VERIFIED', 'verified'), ('REJECTED', 'could not be verified')], default='TOLD', max_length=10)),
                ('told_on', models.DateField()),
                ('verifiable_on', models.DateField(blank=True, null=True)),
                ('verified_on', models.DateField(blank=True, null=True)),
                ('supply_stops_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, choices=[('MARKET', 'market message'), ('LETTER', 'letter or e-mail'), ('LAND_REGISTER', 'land register')], max_length=14)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('words', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='termination',
            name='termination_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='termination',
            name='one_termination_of_an_agreement_at_a_time',
        ),
        migrations.AddField(
            model_name='termination',
            name='cut_off_wished_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='termination',
            name='notice_ends_before',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='termination',
            name='ends_before',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='termination',
            name='state',
            field=models.CharField(choices=[('AWAITING', 'waiting for an event that can be verified'), ('GIVEN', 'given'), ('UNDONE', 'taken back'), ('DONE', 'has taken effect')], default='GIVEN', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='termination',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['AWAITING', 'GIVEN', 'UNDONE', 'DONE'])), name='termination_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termination',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'UNDONE'), models.Q(('ends_before__isnull', True), ('notice_ends_before__isnull', False), ('state', 'AWAITING')), models.Q(models.Q(('state', 'AWAITING'), _negated=True), ('ends_before__isnull', False)), _connector='OR'), name='only_an_owners_termination_waits_for_its_day'),
        ),
        migrations.AddConstraint(
            model_name='termination',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['AWAITING', 'GIVEN'])), fields=('agreement',), name='one_termination_of_an_agreement_at_a_time'),
        ),
        migrations.AddField(
            model_name='ownerevent',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owner_events', to='contracts.marketmessage'),
        ),
        migrations.AddField(
            model_name='ownerevent',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='ownerevent',
            name='termination',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owner_events', to='contracts.termination'),
        ),
        migrations.AddConstraint(
            model_name='ownerevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['NEW_SUPPLY_AGREEMENT', 'SUPPLY_CUT_OFF', 'NO_LONGER_REGISTERED_OWNER'])), name='owner_event_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ownerevent',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['TOLD', 'VERIFIED', 'REJECTED'])), name='owner_event_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ownerevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'VERIFIED'), _negated=True), models.Q(('source__in', ['MARKET', 'LETTER', 'LAND_REGISTER']), ('verifiable_on__gte', models.F('told_on')), ('verifiable_on__isnull', False), ('verified_on__gte', models.F('verifiable_on')), ('verified_on__isnull', False)), _connector='OR'), name='a_verified_event_was_told_then_verifiable_then_verified'),
        ),
        migrations.AddConstraint(
            model_name='ownerevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'VERIFIED'), _negated=True), models.Q(('reference', ''), _negated=True), _connector='OR'), name='a_verified_event_names_its_source'),
        ),
        migrations.AddConstraint(
            model_name='ownerevent',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'TOLD')), fields=('termination', 'kind'), name='one_open_claim_of_a_kind_at_a_time'),
        ),
        undone(allowed_steps("contracts_termination", "state", {"GIVEN": ["UNDONE", "DONE"]})),
        allowed_steps(
            "contracts_termination",
            "state",
            {"AWAITING": ["GIVEN", "UNDONE", "DONE"], "GIVEN": ["UNDONE", "DONE"]},
        ),
        allowed_steps("contracts_ownerevent", "state", {"TOLD": ["VERIFIED", "REJECTED"]}),
        unique_with_supplier("contracts_marketmessage"),
        same_supplier_fk("contracts_ownerevent", "termination_id", "contracts_termination"),
        same_supplier_fk("contracts_ownerevent", "message_id", "contracts_marketmessage"),
    ]
