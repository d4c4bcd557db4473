"""Addresses of contracts: ordering, one's agreements with their journeys, moving, the door for market messages."""

from django.urls import URLPattern, path

from config.foundation.path_word import Word
from contracts.rules.notice import Duty
from contracts.views import (
    agreement,
    life_event,
    market_message,
    move,
    notice,
    order,
    owner_termination,
    product_change,
    termination,
    terms_change,
    withdrawal,
    withdrawal_link,
)

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
    """Return the addresses of contracts, in the namespace contracts."""
    own, moving, ordering = word("agreement"), word("move"), word("order")
    ordered = f"{ordering}/<uuid:public_id>"
    leave = f"{own}/<uuid:public_id>/{word('terminate')}"
    regret = f"{own}/<uuid:public_id>/{word('withdraw')}"
    switch = f"{own}/<uuid:public_id>/{word('switch')}"
    happened, back = f"{word('tell')}/{word('life-event')}", word("return")
    return [
        path(f"{own}/", agreement.agreement, name="agreement"),
        path(f"{own}/<uuid:public_id>/", agreement.agreement, name="agreement-one"),
        path(f"{own}/<uuid:public_id>/{word('terms')}/", agreement.terms, name="terms"),
        path(f"{leave}/", termination.terminate, name="terminate"),
        path(f"{leave}/{word('confirm')}/", termination.terminate_confirmed, name="terminate-confirmed"),
        path(f"{leave}/{word('return')}/", termination.termination_undone, name="termination-undone"),
        path(f"{leave}/{word('event')}/", owner_termination.owner_event, name="owner-event"),
        path(f"{leave}/{word('cut-off')}/", owner_termination.cut_off, name="cut-off"),
        path(f"{own}/{word('change')}/<uuid:public_id>/", terms_change.terms_change, name="terms-change"),
        path("webhooks/market", market_message.market_messages, name="market-messages"),
        path(f"{regret}/", withdrawal.withdraw, name="withdraw"),
        path(f"{regret}/{word('confirm')}/", withdrawal.withdraw_confirmed, name="withdraw-confirmed"),
        path(f"{word('withdraw')}/<str:token>/", withdrawal_link.withdrawal_link, name="withdrawal-link"),
        path(f"{moving}/", move.move, name="move"),
        path(f"{moving}/{word('confirm')}/", move.move_confirmed, name="move-confirmed"),
        path(f"{moving}/<uuid:public_id>/{word('return')}/", move.move_undone, name="move-undone"),
        path(f"{moving}/<uuid:public_id>/{word('reading')}/", move.move_reading, name="move-reading"),
        path(f"{switch}/", product_change.change, name="product-change"),
        path(f"{switch}/{word('confirm')}/", product_change.change_confirmed, name="product-change-confirmed"),
        path(f"{switch}/{word('return')}/", product_change.change_undone, name="product-change-undone"),
        path(f"{switch}/{word('withdraw')}/", product_change.change_withdrawn, name="product-change-withdrawn"),
        path(f"{ordering}/", order.order, name="order"),
        path(f"{ordered}/", order.order_one, name="order-one"),
        path(f"{ordered}/{word('place')}/", order.order_place, name="order-place"),
        path(f"{ordered}/{word('customer')}/", order.order_person, name="order-person"),
        path(f"{ordered}/{word('done')}/", order.order_done, name="order-done"),
        path(f"{ordered}/{word('document')}/", order.order_pdf, name="order-pdf"),
        path(f"{word('tell')}/", notice.tell_us, name="tell-us"),
        path(f"{happened}/", life_event.life_event, name="life-event"),
        path(f"{happened}/<uuid:public_id>/{back}/", life_event.taken_back, name="life-event-taken-back"),
        *(
            path(f"{word('tell')}/{word(each)}/", notice.tell, {"duty": duty}, name=f"tell-us-{each}")
            for duty, each in DUTY_WORDS.items()
        ),
    ]
