"""Says once, in SQL over `opportunity o`, in which currency a deal is and what it stands at."""

from typing import Final

CURRENCY: Final = "upper(coalesce(nullif(o.currency, ''), :currency))"
"""A deal without a currency is in that of the desk, which is bound as `:currency`."""
AT_HOME: Final = f"{CURRENCY} = upper(:currency)"
"""Amounts in other currencies are shown apart and never added."""
STANDS_AT: Final = "coalesce(o.amount, p.list_price)"
"""An open deal without an amount stands at the list price of its product; needs `LIST_PRICE`."""
LIST_PRICE: Final = "LEFT JOIN product p ON p.id = o.product_id AND p.deleted_at IS NULL"
