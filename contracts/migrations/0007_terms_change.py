import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0006_termination'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermsChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('MATERIAL_ADVERSE', 'clearly for the worse'), ('OTHER_ADVERSE', 'for the worse in small things'), ('FAVOURABLE', "in the customer's favour"), ('PASSED_ON', 'passed on from the grid or the state')], max_length=20)),
                ('reason', models.CharField(max_length=40)),
                ('index_base', models.PositiveIntegerField(blank=True, null=True)),
                ('index_now', models.PositiveIntegerField(blank=True, null=True)),
                ('takes_effect_on', models.DateField()),
                ('words', models.JSONField(default=dict)),
                ('prices', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('PROPOSED', 'waiting for a second person'), ('TOLD', 'told to the customers'), ('DONE', 'in force'), ('CANCELLED', 'dropped')], default='PROPOSED', max_length=10)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.approval')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='contracts.product')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
        ),
        migrations.CreateModel(
            name='TermsChangeNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('told_on', models.DateField()),
                ('leave_by', models.DateField(blank=True, null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to='contracts.agreement')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='contracts.termschange')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.message')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
                ('termination', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_notice', to='contracts.termination')),
            ],
        ),
        migrations.AddConstraint(
            model_name='termschange',
            constraint=models.UniqueConstraint(fields=('id', 'supplier'), name='terms_change_names_its_supplier'),
        ),
        migrations.AddConstraint(
            model_name='termschange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'TOLD', 'DONE', 'CANCELLED'])), name='terms_change_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termschange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['MATERIAL_ADVERSE', 'OTHER_ADVERSE', 'FAVOURABLE', 'PASSED_ON'])), name='terms_change_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='termschange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('index_base__isnull', True), ('index_now__isnull', True)), models.Q(('index_base__gt', 0), ('index_now__isnull', False)), _connector='OR'), name='a_price_index_has_both_its_figures'),
        ),
        migrations.AddConstraint(
            model_name='termschangenotice',
            constraint=models.UniqueConstraint(fields=('change', 'agreement'), name='a_change_is_told_once_per_agreement'),
        ),
        same_supplier_fk("contracts_termschange", "product_id", "contracts_product"),
        same_supplier_fk("contracts_termschange", "approval_id", "accounts_approval"),
        same_supplier_fk("contracts_termschangenotice", "termination_id", "contracts_termination"),
        same_supplier_fk("contracts_termschangenotice", "change_id", "contracts_termschange"),
        same_supplier_fk("contracts_termschangenotice", "agreement_id", "contracts_agreement"),
        same_supplier_fk("contracts_termschangenotice", "message_id", "accounts_message"),
        allowed_steps(
            "contracts_termschange", "state", {"PROPOSED": ["TOLD", "CANCELLED"], "TOLD": ["DONE", "CANCELLED"]}
        ),
    ]
