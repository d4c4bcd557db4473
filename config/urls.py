"""Every address of a supplier's site: Danish paths here, and the function that makes them in any language."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from accounts import urls as accounts_urls
from accounts.views.language import set_language
from billing import urls as billing_urls
from complaints import urls as complaints_urls
from config import home
from config.csp_report import csp_report
from config.foundation.path_word import DANISH, words_in
from contracts import urls as contracts_urls


def site(language: str) -> list[URLPattern | URLResolver]:
    """Return the whole site with path words in `language`; the names are the same in all of them."""
    word = words_in(language)
    return [
        path("", RedirectView.as_view(pattern_name="home"), name="front"),
        path(f"{word('overview')}/", home.home, name="home"),
        path(f"{word('language')}/", set_language, name="set_language"),
        path("csp", csp_report, name="csp-report"),
        *accounts_urls.login_patterns(word),
        path("", include((accounts_urls.patterns(word), "accounts"))),
        path("", include((contracts_urls.patterns(word), "contracts"))),
        path("", include((billing_urls.patterns(word), "billing"))),
        path("", include((complaints_urls.patterns(word), "complaints"))),
    ]


urlpatterns = site(DANISH)
