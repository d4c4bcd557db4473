"""Forms of the door, looking logins up at this supplier only, and forms about who you are."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole, Language
from accounts.models import User
from accounts.queries.user import login_at
from accounts.rules.access_role import INVITED
from config.foundation.request import AnyRequest

_SAYS = {
    AccessRole.JOINT: _("Lives here too: sees everything, pays, reports a move and complains"),
    AccessRole.HELPER: _("Helper with power of attorney: does everything for you but invite others"),
    AccessRole.PAYER: _("Pays: sees everything and pays the bills"),
    AccessRole.READER: _("Looks: sees everything and changes nothing"),
    AccessRole.MOVER: _("Moves: sees everything and reports a move"),
}


def _login_here(email: str) -> User | None:
    return login_at(context.request.supplier, email=email)


class Signup(allauth.SignupForm):
    """Creates a login; for an address that has one it answers the same, in the same time, and mails its owner."""

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = _login_here(value) is not None
        return value

    def try_save(self, request: AnyRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            return self._as_if_new(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # another request took the address a moment ago
            self.account_already_exists = True
            return super().try_save(request)

    def _as_if_new(self, request: AnyRequest) -> tuple[User | None, HttpResponse | None]:
        """Spend the time a new login's password costs, so that a clock does not tell the two apart."""
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmail(allauth.AddEmailForm):
    """Asks for another address; one that is taken here gets a mail instead of a code, and the asker no sign."""

    def clean_email(self) -> str:
        adapter = get_adapter()
        value = adapter.clean_email(self.cleaned_data["email"].lower())
        owner = _login_here(value)
        if owner is not None and owner.pk == self.user.pk:
            raise adapter.validation_error("duplicate_email")
        self.taken = owner is not None
        return value

    def save(self, request: AnyRequest) -> EmailAddress:
        if not self.taken:
            return super().save(request)
        nobodys = EmailAddress(email=self.cleaned_data["email"])
        send_verification_email_to_address(request, nobodys)
        return nobodys


class Activation(forms.Form):
    """What an existing customer tells us to be let in the first time."""

    number = forms.CharField(label=_("Customer number"), max_length=20, help_text=_("It stands on your invoice."))
    postcode = forms.CharField(
        label=_("Postcode"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    email = forms.EmailField(
        label=_("The e-mail address you gave us"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ActivationCode(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class NewPassword(forms.Form):
    """The password of a first login, checked against the same rules as every other."""

    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several words are easy to remember and hard to guess."),
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.owner)
        return password


class InvitedLogin(NewPassword):
    """What somebody invited types to get a login of their own: the mailed code, their name and a password."""

    code = ActivationCode.base_fields["code"]
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("code", "name", "password")


class Invite(forms.Form):
    """Whom to invite, and what they may do."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("We write to it. They need no login beforehand."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("What they may do"), choices=[(role, _SAYS[role]) for role in INVITED])


class Contact(forms.Form):
    """How we reach the customer besides e-mail, and in which language."""

    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    street = forms.CharField(
        label=_("Street and number"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    city = forms.CharField(
        label=_("Town"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    language = forms.ChoiceField(label=_("Language of our messages"), choices=Language.choices)


class ResetPassword(allauth.ResetPasswordForm):
    """Finds whose password to reset at this supplier alone."""

    def clean_email(self) -> str:
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        found = _login_here(email)
        self.users: list[Any] = [found] if found is not None and found.is_active else []
        return email
