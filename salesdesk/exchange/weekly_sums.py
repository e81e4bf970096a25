"""Adds up the rows of one person, competency and week, which days and activities come in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from salesdesk.exchange.planned_activities import note_on_planned
from salesdesk.practice.periods import week_start
from salesdesk.services.importing.values import NUMBER_SUFFIX, IncomingRow
from salesdesk.services.numbers.values import MOST

_COUNTS: Final = ("trials", "successes")
_KEY: Final = ("salesperson_id", "salesperson_id" + NUMBER_SUFFIX, "competency_id", "week_start")


def weekly(
    rows: Sequence[IncomingRow], today: date | None, *, is_log: bool = False
) -> tuple[list[IncomingRow], tuple[str, ...]]:
    """Gives one row a person, competency and week, and says how many were added to others.

    Activities of a log on days to come are planned, and left out.
    """
    sums: dict[tuple[Any, ...], IncomingRow] = {}
    kept: list[IncomingRow] = []
    done = [row for row in rows if not (is_log and today and _day_of(row, today) > today)]
    planned = len({row.number for row in rows}) - len({row.number for row in done})
    for row in (_of_week(each, today) for each in done):
        key = tuple(row.values.get(name) for name in _KEY)
        if row.errors or None in key[-2:]:
            kept.append(row)
        elif key in sums:
            counts = {count: sums[key].values.get(count, 0) + row.values.get(count, 0) for count in _COUNTS}
            added = (*sums[key].added, row.place)
            sums[key] = replace(sums[key], values=sums[key].values | counts, added=added)
        else:
            sums[key] = row
    total = len(done) - len(kept) - len(sums)
    told = n_("1 row was added to another of the same person, competency and week.",
              "{number:,} rows were added to others of the same person, competency and week.", total)  # fmt: skip
    found = sorted((*kept, *sums.values()), key=lambda row: row.number)
    return found, (*([note_on_planned(planned)] if planned else []), *([told] if total else []))


def _day_of(row: IncomingRow, today: date) -> date:
    day = row.values.get("week_start", today)
    return date(day.year, day.month, day.day)


def _of_week(row: IncomingRow, today: date | None) -> IncomingRow:
    """Gives a row with the Monday of its week; counts that cannot be, and weeks to come, are errors."""
    day, values = row.values.get("week_start"), dict(row.values)
    errors = [*row.errors]
    if isinstance(day, date):
        values["week_start"] = week_start(date(day.year, day.month, day.day))
        if today and values["week_start"] > week_start(today):
            errors.append(_("The week of {day} has not begun yet.", day=values["week_start"].isoformat()))
    # One that was told already, under the column it stands in, is not told again.
    if any(not 0 <= values.get(count, 0) <= MOST for count in _COUNTS if count not in row.unread):
        errors.append(_("A week has from 0 to {most:,} of anything.", most=MOST))
    return replace(row, values=values, errors=tuple(errors))
