"""Says what a row of a deals file means: won, lost or open, and which of its dates and amounts count."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from salesdesk.services.deal_words import no_value_yet
from salesdesk.services.importing.names import outcome_of, stage_outcome
from salesdesk.services.importing.values import DealTotals, Doubt

Values = dict[str, Any]

_TELLING = ("external_id", "name", "account_id", "product_id", "amount", "closed_on", "started_on")


FLAGS = frozenset({"is_won", "is_lost", "is_closed"})
"""Columns of yes and no that say what became of a deal."""
SPEAKING = FLAGS | {"stage_id", "outcome", "won_on"}
"""All columns that say what became of a deal."""


def told_outcome(values: Values, mapped: frozenset[str]) -> str | None:
    """Gives the outcome a row tells, or None where it leaves that open; raises ValueError for unknown words.

    Flags count before a status, and a status before a stage. In a file with none of them a probability of 100 or
    0 % tells; else every row that has a date on which it closed is a closed sale, but for those with a reason for
    their loss. A day on which it was won or lost is that on which it closed, whatever else is.
    """
    days = {"won": values.pop("won_on", None), "lost": values.pop("lost_on", None)}
    told = _told(values, mapped, days)
    if told and (day := days.get(told)):
        values["closed_on"] = day
    return told


def _told(values: Values, mapped: frozenset[str], days: Mapping[str, date | None]) -> str | None:
    flags = {name: values.pop(name) for name in FLAGS & values.keys()}
    stage = stage_outcome(values["stage_id"]) if "stage_id" in values else None
    told = outcome_of(values["outcome"]) if "outcome" in values else None
    if "outcome" in values and not (told or stage or flags):
        raise ValueError(_("“{outcome}” is neither open nor won nor lost.", outcome=values["outcome"]))
    told = told or stage
    if flags:
        return told_by_flags(flags, told, mapped)
    if told is None and any(days.values()):
        return "lost" if days["lost"] else "won"
    if told or not every_row_is_a_sale(mapped):
        return told
    if told_by_probability(mapped):
        return {1.0: "won", 0.0: "lost"}.get(values.get("probability", 0.5), "open")
    if values.get("lost_reason"):
        return "lost"
    return "won" if "closed_on" in values else None


def told_by_flags(flags: Mapping[str, bool], told: str | None, mapped: frozenset[str]) -> str:
    """Gives what flags say; where a deal is closed but neither won nor lost by them, what its status or stage says.

    A flag that is left empty says no.
    """
    for name, outcome in (("is_won", "won"), ("is_lost", "lost")):
        if flags.get(name):
            return outcome
    if "is_closed" not in flags:
        return "open" if told is None or f"is_{told}" in flags else told
    if not flags["is_closed"]:
        return "open"
    if told in ("won", "lost") and f"is_{told}" not in mapped:
        return told
    return "lost" if "is_won" in mapped else "open"


def says_something(values: Values) -> bool:
    """Tells whether a row has anything by which a deal could be recognised."""
    return any(name in values for name in _TELLING)


def is_bare(values: Values, mapped: frozenset[str]) -> bool:
    """Tells whether a row has a number alone in a file that names its deals, or whose they are."""
    return values.keys() == {"external_id"} and bool(mapped & {"name", "account_id"})


def settle_deal(values: Values, stored: Mapping[str, Any] | None, home_currency: str) -> None:
    """Completes a row's values in place, once its outcome and its stored deal, if any, are known.

    A close date on an open deal is when it is expected; a deal that is open again has no close date. An amount
    without a currency is in the stored one or else in the desk's own.
    """
    if values["outcome"] == "open":
        closing = values.pop("closed_on", None)
        if closing:
            values.setdefault("expected_on", closing)
        if stored and stored["closed_on"]:
            values["closed_on"] = None
    beside_amount = values.pop("amount.currency", None)
    if beside_amount:
        values.setdefault("currency", beside_amount)
    if "currency" in values:
        values["currency"] = values["currency"].upper()
    elif "amount" in values and not (stored and stored["currency"]):
        values["currency"] = home_currency


def every_row_is_a_sale(mapped: frozenset[str]) -> bool:
    """Tells whether a file has dates on which deals closed, but neither stage nor status nor flags."""
    return "closed_on" in mapped and not mapped & SPEAKING


def told_by_probability(mapped: frozenset[str]) -> bool:
    """Tells whether nothing but the probability of its deals says what became of them."""
    return "probability" in mapped and every_row_is_a_sale(mapped)


def assumptions(mapped: frozenset[str]) -> list[str]:
    """Says how sales are told in a file that has neither stage nor status nor flags; empty for any other."""
    if not every_row_is_a_sale(mapped):
        return []
    if told_by_probability(mapped):
        return [
            _(
                "Only the probability says what became of a deal: 100 % is taken for won, 0 % for lost, "
                "else it is open."
            )
        ]
    if "lost_reason" in mapped:
        return [
            _(
                "The file has neither stages nor a status, so every row with a date counts as a closed sale, but for "
                "those with a reason why they were lost."
            )
        ]
    return [_("The file has neither stages nor a status, so every row with a date counts as a closed sale.")]


def name_deal(account: str | None, product: str | None, number: str | None) -> str:
    """Makes a name for a deal that has none: its account and product, or what there is."""
    parts = [part for part in (account, product) if part]
    if len(parts) < 2 and number:
        parts.append(number)
    return " – ".join(parts) or _("Deal without a name")


def totals_of(deals: Iterable[Mapping[str, Any]], home_currency: str) -> DealTotals:
    """Counts won, lost and open deals and adds up the won amounts, each currency by itself."""
    counts = {"won": 0, "lost": 0, "open": 0}
    amounts: dict[str, Decimal] = {}
    for deal in deals:
        counts[deal["outcome"]] += 1
        if deal["outcome"] == "won" and deal.get("amount") is not None:
            currency = deal.get("currency") or home_currency
            amounts[currency] = amounts.get(currency, Decimal(0)) + deal["amount"]
    return DealTotals(counts["won"], counts["lost"], counts["open"], amounts)


_SEVERAL: Final = 2
_SWAPPED: Final = 0.1
"""In a larger share of deals, and several of them, the days are hardly slips."""
_DAYS: Final = ("started_on", "closed_on")
_TOLD_OF = ("outcome", "closed_on", "started_on", "amount", "currency", "salesperson_id", "product_id")
"""What the notes on deals look at."""


def standing(values: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Gives what notes look at as it will stand: as the row says, or as the desk has it where the row is silent."""
    if stored is None or all(name in values for name in _TOLD_OF):
        return values
    return {name: values.get(name, stored[name]) for name in _TOLD_OF}


