"""The numbers of the week as a table: people or weeks downwards, two counts a competency across, sums below."""

from datetime import date
from textwrap import wrap
from typing import Any, Final

from PySide6.QtCore import Qt

from salesdesk.gui.models.plain_rows import TEAM_ROW, PlainRow, SumModel
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.numbers import Counts, Measured, NumbersGrid

NAME: Final = "name"
TRIALS, SUCCESSES = "trials", "successes"
HEAD_WIDTH: Final = 12


class WeekModel(SumModel):
    """Knows which person, competency and week a cell stands for; counts can be edited, sums cannot."""

    def show_grid(self, grid: NumbersGrid, *, by_week: bool) -> list[PlainRow]:
        """Takes the columns of a grid and gives its rows, the sums last."""
        columns = _columns(grid.measured, by_week)
        if columns != list(self.columns):
            self.set_rows(())
            self.set_columns(columns)
        rows = [
            PlainRow(
                line.week.toordinal() if by_week else line.person_id,
                {NAME: self.formats.plain_day(line.week) if by_week else line.name}
                | _values(grid.measured, line.cells),
            )
            for line in grid.lines
        ]
        sums = {
            NAME: n_("Total of {number} week", "Total of {number} weeks", len(rows))
            if by_week
            else _("Team total")
        } | _values(grid.measured, grid.sums)
        return [*rows, PlainRow(TEAM_ROW, sums)] if len(rows) > 1 else rows

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Writes the heads on two lines, and an arrow before what came of the column to the left."""
        found = super().headerData(section, orientation, role)
        if role != Qt.ItemDataRole.DisplayRole or found is None:
            return found
        arrow = "→ " if self.columns[section].name.endswith(SUCCESSES) else ""
        return "\n".join(wrap(f"{arrow}{found}", HEAD_WIDTH, break_long_words=False))


def name_of(competency_id: int, count: str) -> str:
    """Names the column of a count."""
    return f"{competency_id} {count}"


def place_of(column: str) -> tuple[int, str]:
    """Gives the competency and the count a column stands for."""
    competency, count = column.split()
    return int(competency), count


def week_of(row_id: int) -> date:
    """Gives the Monday a row stands for, in the grid of one person."""
    return date.fromordinal(row_id)


def _columns(measured: tuple[Measured, ...], by_week: bool) -> list[Field]:
    label = _("Week of") if by_week else _("Salesperson")
    columns = [Field(name=NAME, label=label, type=FieldType.TEXT, editable=False)]
    for each in measured:
        for count, label in ((TRIALS, each.of_what), (SUCCESSES, each.into_what)):
            columns.append(
                Field(name=name_of(each.id, count), label=label, type=FieldType.INTEGER, help=each.name)
            )
    return columns


def _values(measured: tuple[Measured, ...], cells: tuple[Counts | None, ...]) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for each, cell in zip(measured, cells, strict=True):
        values[name_of(each.id, TRIALS)] = cell.trials if cell else None
        values[name_of(each.id, SUCCESSES)] = cell.successes if cell else None
    return values
