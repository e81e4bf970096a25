"""Reads declared figures: of the team or one person, as words, as JSON, person by person, with the records behind."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from salesdesk.frozen import frozen
from salesdesk.model.kinds import kind_of
from salesdesk.services.people import active_people, of_team_or
from salesdesk.services.practices import FIGURES
from salesdesk.services.practices.declared import Counted, Figure, Limits
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile, Row

FIRST_YEAR_DAYS = 365


@frozen
class FigureValue:
    """A figure as it is now: its words, how it is computed, and the records behind it."""

    key: str
    title: str
    text: str
    spread: str
    note: str
    explanation: str
    kind: str
    ids: tuple[int, ...]
    of: int
    value: float | None

    @property
    def as_json(self) -> dict[str, Any]:
        """Gives it as scripts read it."""
        return {
            "title": self.title,
            "value": self.value,
            "n": len(self.ids),
            "of": self.of,
            "words": self.text,
        }


@frozen
class PersonBarValue:
    """The parts of one person: what each is called and how many there are, and the records of all."""

    title: str
    parts: tuple[tuple[str, int], ...]
    kind: str
    ids: tuple[int, ...]


def read_figure(
    desk: DeskFile, figure: Figure, person_id: int | None, limits: Limits, today: date
) -> FigureValue:
    """Reads one figure of the team or of one person."""
    counted = _counted(desk, figure, person_id, limits, today)
    told = figure.tell(counted)
    return FigureValue(
        figure.key, figure.title, told.text, told.spread, told.note, figure.explanation, figure.kind,
        counted.having, len(counted.of), told.value,
    )  # fmt: skip


def read_figures(
    desk: DeskFile, keys: Iterable[str], person_id: int | None, limits: Limits, today: date
) -> list[FigureValue]:
    """Reads several figures by their keys, in that order."""
    return [read_figure(desk, FIGURES[key], person_id, limits, today) for key in keys]


def newcomer_figures(
    desk: DeskFile, person_id: int | None, limits: Limits, today: date
) -> tuple[FigureValue, ...]:
    """Gives what the Desk shows first in the first year of a manager, once there is anything to count."""
    since = day_of(limits["manager_since"])
    if since is None or (today - since).days >= FIRST_YEAR_DAYS:
        return ()
    wanted = [key for key, figure in FIGURES.items() if figure.newcomer]
    return tuple(each for each in read_figures(desk, wanted, person_id, limits, today) if each.of)


def person_bars(
    desk: DeskFile, figures: Iterable[tuple[str, str]], person_id: int | None, limits: Limits, today: date
) -> list[PersonBarValue]:
    """Gives the parts of each person, most first; `figures` are keys with the words of the legend."""
    wanted = [(FIGURES[key], words) for key, words in figures]
    counted = [(words, _rows(desk, figure, person_id, limits, today)) for figure, words in wanted]
    bars: list[PersonBarValue] = []
    for number, name in active_people(desk):
        own = [
            (words, [row["id"] for row in rows if row["counted"] and row["person"] == number])
            for words, rows in counted
        ]
        ids = tuple(each for _, found in own for each in found)
        parts = tuple((words, len(found)) for words, found in own)
        bars.append(PersonBarValue(name, parts, wanted[0][0].kind, ids))
    return sorted((bar for bar in bars if bar.ids), key=lambda bar: -len(bar.ids))


def _counted(desk: DeskFile, figure: Figure, person_id: int | None, limits: Limits, today: date) -> Counted:
    rows = _rows(desk, figure, person_id, limits, today)
    having = [row for row in rows if row["counted"]]
    return Counted(
        tuple(row["id"] for row in having), tuple(row["id"] for row in rows),
        tuple(sorted(row["age"] for row in having)), limits, int(limits.get(figure.days, 0)),
    )  # fmt: skip


def _rows(desk: DeskFile, figure: Figure, person_id: int | None, limits: Limits, today: date) -> list[Row]:
    """Reads the records a figure counts out of, newest first; `counted` tells which it counts."""
    at = kind_of(figure.kind).at_sql("t")
    return desk.rows(
        f"SELECT t.id, t.salesperson_id AS person, ({figure.having}) AS counted, "
        f"CAST(julianday(:today) - julianday(date({at})) AS INTEGER) AS age "
        f"{figure.records_sql('days')} AND {of_team_or('t.salesperson_id')} ORDER BY {at} DESC, t.id DESC",
        {"today": today.isoformat(), "days": limits.get(figure.days, 0), "person": person_id},
    )
