"""A mass job has a row per share of the accounts, and a stint that says where it stopped."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_one_check_per_link'),
    ]

    operations = [
        migrations.AddField(
            model_name='jobrun',
            name='places',
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name='jobrun',
            name='shards',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='jobrun',
            name='stint',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name='jobrun',
            constraint=models.CheckConstraint(condition=models.Q(('shard__lt', models.F('shards'))), name='a_share_is_one_of_them'),
        ),
        migrations.AddConstraint(
            model_name='jobrun',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('supplier', '='), ('job', '='), ('for_date', '='), ('shards', '<>')], name='shares_of_a_job_know_how_many'),
        ),
    ]
