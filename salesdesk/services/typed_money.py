"""Refuses amounts that may mean another one than they would be taken for."""

import re
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.locale import GROUP, SYMBOLS, Formats
from salesdesk.env.short_words import brief

_THOUSAND: Final = re.compile(rf"\d{{{GROUP}}}\W*")


def refuse_unclear_money(text: str, formats: Formats) -> None:
    """Raises UserError for an amount in another currency than the desk's, and for “10.000”, which may be either."""
    if other := _other_currency(text, formats):
        raise UserError(
            _(
                "“{text}” is in {other}, and this desk counts in {own}. Type the amount in {own}; the old value was "
                "kept.",
                text=brief(text),
                other=other,
                own=formats.currency,
            )
        )
    if _may_be_thousands(text, formats.point):
        whole = "".join(sign for sign in text if sign.isdecimal())
        raise UserError(
            _(
                "“{text}” may be {whole} or {part}. Type {whole} without a sign between, or {part}; the old value "
                "was kept.",
                text=brief(text),
                whole=whole,
                part=whole[:-GROUP],
            )
        )


def _other_currency(text: str, formats: Formats) -> str:
    """Gives the code of another currency than the desk's whose sign or code was typed; empty where none was."""
    own = formats.currency.upper()
    if own in SYMBOLS and SYMBOLS[own] in text:
        return ""
    shared = SYMBOLS["USD"] if own.endswith("D") else ""  # dollars of other countries have the same sign
    typed = text.upper()
    found = (
        c for c, sign in SYMBOLS.items() if c != own and (c in typed or (sign in text and sign != shared))
    )
    return next(found, "")


def _may_be_thousands(text: str, point: str) -> bool:
    """Tells whether three digits stand behind the one sign for decimals, as others write thousands: "10.000"."""
    before, sign, behind = text.partition(point)
    digits = "".join(each for each in before if each.isdecimal()).lstrip("0")
    plain = not any(each in ".,'’" for each in before)
    return bool(sign) and plain and 0 < len(digits) <= GROUP and bool(_THOUSAND.fullmatch(behind))
