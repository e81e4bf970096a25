"""Takes the numbers of the week in a grid that is typed and pasted into like a spreadsheet."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from textwrap import wrap
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.metrics.week_bar import WEEK, WeekBar
from salesdesk.gui.models.plain_rows import TEAM_ROW, SumModel
from salesdesk.gui.models.record_table_model import FIELD_ROLE, ID_ROLE
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.wishes import ImportTable, OpenList
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.comparison import Tally
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.metrics.values import CompetencyChoice
from salesdesk.services.numbers.values import Entry, NumbersGrid, Place

NAME: Final = "name"
TRIALS, SUCCESSES = "trials", "successes"
HEAD_WIDTH: Final = 12


class WeekModel(SumModel):
    """Knows which person, competency and week a cell stands for; counts can be edited, sums cannot."""

    def show_grid(self, grid: NumbersGrid, *, by_week: bool) -> list[TableRow]:
        """Takes the columns of a grid and gives its rows, the sums last."""
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


def week_of(row_id: int) -> date:
    """Gives the Monday a row stands for, in the grid of one person."""
    return date.fromordinal(row_id)


def _columns(measured: tuple[CompetencyChoice, ...], by_week: bool) -> list[Field]:
    label = _("Week of") if by_week else _("Salesperson")
    columns = [Field(name=NAME, label=label, type=FieldType.TEXT, editable=False)]
    for each in measured:
        for count, label in ((TRIALS, each.of_what), (SUCCESSES, each.into_what)):
            columns.append(
                Field(name=name_of(each.id, count), label=label, type=FieldType.INTEGER, help=each.name)
            )
    return columns


def _values(measured: tuple[CompetencyChoice, ...], cells: tuple[Tally | None, ...]) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for each, cell in zip(measured, cells, strict=True):
        values[name_of(each.id, TRIALS)] = cell.trials if cell else None
        values[name_of(each.id, SUCCESSES)] = cell.successes if cell else None
    return values


NARROWEST = 92


class WeekTable(RecordTable):
    """A record table that passes over what cannot be typed into, so that no key is pressed in vain."""

    tables_of = "numbers"

    def __init__(self, model: WeekModel, context: GuiContext) -> None:
        super().__init__(model, context.tools, context.state, "week_numbers", _("Numbers of the week"))
        self._context = context
        # The sums stay at the bottom, so this table keeps its order.
        self.setSortingEnabled(False)
        self.dressed.connect(self.fit)

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


TITLE: Final = _("Numbers of the week")
NO_COMPETENCY: Final = _(
    "Each week a few counts tell how a competency develops: how often it was tried, and what became of it. "
    "No competency is in use yet."
)
SET_UP: Final = _("Set up competencies")
NOBODY: Final = _("These numbers belong to salespeople. Add the first one on the Team tab.")
HINT: Final = _("Type a count, then Tab; or paste a range from a spreadsheet. Delete takes counts away.")
SAME: Final = _(" Where “{word}” is the same number as on the left, leave it empty.")
MANY: Final = _(" {count} competencies are many: with up to five, this takes less than two minutes.")
BESIDE: Final = _(" People in brackets are not in the team total.")
FEW: Final = 5
Cell = tuple[int, str, int | None]


class WeekNumbersCard(Card, Block):
    """Folded it says what is entered; unfolded it is the grid of the team, or of one person's last weeks."""

    reads = frozenset({WEEK})

    def __init__(self, place: BlockPlace) -> None:
        context = place.context
        super().__init__(context.theme, TITLE)
        self._place, self._numbers, self._context = place, place.services.numbers, context
        self._person_id: int | None = None
        self._grid: NumbersGrid | None = None
        self._model = WeekModel((), context.formats, editable=True, parent=self)
        self.table = WeekTable(self._model, context)
        self._bar, self._hint = WeekBar(context), QLabel()
        self._empty, self._open = EmptyState(context.theme, NO_COMPETENCY, SET_UP), QWidget()
        self._fold = self.add_action(_("Enter them"), self._turn)
        self._fill()
        self._wire()

    def show_person(self, person_id: int | None) -> None:
        """Shows the team's numbers of the chosen week, or one person's up to it."""
        self._person_id = person_id
        self._bar.show_week(self._place.state.get(WEEK))
        self._grid = grid = self._numbers.grid(self._bar.week, person_id)
        self.table.typed.about = str(person_id or grid.week)
        rows = self._model.show_grid(grid, by_week=person_id is not None)
        self.table.set_rows(rows)
        self.table.fit()
        ready = bool(grid.measured and grid.lines)
        self._empty.say(NO_COMPETENCY if not grid.measured else NOBODY, "" if grid.measured else SET_UP)
        self._empty.setVisible(not ready)
        self._fold.setVisible(ready)
        if not ready:
            self._open.hide()
        self._say(grid)

    def begin(self) -> None:
        """Opens the grid with the keyboard on the first person without counts, or on the week itself."""
        if self._fold.isHidden():
            (self._empty.first_step or self).setFocus()
        else:
            self._unfold(True)
            lines = self._grid.lines if self._grid is not None else ()
            bare = [row for row, line in enumerate(lines) if not line.entered]
            self.table.begin_at(len(lines) - 1 if self._person_id is not None else bare[0] if bare else 0)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that begins to enter numbers."""
        return {"week_numbers": self._enter}

    def _fill(self) -> None:
        configure(self, name="week_card")
        configure(self._hint, "small", name="week_hint", wraps=True)
        configure(self._fold, name="week_fold")
        fill(QVBoxLayout(self._open), self._bar, self.table, self._hint, bare=True)
        self._open.hide()
        fill(self.body, self._empty, self._open)

    def _wire(self) -> None:
        self._bar.week_chosen.connect(self._on_bar_week_chosen)
        self._empty.first_step_requested.connect(partial(self._context.wishes.make, OpenList("competency")))
        self._place.guard(self.table, self.table.edit_settled)
        self.table.edit_refused.connect(self._place.refuse)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._on_table_cells_pasted)
        self.table.table_pasted.connect(self._on_table_table_pasted)
        self.table.trash_requested.connect(self._on_table_trash_requested)

    def _enter(self) -> None:
        page = self._place.page
        page.catch_up()
        self.begin()
        # The card has its new height only once it is laid out.
        QTimer.singleShot(0, self, lambda: page.bring_into_view(self, self.table))

    def _turn(self) -> None:
        if self._open.isHidden():
            self.begin()
        else:
            self._unfold(False)

    def _unfold(self, wanted: bool) -> None:
        self._open.setVisible(wanted)
        self._fold.setText(_("Close") if wanted else _("Enter them"))
        self._fold.setAccessibleName(f"{self._fold.text()}: {TITLE}")

    def _say(self, grid: NumbersGrid) -> None:
        """Says above the grid what is entered, and below it how to go on or what is odd."""
        formats = self._context.formats
        words = (
            _("{entered} of {count} weeks entered")
            if self._person_id
            else _("{entered} of {count} people entered")
        )
        entered = (
            words.format(entered=grid.entered, count=len(grid.counted))
            if grid.measured and grid.lines
            else ""
        )
        until = _("up to the week of") if self._person_id is not None else _("week of")
        self.set_title(TITLE, f"{until} {formats.plain_day(grid.week)} · {entered}" if entered else "")
        odd = _odd_words(grid, formats.plain_day)
        set_role(self._hint, "small", "soon" if odd else "")
        self._hint.setText(odd or _hint_words(grid))

    def _on_bar_week_chosen(self, week: date) -> None:
        self._place.page.banners.clear()
        self._place.state.choose(WEEK, week)

    def _on_table_cell_edited(self, row: int, column: str, count: int | None) -> None:
        if count is None:
            self._take([], [(row, column)])
        else:
            self._take([(row, column, count)], [])

    def _on_table_cells_pasted(self, cells: Sequence[Cell]) -> None:
        """Takes the counts of a pasted range; its empty cells and the sums leave things as they are."""
        self._take([cell for cell in cells if cell[0] != TEAM_ROW and cell[2] is not None], [])

    def _on_table_table_pasted(self, text: str) -> None:
        """Imports a table with names of people, weeks and competencies, which need not stand as they do here."""
        self._context.wishes.make(ImportTable(text, "numbers"))

    def _on_table_trash_requested(self, _ids: Sequence[int]) -> None:
        """Delete empties the selected cells."""
        chosen = [(index.data(ID_ROLE), index.data(FIELD_ROLE)) for index in self.table.selectedIndexes()]
        self._take([], [(row, column) for row, column in chosen if row != TEAM_ROW and column != NAME])

    def _take(self, typed: Sequence[Cell], emptied: Iterable[tuple[int, str]]) -> None:
        """Hands typed and emptied counts over; a pair of which nothing is left is taken away."""
        pairs: dict[Place, dict[str, int]] = defaultdict(dict)
        for row, column, count in typed:
            place, which = self._entry_place(row, column)
            pairs[place][which] = count or 0
        gone: dict[Place, set[str]] = defaultdict(set)
        for row, column in emptied:
            place, which = self._entry_place(row, column)
            gone[place].add(which)
        cleared = [
            place for place, counts in gone.items() if len(counts) == 2 or not self._other(place, counts)
        ]
        for place in gone.keys() - set(cleared):
            pairs[place] |= dict.fromkeys(gone[place], 0)
        entries: list[Entry] = [
            (*place, each.get(TRIALS), each.get(SUCCESSES)) for place, each in pairs.items()
        ]
        if entries:
            self._try(lambda: self._numbers.set_numbers(entries))
        if cleared:
            self._try(lambda: self._numbers.clear_numbers(cleared))

    def _entry_place(self, row: int, column: str) -> tuple[Place, str]:
        competency, count = place_of(column)
        if self._person_id is None:
            return (row, competency, self._bar.week), count
        return (self._person_id, competency, week_of(row)), count

    def _other(self, place: Place, counts: set[str]) -> int:
        """Gives the count of a pair that is not emptied."""
        other = SUCCESSES if TRIALS in counts else TRIALS
        row = place[0] if self._person_id is None else place[2].toordinal()
        values = self._model.row_at(self._model.place_of(row)).values
        return values.get(name_of(place[1], other)) or 0

    def _try(self, act: Callable[[], Changes]) -> None:
        """Stores counts, and shows the grid as it is stored: the page waits until the typing has settled."""
        if self._place.attempt(act):
            self.show_person(self._person_id)
        else:
            QTimer.singleShot(0, self, lambda: self.show_person(self._person_id))


def _odd_words(grid: NumbersGrid, write: Callable[[date], str]) -> str:
    """Says where more came of something than was tried: it is kept, and what it does to the ratio."""
    for line in grid.lines:
        for measured, cell in zip(grid.measured, line.cells, strict=True):
            if cell is not None and cell.exceeds:
                return _(
                    "{name}, week of {week}: more “{into_what}” than “{of_what}”. Kept; no range is shown.",
                    name=line.name,
                    week=write(line.week),
                    into_what=measured.into_what,
                    of_what=measured.of_what,
                )
    return ""


def _hint_words(grid: NumbersGrid) -> str:
    ends = {each.into_what.casefold() for each in grid.measured}
    same = next((each.of_what for each in grid.measured if each.of_what.casefold() in ends), "")
    many = MANY.format(count=len(grid.measured)) if len(grid.measured) > FEW else ""
    beside = BESIDE if grid.counted != grid.lines else ""
    return HINT + (SAME.format(word=same) if same else "") + beside + many