def notes_on_deals(
    deals: list[Mapping[str, Any]], to_stand: list[Mapping[str, Any]], mapped: frozenset[str],
    today: date | None = None, priced: Collection[Any] = (), home: str = "",
) -> list[str]:  # fmt: skip
    """Says in plain sentences what somebody should know about the deals of a file before importing them.

    `to_stand` are they as they will stand on the desk, `priced` the ids of the products with a list price, and `home`
    is the currency of a desk that is there already.
    """
    undated = sum(deal["outcome"] != "open" and not deal.get("closed_on") for deal in to_stand)
    to_come = sum(_is_won_after(deal, today) for deal in to_stand) if today else 0
    unnumbered = sum("external_id" not in deal for deal in deals)
    told = (
        (undated, _("Closed deals without a close date: {undated:,}. They count in no month.", undated=undated)),
        (to_come, n_(
            "1 deal is won on a day still to come; it counts from that day.",
            "{number:,} deals are won on a day still to come; they count from that day.", to_come,
        )),
        (unnumbered, _(
            "Deals without a number: {unnumbered:,}. They are recognised by name, account, person and start.",
            unnumbered=unnumbered,
        )),
    )  # fmt: skip
    notes = [*assumptions(mapped), *(words for found, words in told if found)]
    notes += [*_notes_on_values(to_stand, priced), *_note_on_credits(to_stand)]
    notes += _note_on_currencies({deal["currency"] for deal in deals if deal.get("currency")}, home)
    return notes + note_on_owners(to_stand)


def note_on_owners(deals: Sequence[Mapping[str, Any]]) -> list[str]:
    """Says how many deals are nobody's: that the owner's column was not known is the likeliest reason."""
    number = sum(deal.get("salesperson_id") is None for deal in deals)
    words = _(
        "Deals without a salesperson: {number:,}. They count for nobody; look whether a column is left out.",
        number=number,
    )
    return [words] if number else []


