"""Writes the sample team that is shipped, out of the generator: `python -m tests.sample.ship`."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

from salesdesk.env.paths import resources_dir
from salesdesk.model import models
from salesdesk.services.sample import counted_day
from tests.sample.build import SampleTeam, invent
from tests.sample.days import week_start
from tests.sample.plan import SamplePlan
from tests.sample.rows import blank
from tests.sample.words import words

DAY_MADE_ON = date(2026, 11, 11)
PLAN = SamplePlan.sized(9, 2, 1, DAY_MADE_ON)
UNITS = {"week_start": "w", "starts_on": "q"}
DATES_IN_TEXT = frozenset({"expected_on", "closed_on"})


def shipped_files(team: SampleTeam) -> dict[str, str]:
    """Gives the text of every file of the shipped sample by kind."""
    files = {model.__tablename__: _text(model.__tablename__, rows) for model, rows in team.rows.in_order()}
    lists = words("people")
    files["team_settings"] = _written([["team_name", "manager_name"], [lists["team"], lists["manager"]]])
    return files


def _text(kind: str, rows: list[dict[str, Any]]) -> str:
    """Leaves out what follows by itself: the id, the second stamp, and columns that are never filled."""
    defaults = blank(models()[kind])
    told = [n for n in rows[0] if n not in {"id", "changed_at"} and any(r[n] != defaults[n] for r in rows)]
    return _written([told, *([_cell(row, name) for name in told] for row in rows)])


def _written(lines: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _cell(row: dict[str, Any], name: str) -> str:
    value = row[name]
    if name in {"before", "after"} and row["field"] in DATES_IN_TEXT and value:
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        return f"{_counted(value.date(), 'd')} {value:%H:%M}"
    if isinstance(value, date):
        return _counted(value, UNITS.get(name, "d"))
    return "" if value is None else str(value)


def _counted(day: date, unit: str) -> str:
    """Counts a day from the day the sample was made on; a Saturday is the Friday and one day."""
    weekend = max(0, day.weekday() - 4) if unit == "d" else 0
    day -= timedelta(days=weekend)
    week = (week_start(day) - week_start(DAY_MADE_ON)).days // 7
    quarter = (day.year - DAY_MADE_ON.year) * 4 + (day.month - 1) // 3 - (DAY_MADE_ON.month - 1) // 3
    working = week * 5 + day.weekday() - DAY_MADE_ON.weekday()
    number = {"d": working, "w": week, "q": quarter}[unit]
    assert counted_day(unit, number, DAY_MADE_ON) == day, f"{day} is no {unit}"
    return f"{unit}{number}" + (f"+{weekend}" if weekend else "")


if __name__ == "__main__":
    folder = resources_dir() / "sample"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for kind, text in shipped_files(invent(PLAN)).items():
        (folder / f"{kind}.csv").write_text(text, encoding="utf-8", newline="\n")
