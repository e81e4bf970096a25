"""Shows the whole team as one table that is edited in place."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, pill, scrolled, search_line
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.records import RecordsService
from salesdesk.services.team.service import TeamService
from salesdesk.services.team.values import TeamFigures

NOBODY_YET = _(
    "Your salespeople belong here: who they are, how they stand and when you last talked. "
    "Add the first one, or import a list from your CRM with Ctrl+I."
)
ONLY_OUTSIDE = _("Nobody is in your team yet. An import brought {people}; let those in who are yours.")
OTHERS = {"candidate": _("Candidates"), "archived": _("Left the team"), "outside": _("Not in my team")}
"""The states of people who are no part of the team, each shown when its pill is pressed."""
LOWEST = 170
NOTHING_FOUND = _("Nobody here matches the filter.")


class TeamView(QWidget):
    """The table with its filter, what it shows besides the team, and the button that adds somebody."""

    person_opened = Signal(int)
    figure_opened = Signal(int, str)
    add_requested = Signal()
    trash_requested = Signal(object)
    let_in_requested = Signal(object)
    cells_edited = Signal(object)
    refused = Signal(str)

    def __init__(self, team: TeamService, records: RecordsService, context: GuiContext) -> None:
        super().__init__()
        self._team, self._records, self._context = team, records, context
        self._model = RecordTableModel(self._columns(), context.formats, editable=True, parent=self)
        self.table = FigureTable(
            self._model, context.tools, context.state, "team", _("The team"), behind=BEHIND
        )
        self._empty = EmptyState(context.theme, NOBODY_YET, _("Add a salesperson"))
        self._build_ui()
        self._connect()

    def refresh(self) -> None:
        """Reads everybody and their figures anew."""
        counts, states = self._team.counts(), ["active"]
        for state, box in self._others.items():
            box.setText(f"{box.property('words')} ({counts[state]})")
            box.setVisible(bool(counts[state]) or box.isChecked())
            if box.isChecked():
                states.append(state)
        if (columns := self._columns()) != list(self._model.columns):
            self._model.set_columns(columns)
        rows = self._records.rows("salesperson", where={"status": tuple(states)}, order_by=("status", "name"))
        figures = self._team.figures()
        self.table.set_rows([team_row(row, figures.get(row.id)) for row in rows])
        self._title.setText(n_("The team", "The team, {number} salespeople", counts["active"]))
        self._say_empty(counts["outside"])
        self._stack.setCurrentWidget(self.table if rows else self._empty)

    def edit_name(self, person_id: int) -> None:
        """Opens the name of somebody in the table for typing."""
        self._filter.clear()
        if self.table.select_record(person_id):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit(self.table.currentIndex())

    def show_outside(self) -> None:
        """Shows who is not in the team, the first of them chosen, to be let in."""
        self._others["outside"].setChecked(True)
        outside = self._outside()
        if outside:
            self.table.select_record(outside[0])
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _columns(self) -> list[Field]:
        quarter = self._team.quarter()
        since = self._context.formats.plain_day(quarter.start)
        return team_columns(self._records.fields("salesperson"), quarter.label, since)

    def _say_empty(self, outside: int) -> None:
        """Offers whom an import left outside before anybody is typed."""
        people = n_("1 person", "{number} people", outside)
        if outside:
            self._empty.say(
                ONLY_OUTSIDE.format(people=people), _("Choose your team from {people}", people=people)
            )
        else:
            self._empty.say(NOBODY_YET, _("Add a salesperson"))

    def _on_empty_first_step_requested(self) -> None:
        if self._outside_count():
            self.show_outside()
        else:
            self.add_requested.emit()

    def _outside_count(self) -> int:
        return self._team.counts()["outside"]

    def focus_filter(self) -> None:
        """Puts the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _build_ui(self) -> None:
        self._title = configure(QLabel(), "title", bold=True)
        self._filter = search_line(_("Filter the team"), "team_filter")
        self._add = configure(QPushButton(_("Add a salesperson")), name="add_salesperson")
        once_a_double_click(self._add)
        self._others = {state: self._toggle(state, words) for state, words in OTHERS.items()}
        self.table.set_empty_words(NOTHING_FOUND)
        head, pills = QWidget(), QWidget()
        flow = keep(self._context.theme, FlowLayout(head), spacing=8)
        self._let_in = configure(
            QPushButton(_("Let in")), name="let_in", tip=_("Takes the chosen people into my team")
        )
        self._let_in.hide()
        fill(QHBoxLayout(pills), *self._others.values(), self._let_in, bare=True)
        fill(flow, self._title, self._filter, pills, self._add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        content = QWidget()
        fill(QVBoxLayout(content), head, (self._stack, 1), bare=True)
        fill(QVBoxLayout(self), scrolled(content), bare=True)
        keep(self._context.theme, self._stack, least_height=LOWEST)

    def _toggle(self, state: str, words: str) -> QPushButton:
        box = pill(words, f"show_{state}", _("Show or hide: {words}", words=words.lower()))
        box.setProperty("words", words)
        box.toggled.connect(self.refresh)
        return box

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._model.set_filter)
        self._add.clicked.connect(self.add_requested)
        self._empty.first_step_requested.connect(self._on_empty_first_step_requested)
        self.table.row_opened.connect(self.person_opened)
        self.table.figure_opened.connect(self.figure_opened)
        self.table.trash_requested.connect(self.trash_requested)
        self._others["outside"].toggled.connect(self._let_in.setVisible)
        self._let_in.clicked.connect(self._on_let_in_clicked)
        self.table.cells_pasted.connect(self.cells_edited)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.edit_refused.connect(self.refused)
        down = QShortcut(QKeySequence("Down"), self._filter, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)

    def _outside(self, ids: Sequence[int] | None = None) -> list[int]:
        """Gives those who are not in the team, of these people or of all that are shown."""
        rows = [self._model.row_at(row) for row in range(self._model.rowCount())]
        return [r.id for r in rows if r.values["status"] == "outside" and (ids is None or r.id in ids)]

    def _on_let_in_clicked(self) -> None:
        chosen = self._outside(self.table.selected_ids())
        if chosen:
            self.let_in_requested.emit(chosen)
        else:
            self.refused.emit(
                _("Choose those who shall come into the team first; several at once with Ctrl.")
            )

    def _on_table_cell_edited(self, person_id: int, name: str, value: object) -> None:
        edits: Sequence[tuple[int, str, object]] = [(person_id, name, value)]
        self.cells_edited.emit(edits)


