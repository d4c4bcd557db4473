import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_guards'),
        ('billing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=20)),
                ('subject', models.CharField(choices=[('INVOICE', 'an invoice'), ('PAYMENT', 'a payment'), ('METER', 'the meter or my consumption'), ('OUTAGE', 'a power cut'), ('AGREEMENT', 'my agreement'), ('TREATMENT', 'how I was treated'), ('DATA', 'my personal data')], max_length=12)),
                ('text', models.TextField()),
                ('wanted', models.TextField(blank=True)),
                ('level', models.CharField(choices=[('FRONTLINE', 'customer service'), ('SECOND', 'complaints officer')], default='FRONTLINE', max_length=10)),
                ('state', models.CharField(choices=[('RECEIVED', 'received'), ('ANSWERED', 'answered'), ('CLOSED', 'closed')], default='RECEIVED', max_length=10)),
                ('received_on', models.DateField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='accounts.customer')),
                ('hold', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='billing.paymenthold')),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='billing.invoice')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('supplier', 'number'), name='case_number_is_unique_per_supplier'), models.UniqueConstraint(fields=('id', 'supplier'), name='complaint_names_its_supplier'), models.CheckConstraint(condition=models.Q(('state__in', ['RECEIVED', 'ANSWERED', 'CLOSED'])), name='complaint_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ANSWERED'), _negated=True), ('answered_on__isnull', False), _connector='OR'), name='an_answered_complaint_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='a_closed_complaint_says_when')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_by', models.CharField(choices=[('CUSTOMER', 'you'), ('STAFF', 'us')], max_length=8)),
                ('author', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('customer_may_see', models.BooleanField(default=True)),
                ('said_on', models.DateField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='complaints.complaint')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.supplier')),
            ],
        ),
    ]
