"""Market messages get their table; they keep to their steps and to their supplier."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk

STEPS = {
    "PREPARED": ["SENT", "CONFIRMED", "REJECTED"],
    "SENT": ["CONFIRMED", "REJECTED"],
    "RECEIVED": ["MATCHED", "UNMATCHED"],
}


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_market_identity'),
        ('contracts', '0007_terms_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='MarketMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('OUT', 'from us'), ('IN', 'to us')], max_length=3)),
                ('kind', models.CharField(choices=[('REQUEST', 'request'), ('CONFIRMATION', 'confirmation'), ('REJECTION', 'rejection'), ('NOTIFICATION', 'notification')], max_length=12)),
                ('process', models.CharField(choices=[('SUPPLIER_SWITCH', 'supplier switch'), ('MOVE_IN', 'move in'), ('MOVE_OUT', 'move out'), ('END_OF_SUPPLY', 'end of supply'), ('REVERSAL', 'reversal of a switch made by mistake')], max_length=16)),
                ('message_id', models.CharField(max_length=64)),
                ('transaction_id', models.CharField(max_length=64)),
                ('refers_to', models.CharField(blank=True, max_length=64)),
                ('gsrn', models.CharField(blank=True, max_length=18)),
                ('effective_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('PREPARED', 'to be sent'), ('SENT', 'sent, not answered'), ('CONFIRMED', 'confirmed'), ('REJECTED', 'rejected'), ('RECEIVED', 'received'), ('MATCHED', 'matched'), ('UNMATCHED', 'not matched')], max_length=9)),
                ('reason_code', models.CharField(blank=True, max_length=8)),
                ('reason_text', models.TextField(blank=True)),
                ('content', models.TextField(blank=True)),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, help_text='When it was answered, or matched or not', null=True)),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='market_messages', to='contracts.agreement')),
                ('metering_point', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.meteringpoint')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'indexes': [models.Index(fields=['supplier', 'transaction_id'], name='market_message_transaction'), models.Index(condition=models.Q(('state__in', ['PREPARED', 'SENT', 'RECEIVED'])), fields=['supplier', 'state'], name='market_message_waiting')],
                'constraints': [models.UniqueConstraint(fields=('supplier', 'direction', 'message_id', 'transaction_id'), name='a_market_message_is_kept_once'), models.CheckConstraint(condition=models.Q(models.Q(('direction', 'OUT'), ('kind', 'REQUEST'), ('state__in', ['PREPARED', 'SENT', 'CONFIRMED', 'REJECTED'])), models.Q(('direction', 'IN'), ('state__in', ['RECEIVED', 'MATCHED', 'UNMATCHED']), models.Q(('kind', 'REQUEST'), _negated=True)), _connector='OR'), name='a_market_message_of_ours_asks_and_one_to_us_tells'), models.CheckConstraint(condition=models.Q(('kind__in', ['REQUEST', 'CONFIRMATION', 'REJECTION', 'NOTIFICATION'])), name='market_message_kind_is_known'), models.CheckConstraint(condition=models.Q(('process__in', ['SUPPLIER_SWITCH', 'MOVE_IN', 'MOVE_OUT', 'END_OF_SUPPLY', 'REVERSAL'])), name='market_message_process_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['REQUEST', 'NOTIFICATION']), _negated=True), models.Q(('effective_on__isnull', False), models.Q(('gsrn', ''), _negated=True)), _connector='OR'), name='a_market_request_and_notification_say_where_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REQUEST'), _negated=True), models.Q(('agreement__isnull', False), ('metering_point__isnull', False)), _connector='OR'), name='a_market_request_is_made_for_an_agreement'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REJECTION'), _negated=True), models.Q(('reason_code', ''), _negated=True), _connector='OR'), name='a_market_rejection_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'SENT'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='a_sent_market_message_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state__in', ['PREPARED', 'SENT', 'RECEIVED'])), models.Q(models.Q(('state__in', ['PREPARED', 'SENT', 'RECEIVED']), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='a_market_message_is_settled_when_it_waits_for_nothing')],
            },
        ),
        allowed_steps("contracts_marketmessage", "state", STEPS),
        same_supplier_fk("contracts_marketmessage", "agreement_id", "contracts_agreement"),
        same_supplier_fk("contracts_marketmessage", "metering_point_id", "contracts_meteringpoint"),
    ]
