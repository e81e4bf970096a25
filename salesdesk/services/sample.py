"""Writes a desk with the sample team, which lies in the resources with its dates counted from today."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesdesk.env.paths import resources_dir
from salesdesk.model.fields import FieldType
from salesdesk.practice.periods import add_months, quarter_of, week_start

STEP_NAME = "Sample team"
DAY = timedelta(days=1)
WORKING_DAYS = 5
_COUNTED = re.compile(r"(?P<unit>[dwq])(?P<number>-?\d+)(?:\+(?P<weekend>[12]))?(?: (?P<time>\d\d:\d\d))?")
_READERS: dict[FieldType | None, Callable[[str], Any]] = {
    FieldType.INTEGER: int,
    FieldType.REFERENCE: int,
    FieldType.NUMBER: float,
    FieldType.PERCENT: float,
    FieldType.MONEY: Decimal,
    FieldType.BOOLEAN: lambda cell: cell == "True",
}


def write_sample(path: Path, today: date, passphrase: str = "") -> dict[str, int]:
    """Writes a new desk with the sample team, alive on `today`; gives the number of records by kind."""
    from sqlalchemy import insert, update

    from salesdesk.model import model_of
    from salesdesk.model.base import Base
    from salesdesk.store.whole_desk import whole_new_desk

    counts: dict[str, int] = {}
    with whole_new_desk(path, passphrase=passphrase) as desk, desk.change(STEP_NAME, undoable=False) as work:
        for kind in (table.name for table in Base.metadata.sorted_tables):
            rows = list(sample_rows(kind, today))
            if kind == "team_settings":
                work.session.execute(update(model_of(kind)).values(**rows[0]))
            elif rows:
                work.session.execute(insert(model_of(kind)), rows)
            counts[kind] = len(rows)
    return counts


def sample_rows(kind: str, today: date) -> Iterator[dict[str, Any]]:
    """Gives the records of a kind as they stand on `today`; their ids are their places."""
    from salesdesk.model import fields_of

    types = {field.name: field.type for field in fields_of(kind)}
    path = resources_dir() / "sample" / f"{kind}.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), 1):
            row = {name: _value(types.get(name), cell, today) for name, cell in cells.items()}
            if "created_at" in row:
                row |= {"id": number, "changed_at": row["created_at"]}
            yield row


def counted_day(unit: str, number: int, today: date) -> date:
    """Gives the day that lies so many working days, weeks (d, w) or quarters (q) from the one of `today`.

    Counted in working days nobody meets or signs on a Sunday, whatever day the sample is opened on.
    """
    if unit == "q":
        return add_months(quarter_of(today).start, 3 * number)
    if unit == "w":
        return week_start(today) + 7 * number * DAY
    if number == 0:
        return today
    start = today.weekday()
    if start >= WORKING_DAYS:
        start = WORKING_DAYS - 1 if number > 0 else WORKING_DAYS
    weeks, left = divmod(start + number, WORKING_DAYS)
    return week_start(today) + (7 * weeks + left) * DAY


def _value(type_: FieldType | None, cell: str, today: date) -> Any:
    """Reads one cell; `type_` is None for the stamp of a record, a day within a text stays text."""
    if not cell:
        return None
    if found := _COUNTED.fullmatch(cell):
        day = _day(found, today)
        if found["time"]:
            return datetime.combine(day, time.fromisoformat(found["time"]))
        return day.isoformat() if type_ is FieldType.TEXT else day
    return _READERS[type_](cell) if type_ in _READERS else cell


def _day(found: re.Match[str], today: date) -> date:
    number = int(found["number"])
    day = counted_day(found["unit"], number, today)
    if not found["weekend"]:
        return day
    return min(day + int(found["weekend"]) * DAY, counted_day("d", number + 1, today))
