"""Shows the log itself: the filters, the table in the order of time, and how many entries there are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QWidget
from shiboken6 import Shiboken

from salesdesk.gui.coaching.compose_block import FORM, WantedForm
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.log_filters import LogFilters
from salesdesk.gui.coaching.log_rows import COLUMNS, FOLDED, UNFOLDED, LogFolds, LogModel, log_rows
from salesdesk.gui.layouts import column, configure
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import Shared
from salesdesk.gui.pages import ME, subject_of
from salesdesk.gui.theme import embolden
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_acts import RecordActs
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Field
from salesdesk.services.coaching.values import LOG_KINDS, LogEntry, LogFilter

KEY: Final = "coaching_log"
"""The name under which it is kept how the log was left."""
PERSON: Final = 1
WHAT: Final = 3
STATE: Final = 4
DUE: Final = 5
NARROW: Final = 1150
"""Below this width of the page there is no room for the due days in the table."""
PLANNED_IN_SIGHT: Final = 2
EMPTY: Final = _(
    "Sessions, notes and assignments stand here in the order of time. Start with a one-on-one (F5) or a note."
)
MINE: Final = _("What is your own stands here: notes about nobody in particular. Write the first one.")
NOTHING_FOUND: Final = _("Nothing in the log fits. Try other words or fewer filters.")


ONLY: Final = Shared[tuple[str, int | None]]("only", lambda _state: ("", None))
"""The kind of line, and perhaps the person, that another block leads to."""


class LogView(QWidget, Block):
    """The log of one person or of the whole team."""

    kinds = frozenset(LOG_KINDS)
    reads = frozenset({ONLY})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.ground)
        context = place.context
        self._place, self._context, self._coaching = place, context, place.services.coaching
        self._acts = RecordActs(place.services.records, context, self._refuse)
        self._person_id: int | None = None
        self._later_shown, self._tight, self._asked = False, False, LogFilter()
        self.filters = LogFilters(context.theme, _fields("sort"), _fields("state"))
        self._model = LogModel(COLUMNS, context.formats, editable=True, parent=self)
        self.table = RecordTable(self._model, context.tools, context.state, KEY, _("Coaching log"))
        self._folds = LogFolds(self.table, self._model, context.theme, context.state, KEY)
        self._count, self._later = PlainLabel(), QPushButton()
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Shows the log of one person, or of the whole team."""
        self._person_id = person_id
        self.refresh()

    def refresh(self) -> None:
        """Reads the log anew."""
        wanted = self.filters.wanted(self._person_id)
        log = self._coaching.log(wanted)
        everything = wanted == LogFilter(person_id=self._person_id)
        empty = MINE if self._person_id == ME else EMPTY
        self.table.set_empty_words(empty if everything else NOTHING_FOUND)
        later = self._planned_later(log.entries) if everything else 0
        entries = log.entries[0 if self._later_shown else later :]
        grouped = self._folds.grouped and not wanted.words.strip()
        self.table.set_rows(log_rows(entries, self._folds.is_unfolded if grouped else None))
        self.table.columns.leave_out(PERSON, wanted.person_id is not None)
        self._give_room()
        self._keep_days_whole()
        self._say_count(wanted, len(log.entries), log.total)
        self._later.setText(
            _(
                "{sign} {later} more planned after these",
                sign=UNFOLDED if self._later_shown else FOLDED,
                later=later,
            )
        )
        self._later.setVisible(later > 0)

    def hear(self, shared: Shared[Any]) -> bool:
        """Shows the lines that another block leads to."""
        kind, person_id = self._place.state.get(ONLY)
        self.filters.show_only(kind, person_id, dict(self._coaching.people()).get(person_id or 0, ""))
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that puts the keyboard into the search of the log."""
        return {"filter": self.filters.take_focus}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the words room where the page is narrow."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Where it is tight, gives the room of the due days to the words, beside people that of the states too."""
        self._tight = self._place.page.width() < self._context.theme.px(NARROW)
        self.table.columns.leave_out(DUE, self._tight)
        self.table.columns.leave_out(STATE, self._tight and not self.table.isColumnHidden(PERSON))

    def _build_ui(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(RecordTable.SelectionBehavior.SelectRows)
        configure(self._count, "small")
        configure(self._later, "link", name="log_later").hide()
        column(self.filters, self._later, (self.table, 1), self._count, on=self)

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self.refresh)
        self.table.row_selected.connect(self._on_table_row_selected)
        self.table.row_opened.connect(self._on_table_row_opened)
        self._folds.fold_changed.connect(self.refresh)
        self._later.clicked.connect(self._on_later_clicked)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.refresh)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.trash_requested.connect(self._on_table_trash_requested)
        self.table.edit_refused.connect(self._refuse)
        self._context.theme.theme_changed.connect(self._give_room)
        self._place.guard(self.table, self.table.edit_settled)

    def _on_table_row_selected(self, number: int) -> None:
        entry = self._entry(number)
        self._place.show_record(entry.kind, entry.record_id, take_focus=False)

    def _on_table_cell_edited(self, number: int, name: str, value: object) -> None:
        self._acts.edit(self._entry(number), name, value)

    def _on_table_trash_requested(self, numbers: list[int]) -> None:
        self._acts.trash([self._entry(number) for number in numbers])

    def _refuse(self, sentence: str) -> None:
        """Says what could not be done, and shows what is stored."""
        self._place.refuse(sentence)
        self.refresh()

    def _entry(self, number: int) -> LogEntry:
        return self._model.entry_at(self._model.place_of(number))

    def _say_count(self, wanted: LogFilter, shown: int, total: int | None) -> None:
        """Says how many there are; more than are shown are counted beside the window, so that nobody waits for it."""
        self._asked = wanted
        if total is None:
            self._count.setText(_("The newest {shown:,}", shown=shown))
            self._context.background.run(
                "count of the log",
                lambda _job: self._coaching.count(wanted),
                done=lambda found: self._on_counted(wanted, shown, found),
            )
        else:
            self._count.setText(n_("{number:,} entry", "{number:,} entries", total))

    def _on_counted(self, wanted: LogFilter, shown: int, total: int) -> None:
        # The page may have been asked something else meanwhile, or be gone with its desk.
        if Shiboken.isValid(self) and wanted is self._asked:
            words = n_("{number:,} entry", "{number:,} entries", total)
            self._count.setText(_("The newest {shown:,} of {words}", shown=shown, words=words))

    def _keep_days_whole(self) -> None:
        """Gives the due days their room also where none of the first lines has one: a cut day is another day."""
        longest = self._context.formats.plain_day(date(2028, 12, 30))
        room = self.table.fontMetrics().horizontalAdvance(longest) + self._context.theme.px(24)
        if 0 < self.table.columnWidth(DUE) < room:
            self.table.setColumnWidth(DUE, room)

    def _planned_later(self, entries: Sequence[LogEntry]) -> int:
        """Counts what is planned beyond the next few; folded away, the log begins near today."""
        now = self._context.clock.now()
        later = sum(entry.at > now for entry in entries) - PLANNED_IN_SIGHT
        return later if later > 1 else 0

    def _on_later_clicked(self) -> None:
        self._later_shown = not self._later_shown
        self.refresh()

    def _on_table_row_opened(self, number: int) -> None:
        self._folds.turn(self._model.line_at(self._model.place_of(number)))
        self._on_table_row_selected(number)


