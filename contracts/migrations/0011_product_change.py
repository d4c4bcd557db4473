import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
        ('contracts', '0010_move'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('ASKED', 'asked for'), ('UNDONE', 'taken back'), ('DONE', 'has taken effect'), ('WITHDRAWN', 'withdrawn')], default='ASKED', max_length=10)),
                ('form', models.CharField(max_length=14)),
                ('asked_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('free_from', models.DateField(blank=True, null=True)),
                ('former_free_from', models.DateField(blank=True, null=True)),
                ('binds_anew', models.BooleanField()),
                ('leaves_binding', models.BooleanField()),
                ('exit_option', models.CharField(blank=True, max_length=12)),
                ('exit_net', models.BigIntegerField(default=0)),
                ('exit_vat', models.BigIntegerField(default=0)),
                ('may_be_withdrawn', models.BooleanField()),
                ('withdraw_by', models.DateField(blank=True, null=True)),
                ('clauses', models.JSONField(default=list)),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AddIndex(
            model_name='supply',
            index=models.Index(condition=models.Q(('ends_before__isnull', False)), fields=['supplier', 'ends_before'], name='supply_that_has_an_end'),
        ),
        migrations.AddField(
            model_name='productchange',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='product_changes', to='contracts.agreement'),
        ),
        migrations.AddField(
            model_name='productchange',
            name='following',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='product_change_before', to='contracts.agreement'),
        ),
        migrations.AddField(
            model_name='productchange',
            name='from_product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.product'),
        ),
        migrations.AddField(
            model_name='productchange',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='productchange',
            name='to_product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.product'),
        ),
        migrations.AddIndex(
            model_name='productchange',
            index=models.Index(condition=models.Q(('state', 'ASKED')), fields=['supplier', 'starts_on'], name='product_change_to_come'),
        ),
        migrations.AddConstraint(
            model_name='productchange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'UNDONE', 'DONE', 'WITHDRAWN'])), name='product_change_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='productchange',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__gt', models.F('asked_on'))), name='a_product_change_starts_after_it_is_asked_for'),
        ),
        migrations.AddConstraint(
            model_name='productchange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'DONE']), ('undone_on__isnull', False), _connector='OR'), name='an_undone_product_change_says_when'),
        ),
        migrations.AddConstraint(
            model_name='productchange',
            constraint=models.CheckConstraint(condition=models.Q(('binds_anew', False), ('free_from__isnull', False), _connector='OR'), name='a_product_change_that_binds_says_until_when'),
        ),
        migrations.AddConstraint(
            model_name='productchange',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ASKED')), fields=('agreement',), name='one_product_change_of_an_agreement_at_a_time'),
        ),
        same_supplier_fk("contracts_productchange", "agreement_id", "contracts_agreement"),
        same_supplier_fk("contracts_productchange", "following_id", "contracts_agreement"),
        same_supplier_fk("contracts_productchange", "from_product_id", "contracts_product"),
        same_supplier_fk("contracts_productchange", "to_product_id", "contracts_product"),
        allowed_steps("contracts_productchange", "state", {"ASKED": ["UNDONE", "DONE"], "DONE": ["WITHDRAWN"]}),
    ]
