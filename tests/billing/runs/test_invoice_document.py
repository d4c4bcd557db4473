"""Documents of invoices: readable, tagged, in the customer's language, made once, and never after a fork."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from accounts.gateways import typst
from accounts.models import Alarm, Document
from billing.models import Invoice
from billing.runs import cost, invoice
from billing.runs.invoice_document import document_of, make_missing, suppliers_missing_any
from config.foundation.formats import amount_text
from tests.builders import account, energy

JAN = date(2026, 1, 1)
INVOICE_DAY = date(2026, 2, 15)


def invoiced(**customer):
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 31))
    home = energy.supply(customer=account.customer(**customer))
    energy.values(home, JAN, date(2026, 1, 31))
    cost.compute_due(supplier=home.supplier, as_of=INVOICE_DAY)
    invoice.issue_due(supplier=home.supplier, as_of=INVOICE_DAY)
    return Invoice.objects.get()


def read(document):
    pdf = PdfReader(BytesIO(bytes(document.content)))
    return pdf, "\n".join(page.extract_text() for page in pdf.pages)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_document_is_tagged_and_in_the_customers_language(language):
    made = invoiced(language=language, name="Åse Ærø #panic[x] *y*")
    pdf, text = read(document_of(invoice=made, as_of=INVOICE_DAY))
    assert bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith(language)
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert "Åse Ærø #panic[x] *y*" in text  # a name is never read as markup
    for amount in (*made.lines.values_list("net", flat=True), made.vat, made.gross):
        assert amount_text(amount, locale=language) in text


@pytest.mark.django_db
def test_a_document_is_made_once_and_kept_as_it_was():
    made = invoiced()
    first = document_of(invoice=made, as_of=INVOICE_DAY)
    made.refresh_from_db()
    again = document_of(invoice=made, as_of=date(2026, 5, 1))
    assert (again.pk, again.sha256, Document.objects.count()) == (first.pk, first.sha256, 1)
    assert (first.cause, first.kind, first.customer_id) == (
        f"invoice:{made.pk}",
        "invoice",
        made.billing_account.customer_id,
    )
    assert suppliers_missing_any() == []


@pytest.mark.django_db
def test_the_job_makes_what_is_missing():
    made = invoiced()
    assert suppliers_missing_any() == [made.supplier_id]
    assert make_missing(supplier=made.supplier, as_of=INVOICE_DAY, limit=1) == made.pk
    made.refresh_from_db()
    assert made.document is not None
    assert make_missing(supplier=made.supplier, as_of=INVOICE_DAY, after=made.pk) is None


@pytest.mark.django_db
def test_a_document_that_cannot_be_made_calls_a_person_and_is_made_later(monkeypatch):
    made = invoiced()

    def broken(**_data):
        raise typst.DocumentNotMade("no such font")

    with monkeypatch.context() as patch:
        patch.setattr(typst, "make_pdf", broken)
        assert make_missing(supplier=made.supplier, as_of=INVOICE_DAY) is None
    alarm = Alarm.objects.get(kind="document-not-made")
    assert (alarm.ref, alarm.closed_at) == (f"invoice:{made.pk}", None)

    assert make_missing(supplier=made.supplier, as_of=INVOICE_DAY) is None
    alarm.refresh_from_db()
    made.refresh_from_db()
    assert alarm.closed_at is not None
    assert made.document is not None


def test_a_child_of_a_process_that_never_made_one_makes_it(tmp_path):
    assert run_fresh(tmp_path, use_first=False) == 0


def test_a_child_of_a_process_that_made_one_is_refused_instead_of_hanging(tmp_path):
    assert run_fresh(tmp_path, use_first=True) == 7


def run_fresh(tmp_path, *, use_first):
    """In a process of its own, so that pytest's is never the parent."""
    root = Path(__file__).resolve().parents[3]
    script = f"""
import os, sys
from pathlib import Path
from accounts.gateways import typst
template = Path({str(tmp_path)!r}) / "t.typ"
template.write_text('#set document(title: "t")\\n= #json(bytes(sys.inputs.data)).a')
make = lambda: typst.make_pdf(template=template, data={{"a": "x"}})
if {use_first}:
    make()
child = os.fork()
if not child:
    try:
        make()
    except typst.ForkedAfterUse:
        os._exit(7)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    return subprocess.run([sys.executable, "-c", script], cwd=root, timeout=30, check=False).returncode


def test_a_broken_template_is_told(tmp_path):
    template = tmp_path / "t.typ"
    template.write_text("#nothing-of-this-name")
    with pytest.raises(typst.DocumentNotMade):
        typst.make_pdf(template=template, data={})
