import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0005_make_month'),
    ]

    operations = [
        migrations.CreateModel(
            name='Termination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('GIVEN', 'given'), ('UNDONE', 'taken back'), ('DONE', 'has taken effect')], default='GIVEN', max_length=10)),
                ('given_by', models.CharField(choices=[('CUSTOMER', 'the customer'), ('SUPPLIER', 'the supplier')], default='CUSTOMER', max_length=10)),
                ('form', models.CharField(max_length=14)),
                ('given_on', models.DateField()),
                ('ends_before', models.DateField()),
                ('exit_option', models.CharField(blank=True, max_length=12)),
                ('exit_net', models.BigIntegerField(default=0)),
                ('exit_vat', models.BigIntegerField(default=0)),
                ('clauses', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terminations', to='contracts.agreement')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('id', 'supplier'), name='termination_names_its_supplier'), models.CheckConstraint(condition=models.Q(('state__in', ['GIVEN', 'UNDONE', 'DONE'])), name='termination_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_before__gt', models.F('given_on'))), name='a_termination_takes_effect_after_it_is_given'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'UNDONE'), _negated=True), ('undone_on__isnull', False), _connector='OR'), name='an_undone_termination_says_when'), models.UniqueConstraint(condition=models.Q(('state', 'GIVEN')), fields=('agreement',), name='one_termination_of_an_agreement_at_a_time')],
            },
        ),
        same_supplier_fk("contracts_termination", "agreement_id", "contracts_agreement"),
        allowed_steps("contracts_termination", "state", {"GIVEN": ["UNDONE", "DONE"]}),
    ]
