"""Headers on the way out: nothing private is kept by a browser, and what we do not use is switched off."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from config.foundation.request import Request

GetResponse = Callable[[Request], HttpResponse]

UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED)
# jQuery in Django's admin breaks under trusted types, so the directive is for the customers' pages alone.
TRUSTED_TYPES = {"require-trusted-types-for": ["'script'"], "trusted-types": ["htmx"]}


def private_pages(get_response: GetResponse) -> GetResponse:
    """Forbid keeping pages, and set the headers every page of ours carries."""

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.supplier is not None:
            response._csp_update = TRUSTED_TYPES  # type: ignore[attr-defined]
        if _is_logout(request):
            response.headers.setdefault("Clear-Site-Data", '"cache", "storage"')
        return response

    return middleware


def _is_logout(request: Request) -> bool:
    if request.method != "POST":
        return False
    try:
        return resolve(request.path_info, urlconf=request.urlconf).url_name in {"account_logout", "logout"}
    except Resolver404:
        return False
