"""Turns a table of quotas, however it is laid out, into one row a person and period with a start and a kind."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Final, TypeVar

from salesdesk.exchange.column_units import parted_unit
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.odd_periods import fault_of_days, period_names, with_fault
from salesdesk.exchange.parse_dates import DateOrder, looks_like_date, order_evidence, parse_date
from salesdesk.exchange.parse_numbers import number_or_fault, parse_amount
from salesdesk.exchange.period_words import (
    is_fiscal,
    length_named,
    parse_part,
    parse_period,
    part_named,
    part_of,
    part_of_year,
    year_in,
)
from salesdesk.exchange.quota_heads import NO_YEAR, bare, heads_of, is_quota_of_a_period
from salesdesk.exchange.quota_lengths import with_lengths
from salesdesk.exchange.quota_measures import quotas_alone
from salesdesk.exchange.readable_columns import (
    MOST,
    are_days,
    filled_of,
    numbers_among,
    numeric,
    reads,
    told_by,
)
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing, text_of
from salesdesk.exchange.targets import known_names
from salesdesk.practice.periods import Period, PeriodKind

T = TypeVar("T")

_FEWEST_SUMMED: Final = 2
_STROKES: Final = frozenset({"", "-", "–", "—"})
_DAYS: Final[dict[PeriodKind, tuple[int, int]]] = {
    "month": (28, 31), "quarter": (89, 92), "half": (181, 184), "year": (364, 371),
}  # fmt: skip


def quota_rows(table: Table, fiscal_start: int = 1, year: str = "") -> Table:
    """Gives a table in which a date and the kind of its period stand in two columns, where it can be told.

    `year` is that of parts of a year which name none; without it they stay words. A table that is laid out in
    another way that is known, or in none, comes back as it is.
    """
    return with_lengths(_laid_out(quotas_alone(table), fiscal_start, year))


def _laid_out(table: Table, fiscal_start: int, year: str) -> Table:
    if (kinds := _column_of_kinds(table)) is not None:
        if any(are_days(table, i) for i in range(len(table.headers))):
            return _with_kinds(table, kinds)
        table = _without(table, kinds)
    table = _people_down(table, fiscal_start)
    return (
        _unpivoted(table, fiscal_start, year)
        or _joined(table, fiscal_start)
        or _spelled(table, fiscal_start)
        or _yearless(table, fiscal_start, year)
        or _spanned(table)
        or table
    )


def _people_down(table: Table, fiscal_start: int) -> Table:
    """Turns a table with a row a period and a column a salesperson into one with a row of each; others as they are."""
    read = partial(parse_period, fiscal_start=fiscal_start)
    columns = range(len(table.headers))
    periods = [i for i in columns if reads(table, i, read) or are_days(table, i)] or [
        i for i in columns if not numeric(table, i) and reads(table, i, parse_part)
    ]
    people = numbers_among(table, [i for i in range(len(table.headers)) if i not in periods])
    named = {normalised(header) for header in table.headers} & (known_names("quotas") - period_names())
    if len(periods) != 1 or named or len(people) < 2 or len(people) + 1 != len(table.headers):
        return table
    if len(people) > _FEWEST_SUMMED and _sums_up(table, people[-1], people[:-1]):
        people = people[:-1]
    rows = tuple(
        _quota(table, row, i, row.cells[periods[0]], table.headers[i])
        for row in table.rows for i in people if not says_nothing(row.cells[i])
    )  # fmt: skip
    labels = (target_named("quotas", name).label for name in ("salesperson_id", "amount"))
    note = _("Each of the columns “{first}” to “{last}” is read as a salesperson.",
             first=table.headers[people[0]], last=table.headers[people[-1]])  # fmt: skip
    headers = (table.headers[periods[0]], *labels)
    left_out = (*table.left_out, *_note_on_words(table, people))
    return replace(table, headers=headers, rows=rows, assumed=(*table.assumed, note), left_out=left_out)


def _note_on_words(table: Table, columns: Sequence[int]) -> tuple[str, ...]:
    """Says how many cells of quotas hold a word that stands for none, as “tbd” does; a stroke is as good as empty."""
    cells = [text_of(cell) for i in columns for cell in table.column(i) if says_nothing(cell)]
    words = [cell for cell in cells if cell not in _STROKES]
    if not words:
        return ()
    return (
        n_(
            "1 cell of the quotas says “{word}” and is no quota.",
            "{number:,} cells of the quotas say “{word}” or the like and are no quotas.",
            len(words), word=words[0],
        ),
    )  # fmt: skip


def _column_of_kinds(table: Table) -> int | None:
    """Gives the column that says for how long each quota holds, as “Monthly” and “Year”."""
    columns = range(len(table.headers))
    return next(
        (i for i in columns if (cells := filled_of(table, i)) and all(map(length_named, cells))), None
    )


def _with_kinds(table: Table, index: int) -> Table:
    kinds = [length_named(cell) for cell in table.column(index)]
    headers = (*table.headers[:index], _new_headers()[1], *table.headers[index + 1 :])
    return replace(table, headers=headers, rows=table.by_column.with_columns({index: kinds}))


def _without(table: Table, index: int) -> Table:
    rows = tuple(replace(row, cells=_but(row.cells, {index})) for row in table.rows)
    return replace(table, headers=_but(table.headers, {index}), rows=rows)


def _unpivoted(table: Table, fiscal_start: int, year: str) -> Table | None:
    """Makes a row of each number of a table with a column a period; columns that are sums of others are left out."""
    found, years = heads_of(table, fiscal_start)
    if len(found) < 2 and not is_quota_of_a_period(table, found):
        return None
    sums = {i for i, period in found.items() if any(_inside(other, period) for other in found.values())}
    amounts = set(target_named("quotas", "amount").names)
    parts = [i for i in found if i not in sums]
    kept = [
        i for i, header in enumerate(table.headers)
        if i not in found and i not in years and normalised(header) not in amounts and not _sums_up(table, i, parts)
    ]  # fmt: skip

    def _told(row: FileRow, column: int) -> Period | Cell:
        if found[column].start.year != NO_YEAR:
            return found[column]
        head = bare(table.headers[column])
        part = f"M{head}" if head.isdecimal() else head
        return _in_year(part, row.cells[min(years)] if years else year, fiscal_start)

    rows = [
        _quota(table, row, column, *(row.cells[i] for i in kept), *_start_and_kind(_told(row, column)))
        for row in table.rows
        for column in (*parts, *_alone_in(row, found, sums))
        if not says_nothing(row.cells[column])
    ]
    units = (
        f" {table.headers[i][len(parted[0]) :]}"
        for i in parts
        if (parted := parted_unit(table.headers[i]))[1]
    )
    amount = target_named("quotas", "amount").label + next(units, "")
    headers = (*(table.headers[i] for i in kept), *_new_headers(), amount)
    notes = _notes_on_columns([table.headers[i] for i in parts], [table.headers[i] for i in sorted(sums)])
    left_out = (*table.left_out, *_note_on_words(table, parts), *_notes_on_sums(table, found, sums))
    if not rows:
        return None
    return replace(table, headers=headers, rows=tuple(rows), notes=(*table.notes, *notes), left_out=left_out)


def _alone_in(row: FileRow, found: Mapping[int, Period], sums: Collection[int]) -> Iterator[int]:
    """Gives the columns of sums that say something in a row whose parts say nothing, and so are quotas there."""
    for column in sorted(sums):
        if all(says_nothing(row.cells[i]) for i, period in found.items() if _inside(period, found[column])):
            yield column


def _notes_on_sums(table: Table, found: Mapping[int, Period], sums: Collection[int]) -> Iterator[str]:
    """Says in how many rows a column of sums is another number than its parts come to, which count."""
    for column in sorted(sums):
        parts = [i for i, period in found.items() if i not in sums and _inside(period, found[column])]
        rows = [[told_by(_number, row.cells[i]) for i in (column, *parts)] for row in table.rows]
        differ = sum(_differs(total, added) for total, *added in rows)
        if differ:
            yield n_(
                "In 1 row “{header}” is another number than its parts come to; the parts count.",
                "In {number:,} rows “{header}” is another number than its parts come to; the parts count.",
                differ, header=table.headers[column],
            )  # fmt: skip


def _differs(total: float | None, parts: Sequence[float | None]) -> bool:
    added = sum(part or 0 for part in parts)
    return bool(total and added and abs(total - added) >= 1)


def _quota(table: Table, row: FileRow, column: int, *others: Cell) -> FileRow:
    """Gives the quota of one column behind other cells; what is no number is told under the name of that column."""
    cell, fault = number_or_fault(row.cells[column], table.headers[column])
    return replace(row, cells=(*others, cell), fault=fault or row.fault)


def _notes_on_columns(parts: Sequence[str], sums: Sequence[str]) -> Iterator[str]:
    if len(parts) == 1:
        return
    yield _(
        "Each of the columns “{first}” to “{last}” is read as a quota of its own.",
        first=parts[0],
        last=parts[-1],
    )
    if sums:
        yield _("“{sums}” adds up others and is left out.", sums="”, “".join(sums))


def _in_year(part: str, year: Cell, fiscal_start: int) -> Period | Cell:
    """Gives the part of a year; words without a date where the year is not known."""
    whole = told_by(lambda cell: parse_period(cell, fiscal_start), year)
    return part_of(whole, *parse_part(part)) if whole else part


def _inside(part: Period, whole: Period) -> bool:
    return part != whole and whole.start <= part.start and part.end <= whole.end


def _sums_up(table: Table, index: int, parts: Sequence[int]) -> bool:
    """Tells whether a column of numbers is the sum of some others in every row that has nothing but numbers."""
    places = (index, *parts)
    rows = [[n for i in places if (n := told_by(_number, row.cells[i])) is not None] for row in table.rows]
    whole = [row for row in rows if len(row) == len(places)] if numeric(table, index) else []
    return bool(whole) and all(abs(total - sum(added)) < 1 for total, *added in whole)


def _number(cell: Cell) -> float:
    return 0 if says_nothing(cell) else float(parse_amount(cell).number)


def _joined(table: Table, fiscal_start: int) -> Table | None:
    """Joins a column of years with one of months, quarters or halves."""
    years = next((i for i in range(len(table.headers)) if reads(table, i, year_in)), None)
    if years is None:
        return None
    for index, header in enumerate(table.headers):
        kind = part_named(header)
        if index != years and reads(table, index, lambda cell, kind=kind: parse_part(cell, kind)):
            fiscal = fiscal_start if is_fiscal(table.headers[years]) or is_fiscal(header) else 1
            found = [_joined_period(row, years, index, kind, fiscal) for row in table.rows]
            return _with_periods(table, {years, index}, found)
    return None


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
    for index, header in enumerate(table.headers):
        named = normalised(header) in period_names()
        read = partial(parse_period, fiscal_start=fiscal_start)
        wanted = named or not numeric(table, index)
        if wanted and (reads(table, index, read) or (named and _tells_any(table, index, read))):
            found = [_period_or_cell(row.cells[index], fiscal_start) for row in table.rows]
            rows = [
                with_fault(row, index, header, period) for row, period in zip(table.rows, found, strict=True)
            ]
            told = [None if row.fault else period for row, period in zip(rows, found, strict=True)]
            return _with_periods(replace(table, rows=tuple(rows)), {index}, told)
    return None


def _tells_any(table: Table, index: int, read: Callable[[Cell], object]) -> bool:
    """Tells whether a column says some periods beside others that are none, and no days."""
    told = [(told_by(read, cell) is not None, looks_like_date(cell)) for cell in filled_of(table, index)]
    return any(period for period, _day in told) and all(period or not day for period, day in told)


def _yearless(table: Table, fiscal_start: int, year: str) -> Table | None:
    """Reads a column of quarters or months that name no year, as Q1 or March, which is that of the whole file."""
    for index, header in enumerate(table.headers):
        kind = part_named(header)
        known = kind or header == _new_headers()[0] or not numeric(table, index)
        if known and reads(table, index, lambda cell, kind=kind: parse_part(cell, kind)):
            words = (_part_words(row.cells[index], header) for row in table.rows)
            return _with_periods(table, {index}, [_part_or_cell(cell, year, fiscal_start) for cell in words])
    return None


def _part_words(cell: Cell, header: str) -> str:
    """Gives the words for a part of a year: a bare number needs those of its column."""
    text = text_of(cell)
    return f"{header} {text}" if text.isdigit() else text


def _part_or_cell(words: str, year: str, fiscal_start: int) -> Period | Cell:
    return _in_year(words, year, fiscal_start) if told_by(parse_part, words) else words


def _period_or_cell(cell: Cell, fiscal_start: int) -> Period | Cell:
    try:
        return parse_period(cell, fiscal_start)
    except ValueError:
        return cell


def _spanned(table: Table) -> Table | None:
    """Tells the period by its first and its last day, in two columns of days of which one always follows the other."""
    days = [i for i in range(len(table.headers)) if are_days(table, i)]
    order = order_evidence([cell for i in days for cell in table.column(i)]).order
    for start in days:
        for end in days:
            for each in (order,) if order else ("mdy", "dmy"):
                lengths = [_length(row.cells[start], row.cells[end], each) for row in table.rows]
                known = [length for length in lengths if length is not None]
                if len(known) >= MOST * len(lengths) and median(known) >= 28 and min(known) > 0:
                    rows = [
                        _with_span(table, row, (start, end), length, each)
                        for row, length in zip(table.rows, lengths, strict=True)
                    ]
                    headers = (*_but(table.headers, {start, end}), *_new_headers())
                    return replace(table, headers=headers, rows=tuple(rows))
    return None


def _length(start: Cell, end: Cell, order: DateOrder) -> int | None:
    """Gives how many days lie between two cells, both included."""
    try:
        return (parse_date(end, order) - parse_date(start, order)).days + 1
    except (ValueError, OverflowError):
        return None


def _with_span(
    table: Table, row: FileRow, ends: tuple[int, int], days: int | None, order: DateOrder
) -> FileRow:
    """Gives a row with the start and the kind of a period of so many days; with a fault where none is as long."""
    start, end = ends
    kind = next((kind for kind, (least, most) in _DAYS.items() if days and least <= days <= most), None)
    words = f"{text_of(row.cells[start])} – {text_of(row.cells[end])}"
    heads = f"{table.headers[start]}”, “{table.headers[end]}"
    fault = fault_of_days(days, words, heads) if days is not None and not kind else ""
    first = row.cells[start] if days is None else parse_date(row.cells[start], order)
    return replace(row, cells=(*_but(row.cells, {start, end}), first, kind), fault=row.fault or fault)


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
