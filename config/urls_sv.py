"""Every address of a Swedish supplier's site."""

from config.foundation.path_word import SWEDISH
from config.urls import site

urlpatterns = site(SWEDISH)
