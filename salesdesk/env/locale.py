"""Writes and reads money, numbers, percentages and dates the way the team's locale does."""

import re
from datetime import date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.short_words import brief
from salesdesk.frozen import frozen

NO_VALUE: Final = "–"
SHORT_DAYS: Final = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
LONG_DAYS: Final = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
SHORT_MONTHS: Final = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
    _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
)  # fmt: skip
SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
SHORT_STEPS: Final = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
GROUP = 3
"""Digits in a group; in India all but the last have two."""
SUFFIXES: Final = {"bn": 10**9, "b": 10**9, "mio": 10**6, "m": 10**6, "k": 10**3}
PLAIN_ENGLISH: Final = "en_US"
Number = Decimal | int | float


def known_locale(name: str) -> str:
    """Gives a locale that values can be written in: this one, else its language alone, else US English.

    Systems name more locales than the library has data for, such as en_LT.
    """
    if name in ("", "C", PLAIN_ENGLISH):
        return PLAIN_ENGLISH
    from babel.localedata import exists

    return next((each for each in (name, name.split("_", maxsplit=1)[0]) if exists(each)), PLAIN_ENGLISH)


@frozen
class Formats:
    """One way of writing values, for the screen, the prints and the command line alike.

    US English, the default, needs no library, so that the window is painted before Babel is loaded.
    """

    locale: str = PLAIN_ENGLISH
    currency: str = "USD"

    def money(self, amount: Number | None, currency: str | None = None, *, short: bool = False) -> str:
        """Writes an amount: "$26,768", or "$412k" when `short`; cents only where there are any."""
        if amount is None:
            return NO_VALUE
        code = (currency or self.currency).upper()
        value = _decimal(amount)
        if short:
            value, letter = _shortened(value)
            return self._money(value, code, _short_places(value) if letter else 0, letter)
        value = _rounded(value, 2)
        return self._money(value, code, 0 if value == value.to_integral_value() else 2, "")

    def number(self, value: Number | None, places: int = 2) -> str:
        """Writes a number with at most `places` decimals and no trailing zeros."""
        if value is None:
            return NO_VALUE
        rounded = _rounded(_decimal(value), places)
        return self._grouped(rounded, _places_of(rounded))

    def whole(self, value: Number | None) -> str:
        """Writes a count, grouped in thousands: "8,800"."""
        return NO_VALUE if value is None else self._grouped(_rounded(_decimal(value), 0), 0)

    def percent(self, share: Number | None, places: int = 0, *, threshold: Number = 1) -> str:
        """Writes a share between 0 and 1 as a percentage: 0.58 is "58%"; it stays below a threshold it is below."""
        if share is None:
            return NO_VALUE
        value = _of_hundred(share, places, threshold)
        if self._is_plain_english():
            return f"{self._grouped(value, places)}%"
        from babel.numbers import format_percent

        pattern = "#,##0" + ("." + "0" * places if places else "")
        written = format_percent(0, locale=self.locale)
        return written.replace(self._grouped(Decimal(0), 0), self._by_pattern(value, pattern))

    def day(self, value: date | None) -> str:
        """Writes a date in full: "Wed 11 Nov 2026"."""
        if value is None:
            return NO_VALUE
        if self._is_english():
            return f"{SHORT_DAYS[value.weekday()]} {self.short_day(value)} {value.year}"
        return self._by_skeleton("yMMMEd", value)

    def plain_day(self, value: date | None) -> str:
        """Writes a date for a table: "11 Nov 2026"."""
        if value is None:
            return NO_VALUE
        if self._is_english():
            return f"{self.short_day(value)} {value.year}"
        from babel.dates import format_date

        return str(format_date(value, format="medium", locale=self.locale))

    def short_day(self, value: date | None) -> str:
        """Writes a date without its year: "11 Nov"."""
        if value is None:
            return NO_VALUE
        if self._is_english():
            return f"{value.day} {SHORT_MONTHS[value.month - 1]}"
        return self._by_skeleton("MMMd", value)

    def month(self, value: date | None, *, year: bool = True) -> str:
        """Writes a month: "Nov 2026", or "Nov" without the year."""
        if value is None:
            return NO_VALUE
        if self._is_english():
            name = SHORT_MONTHS[value.month - 1]
            return f"{name} {value.year}" if year else name
        return self._by_skeleton("yMMM" if year else "MMM", value)

    def moment(self, value: datetime | None) -> str:
        """Writes a date with its time of day: "11 Nov 2026, 11:00"."""
        return NO_VALUE if value is None else f"{self.plain_day(value)}, {value:%H:%M}"

    def parse_number(self, text: str) -> Decimal | None:
        """Reads a number as people type it: "$1,200.50", "412k", "44%"; nothing typed is None.

        Percent signs are dropped, not divided: "44%" is 44. Raises UserError with what to type instead.
        """
        cleaned = "".join(text.split()).replace("'", "").replace("’", "").replace("−", "-").lower()
        if not cleaned:
            return None
        cleaned, factor = _without_signs(cleaned)
        try:
            value = Decimal(_with_point(cleaned, *self._signs()))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise UserError(
                _("“{text}” is not a number. Type digits, such as 1200 or 12.5.", text=brief(text))
            )
        return value * factor

    def symbol(self, currency: str | None = None) -> str:
        """Gives the sign of a currency: "$"."""
        code = (currency or self.currency).upper()
        if self._is_plain_english() and code in SYMBOLS:
            return SYMBOLS[code]
        from babel.numbers import get_currency_symbol

        return str(get_currency_symbol(code, locale=self.locale))

    @property
    def point(self) -> str:
        """Gives the sign that this locale writes before decimals."""
        return self._signs()[1]

    @property
    def date_order(self) -> str:
        """Tells in which order this locale types day, month and year: "mdy", "dmy" or "ymd"."""
        if self._is_plain_english():
            return "mdy"
        from babel import Locale

        pattern = Locale.parse(self.locale).date_formats["short"].pattern.lower()
        return "".join(dict.fromkeys(letter for letter in pattern if letter in "dmy"))

    def _is_plain_english(self) -> bool:
        return self.locale == "en_US"

    def _is_english(self) -> bool:
        return self.locale.startswith("en")

    def _money(self, value: Decimal, code: str, places: int, letter: str) -> str:
        if self._is_plain_english() and code in SYMBOLS:
            sign = "-" if value < 0 else ""
            return f"{sign}{SYMBOLS[code]}{self._grouped(abs(value), places)}{letter}"
        from babel import Locale

        pattern = Locale.parse(self.locale).currency_formats["standard"].pattern.split(";")[0]
        number = self._grouped(abs(value), places) + letter
        sign = self.symbol(code)
        apart = "\N{NO-BREAK SPACE}" if pattern.startswith("¤#") and sign[-1].isalpha() else ""
        written = re.sub(r"[#0,.]+", number, pattern, count=1).replace("¤", sign + apart)
        return f"-{written}" if value < 0 else written

    def _grouped(self, value: Decimal, places: int) -> str:
        if self._is_plain_english():
            return f"{value:,.{places}f}"
        return self._by_pattern(value, "#,##0" + ("." + "0" * places if places else ""))

    def _by_pattern(self, value: Decimal, pattern: str) -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(value, format=pattern, locale=self.locale))

    def _by_skeleton(self, skeleton: str, value: date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton(skeleton, value, locale=self.locale))

    def _signs(self) -> tuple[str, str]:
        """Gives the sign between groups of digits, empty for a space, and the sign before decimals."""
        if self._is_plain_english():
            return ",", "."
        from babel.numbers import get_decimal_symbol, get_group_symbol

        return str(get_group_symbol(self.locale)).strip(), str(get_decimal_symbol(self.locale))


