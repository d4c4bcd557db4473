import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_estate'),
        ('contracts', '0013_owner_termination'),
    ]

    operations = [
        migrations.CreateModel(
            name='LifeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('DEATH', 'death'), ('RECONSTRUCTION', 'reconstruction'), ('BANKRUPTCY', 'bankruptcy'), ('DEBT_RELIEF', 'debt relief')], max_length=14)),
                ('state', models.CharField(choices=[('REPORTED', 'told, not confirmed'), ('CONFIRMED', 'confirmed'), ('REJECTED', 'was not so'), ('ENDED', 'is over')], default='REPORTED', max_length=10)),
                ('happened_on', models.DateField()),
                ('told_on', models.DateField()),
                ('told_by', models.CharField(max_length=160)),
                ('contact_name', models.CharField(blank=True, max_length=160)),
                ('contact_address', models.CharField(blank=True, max_length=200)),
                ('contact_email', models.EmailField(blank=True, max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=30)),
                ('words', models.TextField(blank=True)),
                ('clause', models.CharField(blank=True, max_length=40)),
                ('proof', models.TextField(blank=True)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_events', to='accounts.customer')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'indexes': [models.Index(fields=['customer', '-id'], name='life_event_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('id', 'supplier'), name='life_event_names_its_supplier'), models.CheckConstraint(condition=models.Q(('kind__in', ['DEATH', 'RECONSTRUCTION', 'BANKRUPTCY', 'DEBT_RELIEF'])), name='life_event_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['REPORTED', 'CONFIRMED', 'REJECTED', 'ENDED'])), name='life_event_state_is_known'), models.CheckConstraint(condition=models.Q(('happened_on__lte', models.F('told_on'))), name='a_life_event_is_told_after_it_happened'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CONFIRMED'), _negated=True), models.Q(('confirmed_on__isnull', False), models.Q(('proof', ''), _negated=True)), _connector='OR'), name='a_confirmed_life_event_names_its_proof'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REJECTED', 'ENDED']), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='a_closed_life_event_says_when'), models.UniqueConstraint(condition=models.Q(('state__in', ['REPORTED', 'CONFIRMED'])), fields=('customer', 'kind'), name='one_running_life_event_of_a_kind')],
            },
        ),
        same_supplier_fk("contracts_lifeevent", "customer_id", "accounts_customer"),
        allowed_steps(
            "contracts_lifeevent", "state", {"REPORTED": ["CONFIRMED", "REJECTED"], "CONFIRMED": ["ENDED", "REJECTED"]}
        ),
    ]