def _fields(role: str) -> list[Field]:
    """Gives the fields that tell the sort, or the state, of the kinds in the log."""
    named = ((kind, getattr(kind_of(kind), role)) for kind in LOG_KINDS)
    return [field_of(kind, name) for kind, name in named if name]


NEW: Final[tuple[tuple[What, str, str], ...]] = (
    ("note", _("Note…"), _("Write a note")),
    ("assignment", _("Assign…"), _("Agree on an assignment")),
    ("point", _("Put on the agenda…"), _("Put a point on the agenda of the next one-on-one")),
    ("meeting", _("Plan…"), _("Plan a meeting")),
)


class LogHeading(QWidget, Block):
    """The title, the person, and a button for every form."""

    reads = frozenset({FORM})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.ground)
        self._place, self._theme = place, place.context.theme
        self._title, self._subject = PlainLabel(_("Coaching log")), PlainLabel()
        self._buttons = {what: QPushButton(words) for what, words, _unused in NEW}
        self._build_ui()

    def show_person(self, person_id: int | None) -> None:
        """Says whose log it is."""
        self._subject.setText(subject_of(self._place.services.records, person_id))

    def hear(self, shared: Shared[Any]) -> bool:
        """Puts the keyboard on the first of the buttons once a form was emptied."""
        if self._place.state.get(FORM) == WantedForm():
            self._buttons["note"].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _build_ui(self) -> None:
        configure(self, "page")
        embolden(self._title)
        configure(self._title, "title")
        configure(self._subject, "muted")
        flow = keep(self._theme, FlowLayout(self), spacing=10)
        for part in (self._title, self._subject):
            flow.addWidget(part)
        for what, _, name in NEW:
            button = configure(self._buttons[what], name=f"new_{what}", says=name, tip=name, writes=True)
            button.clicked.connect(partial(self._ask, what))
            flow.addWidget(button)

    def _ask(self, what: What, _checked: bool = False) -> None:
        self._place.state.choose(FORM, WantedForm(what))
