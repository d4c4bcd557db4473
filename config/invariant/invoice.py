"""SQL for what must always be true of supplies and invoices; each statement returns the rows that break it."""

from config.invariant.sentence import Invariant

INVOICE = (
    Invariant(
        name="B2",
        sentence="Two supplies never overlap at a metering point.",
        sql="""
        SELECT a.id, b.id FROM contracts_supply a JOIN contracts_supply b
            ON a.metering_point_id = b.metering_point_id AND a.id < b.id
            AND daterange(a.starts_on, a.ends_before) && daterange(b.starts_on, b.ends_before)
        """,
    ),
    Invariant(
        name="B3",
        sentence="A period of a billing account is invoiced once; corrections name what they correct.",
        sql="""
        SELECT a.id, b.id FROM billing_invoice a JOIN billing_invoice b
            ON a.billing_account_id = b.billing_account_id AND a.id < b.id
            AND a.corrects_id IS NULL AND b.corrects_id IS NULL
            AND daterange(a.period_starts_on, a.period_ends_before)
                && daterange(b.period_starts_on, b.period_ends_before)
        """,
    ),
    Invariant(
        name="B4",
        sentence="An invoice's net, VAT and total are those of its lines.",
        sql="""
        SELECT i.id FROM billing_invoice i LEFT JOIN billing_invoiceline l ON l.invoice_id = i.id
        GROUP BY i.id
        HAVING i.net <> coalesce(sum(l.net), 0) OR i.vat <> coalesce(sum(l.vat), 0) OR i.gross <> i.net + i.vat
        """,
    ),
    Invariant(
        name="B5",
        sentence="Invoice numbers have no gap and no double.",
        sql="""
        SELECT supplier_id FROM billing_invoice GROUP BY supplier_id
        HAVING max(number) - min(number) + 1 <> count(*) OR count(DISTINCT number) <> count(*)
        """,
    ),
    Invariant(
        name="B6",
        sentence="An invoice that moves money is booked once with its total.",
        sql="""
        SELECT i.id FROM billing_invoice i
        LEFT JOIN billing_transaction t ON t.supplier_id = i.supplier_id AND t.cause = 'invoice:' || i.id
        LEFT JOIN billing_entry e ON e.transaction_id = t.id AND e.ledger_account = 'RECEIVABLE'
        GROUP BY i.id
        HAVING count(DISTINCT t.id) > 1 OR count(DISTINCT t.id) = 0 AND (i.gross, i.vat) <> (0, 0)
            OR coalesce(sum(e.amount), 0) <> i.gross
        """,
    ),
    Invariant(
        name="B8",
        sentence="A line's net or gross is its exact product, rounded once.",
        sql="""
        SELECT id FROM billing_invoiceline
        WHERE exact IS NOT NULL AND exact_unit IS NOT NULL
            AND sign(exact::numeric) * div(2 * abs(exact::numeric) + exact_unit, 2 * exact_unit::numeric)
                NOT IN (net, net + vat)
        """,
    ),
    Invariant(
        name="B9",
        sentence="A priced month is invoiced by its invoice day, unless staff are told what it waits for.",
        sql="""
        SELECT c.id FROM billing_costmonth c
        JOIN billing_billedsupply b ON b.supply_id = c.supply_id
        JOIN contracts_supply s ON s.id = c.supply_id
        JOIN contracts_agreement a ON a.id = s.agreement_id
        JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
        WHERE c.month + CASE WHEN m.fuel <> 'ELECTRICITY' THEN interval '1 year'
                WHEN a.terms_code = ANY(%(monthly_terms)s) THEN interval '1 month'
                ELSE interval '3 months' END <= date_trunc('month', %(as_of)s::date - 15)
            AND (s.ends_before IS NULL OR s.ends_before > greatest(s.starts_on, c.month))
            AND NOT EXISTS (SELECT 1 FROM billing_invoice i
                WHERE i.billing_account_id = b.billing_account_id AND i.corrects_id IS NULL
                    AND i.period_starts_on < c.month + interval '1 month' AND i.period_ends_before > c.month)
            AND NOT EXISTS (SELECT 1 FROM accounts_stafftask k
                WHERE k.kind = 'invoice-waits' AND k.subject_id = b.billing_account_id AND k.state <> 'DONE')
        """,
    ),
    # Used is what is not all zeros: as bytes, for unpacking the numbers takes 200 times as long, of every month.
    Invariant(
        name="B10",
        sentence="What a supply used in a month its account is invoiced for stands on an invoice.",
        sql=r"""
        SELECT c.id FROM billing_costmonth c
        JOIN billing_billedsupply b ON b.supply_id = c.supply_id
        JOIN contracts_supply s ON s.id = c.supply_id
        WHERE c.month > %(as_of)s::date - interval '14 months'
            AND (s.ends_before IS NULL OR s.ends_before > greatest(s.starts_on, c.month))
            AND btrim(c.wh, '\x00'::bytea) <> ''
            AND EXISTS (SELECT 1 FROM billing_invoice i
                WHERE i.billing_account_id = b.billing_account_id AND i.corrects_id IS NULL
                    AND i.period_starts_on < c.month + interval '1 month'
                    AND i.period_ends_before >= c.month + interval '1 month')
            AND NOT EXISTS (SELECT 1 FROM billing_invoice i JOIN billing_invoiceline l ON l.invoice_id = i.id
                WHERE i.billing_account_id = b.billing_account_id AND l.supply_id = c.supply_id
                    AND l.starts_on < c.month + interval '1 month'
                    AND l.ends_before > c.month)
        """,
    ),
)
