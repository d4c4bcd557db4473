"""Which accounts may have gone far into minus: one statement that misses none, before the exact look."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Supplier
from billing.models import AcontoPlan
from billing.rules.aconto_terms import advance_rule
from billing.rules.cost_day import EXACT_PER_ORE
from config.foundation.share import WHOLE, Share
from contracts import terms

# What is not billed costs at most: its positive parts with VAT, and four months of the plan's fixed prices.
MAY_BE_LOW = """
SELECT p.id
FROM billing_acontoplan p
CROSS JOIN LATERAL (
    SELECT coalesce(-sum(e.amount), 0) AS balance FROM billing_entry e
    WHERE e.billing_account_id = p.billing_account_id AND e.ledger_account = 'RECEIVABLE'
) booked
CROSS JOIN LATERAL (
    SELECT coalesce(max(i.period_ends_before), '-infinity') AS through FROM billing_invoice i
    WHERE i.billing_account_id = p.billing_account_id AND i.corrects_id IS NULL
) billed
CROSS JOIN LATERAL (
    SELECT coalesce(sum(greatest(part, 0)), 0) AS exact
    FROM billing_billedsupply b
    JOIN billing_costmonth c ON c.supply_id = b.supply_id AND c.month + interval '1 month' > billed.through
    CROSS JOIN LATERAL unnest(packed_bigints(
        c.spot || c.markup || c.energy || c.grid || c.system || c.transmission || c.tax || c.tax_reduced
    )) AS part
    WHERE b.billing_account_id = p.billing_account_id
) unbilled
WHERE p.supplier_id = %(supplier)s AND {share} AND p.ends_before IS NULL AND p.terms_code = ANY(%(terms)s)
    AND booked.balance - unbilled.exact * 1.25 / %(exact_per_ore)s - 4 * p.fixed_per_month < -%(least_limit)s
"""


def plans_maybe_in_minus(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> QuerySet[AcontoPlan]:
    """
    Return the plans whose collection the terms may allow to be brought forward, some of them in vain.

    Source: EP-6.12, GE-VF-4.18 (more than 500 kr in minus).
    """
    limits = {each.code: rule.limit.minor for each in terms.ALL if (rule := advance_rule(terms=each))}
    with connection.cursor() as cursor:
        cursor.execute(
            MAY_BE_LOW.format(share=share.sql("p.billing_account_id")),
            {
                "supplier": supplier.pk,
                "terms": list(limits),
                "exact_per_ore": EXACT_PER_ORE,
                "least_limit": min(limits.values()),
            },
        )
        found = [row[0] for row in cursor.fetchall()]
    plans = AcontoPlan.objects.filter(pk__in=found).exclude(starts_on__gt=as_of)
    return plans.select_related("supplier", "billing_account__customer__supplier").order_by("pk")
