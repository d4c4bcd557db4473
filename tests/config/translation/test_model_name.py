from django.utils.translation import override

from billing.models import Invoice
from config.translation import model_name
from config.translation.source import Key
from contracts.models import MeteringPoint


def test_names_of_records_and_columns_are_messages():
    found = model_name.find()
    assert found[Key("invoice lines", context="record")] == {"billing/models/invoice.py"}
    assert found[Key("metering point", context="record")] >= {"contracts/models/metering_point.py"}
    assert Key("password", context="record") not in found  # Django's own column, in Django's own words


def test_the_admin_names_records_in_the_language_of_the_reader():
    seen = []
    for language in ("da", "sv", "en"):
        with override(language):
            column = MeteringPoint._meta.get_field("remotely_read")
            seen.append((str(Invoice._meta.verbose_name_plural), str(column.verbose_name)))
    assert seen == [("regninger", "fjernaflæst"), ("fakturor", "fjärravläst"), ("invoices", "remotely read")]
