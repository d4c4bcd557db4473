"""Addresses of contracts: one's agreements with their journeys, and what a customer has to tell."""

from django.urls import URLPattern, path

from config.foundation.path_word import Word
from contracts.rules.notice import Duty
from contracts.views import agreement, notice, product_change, termination

DUTY_WORDS = {
    Duty.CONSUMPTION: "consumption",
    Duty.METER_FAULT: "meter-fault",
    Duty.READING: "reading",
    Duty.TAX_STATUS: "heating",
    Duty.ACCESS: "access",
    Duty.REOPENING: "reopening",
    Duty.HINDRANCE: "hindrance",
}
"""What each duty is called in its address; the name of the address is tell-us- and the same word."""


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
        path(f"{word('tell')}/", notice.tell_us, name="tell-us"),
        *(
            path(f"{word('tell')}/{word(each)}/", notice.tell, {"duty": duty}, name=f"tell-us-{each}")
            for duty, each in DUTY_WORDS.items()
        ),
    ]
