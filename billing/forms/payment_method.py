"""Forms of the payment method: agreeing to draws from a card, and taking that back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CardForm(forms.Form):
    """The holder's consent, asked for before the card page opens; the card number is never typed here."""

    consent = forms.BooleanField(
        label=_("You may draw what I owe, and my payments on account, from my card on the days shown here."),
        help_text=_("You can take this back at any time."),
        error_messages={
            "required": _("Tick the box if we may draw from your card. Without it we cannot save one.")
        },
    )


class WithdrawForm(forms.Form):
    """A second look before the draws stop."""

    understood = forms.BooleanField(
        label=_("Stop drawing from my card. I pay another way from now on."),
        error_messages={"required": _("Tick the box to stop the draws. Until then nothing changes.")},
    )