def _with_point(text: str, group: str, point: str) -> str:
    """Writes a typed number with a point; a group that has not three digits was meant as decimals."""
    whole, *decimals = text.split(point)
    first, *groups = whole.split(group) if group else [whole]
    if len(groups) == 1 and len(groups[0]) != GROUP and not decimals:
        return f"{first}.{groups[0]}"
    if groups and (len(groups[-1]) != GROUP or any(len(each) not in (2, GROUP) for each in groups)):
        raise InvalidOperation
    return ".".join(["".join([first, *groups]), *decimals])


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Decimal, places: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _of_hundred(share: Number, places: int, threshold: Number = 1) -> Decimal:
    """Gives a share in per cent, rounded as all are; what is not yet the whole never reads as 100."""
    exact, edge = _decimal(share) * 100, _decimal(threshold) * 100
    rounded = _rounded(exact, places)
    if exact < edge <= rounded:
        return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)
    return rounded


def _places_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shortened(value: Decimal) -> tuple[Decimal, str]:
    for step, letter in SHORT_STEPS:
        if abs(value) >= step:
            return value / step, letter
    return _rounded(value, 0), ""


def _short_places(value: Decimal) -> int:
    rounded = _rounded(value, 1)
    return 0 if abs(rounded) >= 10 or rounded == rounded.to_integral_value() else 1


def _without_signs(text: str) -> tuple[str, int]:
    for sign in (*SYMBOLS.values(), *(code.lower() for code in SYMBOLS), "chf", "%", "×"):
        text = text.replace(sign, "")
    for suffix, factor in SUFFIXES.items():
        if text.endswith(suffix):
            return text.removesuffix(suffix), factor
    return text, 1
