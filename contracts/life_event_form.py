"""The form on which a death or an insolvency is told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms import Day, File, Phone, Words
from contracts.operations.life_event import Report, SeesToIt
from contracts.queries.life_event import TITLES
from contracts.rules.life_event import Happening


class ContactFields(forms.Form):
    """Who sees to the estate, or the administrator; nobody has to be known yet."""

    contact_name = forms.CharField(
        label=_("Who sees to it now?"),
        help_text=_("The estate's representative, or the administrator. Leave it empty if you do not know yet."),
        required=False,
        max_length=160,
    )
    contact_address = forms.CharField(label=_("Their address"), required=False, max_length=200)
    contact_email = forms.EmailField(label=_("Their e-mail"), required=False)
    contact_phone = Phone()

    def contact(self) -> SeesToIt:
        """Return the contact that was typed."""
        said = self.cleaned_data
        return SeesToIt(
            name=said["contact_name"],
            address=said["contact_address"],
            email=said["contact_email"],
            phone=said["contact_phone"],
        )


class LifeEventForm(ContactFields):
    """What happened, when, who tells it, and who sees to it."""

    kind = forms.ChoiceField(
        label=_("What has happened?"),
        choices=list(TITLES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has happened.")},
    )
    happened_on = Day(label=_("When did it happen?"))
    told_by = forms.CharField(
        label=_("Who are you?"),
        help_text=_("Your name, and what you are to the customer: wife, son, lawyer."),
        max_length=160,
    )
    words = Words(label=_("Is there more we need to know?"), required=False)
    file = File(_("Proof, such as a letter from the probate court"))

    field_order = ("kind", "happened_on", "told_by")

    def report(self) -> Report:
        """Return what was told."""
        said = self.cleaned_data
        return Report(
            kind=Happening(said["kind"]),
            happened_on=said["happened_on"],
            told_by=said["told_by"],
            contact=self.contact(),
            words=said["words"],
        )
