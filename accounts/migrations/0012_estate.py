"""After a death messages go to whoever sees to the estate."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_recovery'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='estate_contact',
            field=models.CharField(blank=True, db_default='', max_length=160),
        ),
        migrations.AddField(
            model_name='customer',
            name='estate_email',
            field=models.EmailField(blank=True, db_default='', max_length=254),
        ),
        migrations.AddField(
            model_name='customer',
            name='estate_since',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.CheckConstraint(condition=models.Q(('estate_since__isnull', False), models.Q(('estate_contact', ''), ('estate_email', '')), _connector='OR'), name='only_an_estate_has_somebody_who_sees_to_it'),
        ),
    ]
