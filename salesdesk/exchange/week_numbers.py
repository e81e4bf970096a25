"""Turns a table of weekly numbers, however it is laid out, into one row a person, competency and week."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final, Literal

from salesdesk.env.errors import UserError
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_numbers import looks_like_number, number_or_fault
from salesdesk.exchange.period_words import year_in
from salesdesk.exchange.planned_activities import without_planned
from salesdesk.exchange.readable_columns import are_days
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing, text_of
from salesdesk.exchange.week_words import heads_last_days, parse_week, weeks_named
from salesdesk.frozen import frozen
from salesdesk.services.importing.names import spelling_key
from salesdesk.services.importing.words import words_for

Count = Literal["trials", "successes"]
_COUNTS: Final[tuple[Count, Count]] = ("trials", "successes")
_ENOUGH: Final = 0.6


@frozen
class Measured:
    """A competency of the desk: its name, out of what it counts, and into what that turns."""

    name: str
    of_what: str
    into_what: str

    def counted_by(self, activity: str) -> Iterator[Count]:
        """Gives which of its counts an activity is, if any."""
        if spelling_key(activity) == spelling_key(self.of_what):
            yield "trials"
        if spelling_key(activity) == spelling_key(self.into_what):
            yield "successes"


def number_rows(table: Table, measured: Sequence[Measured], year: str = "") -> Table:
    """Gives a table in which the competency, its two counts and the Monday of the week stand in columns of their own.

    Columns may be headed by a competency with a word for either count, or by an activity that a competency starts
    from or ends in; or a column names the activity of each row. Another table comes back as it is.
    """
    table = _weeks_down(_week_counts_down(table, year), year)
    table = _counts_down(_with_mondays(table, year))
    places = _named_counts(table) or _activity_columns(table, measured)
    if places:
        return _unpivoted(table, places)
    return _of_activities(table, measured) or table


def _weeks_down(table: Table, year: str) -> Table:
    """Makes a row of each number of a table with a column a week."""
    weeks = weeks_named(table.headers, year)
    if not _mostly(
        [cell for i in weeks for cell in table.column(i) if not says_nothing(cell)], looks_like_number
    ):
        return table
    kept = [i for i in range(len(table.headers)) if i not in weeks]
    rows = tuple(_week_of(row, kept, i, day, table.headers[i]) for row in table.rows for i, day in weeks.items()
                 if not says_nothing(row.cells[i]))  # fmt: skip
    labels = (target_named("numbers", name).label for name in ("week_start", "trials"))
    headers = (*(table.headers[i] for i in kept), *labels)
    note = _note_on_weeks({table.headers[i]: weeks[i] for i in sorted(weeks)})
    return replace(table, headers=headers, rows=rows, notes=(*table.notes, note))


def _note_on_weeks(weeks: Mapping[str, date]) -> str:
    """Says which weeks columns are read as, or as days of which ones, from the names of the columns in order."""
    told = {"first": next(iter(weeks)), "last": [*weeks][-1], "start": min(weeks.values()).isoformat()}
    mondays, end = len({*weeks.values()}), max(weeks.values()).isoformat()
    if mondays == len(weeks):
        return _(
            "Each of the columns “{first}” to “{last}” is read as a week of its own, from Monday {start} to {end}.",
            **told, end=end,
        )  # fmt: skip
    if mondays == 1:
        return _(
            "The columns “{first}” to “{last}” are days of the week from Monday {start}, which are added up.", **told,
        )  # fmt: skip
    return _(
        "The columns “{first}” to “{last}” are days of the weeks from Monday {start} to {end}; those of one week are "
        "added up.", **told, end=end,
    )  # fmt: skip


def _week_counts_down(table: Table, year: str) -> Table:
    """Makes a row of each week of a table in which every week has a column for either count: “W10 2026 out of”."""
    parted = {i: told for i, header in enumerate(table.headers) for told in _parted(header)}
    names = list(dict.fromkeys(name for name, _count in parted.values()))
    weeks = {names[i]: day for i, day in weeks_named(names, year).items()}
    places: defaultdict[str, dict[Count, int]] = defaultdict(dict)
    for index, (name, count) in parted.items():
        if name in weeks:
            places[name].setdefault(count, index)
    if not places or any(len(counts) < len(_COUNTS) for counts in places.values()):
        return table
    taken = {index for counts in places.values() for index in counts.values()}
    kept = [i for i in range(len(table.headers)) if i not in taken]
    rows = tuple(
        replace(row, cells=(*(row.cells[i] for i in kept), weeks[name], *(row.cells[counts[c]] for c in _COUNTS)))
        for row in table.rows for name, counts in places.items()
        if not all(says_nothing(row.cells[index]) for index in counts.values())
    )  # fmt: skip
    labels = (target_named("numbers", name).label for name in ("week_start", *_COUNTS))
    note = _note_on_weeks({name: weeks[name] for name in places})
    headers = (*(table.headers[i] for i in kept), *labels)
    return replace(table, headers=headers, rows=rows, notes=(*table.notes, note))


def yearless_weeks(table: Table, year: str) -> list[str]:
    """Gives the weeks, heads of columns or cells, that are weeks only once a year is told."""
    heads = weeks_named(table.headers, year).keys() - weeks_named(table.headers).keys()
    if heads:
        return [table.headers[index] for index in sorted(heads)]
    without, told = _with_mondays(table, ""), _with_mondays(table, year)
    rows = zip(without.rows, told.rows, strict=True) if told is not table else ()
    return [text_of(a) for one, other in rows for a, b in zip(one.cells, other.cells, strict=True) if a != b]


def _week_of(row: FileRow, kept: Sequence[int], index: int, day: date, header: str) -> FileRow:
    number, fault = number_or_fault(row.cells[index], header)
    return replace(row, cells=(*(row.cells[i] for i in kept), day, number), fault=fault or row.fault)


def _counts_down(table: Table) -> Table:
    """Gives a table in which each row is one count of a competency the two columns of counts, the other one empty."""
    named = (i for i, header in enumerate(table.headers) if normalised(header) in _words("trials"))
    values = next((i for i in named if _numeric(table, i)), None)
    for index in range(len(table.headers)):
        told = [next(_told_count(text_of(cell)), None) for cell in table.column(index)]
        counts = [each for each in told if each]
        if (
            values is None
            or index == values
            or len(counts) < len(told)
            or len({c for _n, c in counts}) < len(_COUNTS)
        ):
            continue
        kept = [i for i in range(len(table.headers)) if i not in (index, values)]
        names = [name for name, _count in counts if name]
        rows = tuple(
            replace(row, cells=(
                *(row.cells[i] for i in kept), *([name] if names else []),
                *(row.cells[values] if count == each else 0 for each in _COUNTS),
            ))
            for row, (name, count) in zip(table.rows, counts, strict=True)
        )  # fmt: skip
        added = [
            target_named("numbers", name).label for name in (*(["competency_id"] if names else []), *_COUNTS)
        ]
        return replace(table, headers=(*(table.headers[i] for i in kept), *added), rows=rows)
    return table


def _told_count(text: str) -> Iterator[tuple[str, Count]]:
    """Gives the count that a cell stands for, with the competency it names beside it, if any."""
    yield from _parted(text)
    for count in _COUNTS:
        if normalised(text) in _words(count):
            yield "", count


_Places = Mapping[str, Mapping[Count, int]]
"""In which columns the counts of each competency stand."""


def _named_counts(table: Table) -> _Places:
    """Finds columns such as “Meetings won: out of” and “Meetings won: became”."""
    found: defaultdict[str, dict[Count, int]] = defaultdict(dict)
    for index, header in enumerate(table.headers):
        for name, count in _parted(header):
            if _numeric(table, index):
                found[name].setdefault(count, index)
    return {name: counts for name, counts in found.items() if len(counts) == len(_COUNTS)}


def _parted(header: str) -> Iterator[tuple[str, Count]]:
    """Parts the name of a column into that of a competency and the word for a count beside it."""
    words = header.replace(":", " ").replace("–", " ").split()
    for count in _COUNTS:
        for place in range(1, len(words)):
            before, behind = " ".join(words[:place]), " ".join(words[place:])
            if normalised(behind) in _words(count):
                yield before.rstrip(" -,("), count
            elif normalised(before) in _words(count):
                yield behind.strip(" -,()"), count


@cache
def _words(count: Count) -> frozenset[str]:
    return frozenset(normalised(word) for word in words_for("competency_number", count))


def _activity_columns(table: Table, measured: Sequence[Measured]) -> _Places:
    """Finds, for each competency of the desk, the columns of the activities it starts from and ends in."""
    found: dict[str, dict[Count, int]] = {}
    for each in measured:
        counts: dict[Count, int] = {
            count: index for index, header in enumerate(table.headers) for count in each.counted_by(header)
            if _numeric(table, index)
        }  # fmt: skip
        if len(counts) == len(_COUNTS):
            found[each.name] = counts
    return found


def _unpivoted(table: Table, places: _Places) -> Table:
    """Makes a row of each competency of a row; what is empty on both sides says nothing."""
    taken = {index for counts in places.values() for index in counts.values()}
    kept = [i for i in range(len(table.headers)) if i not in taken]
    rows = [
        _counted(row, kept, name, [row.cells[counts[count]] for count in _COUNTS])
        for row in table.rows
        for name, counts in places.items()
        if not all(says_nothing(row.cells[index]) for index in counts.values())
    ]
    note = _(
        "The numbers of {names} are read from columns of their own.",
        names=", ".join(f"“{n}”" for n in places),
    )
    return _with_counts(table, kept, rows, note)


def _of_activities(table: Table, measured: Sequence[Measured]) -> Table | None:
    """Counts rows of activities, as a CRM logs them, for the competencies they are tries or successes of."""
    if any(normalised(header) in _words("successes") for header in table.headers):
        return None
    index = next((i for i in range(len(table.headers)) if _names_activities(table, i, measured)), None)
    if index is None:
        return _none_counted(table, measured)
    table = without_planned(table)
    amounts = [i for i, header in enumerate(table.headers) if normalised(header) in _words("trials")]
    kept = [i for i in range(len(table.headers)) if i not in {index, *amounts[:1]}]
    rows: list[FileRow] = []
    spare: Counter[str] = Counter()
    for row in table.rows:
        number = row.cells[amounts[0]] if amounts else 1
        counted = [(each, count) for each in measured for count in each.counted_by(text_of(row.cells[index]))]
        spare[text_of(row.cells[index])] += not counted
        rows += (_counted(row, kept, each.name, [number if c == count else 0 for c in _COUNTS])
                 for each, count in counted)  # fmt: skip
    notes = [_("Activities under “{header}” count for the competencies that start from or end in them.",
               header=table.headers[index])]  # fmt: skip
    if told := ", ".join(f"“{name}” ({rows:,})" for name, rows in spare.most_common(_SHOWN) if rows):
        notes.append(
            _("No competency counts these activities, so their rows are left out: {told}.", told=told)
        )
    return replace(_with_their_day(_with_counts(table, kept, rows, *notes)), is_log=not amounts)


def _with_their_day(table: Table) -> Table:
    """Takes the only column of days in a log of activities for the day of each, whatever it is called."""
    week = target_named("numbers", "week_start")
    days = [i for i in range(len(table.headers)) if are_days(table, i)]
    if len(days) != 1 or any(normalised(header) in week.names for header in table.headers):
        return table
    note = _("“{header}” is taken for the day of each activity.", header=table.headers[days[0]])
    headers = tuple(week.label if i == days[0] else header for i, header in enumerate(table.headers))
    return replace(table, headers=headers, assumed=(*table.assumed, note))


def _none_counted(table: Table, measured: Sequence[Measured]) -> None:
    """Raises UserError where a row has one number, or is one activity, and no competency of the desk counts it."""
    numbered = any(normalised(header) in _words("trials") for header in table.headers)
    counted = dict.fromkeys(name for each in measured for name in (each.of_what, each.into_what) if name)
    known = ", ".join(counted) or "–"
    names = target_named("numbers", "competency_id").names
    index = next((i for i, header in enumerate(table.headers) if normalised(header) in names), None)
    if index is None:
        if not numbered:
            return
        raise UserError(
            _("Nothing says what the numbers count, so none were imported; name it in a column “Activity”: the "
              "competencies of this desk count {known}.", known=known)
        )  # fmt: skip
    found = dict.fromkeys(text_of(cell) for cell in table.column(index) if not says_nothing(cell))
    raise UserError(
        _("No competency counts what stands under “{header}” ({found}), and no columns tell how many became what, so "
          "nothing was imported as numbers; the competencies of this desk count {known}.",
          header=table.headers[index], found=", ".join([*found][:_SHOWN]), known=known)
    )  # fmt: skip


_SHOWN: Final = 5


def _names_activities(table: Table, index: int, measured: Sequence[Measured]) -> bool:
    cells = [text_of(cell) for cell in table.column(index) if not says_nothing(cell)]
    return _mostly(cells, lambda cell: any(list(each.counted_by(str(cell))) for each in measured))


def _counted(row: FileRow, kept: Sequence[int], name: str, counts: Sequence[Cell]) -> FileRow:
    filled = (0 if says_nothing(count) else count for count in counts)
    return replace(row, cells=(*(row.cells[i] for i in kept), name, *filled))


def _with_counts(table: Table, kept: Sequence[int], rows: Sequence[FileRow], *notes: str) -> Table:
    labels = (target_named("numbers", name).label for name in ("competency_id", *_COUNTS))
    headers = (*(table.headers[i] for i in kept), *labels)
    return replace(table, headers=headers, rows=tuple(rows), notes=(*table.notes, *notes))


def _with_mondays(table: Table, year: str) -> Table:
    """Puts Mondays in place of the words for calendar weeks, as “KW 5/2026” and “2026-W05”."""
    years = next((i for i in range(len(table.headers)) if _mostly(table.column(i), year_in)), None)
    for index, header in enumerate(table.headers):
        found = [_monday(row, index, header, years, year) for row in table.rows]
        if found and sum(day is not None for day in found) >= _ENOUGH * len(found):
            rows = tuple(
                replace(row, cells=tuple(day or c if i == index else c for i, c in enumerate(row.cells)))
                for row, day in zip(table.rows, found, strict=True)
            )
            label = target_named("numbers", "week_start").label
            headers = tuple(label if i == index else h for i, h in enumerate(table.headers))
            return replace(table, rows=rows, headers=headers)
        if are_days(table, index) and heads_last_days(header):
            label = target_named("numbers", "week_start").label
            return replace(table, headers=(*table.headers[:index], label, *table.headers[index + 1 :]))
    return table


def _monday(row: FileRow, index: int, header: str, years: int | None, year: str) -> date | None:
    text = text_of(row.cells[index])
    if text.isdigit() and normalised(header) in {normalised(word) for word in words_for("period", "week")}:
        text = f"{header} {text}"
    told = text_of(row.cells[years]) if years not in (None, index) else year
    try:
        return parse_week(text)
    except ValueError:
        try:
            return parse_week(f"{text} {told}")
        except ValueError:
            return None


def _numeric(table: Table, index: int) -> bool:
    return _mostly([cell for cell in table.column(index) if not says_nothing(cell)], looks_like_number, 1)


def _mostly(cells: Collection[Cell], reads: Callable[[Cell], object], least: float = _ENOUGH) -> bool:
    """Tells whether most cells can be read."""
    return bool(cells) and sum(_reads(reads, cell) for cell in cells) >= least * len(cells)


def _reads(reads: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return bool(reads(cell))
    except ValueError:
        return False
