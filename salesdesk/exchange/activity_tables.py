"""Reads counts of activities, in columns of their own or row by row as a CRM logs them, for what a desk counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.activities import (
    Counted,
    Measured,
    counted_words,
    counts_of,
    is_activity,
    told_otherwise,
)
from salesdesk.exchange.count_columns import (
    COUNTS,
    Count,
    count_words,
    counted_row,
    mostly,
    numeric,
    unpivoted,
    with_counts,
)
from salesdesk.exchange.mapping import map_columns, target_named
from salesdesk.exchange.planned_activities import without_planned
from salesdesk.exchange.readable_columns import are_days, filled_of
from salesdesk.exchange.table import Cell, FileRow, Table, different, normalised, text_of
from salesdesk.exchange.week_words import weeks_named

_SHOWN: Final = 5
_LISTS: Final = _("Lists in the Tools menu adds a competency.")


class NothingCountedError(UserError):
    """Says that no competency of the desk counts what stands in a table."""


def of_columns(table: Table, measured: Sequence[Measured]) -> Table | None:
    """Makes a row of each competency both of whose activities have a column; None where there is none.

    Columns of activities that go nowhere are named.
    """
    named = {i: header for i, header in enumerate(table.headers) if _is_known(header, measured)}
    places: dict[str, Mapping[Count, int]] = {}
    for each in measured:
        counts = _columns_of(table, each, named, measured)
        if len(counts) == len(COUNTS):
            places[each.name] = counts
    if not places:
        return None
    taken = {index for counts in places.values() for index in counts.values()}
    others = [table.headers[index] for index in taken if told_otherwise(table.headers[index], measured)]
    spare = [header for index, header in named.items() if index not in taken and filled_of(table, index)]
    left = (_none_counts(spare),) if spare else ()
    return replace(
        unpivoted(table, places),
        assumed=(*table.assumed, *_notes_on_names(others, measured)), left_out=(*table.left_out, *left),
    )  # fmt: skip


def _columns_of(
    table: Table, each: Measured, named: Mapping[int, str], measured: Sequence[Measured]
) -> dict[Count, int]:
    """Gives the columns of the counts of a competency; of several the one that is called as the desk calls it."""
    found: dict[Count, int] = {}
    for index in sorted(named, key=lambda i: bool(told_otherwise(named[i], measured))):
        for one, count in counts_of(named[index], measured) if numeric(table, index) else ():
            if one is each:
                found.setdefault(count, index)
    return found


def _is_known(name: str, measured: Sequence[Measured]) -> bool:
    return is_activity(name) or bool(counts_of(name, measured))


def _none_counts(columns: Iterable[str]) -> str:
    return _("No competency counts {columns} here, so this is left out.", columns=_quoted(columns))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _notes_on_names(names: Iterable[str], measured: Sequence[Measured]) -> tuple[str, ...]:
    """Says which names are taken for activities that the desk calls otherwise."""
    told = (
        _("“{name}” as “{activity}”", name=name, activity=activity)
        for name in names
        if (activity := told_otherwise(name, measured))
    )
    shown = ", ".join(told)
    return (_("Counted by another name: {told}.", told=shown),) if shown else ()


def of_activities(table: Table, measured: Sequence[Measured]) -> Table | None:
    """Counts rows of activities, as a CRM logs them, for the competencies they are tries or successes of."""
    successes = [
        i for i, header in enumerate(table.headers) if normalised(header) in count_words("successes")
    ]
    if any(numeric(table, i) or not filled_of(table, i) for i in successes):
        return None
    index = next((i for i in range(len(table.headers)) if _names_activities(table, i, measured)), None)
    if index is None:
        refuse_uncounted(table, measured)
        return None
    table = without_planned(table)
    amounts = [i for i, header in enumerate(table.headers) if normalised(header) in count_words("trials")]
    kept = [i for i in range(len(table.headers)) if i not in {index, *amounts[:1]}]
    known = {cell: counts_of(text_of(cell), measured) for cell in different(table.column(index))}
    rows: list[FileRow] = []
    for row in table.rows:
        number = row.cells[amounts[0]] if amounts else 1
        rows += (counted_row(row, kept, each.name, [number if c == count else 0 for c in COUNTS])
                 for each, count in known[row.cells[index]])  # fmt: skip
    note = _("Activities under “{header}” count for the competencies that start from or end in them.",
             header=table.headers[index])  # fmt: skip
    names = dict.fromkeys(text_of(cell) for cell in table.column(index))
    return _with_their_day(replace(
        with_counts(table, kept, rows, note), is_log=not amounts, of_activities=True,
        assumed=(*table.assumed, *_notes_on_names(names, measured)),
        left_out=(*table.left_out, *_uncounted(table.column(index), known)),
    ))  # fmt: skip


def _uncounted(cells: Sequence[Cell], known: Mapping[Cell, Counted]) -> tuple[str, ...]:
    """Says which activities of a log no competency counts."""
    spare = Counter(text_of(cell) for cell in cells if not known[cell])
    told = ", ".join(f"“{name}” ({rows:,})" for name, rows in spare.most_common(_SHOWN))
    if not told:
        return ()
    return (_("No competency counts these activities, so their rows are left out: {told}.", told=told),)


def _with_their_day(table: Table) -> Table:
    """Takes the only column of days in a log of activities for the day of each, whatever it is called."""
    week = target_named("numbers", "week_start")
    days = [i for i in range(len(table.headers)) if are_days(table, i)]
    if len(days) != 1 or any(normalised(header) in week.names for header in table.headers):
        return table
    note = _("“{header}” is taken for the day of each activity.", header=table.headers[days[0]])
    headers = tuple(week.label if i == days[0] else header for i, header in enumerate(table.headers))
    return replace(table, headers=headers, assumed=(*table.assumed, note))


def refuse_uncounted(table: Table, measured: Sequence[Measured]) -> None:
    """Raises UserError where a table has counts or a log of activities, and no competency of the desk counts them."""
    index = _log_column(table, measured)
    if index is not None:
        found = dict.fromkeys(map(text_of, filled_of(table, index)))
        raise NothingCountedError(
            _("No competency counts what stands under “{header}” ({found}), and no columns tell how many became what, "
              "so nothing was imported as numbers. {counted} {lists}",
              header=table.headers[index], found=", ".join([*found][:_SHOWN]), counted=counted_words(measured),
              lists=_LISTS)
        )  # fmt: skip
    if any(normalised(header) in count_words("trials") for header in table.headers):
        raise UserError(
            _("Nothing says what the numbers count, so none were imported; name it in a column “Activity”. {counted}",
              counted=counted_words(measured))
        )  # fmt: skip
    if columns := _counts_in(table, measured):
        told = "; ".join(
            _("“{name}” {of_what} and {into_what}", name=each.name, of_what=each.of_what, into_what=each.into_what)
            for each in measured
        )  # fmt: skip
        counted = _("They count: {told}.", told=told) if told else counted_words(measured)
        raise NothingCountedError(
            _("No competency of this desk finds both of its counts among the columns {columns}, so nothing was "
              "imported as numbers. {counted} {lists}", columns=_quoted(columns), counted=counted, lists=_LISTS)
        )  # fmt: skip


def tells_activities(table: Table, measured: Sequence[Measured]) -> bool:
    """Tells whether a table is a log of activities, or of counts of them, a person and week; one of amounts is none."""
    read = set(map_columns(table, "numbers").columns.values())
    week = target_named("numbers", "week_start").names
    timed = any(normalised(header) in week for header in table.headers) or bool(weeks_named(table.headers))
    return (
        any(name.startswith("salesperson_id") for name in read)
        and (timed or any(are_days(table, index) for index in range(len(table.headers))))
        and (_names_known(table) or len(_counts_in(table, measured)) > 1)
        and "amount" not in map_columns(table, "deals").columns.values()
    )


def _names_known(table: Table) -> bool:
    """Tells whether a column of words names activities."""
    return any(
        mostly(filled_of(table, index), lambda cell: is_activity(text_of(cell)))
        for index in range(len(table.headers))
    )


def _counts_in(table: Table, measured: Sequence[Measured]) -> list[str]:
    """Gives the columns of numbers that are headed by an activity."""
    return [h for i, h in enumerate(table.headers) if _is_known(h, measured) and numeric(table, i)]


def _log_column(table: Table, measured: Sequence[Measured]) -> int | None:
    """Gives the column that is called after activities, as “Activity type”, else the one that names some."""
    names = target_named("numbers", "competency_id").names
    columns = range(len(table.headers))
    called = next((i for i in columns if normalised(table.headers[i]) in names), None)
    if called is not None:
        return called
    return next(
        (i for i in columns if mostly(filled_of(table, i), lambda cell: _is_known(text_of(cell), measured))),
        None,
    )


def _names_activities(table: Table, index: int, measured: Sequence[Measured]) -> bool:
    """Tells whether a column names activities the desk counts: most of them, or some of a column called so."""
    names = target_named("numbers", "competency_id").names
    cells = filled_of(table, index)
    if normalised(table.headers[index]) in names or mostly(cells, lambda cell: is_activity(text_of(cell))):
        return any(counts_of(text_of(cell), measured) for cell in different(cells))
    return mostly(cells, lambda cell: counts_of(text_of(cell), measured))
