"""Turns a table of weekly numbers, however it is laid out, into one row a person, competency and week."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from salesdesk.exchange.activities import Measured
from salesdesk.exchange.activity_tables import of_activities, of_columns
from salesdesk.exchange.count_columns import (
    COUNTS,
    ENOUGH,
    Count,
    Places,
    count_faults,
    count_words,
    mostly,
    numeric,
    unpivoted,
)
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.period_words import year_in
from salesdesk.exchange.readable_columns import are_days
from salesdesk.exchange.table import FileRow, Table, normalised, says_nothing, text_of
from salesdesk.exchange.week_words import heads_last_days, parse_week, week_in, weeks_named
from salesdesk.services.importing.words import words_for


def number_rows(table: Table, measured: Sequence[Measured], year: str = "") -> Table:
    """Gives a table in which the competency, its two counts and the Monday of the week stand in columns of their own.

    Columns may be headed by a competency with a word for either count, or by an activity that a competency starts
    from or ends in; or a column names the activity of each row. Another table comes back as it is.
    """
    table = _weeks_down(_week_counts_down(table, year), year)
    table = _counts_down(_with_mondays(table, year))
    if places := _named_counts(table):
        return unpivoted(table, places)
    return of_columns(table, measured) or of_activities(table, measured) or table


def with_week_named(table: Table, texts: Sequence[str], year: str, today: date) -> Table:
    """Gives numbers of which no column tells the week that of the first title or name that tells one, and says so."""
    week = target_named("numbers", "week_start")
    if any(normalised(header) in week.names for header in table.headers) or yearless_weeks(
        table, str(today.year)
    ):
        return table
    if weeks_named(table.headers, year) or any(are_days(table, i) for i in range(len(table.headers))):
        return table
    told = ((monday, text) for text in texts if (monday := week_in(text, year, today)))
    monday, text = next(told, (None, ""))
    if monday is None:
        return table
    rows = tuple(replace(row, cells=(*row.cells, monday)) for row in table.rows)
    note = _("The week from Monday {start} is taken from “{where}”.", start=monday.isoformat(), where=text)
    return replace(table, headers=(*table.headers, week.label), rows=rows, assumed=(*table.assumed, note))


def _weeks_down(table: Table, year: str) -> Table:
    """Makes a row of each number of a table with a column a week."""
    weeks = weeks_named(table.headers, year)
    if not mostly(
        [cell for i in weeks for cell in table.column(i) if not says_nothing(cell)], looks_like_number
    ):
        return table
    kept = [i for i in range(len(table.headers)) if i not in weeks]
    rows = tuple(_week_of(table, row, kept, i, day) for row in table.rows for i, day in weeks.items()
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
    if not places or any(len(counts) < len(COUNTS) for counts in places.values()):
        return table
    taken = {index for counts in places.values() for index in counts.values()}
    kept = [i for i in range(len(table.headers)) if i not in taken]
    rows = tuple(
        replace(row, fault=count_faults(table, row, [*counts.values()]), cells=(
            *(row.cells[i] for i in kept), weeks[name], *(row.cells[counts[c]] for c in COUNTS),
        ))
        for row in table.rows for name, counts in places.items()
        if not all(says_nothing(row.cells[index]) for index in counts.values())
    )  # fmt: skip
    labels = (target_named("numbers", name).label for name in ("week_start", *COUNTS))
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


def _week_of(table: Table, row: FileRow, kept: Sequence[int], index: int, day: date) -> FileRow:
    cells = (*(row.cells[i] for i in kept), day, row.cells[index])
    return replace(row, cells=cells, fault=count_faults(table, row, [index]))


def _counts_down(table: Table) -> Table:
    """Gives a table in which each row is one count of a competency the two columns of counts, the other one empty."""
    named = (i for i, header in enumerate(table.headers) if normalised(header) in count_words("trials"))
    values = next((i for i in named if numeric(table, i)), None)
    for index in range(len(table.headers)):
        told = [next(_told_count(text_of(cell)), None) for cell in table.column(index)]
        counts = [each for each in told if each]
        if (
            values is None
            or index == values
            or len(counts) < len(told)
            or len({c for _n, c in counts}) < len(COUNTS)
        ):
            continue
        kept = [i for i in range(len(table.headers)) if i not in (index, values)]
        names = [name for name, _count in counts if name]
        rows = tuple(
            replace(row, cells=(
                *(row.cells[i] for i in kept), *([name] if names else []),
                *(row.cells[values] if count == each else 0 for each in COUNTS),
            ))
            for row, (name, count) in zip(table.rows, counts, strict=True)
        )  # fmt: skip
        added = [
            target_named("numbers", name).label for name in (*(["competency_id"] if names else []), *COUNTS)
        ]
        return replace(table, headers=(*(table.headers[i] for i in kept), *added), rows=rows)
    return table


def _told_count(text: str) -> Iterator[tuple[str, Count]]:
    """Gives the count that a cell stands for, with the competency it names beside it, if any."""
    yield from _parted(text)
    for count in COUNTS:
        if normalised(text) in count_words(count):
            yield "", count


def _named_counts(table: Table) -> Places:
    """Finds columns such as “Meetings won: out of” and “Meetings won: became”."""
    found: defaultdict[str, dict[Count, int]] = defaultdict(dict)
    for index, header in enumerate(table.headers):
        for name, count in _parted(header):
            if numeric(table, index):
                found[name].setdefault(count, index)
    return {name: counts for name, counts in found.items() if len(counts) == len(COUNTS)}


def _parted(header: str) -> Iterator[tuple[str, Count]]:
    """Parts the name of a column into that of a competency and the word for a count beside it."""
    words = header.replace(":", " ").replace("–", " ").split()
    for count in COUNTS:
        for place in range(1, len(words)):
            before, behind = " ".join(words[:place]), " ".join(words[place:])
            if normalised(behind) in count_words(count):
                yield before.rstrip(" -,("), count
            elif normalised(before) in count_words(count):
                yield behind.strip(" -,()"), count


def _with_mondays(table: Table, year: str) -> Table:
    """Puts Mondays in place of the words for calendar weeks, as “KW 5/2026” and “2026-W05”."""
    years = next((i for i in range(len(table.headers)) if mostly(table.column(i), year_in)), None)
    for index, header in enumerate(table.headers):
        found = [_monday(row, index, header, years, year) for row in table.rows]
        if found and sum(day is not None for day in found) >= ENOUGH * len(found):
            rows = tuple(
                replace(row, cells=tuple(day or c if i == index else c for i, c in enumerate(row.cells)))
                for row, day in zip(table.rows, found, strict=True)
            )
            week = target_named("numbers", "week_start")
            label = header if normalised(header) in week.names else week.label
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
