"""Money defends itself: entries sum to zero, the books are append-only, states keep to their steps."""

from django.db import migrations

from config.foundation.migration_sql import allowed_steps, append_only, same_supplier_fk, sum_zero

SAME_SUPPLIER = [
    ("billing_billingaccount", "customer_id", "accounts_customer"),
    ("billing_billedsupply", "billing_account_id", "billing_billingaccount"),
    ("billing_billedsupply", "supply_id", "contracts_supply"),
    ("billing_paymenthold", "billing_account_id", "billing_billingaccount"),
    ("billing_paymenthold", "due_item_id", "billing_dueitem"),
    ("billing_entry", "transaction_id", "billing_transaction"),
    ("billing_entry", "billing_account_id", "billing_billingaccount"),
    ("billing_entry", "due_item_id", "billing_dueitem"),
    ("billing_transaction", "reverses_id", "billing_transaction"),
    ("billing_dueitem", "billing_account_id", "billing_billingaccount"),
    ("billing_costmonth", "supply_id", "contracts_supply"),
    ("billing_acontoplan", "billing_account_id", "billing_billingaccount"),
    ("billing_acontoinstalment", "plan_id", "billing_acontoplan"),
    ("billing_acontoinstalment", "billing_account_id", "billing_billingaccount"),
    ("billing_acontoinstalment", "due_item_id", "billing_dueitem"),
    ("billing_paymentmethod", "billing_account_id", "billing_billingaccount"),
    ("billing_payment", "billing_account_id", "billing_billingaccount"),
    ("billing_payment", "due_item_id", "billing_dueitem"),
    ("billing_payment", "method_id", "billing_paymentmethod"),
    ("billing_incomingpayment", "billing_account_id", "billing_billingaccount"),
    ("billing_incomingpayment", "due_item_id", "billing_dueitem"),
    ("billing_invoice", "billing_account_id", "billing_billingaccount"),
    ("billing_invoice", "corrects_id", "billing_invoice"),
    ("billing_invoice", "document_id", "accounts_document"),
    ("billing_invoiceline", "invoice_id", "billing_invoice"),
    ("billing_invoiceline", "supply_id", "contracts_supply"),
]

PAYMENT_STEPS = {
    "PREPARED": ["SENT", "CANCELLED"],
    "SENT": ["SUCCEEDED", "FAILED", "REQUIRES_ACTION", "UNKNOWN"],
    "UNKNOWN": ["SENT", "SUCCEEDED", "FAILED", "REQUIRES_ACTION", "CANCELLED"],
    "REQUIRES_ACTION": ["SUCCEEDED", "FAILED", "CANCELLED", "UNKNOWN"],
}
DUE_STEPS = {"OPEN": ["PAID", "CANCELLED"], "PAID": ["OPEN"]}
INSTALMENT_STEPS = {
    "PLANNED": ["ANNOUNCED", "CLAIMED", "CANCELLED"],
    "ANNOUNCED": ["CLAIMED", "CANCELLED", "PLANNED"],
    "CLAIMED": ["PAID", "CANCELLED"],
    "PAID": ["CLAIMED"],
}
METHOD_STEPS = {
    "PROVISIONAL": ["ACTIVE", "INVALID", "ENDED"],
    "ACTIVE": ["INVALID", "ENDED"],
    "INVALID": ["ACTIVE", "ENDED"],
}
HOLD_STEPS = {"ACTIVE": ["LIFTED", "EXPIRED"]}


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial"), ("contracts", "0002_guards")]

    operations = [
        *[same_supplier_fk(*link) for link in SAME_SUPPLIER],
        sum_zero("billing_entry", transaction_table="billing_transaction"),
        append_only("billing_transaction"),
        append_only("billing_entry"),
        append_only("billing_invoiceline"),
        allowed_steps("billing_payment", "state", PAYMENT_STEPS),
        allowed_steps("billing_dueitem", "state", DUE_STEPS),
        allowed_steps("billing_acontoinstalment", "state", INSTALMENT_STEPS),
        allowed_steps("billing_paymentmethod", "state", METHOD_STEPS),
        allowed_steps("billing_paymenthold", "state", HOLD_STEPS),
    ]
