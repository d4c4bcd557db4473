"""SQL for what must always be true of the ledger; each statement returns the rows that break it."""

from config.invariant.sentence import Invariant

LEDGER = (
    Invariant(
        name="A1",
        sentence="Every ledger transaction has at least two entries that sum to zero.",
        sql="""
        SELECT t.id FROM billing_transaction t LEFT JOIN billing_entry e ON e.transaction_id = t.id
        GROUP BY t.id HAVING count(e.id) < 2 OR sum(e.amount) <> 0
        """,
    ),
    Invariant(
        name="A2",
        sentence="The whole ledger sums to zero in every currency.",
        sql="SELECT currency FROM billing_entry GROUP BY currency HAVING sum(amount) <> 0",
    ),
    Invariant(
        name="A3",
        sentence="A transaction is in one currency and its entries carry its business date.",
        sql="""
        SELECT t.id FROM billing_transaction t JOIN billing_entry e ON e.transaction_id = t.id
        GROUP BY t.id, t.business_date
        HAVING min(e.currency) <> max(e.currency) OR min(e.business_date) <> t.business_date
            OR max(e.business_date) <> t.business_date
        """,
    ),
    Invariant(
        name="A5",
        sentence="A manual posting was made by one person and approved by another.",
        sql="""
        SELECT id FROM billing_transaction
        WHERE kind = 'MANUAL' AND (approver_id IS NULL OR author_id IS NULL OR approver_id = author_id)
        """,
    ),
)
