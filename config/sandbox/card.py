"""The documented test cards, what they do, and the answers a card issuer gives."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from config.sandbox.exchange import Obj


@dataclass(frozen=True)
class Behaviour:
    """What a test card does: when it is saved, when it is charged, and whether its holder must approve."""

    name: str
    brand: str = "visa"
    on_save: str | None = None
    on_charge: str | None = None
    approval: str = "never"  # never | setup (once) | always


# Numbers, brands and behaviour as the provider's public testing page documents them.
TEST_CARDS = {
    "4242424242424242": Behaviour("visa"),
    "4000056655665556": Behaviour("visa_debit"),
    "5555555555554444": Behaviour("mastercard", brand="mastercard"),
    "4000002080000001": Behaviour("dk"),
    "4000007520000008": Behaviour("se"),
    "4000000000000002": Behaviour("generic_decline", on_save="generic_decline"),
    "4000000000009995": Behaviour("insufficient_funds", on_save="insufficient_funds"),
    "4000000000009987": Behaviour("lost_card", on_save="lost_card"),
    "4000000000009979": Behaviour("stolen_card", on_save="stolen_card"),
    "4000000000000069": Behaviour("expired_card", on_save="expired_card"),
    "4000000000000127": Behaviour("incorrect_cvc", on_save="incorrect_cvc"),
    "4000000000000119": Behaviour("processing_error", on_save="processing_error"),
    "4000000000000341": Behaviour("charge_fails", on_charge="generic_decline"),
    "4000002500003155": Behaviour("approval_at_setup", approval="setup"),
    "4000002760003184": Behaviour("approval_always", approval="always"),
    "4000008260003178": Behaviour("approval_then_no_funds", approval="always", on_charge="insufficient_funds"),
}
BEHAVIOURS = {card.name: card for card in TEST_CARDS.values()}
TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_dk": "4000002080000001",
    "pm_card_se": "4000007520000008",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequiredOnSetup": "4000002500003155",
    "pm_card_authenticationRequired": "4000002760003184",
}
# Codes that are errors in their own right; every other reason travels as card_declined with a decline_code.
_OWN_CODES = {
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
}
_ADVICE_STOP = {"lost_card", "stolen_card", "pickup_card", "fraudulent", "expired_card", "restricted_card"}
_MESSAGES = {"insufficient_funds": "Your card has insufficient funds."}
DECLINES = (
    "generic_decline", "insufficient_funds", "do_not_honor", "expired_card", "lost_card", "stolen_card",
    "pickup_card", "processing_error", "authentication_required",
)  # fmt: skip


def decline(reason: str) -> Obj:
    """The documented error fields of a decline."""
    message = _OWN_CODES.get(reason) or _MESSAGES.get(reason, "Your card was declined.")
    error: Obj = {
        "code": reason if reason in _OWN_CODES else "card_declined",
        "message": message,
        "type": "card_error",
        "advice_code": "do_not_try_again" if reason in _ADVICE_STOP else "try_again_later",
    }
    if reason not in _OWN_CODES or reason == "authentication_required":
        error["decline_code"] = reason
    error["doc_url"] = f"https://stripe.com/docs/error-codes/{error['code'].replace('_', '-')}"
    return error


def passes_luhn(number: str) -> bool:
    if not (number.isascii() and number.isdigit() and 13 <= len(number) <= 19):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0


def details(number: str, *, month: int, year: int) -> Obj:
    """The card as the API shows it: never the number, only what may be shown."""
    behaviour = TEST_CARDS[number]
    country = {"dk": "DK", "se": "SE"}.get(behaviour.name, "US")
    return {
        "brand": behaviour.brand,
        "last4": number[-4:],
        "exp_month": month,
        "exp_year": year,
        "fingerprint": hashlib.sha256(number.encode()).hexdigest()[:16],
        "funding": "debit" if behaviour.name == "visa_debit" else "credit",
        "country": country,
        "checks": {"cvc_check": "pass", "address_line1_check": None, "address_postal_code_check": None},
        "networks": {"available": [behaviour.brand], "preferred": None},
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def has_expired(card: Obj, now: int) -> bool:
    today = datetime.fromtimestamp(now, UTC)
    return (card["exp_year"], card["exp_month"]) < (today.year, today.month)
