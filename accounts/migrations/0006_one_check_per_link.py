"""One constraint and one index per link of the timeline and the outbox: their composite twins were enough."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_message_names_its_supplier'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='actor_user',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='event',
            name='customer',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='accounts.customer'),
        ),
        migrations.AlterField(
            model_name='event',
            name='supplier',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AlterField(
            model_name='message',
            name='customer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='accounts.customer'),
        ),
        migrations.AlterField(
            model_name='message',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.document'),
        ),
        migrations.AlterField(
            model_name='message',
            name='supplier',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('actor_user__isnull', False)), fields=['actor_user'], name='event_by_person'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('customer__isnull', True), ('supplier__isnull', False), _connector='OR'), name='a_customers_event_names_the_supplier'),
        ),
    ]
