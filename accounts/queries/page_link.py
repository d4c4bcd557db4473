"""The whole address of a page of a supplier's site, for a message that is written where no request is."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accounts.models import Supplier
from config.foundation.path_word import SWEDISH


def page_link(name: str, *args: object, supplier: Supplier) -> str:
    """Return the address of the page called `name`, in the path words of the supplier's own language."""
    urlconf = "config.urls_sv" if supplier.language == SWEDISH else "config.urls"
    path = reverse(name, urlconf=urlconf, args=args)
    return f"{settings.LINK_SCHEME}://{supplier.host}{settings.LINK_PORT}{path}"
