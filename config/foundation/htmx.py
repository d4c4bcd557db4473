"""Answers with the whole page, or with its fragment when htmx swaps a part of a page that is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

FORM_ERROR = 422
"""What a form that was not accepted answers with, so that htmx and monitoring see the difference."""

_DECIDES = ("HX-Request", "HX-Request-Type", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(request: HttpRequest) -> bool:
    """
    Return whether htmx asks for a part of the page.

    htmx 4 says `HX-Request-Type: partial` when its target is not the body. A boosted link and a
    restored history entry replace the page and always get a whole one.
    """
    header = request.headers.get
    return (
        header("HX-Request") == "true"
        and header("HX-Request-Type") == "partial"
        and header("HX-Boosted") != "true"
        and header("HX-History-Restore-Request") != "true"
    )


def render_page(
    request: HttpRequest, page: str, fragment: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render `fragment` for a partial htmx request and `page` for everyone else, and tell caches so."""
    template = fragment if wants_fragment(request) else page
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, _DECIDES)
    return response


def render_form(request: HttpRequest, page: str, fragment: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render like `render_page`, with 422 when the form in `context["form"]` was sent and not accepted."""
    form = context["form"]
    refused = form.is_bound and bool(form.errors)
    return render_page(request, page, fragment, context, status=FORM_ERROR if refused else 200)