def _notes_on_values(deals: list[Mapping[str, Any]], priced: Collection[Any]) -> list[str]:
    """Says how many won deals have no amount, and which open ones without a value have a list price to stand at."""
    empty = sum(deal["outcome"] == "won" and deal.get("amount") is None for deal in deals)
    won = _(
        "Won deals without an amount: {empty:,}. They add nothing to what was won; look whether a column is left out.",
        empty=empty,
    )
    unvalued = [d.get("product_id") for d in deals if d["outcome"] == "open" and d.get("amount") is None]
    at_list_price = sum(product in priced for product in unvalued)
    words = _(
        "Open deals without a value: {unvalued:,}. They are counted at list price.", unvalued=at_list_price
    )
    missing = no_value_yet(len(unvalued) - at_list_price)
    return [
        *([won] if empty else []), *([words] if at_list_price else []), *([f"{missing}."] if missing else []),
    ]  # fmt: skip


def _note_on_credits(deals: list[Mapping[str, Any]]) -> list[str]:
    """Says how many won deals are below zero, as credit notes and refunds are, and how much they take off."""
    credits_ = [deal for deal in deals if deal["outcome"] == "won" and (deal.get("amount") or 0) < 0]
    if not credits_:
        return []
    sums: dict[str, Decimal] = {}
    for deal in credits_:
        currency = deal.get("currency") or ""
        sums[currency] = sums.get(currency, Decimal(0)) + deal["amount"]
    told = _(" and ").join(f"{total:,.2f} {currency}".strip() for currency, total in sorted(sums.items()))
    words = n_(
        "1 won deal has an amount below zero, {told}. It is taken as a credit note or a refund, off what was won.",
        "{number:,} won deals have amounts below zero, together {told}. They are taken as credit notes or refunds, "
        "off what was won.",
        len(credits_), told=told,
    )  # fmt: skip
    return [words]


def _note_on_currencies(found: set[str], home: str) -> list[str]:
    """Says which amounts will not be added, above all where that is every one of them."""
    if len(found) > 1:
        currencies = _(" and ").join(sorted(found))
        return [
            _("There are amounts in {currencies}; they are shown apart, never added.", currencies=currencies)
        ]
    if not home or found <= {home}:
        return []
    words = _("All amounts are in {found}, but this desk counts in {home}: choose its currency in the settings.",
              found=found.pop(), home=home)  # fmt: skip
    return [words]


def is_redated(values: Mapping[str, Any], stored: Mapping[str, Any] | None) -> bool:
    """Tells whether the desk would have other days of a deal than before."""
    return stored is None or any(values.get(each, stored[each]) != stored[each] for each in _DAYS)


def swapped_days(deals: Iterable[Mapping[str, Any]]) -> tuple[Doubt, ...]:
    """Doubts that so many deals can have closed before they started as hardly do but where two columns are swapped."""
    dated = [deal for deal in deals if deal.get("started_on") and deal.get("closed_on")]
    backwards = sum(map(_closed_before_it_started, dated))
    if backwards < _SEVERAL or backwards <= _SWAPPED * len(dated):
        return ()
    words = _("{backwards:,} of {dated:,} deals with both days closed before they started; perhaps two columns are "
              "swapped.", backwards=backwards, dated=len(dated))  # fmt: skip
    return (Doubt(words, "--closed-before-start"),)


def note_on_days(to_stand: Iterable[Mapping[str, Any]]) -> list[str]:
    """Says how many deals, too few to be doubted, will stand on the desk as closed before they started."""
    backwards = sum(map(_closed_before_it_started, to_stand))
    words = _("Deals that closed before they started: {backwards:,}. Check their dates.", backwards=backwards)
    return [words] if backwards else []


def _closed_before_it_started(deal: Mapping[str, Any]) -> bool:
    started, closed = deal.get("started_on"), deal.get("closed_on")
    return bool(started and closed and closed < started)


def _is_won_after(deal: Mapping[str, Any], today: date) -> bool:
    closed = deal.get("closed_on")
    return bool(deal["outcome"] == "won" and closed and closed > today)
