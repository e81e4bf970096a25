"""Says in words how many deals there are, what was won in other currencies, and how one deal stands."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from salesdesk.env.locale import Formats
from salesdesk.services.field_words import TableRow


def deals(count: int) -> str:
    """Counts deals: "1 deal", "1,200 deals"."""
    return "1 deal" if count == 1 else f"{count:,} deals"


def won_apart(apart: Iterable[tuple[str, int, Decimal]], formats: Formats) -> str:
    """Says what was won in other currencies, given as (code, deals, amount); nothing where nothing was."""
    parts = [f"{formats.money(amount, code)} in {deals(count)}" for code, count, amount in apart]
    return f"Also won, in other currencies and not added: {', '.join(parts)}." if parts else ""


def deal_facts(row: TableRow, formats: Formats, today: date) -> list[str]:
    """Says at which stage a deal stands, for how much, and how old it is while it is open; "" where unknown."""
    values, stage = row.values, row.texts.get("stage_id") or ""
    amount = values.get("amount")
    money = "" if amount is None else formats.money(amount, values.get("currency"), short=True)
    started, open_now = values.get("started_on"), values.get("outcome") == "open"
    age = "" if started is None or not open_now else f"{max(0, (today - started).days)} days old"
    return [stage, money, age]


def deal_line(row: TableRow, formats: Formats, today: date) -> str:
    """Names a deal where one is chosen: with its stage, its amount and its age."""
    return " · ".join(part for part in (str(row.values["name"]), *deal_facts(row, formats, today)) if part)
