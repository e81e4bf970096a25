"""Reads what the texts in the mapped columns of a table tell together: how decimals are parted, and currencies."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial

from salesdesk.exchange.column_names import languages_of
from salesdesk.exchange.currencies import (
    currency_of,
    currency_question,
    in_crowns,
    perhaps_question,
    shared_sign,
)
from salesdesk.exchange.decimal_marks import (
    MarkEvidence,
    decimal_mark,
    decimal_question,
    mark_evidence,
    named_with_comma,
)
from salesdesk.exchange.header_currencies import currency_in, currency_perhaps, currency_words
from salesdesk.exchange.mapping import ColumnMapping, Target, target_named
from salesdesk.exchange.parse_numbers import DecimalMark, parse_amount
from salesdesk.exchange.table import Cell, Table
from salesdesk.frozen import frozen
from salesdesk.model.fields import DATE_TYPES, FieldType
from salesdesk.services.importing.values import NUMBER_SUFFIX, RECORD_OF, OpenQuestionError

_DOTTED_DATE = re.compile(r"\s*\d{1,2}\.\s?\d{1,2}\.\s?(\d{4}|\d{2})\b")


@frozen
class MappedTexts:
    """The texts in the mapped columns of a table, by what the columns hold."""

    table: Table
    kind: str
    mapping: ColumnMapping

    def decimal_mark(self, file_name: str, delimiter: str | None) -> tuple[DecimalMark, tuple[str, ...]]:
        """Tells the decimal mark, with a sentence where it is only likely; raises OpenQuestionError."""
        money = self._evidence(lambda target: target.field.type is FieldType.MONEY)
        others = self._evidence(
            lambda target: target.field.numeric and target.field.type is not FieldType.MONEY
        )
        dotted = any(_DOTTED_DATE.match(text) for text in self._of(lambda t: t.field.type in DATE_TYPES))
        told = partial(
            decimal_mark,
            money + others,
            delimiter=delimiter,
            currencies=self._currencies(),
            amounts=money.doubtful,
            dates_with_dots=dotted,
        )
        mark, sureness = told()
        by_names = sureness == "open" and named_with_comma(self._languages())
        if by_names:
            mark, sureness = told(with_comma=True)
        if sureness == "sure" or not money.doubtful:
            return mark, ()
        example = money.doubtful[0]
        if sureness == "open":
            texts = tuple(dict.fromkeys(money.doubtful))[:2]
            raise OpenQuestionError(decimal_question(file_name, self._header_of(example), texts))
        read = parse_amount(example, mark).number.normalize()
        if by_names:
            words = _("The columns are named in a language that parts decimals by a comma, so {example} is read as "
                      "{number:,f}.", example=example, number=read)  # fmt: skip
            return mark, (words,)
        return mark, (_("{example} is read as {number:,f}.", example=example, number=read),)

    @property
    def amounts(self) -> dict[int, str]:
        """Gives the names of the columns of amounts, by their indexes."""
        return {
            index: self.table.headers[index] for index, name in self.mapping.columns.items()
            if target_named(self.kind, name).field.type is FieldType.MONEY and index < len(self.table.headers)
        }  # fmt: skip

    def day_first(self, own: Collection[str], example: str) -> tuple[str, ...]:
        """Says that dates are read day first because of the language of the columns that are the file's `own`.

        Nothing where these names do not tell: in English, Chinese and Japanese dates are written in other orders too.
        """
        if not named_with_comma(self._languages(own)):
            return ()
        words = _("The columns are named in a language that writes the day first, so {example} is read so.",
                  example=example)  # fmt: skip
        return (words,)

    def taken_as_home(self, home_currency: str, file_name: str) -> tuple[str, ...]:
        """Says that a sign of several currencies is taken for the desk's own where it is the only one of a file.

        Raises OpenQuestionError where others stand beside it, where that would be far from any of them, and where the
        name of a column or a column of currencies says it.
        """
        for words in (*map(currency_words, self.amounts.values()), *sorted(self._currencies())):
            if shared_sign(words) and currency_of(words, home_currency) is None:
                raise OpenQuestionError(currency_question(words, file_name))
        self._ask_in_heads(home_currency)
        silent = [index for index, header in self.amounts.items() if not currency_in(header)]
        texts = (cell for index in silent for cell in self.table.column(index) if isinstance(cell, str))
        units = mark_evidence(texts).units
        open_ones = [u for u in sorted(units) if shared_sign(u) and currency_of(u, home_currency) is None]
        if not open_ones or any(self._currencies()):
            return ()
        sign = open_ones[0]
        if not in_crowns(sign) or len(units) > len(open_ones):
            raise OpenQuestionError(currency_question(sign, file_name))
        words = _("“{unit}” is the sign of several currencies; its amounts are taken as {currency}.",
                  unit=sign, currency=home_currency)  # fmt: skip
        return (words,)

    def _ask_in_heads(self, home_currency: str) -> None:
        """Asks where the name of a column of plain numbers may tell their currency, as “Amount (Real)” may."""
        for index, header in self.amounts.items():
            code = currency_perhaps(header)
            plain = [cell for cell in self.table.column(index) if _is_plain(cell)]
            if code not in ("", home_currency) and not any(self._currencies()) and plain:
                raise OpenQuestionError(perhaps_question(header, code, home_currency))

    def _evidence(self, wanted: Callable[[Target], bool]) -> MarkEvidence:
        return mark_evidence(self._of(wanted))

    def _currencies(self) -> set[str]:
        return set(self._of(lambda target: target.name == "currency"))

    def _of(self, wanted: Callable[[Target], bool]) -> Iterator[str]:
        for index, name in self.mapping.columns.items():
            if wanted(target_named(self.kind, name)):
                yield from (cell for cell in self.table.column(index) if isinstance(cell, str))

    def _languages(self, own: Collection[str] = ()) -> Iterator[frozenset[str]]:
        """Gives the languages that the name of each column is of; only of such as are the file's `own`, if any are."""
        record = RECORD_OF[self.kind]
        for index, name in self.mapping.columns.items():
            if not own or self.table.headers[index] in own:
                yield languages_of(self.table.headers[index], record, name.removesuffix(NUMBER_SUFFIX))

    def _header_of(self, text: str) -> str:
        headers = self.table.headers
        return next(
            (headers[i] for i in self.mapping.columns
             if any(isinstance(cell, str) and cell.strip() == text for cell in self.table.column(i))), headers[0],
        )  # fmt: skip


def _is_plain(cell: Cell) -> bool:
    """Tells whether a cell is a number without a currency."""
    try:
        return parse_amount(cell).currency is None
    except ValueError:
        return False
