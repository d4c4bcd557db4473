"""A message can be pointed to together with its supplier."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_tries_of_a_link")]

    operations = [
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("id", "supplier"), name="message_names_its_supplier"),
        ),
    ]
