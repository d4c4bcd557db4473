"""The reader's language: what this browser chose, else the supplier's own; it never changes a path."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from config.foundation.request import Request

GetResponse = Callable[[Request], HttpResponse]


def reader_language(get_response: GetResponse) -> GetResponse:
    """Speak the language kept in the cookie of this host, if we have it."""

    def middleware(request: Request) -> HttpResponse:
        own = request.supplier.language if request.supplier else settings.LANGUAGE_CODE
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else own
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
