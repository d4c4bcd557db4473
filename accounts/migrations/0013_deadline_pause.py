"""A deadline may stand still for a while, because of something and by a clause."""

import django.db.models.deletion
from django.db import migrations, models

from config.foundation.migration_sql import same_supplier_fk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_estate'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlinePause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause_type', models.CharField(max_length=60)),
                ('cause_id', models.BigIntegerField()),
                ('clause', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='deadline',
            name='deadline_state_is_known',
        ),
        migrations.AlterField(
            model_name='deadline',
            name='state',
            field=models.CharField(choices=[('OPEN', 'running'), ('SUSPENDED', 'suspended'), ('MET', 'met'), ('MISSED', 'missed'), ('CANCELLED', 'no longer applies')], default='OPEN', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('id', 'supplier'), name='deadline_names_its_supplier'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'SUSPENDED', 'MET', 'MISSED', 'CANCELLED'])), name='deadline_state_is_known'),
        ),
        migrations.AddField(
            model_name='deadlinepause',
            name='deadline',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='accounts.deadline'),
        ),
        migrations.AddField(
            model_name='deadlinepause',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddIndex(
            model_name='deadlinepause',
            index=models.Index(fields=['cause_type', 'cause_id'], name='pause_by_cause'),
        ),
        migrations.AddConstraint(
            model_name='deadlinepause',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='a_pause_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='deadlinepause',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before__isnull', True)), fields=('deadline',), name='one_pause_of_a_deadline_at_a_time'),
        ),
        same_supplier_fk("accounts_deadlinepause", "deadline_id", "accounts_deadline"),
    ]