FIRST: Final = ("name", "level", "role")
"""The declared fields that stand before the computed columns."""
BEHIND: Final = {
    "computed_share": "won", "computed_won": "won", "computed_rate": "win_rate", "computed_range": "win_rate",
    "computed_development": "assignments", "computed_sales": "assignments",
}  # fmt: skip
"""The figure whose rows a computed column opens."""


def team_columns(declared: Sequence[Field], quarter: str, since: str) -> list[Field]:
    """Gives the columns of the team's table: who they are, how they stand, and all other facts."""
    shown = [f for f in declared if f.tabled]
    first = sorted((f for f in shown if f.name in FIRST), key=lambda f: FIRST.index(f.name))
    return [*first, *_computed(quarter, since), *(f for f in shown if f.name not in FIRST)]


def team_row(record: TableRow, figures: TeamFigures | None) -> TableRow:
    """Joins a stored salesperson with the figures computed for them."""
    values = dict(record.values) | (_values(figures) if figures else {})
    return TableRow(record.id, values, record.texts, record.kind)


def _computed(quarter: str, since: str) -> list[Field]:
    opens = _("Enter opens the rows behind it")
    return [
        _column(
            "won",
            _("Won {quarter}", quarter=quarter),
            FieldType.MONEY,
            _("Won since the quarter began, {since}. {opens}", since=since, opens=opens),
        ),
        _column(
            "share",
            _("Of quota"),
            FieldType.PERCENT,
            _("Won amount over the quota of the quarter. {opens}", opens=opens),
        ),
        _column(
            "rate",
            _("Win rate"),
            FieldType.PERCENT,
            _("Won of decided deals, plainly counted. {opens}", opens=opens),
        ),
        _column(
            "range",
            _("Likely range, cases"),
            FieldType.TEXT,
            _("Where the true win rate is likely to lie, 90% certain; few cases lean on the team"),
        ),
        _column(
            "last", _("Last one-on-one"), FieldType.DATE, _("The last one-on-one or review that was held")
        ),
        _column("next", _("Next one-on-one"), FieldType.DATE, _("The next one that is planned")),
        _column(
            "development",
            _("Development"),
            FieldType.INTEGER,
            _("Open development assignments. {opens}", opens=opens),
        ),
        _column("sales", _("Sales"), FieldType.INTEGER, _("Open sales assignments. {opens}", opens=opens)),
    ]


def _column(name: str, label: str, kind: FieldType, help_text: str) -> Field:
    return Field(name=f"computed_{name}", label=label, type=kind, help=help_text, editable=False)


def _values(figures: TeamFigures) -> dict[str, Any]:
    rate = figures.win_rate
    return {
        "computed_won": figures.attainment.won, "computed_share": figures.attainment.share,
        "computed_rate": rate.share, "computed_range": _range(figures),
        "computed_last": _day(figures.last_one_on_one), "computed_next": _day(figures.next_one_on_one),
        "computed_development": figures.open_development, "computed_sales": figures.open_sales,
    }  # fmt: skip


def _range(figures: TeamFigures) -> str:
    rate = figures.win_rate
    return rate.missing if rate.likely is None else f"{rate.likely_words()}, {rate.count_words}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
