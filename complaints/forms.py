"""Forms of Help and complaints: a complaint, a question, and something more in a case."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.operations.upload import judged
from accounts.rules.upload import LARGEST_FILE
from billing.models import Invoice
from complaints.enums import ComplaintSubject
from config.foundation.formats import date_text

LONGEST_TEXT = 8000
SUBJECTS = [(value, capfirst(label)) for value, label in ComplaintSubject.choices]


class InvoiceChoice(forms.ModelChoiceField):
    """One of the customer's own invoices, named by its public id."""

    def label_from_instance(self, obj: Invoice) -> str:
        return f"{obj.number}, {date_text(obj.issued_on, locale=get_language() or 'da')}"


class Words(forms.CharField):
    """Free text of several lines."""

    widget = forms.Textarea(attrs={"rows": 7})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **options)


class Attachment(forms.FileField):
    """A PDF or a picture that passes quarantine; anything else is refused beside the field, before it is kept."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            label=_("Attach a file"),
            help_text=_("A PDF or a picture (JPEG, PNG) of at most 10 MB."),
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file is None:
            return None
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB."), code="too-large")
        verdict, _clean = judged(file.read())
        file.seek(0)
        if not verdict.is_clean:
            raise forms.ValidationError(
                _("We take PDF files and pictures (JPEG, PNG) without active content."), code=verdict.word
            )
        return file


class QuestionForm(forms.Form):
    """Asks customer service something."""

    subject = forms.ChoiceField(label=_("What is it about?"), choices=SUBJECTS)
    text = Words(label=_("Your question"), help_text=_("Leave out card numbers and personal identity numbers."))


class ComplaintForm(forms.Form):
    """Complains about something, perhaps about one invoice."""

    subject = forms.ChoiceField(label=_("What is it about?"), choices=SUBJECTS)
    invoice = InvoiceChoice(
        queryset=Invoice.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("Which invoice?"),
        empty_label=_("None of them"),
    )
    text = Words(label=_("What happened?"), help_text=_("Leave out card numbers and personal identity numbers."))
    wanted = Words(label=_("What do you want us to do?"), required=False)
    attachment = Attachment()

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Invoice.objects.filter(billing_account__customer=customer).order_by("-issued_on", "-pk")
        choice = cast(InvoiceChoice, self.fields["invoice"])
        choice.queryset = own
        if not own.exists():
            del self.fields["invoice"]


class ReplyForm(forms.Form):
    """Adds something to a case, or contests the answer."""

    text = Words(label=_("What do you want to say?"))
    attachment = Attachment()
