"""Turns a table of quotas, however it is laid out, into one row a person and period with a start and a kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Final, TypeVar

from salesdesk.exchange.mapping import ColumnMapping, target_named
from salesdesk.exchange.parse_dates import DateOrder, looks_like_date, order_evidence, parse_date
from salesdesk.exchange.parse_numbers import looks_like_number, parse_amount
from salesdesk.exchange.period_words import parse_part, parse_period, part_of_year, year_in
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing, text_of
from salesdesk.model.words import PERIODS
from salesdesk.practice.periods import Period, PeriodKind
from salesdesk.services.importing.plan import period_of
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

T = TypeVar("T")

_MOST: Final = 0.8
_DAYS: Final[dict[PeriodKind, tuple[int, int]]] = {
    "month": (28, 31), "quarter": (89, 92), "half": (181, 184), "year": (364, 371),
}  # fmt: skip
_PART_HEADERS: Final[dict[PeriodKind, frozenset[str]]] = {
    "month": frozenset({
        "month", "month number", "month no", "fiscal month", "monat", "mois", "mes", "mese", "maand", "miesiac",
        "mesic", "ay", "месяц", "月",
    }),
    "quarter": frozenset({
        "quarter", "qtr", "fiscal quarter", "quartal", "trimestre", "kwartał", "kwartal", "kwartaal", "ctvrtleti",
        "kvartal", "ceyrek", "квартал", "四半期", "季度",
    }),
    "half": frozenset({"half", "half year", "halbjahr", "semestre", "semester", "halfjaar", "полугодие"}),
}  # fmt: skip


def quota_rows(table: Table, fiscal_start: int = 1) -> Table:
    """Gives a table in which a date and the kind of its period stand in two columns, where it can be told.

    A table that is laid out in another way that is known, or in none, comes back as it is.
    """
    if _names_kinds(table):
        return table
    return (
        _unpivoted(table, fiscal_start)
        or _joined(table, fiscal_start)
        or _spelled(table, fiscal_start)
        or _spanned(table)
        or table
    )


def _names_kinds(table: Table) -> bool:
    """Tells whether a column already says month, quarter, half year or year."""
    words = {normalised(each) for pair in PERIODS.items() for each in pair}
    return any(
        (filled := _filled(table, i)) and all(normalised(text_of(cell)) in words for cell in filled)
        for i in range(len(table.headers))
    )


def _unpivoted(table: Table, fiscal_start: int) -> Table | None:
    """Makes a row of each number of a table with a column a period; columns that are sums of others are left out."""
    found = {i: period for i, period in _periods_of(table.headers, fiscal_start) if _numeric(table, i)}
    if len(found) < 2:
        return None
    sums = {i for i, period in found.items() if any(_inside(other, period) for other in found.values())}
    amounts = set(target_named("quotas", "amount").names)
    parts = [i for i in found if i not in sums]
    kept = [
        i for i, header in enumerate(table.headers)
        if i not in found and normalised(header) not in amounts and not _sums_up(table, i, parts)
    ]  # fmt: skip
    rows = [
        replace(
            row,
            cells=(*(row.cells[i] for i in kept), found[column].start, found[column].kind, row.cells[column]),
        )
        for row in table.rows
        for column in parts
        if not says_nothing(row.cells[column])
    ]
    headers = (*(table.headers[i] for i in kept), *_new_headers(), target_named("quotas", "amount").label)
    names = [table.headers[i] for i in parts]
    notes = [
        _(
            "Each of the columns “{first}” to “{last}” is read as a quota of its own.",
            first=names[0],
            last=names[-1],
        )
    ]
    if sums:
        notes.append(
            _(
                "“{sums}” adds up others and is left out.",
                sums="”, “".join(table.headers[i] for i in sorted(sums)),
            )
        )
    return replace(table, headers=headers, rows=tuple(rows), notes=(*table.notes, *notes)) if rows else None


def _periods_of(headers: Sequence[str], fiscal_start: int) -> Iterator[tuple[int, Period]]:
    for index, header in enumerate(headers):
        try:
            yield index, parse_period(_without_words(header), fiscal_start)
        except ValueError:
            continue


def _without_words(header: str) -> str:
    """Takes words for a quota off the name of a column, as in “Quota Q1 2024”."""
    words = header.split()
    names = set(target_named("quotas", "amount").names)
    while words and normalised(words[0]) in names:
        words = words[1:]
    while words and normalised(words[-1]) in names:
        words = words[:-1]
    return " ".join(words)


def _inside(part: Period, whole: Period) -> bool:
    return part != whole and whole.start <= part.start and part.end <= whole.end


def _sums_up(table: Table, index: int, parts: Sequence[int]) -> bool:
    """Tells whether a column of numbers is the sum of some others in every row."""
    try:
        return _numeric(table, index) and all(
            abs(_number(row.cells[index]) - sum(_number(row.cells[i]) for i in parts)) < 1
            for row in table.rows
        )
    except ValueError:
        return False


def _number(cell: Cell) -> float:
    return 0 if says_nothing(cell) else float(parse_amount(cell).number)


def _joined(table: Table, fiscal_start: int) -> Table | None:
    """Joins a column of years with one of months, quarters or halves."""
    years = next((i for i in range(len(table.headers)) if _share(table, i, year_in) >= _MOST), None)
    if years is None:
        return None
    for index, header in enumerate(table.headers):
        kind = _part_named(header)
        if index != years and _share(table, index, lambda cell, kind=kind: parse_part(cell, kind)) >= _MOST:
            fiscal = fiscal_start if _is_fiscal(table.headers[years]) or _is_fiscal(header) else 1
            found = [_joined_period(row, years, index, kind, fiscal) for row in table.rows]
            return _with_periods(table, {years, index}, found)
    return None


def _part_named(header: str) -> PeriodKind | None:
    return next((kind for kind, names in _PART_HEADERS.items() if normalised(header) in names), None)


def _is_fiscal(header: str) -> bool:
    return bool({"fiscal", "fy", "geschaftsjahr"} & set(normalised(header).split()))


def _joined_period(
    row: FileRow, years: int, part: int, kind: PeriodKind | None, fiscal_start: int
) -> Period | Cell:
    year, words = row.cells[years], row.cells[part]
    try:
        return part_of_year(*parse_part(words, kind), year_in(year), fiscal_start)
    except ValueError:
        return f"{text_of(words)} {text_of(year)}"


def _spelled(table: Table, fiscal_start: int) -> Table | None:
    """Reads a column whose cells name their periods, as Jan-24 or Q1 FY24."""
    names = set(target_named("quotas", "starts_on").names) | {"year", "jahr", "fiscal year", "fy"}
    for index, header in enumerate(table.headers):
        wanted = normalised(header) in names or not _numeric(table, index)
        if wanted and _share(table, index, lambda cell: parse_period(cell, fiscal_start)) >= _MOST:
            found = [_period_or_cell(row.cells[index], fiscal_start) for row in table.rows]
            return _with_periods(table, {index}, found)
    return None


def _period_or_cell(cell: Cell, fiscal_start: int) -> Period | Cell:
    try:
        return parse_period(cell, fiscal_start)
    except ValueError:
        return cell


def _spanned(table: Table) -> Table | None:
    """Tells the period by its first and its last day, in two columns of days of which one always follows the other."""
    days = [i for i in range(len(table.headers)) if _are_days(table, i)]
    order = order_evidence([cell for i in days for cell in table.column(i)]).order
    for start in days:
        for end in days:
            for each in (order,) if order else ("mdy", "dmy"):
                lengths = [_length(row.cells[start], row.cells[end], each) for row in table.rows]
                known = [length for length in lengths if length is not None]
                if len(known) >= _MOST * len(lengths) and median(known) >= 28 and min(known) > 0:
                    rows = [
                        replace(
                            row,
                            cells=(*_but(row.cells, {start, end}), *_span(row.cells[start], length, each)),
                        )
                        for row, length in zip(table.rows, lengths, strict=True)
                    ]
                    headers = (*_but(table.headers, {start, end}), *_new_headers())
                    return replace(table, headers=headers, rows=tuple(rows))
    return None


def _are_days(table: Table, index: int) -> bool:
    filled = _filled(table, index)
    return bool(filled) and sum(looks_like_date(cell) for cell in filled) >= _MOST * len(filled)


def _length(start: Cell, end: Cell, order: DateOrder) -> int | None:
    """Gives how many days lie between two cells, both included."""
    try:
        return (parse_date(end, order) - parse_date(start, order)).days + 1
    except (ValueError, OverflowError):
        return None


def _span(start: Cell, days: int | None, order: DateOrder) -> tuple[Cell, Cell]:
    """Gives the start and the kind of a period of so many days; words that are no date where none is as long."""
    kind = next((kind for kind, (least, most) in _DAYS.items() if days and least <= days <= most), None)
    if kind or days is None:
        return (parse_date(start, order) if kind else start), kind
    return n_("{start}: {number:,} day", "{start}: {number:,} days", days, start=text_of(start)), None


def _with_periods(table: Table, taken: set[int], found: Sequence[Period | Cell]) -> Table:
    """Puts the starts and kinds of periods in place of some columns."""
    rows = [
        replace(row, cells=(*_but(row.cells, taken), *_start_and_kind(period)))
        for row, period in zip(table.rows, found, strict=True)
    ]
    return replace(table, headers=(*_but(table.headers, taken), *_new_headers()), rows=tuple(rows))


def _start_and_kind(period: Period | Cell) -> tuple[Cell, Cell]:
    return (period.start, period.kind) if isinstance(period, Period) else (period, None)


def _but(values: Sequence[T], taken: set[int]) -> tuple[T, ...]:
    return tuple(value for i, value in enumerate(values) if i not in taken)


def _new_headers() -> tuple[str, str]:
    return target_named("quotas", "starts_on").label, target_named("quotas", "period").label


def _filled(table: Table, index: int) -> list[Cell]:
    return [cell for cell in table.column(index) if not says_nothing(cell)]


def _numeric(table: Table, index: int) -> bool:
    filled = _filled(table, index)
    return bool(filled) and sum(looks_like_number(cell) for cell in filled) >= _MOST * len(filled)


def _share(table: Table, index: int, read: Callable[[Cell], object]) -> float:
    """Gives the share of a column's filled cells that something can read."""
    filled = _filled(table, index)
    return sum(_reads(read, cell) for cell in filled) / len(filled) if filled else 0


def _reads(read: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


PERIOD: Final = "period"
"""The question for how long a quota holds where the file gives one start a person and nothing else."""


def with_period(
    file_name: str, mapping: ColumnMapping, rows: list[IncomingRow], told: str | None
) -> list[IncomingRow]:
    """Gives quotas whose file has no periods the one that was told, or that the gaps of the dates tell.

    Raises OpenQuestionError where neither does: a year's quota taken for a quarter's makes four of one.
    """
    if mapping.column_of("period") is not None:
        return rows
    period = told or period_of(row.values for row in rows)
    if period is None:
        starts = (row.values.get("starts_on") for row in rows)
        examples = dict.fromkeys(start.isoformat() for start in starts if isinstance(start, date))
        sentence = _("“{file_name}” does not say for how long its quotas hold: for which period is one?",
                     file_name=file_name)  # fmt: skip
        raise OpenQuestionError(ImportQuestion(PERIOD, sentence, "--period", PERIODS, tuple(examples)[:2]))
    return [IncomingRow(row.number, {**row.values, "period": period}, row.errors) for row in rows]
