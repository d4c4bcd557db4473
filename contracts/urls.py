"""Addresses of contracts: one's agreements and their terms in plain words."""

from django.urls import URLPattern, path

from config.foundation.path_word import Word
from contracts.views import agreement


def patterns(word: Word) -> list[URLPattern]:
    """Return the pages of agreements, in the namespace contracts."""
    own = word("agreement")
    return [
        path(f"{own}/", agreement.agreement, name="agreement"),
        path(f"{own}/<uuid:public_id>/", agreement.agreement, name="agreement-one"),
        path(f"{own}/<uuid:public_id>/{word('terms')}/", agreement.terms, name="terms"),
    ]
