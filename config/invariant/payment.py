"""SQL for what must always be true of claims, payments and instalments: the rows that break it."""

from config.invariant.sentence import Invariant

PAYMENT = (
    Invariant(
        name="C1",
        sentence="A payment is of the same amount, currency and account as its claim.",
        sql="""
        SELECT p.id FROM billing_payment p JOIN billing_dueitem d ON d.id = p.due_item_id
        WHERE p.amount <> d.amount OR p.currency <> d.currency OR p.billing_account_id <> d.billing_account_id
        """,
    ),
    Invariant(
        name="C2",
        sentence="A claim has at most one live payment.",
        sql="""
        SELECT due_item_id FROM billing_payment
        WHERE state IN ('PREPARED', 'SENT', 'UNKNOWN', 'REQUIRES_ACTION', 'SUCCEEDED')
        GROUP BY due_item_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        name="C3",
        sentence="A payment has succeeded exactly when it is booked.",
        sql="""
        SELECT p.id FROM billing_payment p
        JOIN billing_dueitem d ON d.id = p.due_item_id
        JOIN accounts_supplier s ON s.id = p.supplier_id
        LEFT JOIN billing_transaction t ON t.supplier_id = p.supplier_id
            AND t.cause = left('payment:' || s.code || ':' || d.cause || ':' || p.number, 120)
        WHERE (p.state = 'SUCCEEDED') <> (t.id IS NOT NULL)
        """,
    ),
    Invariant(
        name="C5",
        sentence="A payment whose outcome is unknown for more than a day has an open alarm.",
        sql="""
        SELECT p.id FROM billing_payment p
        WHERE p.state IN ('SENT', 'UNKNOWN') AND p.sent_at < now() - interval '24 hours'
            AND NOT EXISTS (SELECT 1 FROM accounts_alarm a
                WHERE a.kind = 'payment-unknown' AND a.ref = 'payment:' || p.id AND a.closed_at IS NULL)
        """,
    ),
    Invariant(
        name="C6",
        sentence="No card claim is past its day without a try, a hold or a card that does not work.",
        sql="""
        SELECT d.id FROM billing_dueitem d
        WHERE d.state = 'OPEN' AND d.channel = 'CARD' AND d.collect_on < %(as_of)s
            AND NOT EXISTS (SELECT 1 FROM billing_payment p WHERE p.due_item_id = d.id)
            AND NOT EXISTS (SELECT 1 FROM billing_paymenthold h WHERE h.state = 'ACTIVE'
                AND (h.due_item_id = d.id OR (h.due_item_id IS NULL
                    AND h.billing_account_id = d.billing_account_id)))
            AND EXISTS (SELECT 1 FROM billing_paymentmethod m WHERE m.billing_account_id = d.billing_account_id
                AND m.kind = 'CARD' AND m.state = 'ACTIVE' AND m.starts_on <= d.collect_on)
        """,
    ),
    Invariant(
        name="C8",
        sentence="A claim is paid exactly when a payment that stands, or money that arrived, paid it.",
        sql="""
        WITH standing AS (
            SELECT DISTINCT e.due_item_id FROM billing_entry e
            JOIN billing_transaction t ON t.id = e.transaction_id
            WHERE t.kind = 'PAYMENT' AND e.due_item_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM billing_transaction r WHERE r.reverses_id = t.id)
        )
        SELECT d.id FROM billing_dueitem d LEFT JOIN standing ON standing.due_item_id = d.id
        WHERE (d.state = 'OPEN' AND standing.due_item_id IS NOT NULL)
            OR (d.state = 'PAID' AND standing.due_item_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM billing_incomingpayment i
                    WHERE i.billing_account_id = d.billing_account_id AND i.received_on = d.paid_on))
        """,
    ),
    Invariant(
        name="I1",
        sentence="An instalment is paid exactly when its claim is.",
        sql="""
        SELECT i.id FROM billing_acontoinstalment i LEFT JOIN billing_dueitem d ON d.id = i.due_item_id
        WHERE (i.state = 'PAID') <> (d.state IS NOT NULL AND d.state = 'PAID')
        """,
    ),
    Invariant(
        name="I2",
        sentence="A card draw whose terms promise a notice was made its days after the notice was really sent.",
        sql="""
        SELECT i.id FROM billing_acontoinstalment i
        JOIN billing_dueitem d ON d.id = i.due_item_id
        JOIN accounts_supplier s ON s.id = i.supplier_id
        LEFT JOIN accounts_message m ON m.id = i.announcement_id
        WHERE (i.calculation ->> 'notice_days') IS NOT NULL
            AND (m.sent_at IS NULL OR d.collect_on
                < (m.sent_at AT TIME ZONE s.time_zone)::date + (i.calculation ->> 'notice_days')::int)
        """,
    ),
)
