"""Says in words how many deals there are, what was won in other currencies, and how one deal stands."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.services.field_words import TableRow
from salesdesk.services.plans.values import PaceTable

if TYPE_CHECKING:
    from salesdesk.services.records import RecordsService


def deals(count: int) -> str:
    """Counts deals: "1 deal", "1,200 deals"."""
    return n_("1 deal", "{number:,} deals", count)


def no_value_yet(count: int) -> str:
    """Says that open deals have neither an amount nor a list price, and what gives them one; nothing for none."""
    if not count:
        return ""
    return n_(
        "1 open deal has no value yet: import the price list",
        "{number:,} open deals have no value yet: import the price list",
        count,
    )


def open_words(amount: float, written: str, without_value: int, count: int | None = None) -> str:
    """Says what is open; an amount of nothing is left out where no deal has a value, for it would be misread."""
    missing = no_value_yet(without_value)
    if missing and not amount:
        return missing
    found = (
        _("{written} open", written=written)
        if count is None
        else _("{written} open in {deals}", written=written, deals=deals(count))
    )
    return f"{found}; {missing}" if missing else found


def won_apart(apart: Iterable[tuple[str, int, Decimal]], formats: Formats) -> str:
    """Says what was won in other currencies, given as (code, deals, amount); nothing where nothing was."""
    parts = [
        _("{amount} in {deals}", amount=formats.money(amount, code), deals=deals(count))
        for code, count, amount in apart
    ]
    return _("Also won, in other currencies and not added: {parts}.", parts=", ".join(parts)) if parts else ""


def counted_words(table: PaceTable, formats: Formats) -> str:
    """Says over which days a period was counted and what was won in other currencies, where either is so."""
    said = table.own_days(formats.plain_day), won_apart(table.apart, formats)
    return " ".join(filter(None, said))


@frozen
class DealStanding:
    """What tells one open deal from another where one is chosen."""

    id: int
    name: str
    stage: str
    amount: Decimal | None
    currency: str | None
    started_on: date | None

    def words(self, formats: Formats, today: date) -> str:
        """Names the deal with its stage, its amount and its age."""
        money = "" if self.amount is None else formats.money(self.amount, self.currency, short=True)
        age = (
            ""
            if self.started_on is None
            else n_("{number} day old", "{number} days old", max(0, (today - self.started_on).days))
        )
        return " · ".join(part for part in (self.name, self.stage, money, age) if part)


def standing_of(row: TableRow) -> DealStanding:
    """Gives how a deal stands, from its record."""
    values = row.values
    return DealStanding(
        row.id, str(values["name"]), row.texts.get("stage_id") or "", values.get("amount"),
        values.get("currency"), values.get("started_on") if values.get("outcome") == "open" else None,
    )  # fmt: skip


def deal_options(
    records: "RecordsService", person_id: int | None, noted: Any, formats: Formats, today: date
) -> list[tuple[int, str]]:
    """Gives a person's open deals and the one that is noted; all deals would be too many to choose from."""
    found = records.rows(
        "opportunity", where={"salesperson_id": person_id, "outcome": "open"}, order_by=("name",)
    ) if person_id is not None else []  # fmt: skip
    if noted is not None and noted not in {deal.id for deal in found}:
        found = [*records.rows("opportunity", ids=[noted]), *found]
    return [(deal.id, standing_of(deal).words(formats, today)) for deal in found]
