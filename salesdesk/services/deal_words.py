"""Says in words how many deals there are, and what was won besides the currency of the desk."""

from collections.abc import Iterable
from decimal import Decimal

from salesdesk.env.locale import Formats


def deals(count: int) -> str:
    """Counts deals: "1 deal", "1,200 deals"."""
    return "1 deal" if count == 1 else f"{count:,} deals"


def won_apart(apart: Iterable[tuple[str, int, Decimal]], formats: Formats) -> str:
    """Says what was won in other currencies, given as (code, deals, amount); nothing where nothing was."""
    parts = [f"{formats.money(amount, code)} in {deals(count)}" for code, count, amount in apart]
    return f"Also won, in other currencies and not added: {', '.join(parts)}." if parts else ""
