"""The key of a payment is made of what it is about (reliability.md R1, R4)."""

from billing.rules.payment_answer import Outcome, PaymentAnswer, idempotency_key


def test_key_names_supplier_claim_and_number():
    key = idempotency_key(supplier_code="gron", cause="aconto:700001:2026-05-01", number=2)
    assert key == "gron:aconto:700001:2026-05-01:2"


def test_numbers_and_suppliers_never_share_a_key():
    keys = {
        idempotency_key(supplier_code=code, cause="fee:1", number=number)
        for code in ("gron", "orsted")
        for number in (1, 2, 11)
    }
    assert len(keys) == 6


def test_answer_without_an_outcome_we_know_moves_nothing_by_itself():
    answer = PaymentAnswer(outcome=Outcome.UNKNOWN)
    assert (answer.provider_id, answer.may_retry, answer.also_captured) == ("", False, ())
