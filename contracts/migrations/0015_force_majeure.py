import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_deadline_pause'),
        ('contracts', '0014_life_event'),
    ]

    operations = [
        migrations.CreateModel(
            name='ForceMajeure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cause', models.CharField(choices=[('EVENT', 'an event beyond our control'), ('COST', 'it would cost out of all proportion'), ('GRID', 'the grid company or the system operator is hindered'), ('LABOUR', 'a labour conflict we are part of'), ('MONEY', 'lack of money')], max_length=8)),
                ('reason', models.CharField(max_length=300)),
                ('care', models.TextField(blank=True)),
                ('rules', models.JSONField(default=list)),
                ('clause', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('expected_end', models.DateField(blank=True, null=True)),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('recorded_on', models.DateField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'verbose_name_plural': 'force majeure',
                'indexes': [models.Index(condition=models.Q(('ends_before__isnull', True)), fields=['supplier'], name='force_majeure_running')],
                'constraints': [models.UniqueConstraint(fields=('id', 'supplier'), name='force_majeure_names_its_supplier'), models.CheckConstraint(condition=models.Q(('cause__in', ['EVENT', 'COST', 'GRID', 'LABOUR', 'MONEY'])), name='force_majeure_cause_is_known'), models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='force_majeure_ends_after_it_starts')],
            },
        ),
    ]
