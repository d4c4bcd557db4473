"""Others are invited to act for a customer, and who lost their way in gets it back after a wait; letters on paper."""

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

from config.foundation.migration_sql import allowed_steps, append_only, same_supplier_fk, unique_with_supplier


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_market_identity'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmailChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_email', models.EmailField(max_length=254)),
                ('new_email', models.EmailField(max_length=254)),
                ('changed_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('state', models.CharField(choices=[('MADE', 'made'), ('TAKEN_BACK', 'taken back')], default='MADE', max_length=10)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('HOLDER', 'the customer'), ('PAYER', 'pays the bills'), ('READER', 'may look'), ('MOVER', 'may report a move'), ('JOINT', 'lives here too'), ('HELPER', 'helper with power of attorney')], max_length=10)),
                ('invited_on', models.DateField()),
                ('expires_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'waiting for an answer'), ('ACCEPTED', 'accepted'), ('DECLINED', 'declined'), ('TAKEN_BACK', 'taken back')], default='WAITING', max_length=10)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Recovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('LOST_EMAIL', 'the e-mail address is lost'), ('LOST_FACTOR', 'the second factor is lost'), ('NO_EMAIL', 'has no e-mail at all'), ('STAFF_FACTOR', "a colleague's second factor is lost")], max_length=12)),
                ('state', models.CharField(choices=[('WAITING', 'waiting'), ('DONE', 'carried out'), ('STOPPED', 'stopped')], default='WAITING', max_length=8)),
                ('new_email', models.EmailField(blank=True, max_length=254)),
                ('payout_account_encrypted', models.BinaryField(blank=True, null=True)),
                ('payout_account_masked', models.CharField(blank=True, max_length=20)),
                ('told_at', models.CharField(blank=True, help_text='The old contact that was told, masked', max_length=254)),
                ('reason', models.TextField()),
                ('requested_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_by', models.CharField(blank=True, max_length=120)),
                ('stopped_why', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'recoveries',
            },
        ),
        migrations.CreateModel(
            name='RecoveryFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(choices=[('INVOICE', 'customer number and amount of the last invoice'), ('METER', 'number of the meter or the metering point'), ('PERSONAL_NUMBER', 'last digits of the personal number'), ('MOVED', 'day and address of the last move'), ('PAID_FROM', 'last digits of the card or account that pays'), ('CALLED_BACK', 'called back on the number we have'), ('SEEN', 'seen in person with a passport or the like')], max_length=16)),
                ('checked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='access',
            name='access_role_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='access',
            name='access_ends_after_it_starts',
        ),
        migrations.AddField(
            model_name='access',
            name='public_id',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='customer',
            name='by_letter',
            field=models.BooleanField(db_default=False, help_text='Has no e-mail: what we tell them goes on paper'),
        ),
        migrations.AddField(
            model_name='supplier',
            name='recovery_hours',
            field=models.PositiveSmallIntegerField(db_default=48, default=48, help_text='How long the old contact may stop a recovery or take a new e-mail back [ours: no text sets it]'),
        ),
        migrations.AlterField(
            model_name='access',
            name='role',
            field=models.CharField(choices=[('HOLDER', 'the customer'), ('PAYER', 'pays the bills'), ('READER', 'may look'), ('MOVER', 'may report a move'), ('JOINT', 'lives here too'), ('HELPER', 'helper with power of attorney')], default='HOLDER', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='access',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['HOLDER', 'PAYER', 'READER', 'MOVER', 'JOINT', 'HELPER'])), name='access_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='access',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='access_does_not_end_before_it_starts'),
        ),
        migrations.AddField(
            model_name='emailchange',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='emailchange',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='access',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.access'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='accounts.customer'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='recovery',
            name='customer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to='accounts.customer'),
        ),
        migrations.AddField(
            model_name='recovery',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recovery',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier'),
        ),
        migrations.AddField(
            model_name='recovery',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryfact',
            name='checked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryfact',
            name='recovery',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='accounts.recovery'),
        ),
        migrations.AddConstraint(
            model_name='emailchange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['MADE', 'TAKEN_BACK'])), name='email_change_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('customer'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state', 'WAITING')), name='one_waiting_invitation_per_address'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'ACCEPTED', 'DECLINED', 'TAKEN_BACK'])), name='invitation_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['HOLDER', 'PAYER', 'READER', 'MOVER', 'JOINT', 'HELPER']), models.Q(('role', 'HOLDER'), _negated=True)), name='nobody_is_invited_to_be_the_customer'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('access__isnull', False), models.Q(('state', 'ACCEPTED'), _negated=True), _connector='OR'), name='an_accepted_invitation_has_its_access'),
        ),
        migrations.AddIndex(
            model_name='recovery',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['due_at'], name='recovery_due'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['LOST_EMAIL', 'LOST_FACTOR', 'NO_EMAIL', 'STAFF_FACTOR'])), name='recovery_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'DONE', 'STOPPED'])), name='recovery_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.CheckConstraint(condition=models.Q(('customer__isnull', False), models.Q(('kind', 'STAFF_FACTOR'), ('user__isnull', False)), _connector='OR'), name='a_recovery_is_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('customer',), name='one_waiting_recovery_per_customer'),
        ),
        migrations.AddConstraint(
            model_name='recovery',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('user',), name='one_waiting_recovery_per_login'),
        ),
        migrations.AddConstraint(
            model_name='recoveryfact',
            constraint=models.CheckConstraint(condition=models.Q(('fact__in', ['INVOICE', 'METER', 'PERSONAL_NUMBER', 'MOVED', 'PAID_FROM', 'CALLED_BACK', 'SEEN'])), name='checked_fact_is_known'),
        ),
        migrations.AddConstraint(
            model_name='recoveryfact',
            constraint=models.UniqueConstraint(fields=('recovery', 'fact'), name='a_fact_is_checked_once'),
        ),
        unique_with_supplier("accounts_access"),
        same_supplier_fk("accounts_invitation", "customer_id", "accounts_customer"),
        same_supplier_fk("accounts_invitation", "access_id", "accounts_access"),
        same_supplier_fk("accounts_recovery", "customer_id", "accounts_customer"),
        append_only("accounts_recoveryfact"),
        allowed_steps("accounts_recovery", "state", {"WAITING": ["DONE", "STOPPED"]}),
    ]
