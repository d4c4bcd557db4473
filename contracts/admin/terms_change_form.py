"""The form of a change of prices or terms: looked at with whom it concerns, then sent for approval."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from config.foundation import clock
from config.foundation.formats import date_text
from config.foundation.money import micro_kr
from contracts import terms
from contracts.enums import ChangeKind, PriceArea, PriceComponent
from contracts.models import TermsChange
from contracts.operations.terms_change import INFLATION, Draft
from contracts.queries.terms_change_page import REASONS, ChangePreview, index_of, new_prices, preview_of
from contracts.rules.change_notice import reason_allowed

AMOUNTS = {
    "energy": PriceComponent.ENERGY,
    "markup": PriceComponent.MARKUP,
    "subscription": PriceComponent.SUBSCRIPTION,
}
"""The fields of the form that set a part of the price."""
PER_KWH = _("In kr. per kWh, quoted as the present one is. Empty: as it is.")
PER_MONTH = _("In kr. a month, quoted as the present one is. Empty: as it is.")
LANGUAGES = ("da", "sv", "en")


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


def _amount(label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, help_text=help_text, required=False, decimal_places=6, max_digits=12)


class ProposeForm(forms.ModelForm):
    """
    What is to change, why and from when.

    The first time it is sent, and whenever something in it was changed since, it comes back with whom it concerns:
    `seen` is what was looked at, and only that is sent on.
    """

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *REASONS.items()])
    takes_effect_on = forms.DateField(label=_("First day of the change"), widget=AdminDateWidget)
    words_da = _words(_("What the customers read, in Danish"))
    words_sv = _words(_("What the customers read, in Swedish"))
    words_en = _words(_("What the customers read, in English"))
    energy = _amount(_("New electricity price"), PER_KWH)
    markup = _amount(_("New markup"), PER_KWH)
    subscription = _amount(_("New subscription"), PER_MONTH)
    price_area = forms.ChoiceField(
        label=_("For which price area"), required=False, choices=[("", _("all of them")), *PriceArea.choices]
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    preview: ChangePreview | None = None

    class Meta:
        model = TermsChange
        fields = ["product", "kind"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        data["words"] = {
            each: data[f"words_{each}"].strip() for each in LANGUAGES if data[f"words_{each}"].strip()
        }
        data["prices"] = self._prices(data)
        self._check(data)
        if not self.errors:
            self._look(data)
        return data

    def draft(self) -> Draft:
        """Return what is proposed, with the price index where that is the reason."""
        said = self.cleaned_data
        index = index_of(said["product"], day=self._today()) if said["reason"] == INFLATION else None
        return Draft(
            product=said["product"],
            kind=ChangeKind(said["kind"]),
            reason=said["reason"],
            takes_effect_on=said["takes_effect_on"],
            words=said["words"],
            prices=said["prices"],
            index=(index.base, index.now) if index else None,
        )

    def _prices(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for name, component in AMOUNTS.items():
            amount: Decimal | None = data[name]
            if amount is None:
                continue
            parts = new_prices(
                data["product"],
                component=component,
                area=data["price_area"],
                amount_micro=micro_kr(str(amount)),
                day=data["takes_effect_on"],
            )
            if not parts:
                self.add_error(name, gettext("The product has no such price that day."))
            found += parts
        return found

    def _check(self, data: dict[str, Any]) -> None:
        product = data["product"]
        part = terms.by_code(product.terms_code).change_notice
        if part is None or not reason_allowed(part=part, reason=data["reason"]):
            self.add_error("reason", gettext("The terms do not allow a change for this reason."))
        if product.supplier.language not in data["words"]:
            self.add_error(f"words_{product.supplier.language}", gettext("Say what changes, for the customers."))

    def _look(self, data: dict[str, Any]) -> None:
        """Show whom it concerns, and let it be sent only when that is what was looked at."""
        locale = get_language() or "da"
        self.preview = preview_of(
            product=data["product"],
            kind=ChangeKind(data["kind"]),
            takes_effect_on=data["takes_effect_on"],
            prices=data["prices"],
            as_of=self._today(),
            locale=locale,
        )
        if self.preview.is_late:
            day = date_text(self.preview.first_effect, locale=locale)
            text = gettext("Told today, the change can begin on %(day)s at the earliest.") % {"day": day}
            self.add_error("takes_effect_on", text)
            return
        looked_at = self._digest(data)
        if data["seen"] != looked_at:
            typed: Any = self.data
            self.data = typed.copy()
            self.data["seen"] = looked_at  # type: ignore[index]
            self.add_error(None, gettext("Nothing is sent yet. Look below at whom it concerns, then send it."))

    def _today(self) -> date:
        return clock.today(self.cleaned_data["product"].supplier.time_zone)

    def _digest(self, data: dict[str, Any]) -> str:
        assert self.preview is not None  # noqa: S101 -- it is made before anything is compared with it
        what = [data["product"].pk, data["kind"], data["reason"], data["takes_effect_on"].isoformat()]
        whom = [self.preview.count, str(self.preview.tell_by)]
        text = json.dumps([*what, data["words"], data["prices"], *whom], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
