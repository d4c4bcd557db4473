"""The posting table: every fact balances, and what is passed through is kept apart (EP-5.3, EP-6.3, GE-VF-4.7)."""

import pytest

from billing.enums import DueKind, LedgerAccount, LineKind, Purpose, ReceiptKind
from billing.rules.posting import Leg, card_payment, card_refund, fee, incoming_payment, invoice, reversal
from config.foundation.money import Taxed

A, P = LedgerAccount, Purpose


@pytest.mark.rule("EP-6.3", "GE-VF-4.7")
def test_card_payment_of_an_instalment_is_money_on_account_and_no_sale():
    assert card_payment(due=DueKind.ACONTO, amount=62_000) == (
        Leg(A.CARD_CLEARING, P.ACONTO, 62_000),
        Leg(A.RECEIVABLE, P.ACONTO, -62_000),
    )


def test_card_payment_of_a_deposit_stays_out_of_the_balance():
    assert card_payment(due=DueKind.DEPOSIT, amount=100_000) == (
        Leg(A.CARD_CLEARING, P.DEPOSIT, 100_000),
        Leg(A.DEPOSITS, P.DEPOSIT, -100_000),
    )


def test_incoming_payment_is_split_over_what_it_pays():
    legs = incoming_payment(
        kind=ReceiptKind.BANK_TRANSFER, parts=[(DueKind.INVOICE, 30_000), (DueKind.ACONTO, 500)]
    )
    assert legs == (
        Leg(A.BANK, P.ENERGY, 30_000),
        Leg(A.RECEIVABLE, P.ENERGY, -30_000),
        Leg(A.BANK, P.ACONTO, 500),
        Leg(A.RECEIVABLE, P.ACONTO, -500),
    )


@pytest.mark.rule("EP-5.3", "OR-4.3")
def test_invoice_keeps_sale_grid_tax_and_vat_apart():
    lines = [
        (LineKind.SPOT, Taxed(10_000, 2_500)),
        (LineKind.MARKUP, Taxed(1_000, 250)),
        (LineKind.GRID_TARIFF, Taxed(4_000, 1_000)),
        (LineKind.SYSTEM_TARIFF, Taxed(500, 125)),
        (LineKind.TAX, Taxed(800, 200)),
    ]
    assert invoice(lines=lines) == (
        Leg(A.RECEIVABLE, P.ENERGY, 20_375),
        Leg(A.ENERGY_SALES, P.ENERGY, -11_000),
        Leg(A.VAT, P.ENERGY, -4_075),
        Leg(A.GRID_PASS_THROUGH, P.ENERGY, -4_500),
        Leg(A.TAX_PASS_THROUGH, P.ENERGY, -800),
    )


def test_invoice_with_more_surplus_than_use_credits_the_customer():
    lines = [(LineKind.SPOT, Taxed(100, 25)), (LineKind.SURPLUS, Taxed(-1_000, 0))]
    assert invoice(lines=lines) == (
        Leg(A.RECEIVABLE, P.ENERGY, -875),
        Leg(A.ENERGY_SALES, P.ENERGY, -100),
        Leg(A.VAT, P.ENERGY, -25),
        Leg(A.ENERGY_BOUGHT, P.ENERGY, 1_000),
    )


def test_every_kind_of_line_has_an_account():
    for kind in LineKind:
        assert sum(leg.amount for leg in invoice(lines=[(kind, Taxed(400, 100))])) == 0


@pytest.mark.rule("GE-VF-4.15")
def test_fee_of_nine_kroner_is_seven_twenty_and_vat_of_one_eighty():
    assert fee(amount=Taxed.of_gross(900, 25)) == (
        Leg(A.RECEIVABLE, P.FEE, 900),
        Leg(A.FEES, P.FEE, -720),
        Leg(A.VAT, P.FEE, -180),
    )


def test_fee_without_vat_has_no_empty_leg():
    assert fee(amount=Taxed(30_000, 0)) == (Leg(A.RECEIVABLE, P.FEE, 30_000), Leg(A.FEES, P.FEE, -30_000))


@pytest.mark.parametrize("due", DueKind)
def test_reversal_and_posting_cancel_each_other(due):
    legs = card_payment(due=due, amount=12_345)
    assert reversal(legs=reversal(legs=legs)) == legs
    assert card_refund(due=due, amount=12_345) == reversal(legs=legs)
