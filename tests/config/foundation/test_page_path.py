"""Paths that are kept are those Django gives, in the addresses of the moment."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse, set_urlconf

from config.foundation.page_path import path_of


@pytest.mark.parametrize("addresses", [None, "config.urls", "config.urls_sv"])
def test_path_is_what_django_gives(addresses):
    one = uuid4()
    set_urlconf(addresses)
    try:
        for _again in range(2):
            assert path_of("billing:invoice-list") == reverse("billing:invoice-list")
            assert path_of("billing:invoice", one) == reverse("billing:invoice", args=[one])
    finally:
        set_urlconf(None)


def test_page_there_is_not_is_told():
    with pytest.raises(NoReverseMatch):
        path_of("billing:no-such-page")
