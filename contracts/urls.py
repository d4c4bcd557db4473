"""Addresses of contracts: one's agreements with their journeys, and what a customer has to tell."""

from django.urls import URLPattern, path

from config.foundation.path_word import Word
from contracts.views import agreement, product_change, termination


def patterns(word: Word) -> list[URLPattern]:
    """Return the pages of agreements, in the namespace contracts."""
    own = word("agreement")
    leave = f"{own}/<uuid:public_id>/{word('terminate')}"
    switch = f"{own}/<uuid:public_id>/{word('switch')}"
    return [
        path(f"{own}/", agreement.agreement, name="agreement"),
        path(f"{own}/<uuid:public_id>/", agreement.agreement, name="agreement-one"),
        path(f"{own}/<uuid:public_id>/{word('terms')}/", agreement.terms, name="terms"),
        path(f"{leave}/", termination.terminate, name="terminate"),
        path(f"{leave}/{word('confirm')}/", termination.terminate_confirmed, name="terminate-confirmed"),
        path(f"{leave}/{word('return')}/", termination.termination_undone, name="termination-undone"),
        path(f"{switch}/", product_change.change, name="product-change"),
        path(f"{switch}/{word('confirm')}/", product_change.change_confirmed, name="product-change-confirmed"),
        path(f"{switch}/{word('return')}/", product_change.change_undone, name="product-change-undone"),
        path(f"{switch}/{word('withdraw')}/", product_change.change_withdrawn, name="product-change-withdrawn"),
    ]
