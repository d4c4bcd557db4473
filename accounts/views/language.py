"""The reader picks the language of the words; paths stay the supplier's own."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from config.foundation.request import Request

ONE_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_language(request: Request) -> HttpResponse:
    """Keep the choice in this browser and go back to where the reader was."""
    goal = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        goal, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        goal = "/"
    answer = HttpResponseRedirect(goal)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        keep_language(answer, language)
    return answer


def keep_language(answer: HttpResponse, language: str) -> None:
    """Let the browser remember the language on this host."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
