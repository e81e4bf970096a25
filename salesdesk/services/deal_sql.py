"""Says once, in SQL over `opportunity o`, in which currency a deal is and what it stands at."""

from typing import Final

CURRENCY: Final = "upper(coalesce(nullif(o.currency, ''), :currency))"
"""A deal without a currency is in that of the desk, which is bound as `:currency`."""
AT_HOME: Final = f"{CURRENCY} = upper(:currency)"
"""Amounts in other currencies are shown apart and never added."""
STANDS_AT: Final = "coalesce(o.amount, p.list_price)"
"""An open deal without an amount stands at the list price of its product; needs `LIST_PRICE`."""
LIST_PRICE: Final = "LEFT JOIN product p ON p.id = o.product_id AND p.deleted_at IS NULL"


def on_day(field: str, now: str, before: str = "before") -> str:
    """Says what a tracked field held at the end of `:day`: what its first later change took away, else what it holds.

    `before` is `before_id` for a reference, which is counted by its number.
    """
    later = (
        "FROM opportunity_change c WHERE c.opportunity_id = o.id AND c.deleted_at IS NULL "
        f"AND c.field = '{field}' AND date(c.noted_at) > :day"
    )
    first = f"SELECT c.{before} {later} ORDER BY c.noted_at, c.id LIMIT 1"
    return f"CASE WHEN EXISTS (SELECT 1 {later}) THEN ({first}) ELSE {now} END"
