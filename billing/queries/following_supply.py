"""Which supplies take over from one that an account has paid for, and are paid for by nobody yet."""

from __future__ import annotations

from datetime import date

from django.db import connection

from config.foundation.share import WHOLE, Share

FOLLOWING = """
SELECT b.billing_account_id, next.id
FROM contracts_supply old
JOIN contracts_agreement former ON former.id = old.agreement_id
JOIN billing_billedsupply b ON b.supply_id = old.id
JOIN contracts_supply next ON next.metering_point_id = old.metering_point_id AND next.starts_on = old.ends_before
JOIN contracts_agreement later ON later.id = next.agreement_id AND later.customer_id = former.customer_id
WHERE old.supplier_id = %s AND old.ends_before <= %s AND old.ends_before > %s::date - 400 AND {share}
    AND NOT EXISTS (SELECT 1 FROM billing_billedsupply billed WHERE billed.supply_id = next.id)
ORDER BY next.id
"""


def unbilled_followers(*, supplier_id: int, as_of: date, share: Share = WHOLE) -> list[tuple[int, int]]:
    """
    Return (account, supply) for every supply that has begun at a metering point where the account paid until then.

    The supply before must have been the same customer's: whoever moves in after them pays for themselves.
    """
    with connection.cursor() as cursor:
        statement = FOLLOWING.format(share=share.sql("b.billing_account_id"))
        cursor.execute(statement, [supplier_id, as_of, as_of])
        return cursor.fetchall()
