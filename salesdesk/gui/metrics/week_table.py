"""The grid of the numbers of the week: which person, competency and week each cell is of, and what may stand in it."""

from dataclasses import replace
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView

from salesdesk.gui.context import GuiContext
from salesdesk.gui.models.plain_rows import TEAM_ROW, SumModel
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.figure_grid import FigureGrid
from salesdesk.gui.widgets.pasted_cells import Edit, Pasted, RefusedCell
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.comparison import Tally
from salesdesk.services.field_words import TableRow
from salesdesk.services.metrics.values import CompetencyChoice
from salesdesk.services.numbers.values import MOST, NumbersGrid

if TYPE_CHECKING:
    from salesdesk.exchange.pasted_tables import PastedFrame

NAME: Final = "name"
TRIALS, SUCCESSES = "trials", "successes"
HEAD_WIDTH: Final = 12
NARROWEST: Final = 92


class WeekModel(SumModel):
    """Knows which person, competency and week a cell stands for; counts can be edited, sums cannot.

    `week` is that of all rows, None where each row is one.
    """

    week: date | None = None

    def show_grid(self, grid: NumbersGrid, *, by_week: bool) -> list[TableRow]:
        """Takes the columns of a grid and gives its rows, the sums last."""
        self.week = None if by_week else grid.week
        columns = _columns(grid.measured, by_week)
        if columns != list(self.columns):
            self.set_rows(())
            self.set_columns(columns)
        rows = [
            TableRow(
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
        return [*rows, TableRow(TEAM_ROW, sums)] if len(rows) > 1 else rows

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


def _other_of(column: str) -> str:
    """Names the column of the other count of a pair."""
    competency, count = place_of(column)
    return name_of(competency, SUCCESSES if count == TRIALS else TRIALS)


def week_of(row_id: int) -> date:
    """Gives the Monday a row stands for, in the grid of one person."""
    return date.fromordinal(row_id)


def _columns(measured: tuple[CompetencyChoice, ...], by_week: bool) -> list[Field]:
    label = _("Week of") if by_week else _("Salesperson")
    columns = [Field(name=NAME, label=label, type=FieldType.TEXT, editable=False)]
    for each in measured:
        for count, label in ((TRIALS, each.of_what), (SUCCESSES, each.into_what)):
            columns.append(
                Field(
                    name=name_of(each.id, count), label=label, type=FieldType.INTEGER, help=each.name, low=0,
                    high=MOST,
                )
            )  # fmt: skip
    return columns


def _values(measured: tuple[CompetencyChoice, ...], cells: tuple[Tally | None, ...]) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for each, cell in zip(measured, cells, strict=True):
        values[name_of(each.id, TRIALS)] = cell.trials if cell else None
        values[name_of(each.id, SUCCESSES)] = cell.successes if cell else None
    return values


class WeekTable(FigureGrid):
    """A record table that passes over what cannot be typed into, so that no key is pressed in vain."""

    holds = "numbers"

    def __init__(self, model: WeekModel, context: GuiContext) -> None:
        super().__init__(model, context.tools, context.state, "week_numbers", _("Numbers of the week"))
        self._context, self._model = context, model
        # The sums stay at the bottom, so this table keeps its order.
        self.setSortingEnabled(False)
        self.dressed.connect(self.fit)

    def frame(self) -> "PastedFrame":
        """Gives the counts from the current column on; in the grid of one person the rows are weeks, not people."""
        if self._model.week is None:
            return super().frame()
        counts = self._model.columns[self.figures_from() :]
        heads = tuple((field.help, place_of(field.name)[1]) for field in counts)
        return replace(super().frame(), heads=heads, week=self._model.week.isoformat())

    def settled(self, pasted: Pasted) -> Pasted:
        """Keeps empty cells from taking counts away, and a count from standing beside a nought nobody wrote."""
        refused = {(each.record_id, each.field) for each in pasted.refused}
        counts = [edit for edit in pasted.edits if edit[2] is not None]
        alone = [edit for edit in counts if (edit[0], _other_of(edit[1])) in refused and self._is_new(edit)]
        held = tuple(map(self._held_back, alone))
        edits = tuple(edit for edit in counts if edit not in alone)
        return replace(pasted, edits=edits, refused=(*pasted.refused, *held))

    def _is_new(self, edit: Edit) -> bool:
        """Tells whether no count of a pair is stored yet: the other one would be stored as nought."""
        return self._model.row_at(self._model.place_of(edit[0])).values.get(edit[1]) is None

    def _held_back(self, edit: Edit) -> RefusedCell:
        row_id, name, count = edit
        labels = {field.name: field.label for field in self._model.columns}
        who = self._model.row_at(self._model.place_of(row_id)).values[NAME]
        where = _("{row}, {column}", row=who, column=labels[name])
        why = _("{count} was left out too, as “{other}” beside it would count as 0.",
                count=count, other=labels[_other_of(name)])  # fmt: skip
        return RefusedCell(row_id, name, where, why)

    def fit(self) -> None:
        """Takes the height of its rows, and spreads the columns over the width."""
        px, header = self._context.theme.px, self.horizontalHeader()
        # Equal widths, but wide enough for every head; in a small window the table scrolls instead.
        # A head never asks for less than the least width that was set before.
        header.setMinimumSectionSize(1)
        heads = [header.sectionSizeHint(column) for column in range(1, header.count())]
        figures = self.columns.width_of_figures(range(1, header.count()))
        header.setMinimumSectionSize(max([px(NARROWEST), *heads, figures]))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if header.count():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        rows = px(ROW_HEIGHT) * self.model().rowCount()
        self.setFixedHeight(header.sizeHint().height() + rows + px(14))

    def begin_at(self, row: int) -> None:
        """Puts the keyboard on the first count of a row."""
        if self.model().columnCount() > 1:
            self.setCurrentIndex(self.model().index(row, 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cell_after(self, step: int) -> QModelIndex | None:
        """Gives the next or previous count; what cannot be typed into is passed over."""
        cells, current = self._cells(), self.currentIndex()
        width = self.model().columnCount()
        at = current.row() * width + current.column() if current.isValid() else -1
        rest = cells[at + 1 :] if step > 0 else cells[: max(at, 0)][::-1]
        return next((index for index in rest if index.flags() & Qt.ItemFlag.ItemIsEditable), None)

    def _cells(self) -> list[QModelIndex]:
        model = self.model()
        return [
            model.index(row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
