"""Finds which sign parts the decimals in a file, and whether that is sure, likely or has to be asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal

from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of
from salesdesk.exchange.parse_numbers import DecimalMark, number_in, parse_amount, sure_mark
from salesdesk.frozen import frozen
from salesdesk.services.importing.values import ImportQuestion

DECIMAL: Final = "decimal"
MARKS: Final[dict[str, DecimalMark]] = {"point": ".", "comma": ","}
"""Gives the sign for each answer of the command."""

Sureness = Literal["sure", "likely", "open"]

_COMMA_CURRENCIES: Final = frozenset({
    "EUR", "PLN", "CZK", "SEK", "NOK", "DKK", "ISK", "BRL", "TRY", "RUB", "HUF", "RON", "BGN", "UAH", "ARS", "CLP",
    "COP", "VND", "IDR",
})  # fmt: skip
_CONTRADICTIONS: Final = 0.05
_FEW: Final = 20
"""So many unmistakable amounts tell what the others are, also where these have three decimals."""


def decimal_question(file_name: str, column: str, texts: Sequence[str]) -> ImportQuestion:
    """Gives the question which sign parts the decimals of a file, with what either answer makes of some amounts."""
    read = {text: {name: _as_money(text, mark) for name, mark in MARKS.items()} for text in texts}
    examples = (_("{text} → {point} or {comma}", text=text, **both) for text, both in read.items())
    words = {"point": _("a point parts the decimals"), "comma": _("a comma parts the decimals")}
    return ImportQuestion(
        DECIMAL,
        _("The amounts under “{column}” in “{file_name}” can be thousands or have three decimals.",
          column=column, file_name=file_name),
        "--decimal",
        {name: f"{told}: {read[texts[0]][name]}" for name, told in words.items()},
        tuple(examples),
    )  # fmt: skip


def _as_money(text: str, mark: DecimalMark) -> str:
    """Gives what an amount is with one of the signs, with at least two decimals."""
    try:
        number = parse_amount(text, mark).number
    except ValueError:
        return text
    return f"{number:,.2f}" if number == round(number, 2) else f"{number.normalize():,f}"


@frozen
class MarkEvidence:
    """What the numbers of some columns say about their decimal mark.

    `doubtful` are texts that can be read both ways by the sign in them, `units` what stands beside the numbers,
    `ungrouped` counts numbers of four digits and more without any sign.
    """

    points: int = 0
    commas: int = 0
    doubtful: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    ungrouped: int = 0

    def __add__(self, other: "MarkEvidence") -> "MarkEvidence":
        return MarkEvidence(
            self.points + other.points, self.commas + other.commas, self.doubtful + other.doubtful,
            self.signs | other.signs, self.units | other.units, self.ungrouped + other.ungrouped,
        )  # fmt: skip

    @property
    def sure(self) -> DecimalMark | None:
        """Gives the mark that the unmistakable numbers agree on, if there are any; a few slips do not count."""
        least, most = sorted((self.points, self.commas))
        if most == 0 or least > _CONTRADICTIONS * most:
            return None
        return "." if self.points > self.commas else ","

    def is_contradicted_by(self, amounts: Collection[str]) -> bool:
        """Tells whether amounts would have three decimals with the sure mark that few others, or fewer, speak for."""
        odd, told = (
            sum(self.sure in text for text in amounts) if self.sure else 0,
            max(self.points, self.commas),
        )
        return odd > 0 and (odd >= told or told < _FEW)


def mark_evidence(texts: Iterable[str]) -> MarkEvidence:
    """Counts what the numbers in some texts say about their decimal mark."""
    votes = {".": 0, ",": 0}
    doubtful, signs, units, ungrouped = list[str](), set[str](), set[str](), 0
    for text, times in Counter(texts).items():
        number = number_in(text)
        if number is None:
            continue
        units.add(text.replace(number, " ").strip(" ()-−"))
        if vote := sure_mark(number):
            votes[vote] += times
        elif found := {".", ","} & set(number):
            signs |= found
            doubtful.append(text.strip())
        elif sum(sign.isdigit() for sign in number) > 3 and number.lstrip("-−+").isdigit():
            ungrouped += times
    return MarkEvidence(
        votes["."], votes[","], tuple(doubtful), frozenset(signs), frozenset(units - {""}), ungrouped
    )


_POINT_LANGUAGES: Final = frozenset({"en", "zh", "ja"})
_ENOUGH: Final = 2


def named_with_comma(languages: Iterable[frozenset[str]]) -> bool:
    """Tells whether columns are named in a language that parts decimals by a comma, by the languages of each name."""
    telling = [codes for codes in languages if codes]
    with_comma = [codes for codes in telling if codes.isdisjoint(_POINT_LANGUAGES)]
    return len(with_comma) >= _ENOUGH and not any(codes <= _POINT_LANGUAGES for codes in telling)


def decimal_mark(
    found: MarkEvidence, *, delimiter: str | None = None, dates_with_dots: bool = False,
    currencies: Iterable[str] = (), with_comma: bool = False, amounts: Collection[str] = (),
) -> tuple[DecimalMark, Sureness]:  # fmt: skip
    """Tells which sign parts the decimals, and how sure that is.

    Where three digits stand behind every sign, they are thousands if something in the file speaks for it: how its
    currency, its dates and its cells are usually written, and whether the language of its columns parts decimals
    `with_comma`. `amounts` are those of the doubtful texts that are money, which hardly ever has three decimals. “open”
    says that somebody has to be asked.
    """
    usual: DecimalMark = "," if delimiter == ";" else "."
    if found.sure:
        return found.sure, "open" if found.is_contradicted_by(amounts) else "sure"
    if not found.doubtful:
        return usual, "sure"
    if found.points or found.commas or len(found.signs) > 1:
        return usual, "open"
    hints = _hints(found.units | frozenset(currencies), delimiter, dates_with_dots)
    (sign,) = found.signs
    mark: DecimalMark = "," if sign == "." else "."
    if with_comma and sign == ".":
        hints.add(mark)
    if sign == "," and (delimiter == "," or not hints - {mark}):
        return mark, "sure"  # where commas part the cells, they do not part decimals as well
    return mark, "likely" if hints == {mark} and not found.ungrouped else "open"


def _hints(units: frozenset[str], delimiter: str | None, dates_with_dots: bool) -> set[str]:
    """Gives the marks that currencies, the cells' delimiter and the dates of a file speak for."""
    hints = {","} if delimiter == ";" or dates_with_dots else set[str]()
    for unit in units:
        try:
            code = currency_of(unit)
        except UnknownCurrencyError:
            continue
        hints.add("," if code is None or code in _COMMA_CURRENCIES else ".")
    return hints
