"""A supplier is known in the energy market by its number, and by that of the party responsible for its balance."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_receipt'),
    ]

    operations = [
        migrations.AddField(
            model_name='supplier',
            name='balance_gln',
            field=models.CharField(blank=True, help_text='The number of the party that is responsible for its balance', max_length=13),
        ),
        migrations.AddField(
            model_name='supplier',
            name='gln',
            field=models.CharField(blank=True, help_text='Its number in the energy market; without one no message is sent', max_length=13),
        ),
    ]
