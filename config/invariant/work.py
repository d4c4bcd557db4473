"""SQL for what must always be true of work, messages, values and tenants: the rows that break it."""

from config.invariant.sentence import Invariant

WORK = (
    Invariant(
        name="M1",
        sentence="The catch-all partition of metered values is empty.",
        sql="SELECT metering_point_id FROM ONLY contracts_meteredday_default LIMIT 20",
    ),
    Invariant(
        name="O1",
        sentence="A message waits in the outbox no longer than five minutes without being parked or put off.",
        sql="""
        SELECT id FROM accounts_message
        WHERE state = 'QUEUED' AND queued_at < now() - interval '5 minutes'
            AND (next_try_at IS NULL OR next_try_at < now() - interval '5 minutes')
        UNION ALL
        SELECT id FROM accounts_message
        WHERE state = 'SENDING' AND claimed_until < now() - interval '5 minutes'
        """,
    ),
    Invariant(
        name="O2",
        sentence="Every event of the card provider is handled within ten minutes or parked.",
        sql="""
        SELECT id FROM billing_providerevent
        WHERE state = 'RECEIVED' AND received_at < now() - interval '10 minutes'
        """,
    ),
    Invariant(
        name="O3",
        sentence="Every daily job is done or parked for each of the last five days it was planned for.",
        sql="""
        SELECT id FROM accounts_jobrun
        WHERE state NOT IN ('DONE', 'PARKED') AND for_date BETWEEN %(as_of)s::date - 5 AND %(as_of)s::date - 1
        """,
    ),
    Invariant(
        name="O4",
        sentence="A job of a date has every one of its shares, so that no account is left out.",
        sql="""
        SELECT supplier_id, job, for_date FROM accounts_jobrun
        WHERE for_date > %(as_of)s::date - 5
        GROUP BY supplier_id, job, for_date
        HAVING count(*) <> max(shards) OR count(DISTINCT shards) > 1
        """,
    ),
    Invariant(
        name="D2",
        sentence="A clock that ran out is marked as missed.",
        sql="""
        SELECT id FROM accounts_deadline
        WHERE state = 'OPEN' AND (due_at AT TIME ZONE 'Europe/Copenhagen')::date < %(as_of)s::date - 1
        """,
    ),
    Invariant(
        name="T1",
        sentence="No row points across suppliers.",
        sql="""
        SELECT 'agreement', a.id FROM contracts_agreement a JOIN accounts_customer c ON c.id = a.customer_id
        WHERE a.supplier_id <> c.supplier_id
        UNION ALL
        SELECT 'supply', s.id FROM contracts_supply s JOIN contracts_agreement a ON a.id = s.agreement_id
        WHERE s.supplier_id <> a.supplier_id
        UNION ALL
        SELECT 'account', b.id FROM billing_billingaccount b JOIN accounts_customer c ON c.id = b.customer_id
        WHERE b.supplier_id <> c.supplier_id
        UNION ALL
        SELECT 'entry', e.id FROM billing_entry e JOIN billing_transaction t ON t.id = e.transaction_id
        WHERE e.supplier_id <> t.supplier_id
        UNION ALL
        SELECT 'invoice', i.id FROM billing_invoice i JOIN billing_billingaccount b
            ON b.id = i.billing_account_id WHERE i.supplier_id <> b.supplier_id
        UNION ALL
        SELECT 'message', m.id FROM accounts_message m JOIN accounts_customer c ON c.id = m.customer_id
        WHERE m.supplier_id <> c.supplier_id
        UNION ALL
        SELECT 'access', x.id FROM accounts_access x JOIN accounts_user u ON u.id = x.user_id
        WHERE u.supplier_id IS DISTINCT FROM x.supplier_id
        """,
    ),
    Invariant(
        name="U1",
        sentence="No upload is available without a clean verdict.",
        sql="SELECT id FROM accounts_upload WHERE state = 'AVAILABLE' AND verdict <> 'clean'",
    ),
    Invariant(
        name="S1",
        sentence="No column holds money as a float or a moment without its zone.",
        sql="""
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public'
            AND (table_name LIKE 'accounts%%' OR table_name LIKE 'contracts%%'
                OR table_name LIKE 'billing%%' OR table_name LIKE 'complaints%%')
            AND data_type IN ('real', 'double precision', 'money', 'timestamp without time zone')
        """,
    ),
)
