"""Reads the amounts of a range pasted into a table: what one cell leaves open, the locale and the others may tell."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.exchange.decimal_marks import decimal_mark, mark_evidence
from salesdesk.exchange.parse_numbers import DecimalMark, number_in, sure_mark


class PastedAmounts:
    """The amounts of one range; `notes` says which were read otherwise than they would be if they were typed.

    Three digits behind a sign are thousands unless the other amounts say that it parts decimals, as in a file.
    """

    def __init__(self, texts: Sequence[str], formats: Formats) -> None:
        found = mark_evidence(texts)
        self._formats, self._doubtful = formats, frozenset(found.doubtful)
        self._mark: DecimalMark
        self._mark, sureness = decimal_mark(found, amounts=found.doubtful)
        self._sure, self._disputed = sureness == "sure", found.sure if sureness == "open" else None
        self.notes: list[str] = []

    def settled(self, text: str) -> str:
        """Writes an amount as it would be typed here; raises UserError where the others contradict each other."""
        text, typed = text.strip(), self._typed(text)
        mark = self._mark_of(text)
        if mark is None or self._is_scaled(text, typed):
            return text
        written = self._with_mark(text, mark)
        found = self._typed(written)
        if found is None or found == typed:
            return text
        told = _("“{text}” was read as {amount}.", text=text, amount=self._formats.money(found))
        if told not in self.notes:
            self.notes.append(told)
        return written

    def _mark_of(self, text: str) -> DecimalMark | None:
        """Gives the sign that parts the decimals of an amount, None for one without signs."""
        if text not in self._doubtful:
            number = number_in(text)
            return sure_mark(number) if number else None
        sign: DecimalMark = "." if "." in text else ","
        other: DecimalMark = "," if sign == "." else "."
        if sign == self._disputed:
            few, many = (self._formats.money(self._typed(self._with_mark(text, m))) for m in (sign, other))
            raise UserError(
                _("“{text}” can be {many} or {few}, and the other amounts do not tell. The old value is kept; type it.",
                  text=text, many=many, few=few)
            )  # fmt: skip
        return self._mark if self._sure else other

    def _with_mark(self, text: str, mark: DecimalMark) -> str:
        return text.replace("," if mark == "." else ".", "").replace(mark, self._formats.point)

    def _is_scaled(self, text: str, typed: Decimal | None) -> bool:
        """Tells whether a letter multiplies an amount: 1.250k has decimals."""
        return typed is not None and typed != self._typed(number_in(text) or "")

    def _typed(self, text: str) -> Decimal | None:
        with suppress(UserError):
            return self._formats.parse_number(text)
        return None
