"""Shows the whole team as one table that is edited in place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from salesdesk.gui.layouts import configure, fill, pill, search_line
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.gui.wishes import Choose
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.people import told_of_namesakes
from salesdesk.services.team.values import TeamFigures

NOBODY_YET = _(
    "Your salespeople belong here: who they are, how they stand and when you last talked. "
    "Add the first one, or import a list from your CRM with Ctrl+I."
)
ONLY_OUTSIDE = _("Nobody is in your team yet. An import brought {people}; let those in who are yours.")
OTHERS = {"candidate": _("Candidates"), "archived": _("Left the team"), "outside": _("Not in my team")}
"""The states of people who are no part of the team, each shown when its pill is pressed."""
LOWEST = 170
IN_TRASH = _("In the Trash for 90 days: {who}")
NOTHING_FOUND = _("Nobody here matches the filter.")


FILTER: Final = Shared[str]("filter of the team", lambda _state: "")
SHOWN: Final = Shared[frozenset[str]]("states shown", lambda _state: frozenset())
"""Who is shown besides the team, by their state."""
COUNTS: Final = Shared[Mapping[str, int]]("people", lambda state: state.services.team.counts())


class TeamHead(QWidget, Block):
    """The heading: how many they are, the filter, who is shown besides, and the buttons that let in and add."""

    reads = frozenset({FILTER, SHOWN})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place, self._title = place, configure(PlainLabel(), "title", bold=True)
        self._filter = search_line(_("Filter the team"), "team_filter")
        self._others = {state: self._toggle(state, words) for state, words in OTHERS.items()}
        self._let_in = configure(
            QPushButton(_("Let in")),
            name="let_in",
            tip=_("Takes the chosen people into my team"),
            writes=True,
        )
        self._add = configure(QPushButton(_("Add a salesperson")), name="add_salesperson", writes=True)
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Counts those in the team, and those who are not."""
        counts, shown = self._place.state.get(COUNTS), self._place.state.get(SHOWN)
        self._title.setText(n_("The team", "The team, {number} salespeople", counts["active"]))
        for state, box in self._others.items():
            box.setText(f"{OTHERS[state]} ({counts[state]})")
            box.setChecked(state in shown)
            box.setVisible(bool(counts[state]) or box.isChecked())
        self._let_in.setVisible("outside" in shown)
        if self._filter.text() != self._place.state.get(FILTER):
            self._filter.setText(self._place.state.get(FILTER))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that filters."""
        return {"filter": self._focus_filter}

    def _focus_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _build_ui(self) -> None:
        once_a_double_click(self._add)
        self._let_in.hide()
        pills = QWidget()
        fill(QHBoxLayout(pills), *self._others.values(), self._let_in, bare=True)
        flow = keep(self._place.context.theme, FlowLayout(self), spacing=8)
        fill(flow, self._title, self._filter, pills, self._add)

    def _connect(self) -> None:
        page = self._place.page
        self._filter.textChanged.connect(self._on_filter_text_changed)
        self._add.clicked.connect(lambda: page.perform("new_person"))
        self._let_in.clicked.connect(lambda: page.perform("let_in"))
        down = QShortcut(QKeySequence("Down"), self._filter, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(lambda: page.perform("people"))

    def _toggle(self, state: str, words: str) -> QPushButton:
        box = pill(words, f"show_{state}", _("Show or hide: {words}", words=words.lower()))
        box.clicked.connect(self._on_pill_clicked)
        return box

    def _on_filter_text_changed(self, words: str) -> None:
        self._place.state.choose(FILTER, words)

    def _on_pill_clicked(self) -> None:
        chosen = frozenset(state for state, box in self._others.items() if box.isChecked())
        self._place.state.choose(SHOWN, chosen)


class TeamTable(QStackedWidget, Block):
    """The table of the team, or what belongs here where there is nobody."""

    reads = frozenset({FILTER, SHOWN})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place, context = place, place.context
        self._team, self._records = place.services.team, place.services.records
        self._model = RecordTableModel(self._columns(), context.formats, editable=True, parent=self)
        self.table = FigureTable(
            self._model, context.tools, context.state, "team", _("The team"), behind=BEHIND
        )
        self._empty = EmptyState(context.theme, NOBODY_YET, _("Add a salesperson"))
        for part in (self.table, self._empty):
            self.addWidget(part)
        self.table.set_empty_words(NOTHING_FOUND)
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Reads everybody and their figures anew."""
        state = self._place.state
        states = ("active", *(each for each in OTHERS if each in state.get(SHOWN)))
        if (columns := self._columns()) != list(self._model.columns):
            self._model.set_columns(columns)
        rows = self._records.rows("salesperson", where={"status": states}, order_by=("status", "name"))
        figures = self._team.figures()
        self.table.set_rows([team_row(row, figures.get(row.id)) for row in rows])
        self._say_empty(state.get(COUNTS)["outside"])
        self.setCurrentWidget(self.table if rows else self._empty)

    def hear(self, shared: Shared[Any]) -> bool:
        """Filters what was read already."""
        if shared is FILTER:
            self._model.set_filter(self._place.state.get(FILTER))
        return shared is FILTER

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands about people; those of no menu are for the heading."""
        return {
            "new_person": self._add_person, "people_outside": self._show_outside,
            "let_in": self._let_in, "people": self.table.setFocus,
        }  # fmt: skip

    def reach_down(self, content: QWidget, height: int) -> None:
        """Takes the height that is left beneath the heading."""
        least = self._place.context.theme.px(LOWEST)
        self.setMinimumHeight(max(least, height - self.mapTo(content, QPoint(0, 0)).y()))

    def _connect(self) -> None:
        self._place.guard(self.table, self.table.edit_settled)
        self._empty.first_step_requested.connect(self._on_empty_first_step_requested)
        self.table.row_opened.connect(self._on_table_row_opened)
        self.table.figure_opened.connect(self._on_table_figure_opened)
        self.table.trash_requested.connect(self._on_table_trash_requested)
        self.table.cells_pasted.connect(self._edit)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.edit_refused.connect(self._place.refuse)

    def _add_person(self) -> None:
        """Adds a salesperson and opens the name for typing."""
        changes = self._team.add_person()
        self._place.context.bus.publish(changes)
        self._place.page.catch_up()
        self._place.state.choose(FILTER, "")
        if self.table.select_record(changes.new_id("salesperson")):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit(self.table.currentIndex())

    def _show_outside(self) -> None:
        """Shows who is not in the team, the first of them chosen, to be let in."""
        state = self._place.state
        state.choose(SHOWN, state.get(SHOWN) | {"outside"})
        if outside := self._outside():
            self.table.select_record(outside[0])
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _outside(self, ids: Sequence[int] | None = None) -> list[int]:
        """Gives those who are not in the team, of these people or of all that are shown."""
        rows = [self._model.row_at(row) for row in range(self._model.rowCount())]
        return [r.id for r in rows if r.values["status"] == "outside" and (ids is None or r.id in ids)]

    def _let_in(self) -> None:
        if chosen := self._outside(self.table.selected_ids()):
            self._place.context.bus.publish(self._team.let_in(chosen))
        else:
            self._place.refuse(
                _("Choose those who shall come into the team first; several at once with Ctrl.")
            )

    def _on_empty_first_step_requested(self) -> None:
        outside = self._team.counts()["outside"]
        self._place.page.perform("people_outside" if outside else "new_person")

    def _on_table_row_opened(self, person_id: int) -> None:
        self._place.context.wishes.make(Choose(person_id))

    def _on_table_figure_opened(self, person_id: int, figure: str) -> None:
        if figure == "assignments":
            self._place.show_rows(self._team.assignments_behind(person_id))
        else:
            self._place.show_rows(self._team.rows_behind(person_id, figure))

    def _on_table_trash_requested(self, ids: Sequence[int]) -> None:
        names = [str(row.values["name"]) for row in self._records.rows("salesperson", ids=ids)]
        changes = self._records.trash("salesperson", ids)
        self._place.context.messages.say_done(changes, IN_TRASH.format(who=", ".join(names)))

    def _on_table_cell_edited(self, person_id: int, name: str, value: object) -> None:
        self._edit([(person_id, name, value)])

    def _edit(self, edits: Sequence[tuple[int, str, Any]]) -> None:
        self._place.context.bus.publish(self._records.edit_many("salesperson", edits))
        self._place.page.banners.clear()
        renamed = (number for number, name, _value in edits if name == "name")
        told = (told_of_namesakes(self._place.services.desk, number) for number in renamed)
        if words := next(filter(None, told), ""):
            self._place.page.banners.show_message(words)

    def _columns(self) -> list[Field]:
        quarter = self._team.quarter()
        since = self._place.context.formats.plain_day(quarter.start)
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
