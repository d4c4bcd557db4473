"""The host of the staff: the admin, and the pages to log in to it."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

from accounts import urls as accounts_urls
from accounts.views.language import set_language
from config.csp_report import csp_report
from config.desk import urls as desk_urls
from config.foundation.path_word import DANISH, words_in

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_url = None  # the host of the staff has no other pages

_word = words_in(DANISH)
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path(f"{_word('language')}/", set_language, name="set_language"),
    path("csp", csp_report, name="csp-report"),
    *accounts_urls.login_patterns(_word),
    # allauth asks for the password again and tells the owner; Django's own page would not
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    *desk_urls.patterns(),
    path("admin/", admin.site.urls),
]
