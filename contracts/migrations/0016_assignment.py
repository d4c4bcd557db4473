import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_deadline_pause'),
        ('contracts', '0015_force_majeure'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('by', models.CharField(choices=[('CUSTOMER', 'the customer'), ('SUPPLIER', 'the supplier')], max_length=10)),
                ('assignee', models.CharField(blank=True, choices=[('GROUP_COMPANY_IN_EUROPE', 'a company of the same group, in Europe'), ('LICENSED_THIRD_PARTY', 'another company with a licence to supply'), ('THIRD_PARTY', 'another company')], max_length=24)),
                ('assignee_name', models.CharField(max_length=160)),
                ('assignee_number', models.CharField(blank=True, max_length=20)),
                ('takes_effect_on', models.DateField()),
                ('state', models.CharField(choices=[('PROPOSED', 'waiting for a second person'), ('TOLD', 'told to the customers'), ('DONE', 'in force'), ('CANCELLED', 'dropped'), ('CONSENTED', 'consent given'), ('REFUSED', 'consent refused')], default='PROPOSED', max_length=10)),
                ('reason', models.TextField()),
                ('clause', models.CharField(max_length=40)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contracts.agreement')),
                ('approval', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.approval')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.product')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('id', 'supplier'), name='assignment_names_its_supplier'), models.CheckConstraint(condition=models.Q(('by__in', ['CUSTOMER', 'SUPPLIER'])), name='assignment_by_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'TOLD', 'DONE', 'CANCELLED', 'CONSENTED', 'REFUSED'])), name='assignment_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('approval__isnull', False), ('by', 'SUPPLIER'), ('product__isnull', False)), models.Q(('agreement__isnull', False), ('by', 'CUSTOMER')), _connector='OR'), name='an_assignment_is_of_a_product_or_of_an_agreement')],
            },
        ),
        same_supplier_fk("contracts_assignment", "product_id", "contracts_product"),
        same_supplier_fk("contracts_assignment", "agreement_id", "contracts_agreement"),
        same_supplier_fk("contracts_assignment", "approval_id", "accounts_approval"),
        allowed_steps("contracts_assignment", "state", {"PROPOSED": ["TOLD", "CANCELLED"], "TOLD": ["DONE"]}),
    ]
