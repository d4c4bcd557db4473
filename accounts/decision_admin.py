"""The base of admin pages on which a person decides: by when, the ways with what follows from each, one button."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.utils import unquote
from django.forms import CharField, ChoiceField, RadioSelect
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.staff_admin import SupplierScopedAdmin
from config.foundation.formats import moment_text
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest
from config.foundation.zone import zone_of


def _way(verb: Any, then: Any) -> str:
    return format_html("<b>{}</b> <span>{}</span>", verb, then)


way = lazy(_way, str)
"""Says a way to decide as the label of its radio button: the verb, and what happens when it is chosen."""


class UnknownCustomer(Refused):
    """Nobody at this desk's suppliers has the number, or it is somebody's at two of them."""

    code = "unknown-customer"


class Ways(ChoiceField):
    """The ways a person may choose between, each with its consequence in view; none is chosen beforehand."""

    widget = RadioSelect


class DecisionAdmin(SupplierScopedAdmin):
    """
    A row on which something is decided by an operation; a refusal stands on the form, with the words typed.

    `told` is read first, `asked` are the fields of the decision, `kept` the rest of the record, folded away.
    `press` stands on the button. `waits` and `may_decide` say on which rows, and who.
    """

    change_form_template = "admin/decision.html"
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    press: Any = _("Do what is chosen")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def waits(self, obj: Any) -> bool:
        """Tell whether there is still something to decide on the row."""
        return True

    def may_decide(self, request: AnyRequest, obj: Any = None) -> bool:
        """Tell whether this person decides on such rows, the state of the row apart."""
        return super().has_change_permission(request, obj)

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return (obj is None or self.waits(obj)) and self.may_decide(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.told, *self.kept)

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        filled = [name for name in self.told if getattr(obj, name, True) not in ("", None)]
        sets: list[Any] = [(None, {"fields": filled})]
        if self.has_change_permission(request, obj):
            sets.append((gettext("Your decision"), {"fields": self.asked, "classes": ("decision",)}))
        return [*sets, (gettext("The whole record"), {"fields": self.kept, "classes": ("collapse",)})]

    def get_object(self, request: AnyRequest, object_id: str, from_field: str | None = None) -> Any:
        """Remember the moment the page was asked for, so that it can say how long is left."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.asked_at = request.now
        return found

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", None)
        return form if refused is None else _refusing(form, refused)

    def changeform_view(
        self, request: AnyRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        shown = {"press": self.press, **(extra_context or {})}
        if request.method == "POST" and object_id and self._is_decided(request, object_id):
            return self._too_late(request)
        try:
            return super().changeform_view(request, object_id, form_url, shown)
        except Refused as refused:
            request.refused = refused
            return super().changeform_view(request, object_id, form_url, shown)

    def _is_decided(self, request: AnyRequest, object_id: str) -> bool:
        """Tell whether somebody was quicker than a person who might have decided."""
        obj = self.get_object(request, unquote(object_id))
        return obj is not None and not self.waits(obj) and self.may_decide(request, obj)

    def _too_late(self, request: AnyRequest) -> HttpResponse:
        """Say that it is decided, and give back the words typed: on the closed page there is no field for them."""
        asked = self.form.base_fields.items()
        typed = " / ".join(request.POST.get(name, "") for name, field in asked if isinstance(field, CharField))
        told = gettext("This was decided in the meantime, and nothing was changed. You had written: %(words)s")
        messages.error(request, told % {"words": typed})
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: AnyRequest, obj: Any, form: Any, change: bool) -> None:
        """Decide; a refusal undoes what was begun and leads back to the form."""
        self.act(request, obj, form.cleaned_data)
        messages.success(request, gettext("Done: %(what)s") % {"what": obj})

    def act(self, request: AnyRequest, obj: Any, said: dict[str, Any]) -> None:
        """Do what was decided."""
        raise NotImplementedError

    def customer_numbered(self, request: AnyRequest, number: str) -> Customer:
        """
        Return the customer of a number typed on a form on which something is told for them.

        :raises UnknownCustomer: when there is none at the suppliers the person may add such rows for
        """
        found = Customer.objects.filter(number=number.strip()).select_related("supplier")
        mine = self._suppliers(request, "add")
        theirs = list((found if mine is None else found.filter(supplier__in=mine))[:2])
        if len(theirs) != 1:
            raise UnknownCustomer(_("No customer of yours has that number."))
        return theirs[0]

    def response_change(self, request: AnyRequest, obj: Any) -> HttpResponse:
        return self.response_post_save_change(request, obj)


def _refusing(form: Any, refused: Refused) -> Any:
    """Return the form as one that answers with the refusal, whatever it is given."""

    def clean(self: Any) -> Any:
        data = form.clean(self)
        self.add_error(None, str(refused))
        return data

    return type(form.__name__, (form,), {"clean": clean})


def link_to(subject_type: str, subject_id: int) -> str:
    """Link to the page of what a row is about, when it has one at the desk."""
    model = apps.get_model(subject_type)
    if not site.is_registered(model):
        return f"{subject_type} {subject_id}"
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[subject_id])
    return format_html('<a href="{}">{} {}</a>', address, capfirst(model._meta.verbose_name), subject_id)


def time_left(due_at: datetime, *, now: datetime, zone: str) -> str:
    """Say a deadline and how far away it is; one that has passed is marked."""
    at = zone_of(zone)
    days = (due_at.astimezone(at).date() - now.astimezone(at).date()).days
    late = due_at < now
    if not days:
        left = gettext("late") if late else gettext("today")
    elif late:
        left = ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    else:
        left = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    words = moment_text(due_at, locale=get_language() or "da", zone=zone)
    return format_html('<span class="by-when{}"><b>{}</b> {}</span>', " late" if late else "", words, left)
