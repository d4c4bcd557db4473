"""Addresses of contracts: one's agreements, their terms in plain words, and moving."""

from django.urls import URLPattern, path

from config.foundation.path_word import Word
from contracts.views import agreement, move, termination


def patterns(word: Word) -> list[URLPattern]:
    """Return the pages of agreements and moves, in the namespace contracts."""
    own = word("agreement")
    leave = f"{own}/<uuid:public_id>/{word('terminate')}"
    moving = word("move")
    return [
        path(f"{own}/", agreement.agreement, name="agreement"),
        path(f"{own}/<uuid:public_id>/", agreement.agreement, name="agreement-one"),
        path(f"{own}/<uuid:public_id>/{word('terms')}/", agreement.terms, name="terms"),
        path(f"{leave}/", termination.terminate, name="terminate"),
        path(f"{leave}/{word('confirm')}/", termination.terminate_confirmed, name="terminate-confirmed"),
        path(f"{leave}/{word('return')}/", termination.termination_undone, name="termination-undone"),
        path(f"{moving}/", move.move, name="move"),
        path(f"{moving}/{word('confirm')}/", move.move_confirmed, name="move-confirmed"),
        path(f"{moving}/<uuid:public_id>/{word('return')}/", move.move_undone, name="move-undone"),
        path(f"{moving}/<uuid:public_id>/{word('reading')}/", move.move_reading, name="move-reading"),
    ]
