"""Shows the chosen line of the log: what can be done with it, its form, and what changed when."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.gui.context import GuiContext
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.layouts import clear_layout
from salesdesk.gui.widgets.record_form import RecordForm
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.coaching import CoachingService
from salesdesk.services.history import HistoryEntry
from salesdesk.services.short_words import shortened

if TYPE_CHECKING:
    from salesdesk.services.records import RecordRow, RecordsService

MOST_LINES: Final = 30
LONGEST_VALUE: Final = 60
HIDDEN: Final = {
    "one_on_one": {"checklist_seconds", "step"},
    "note": {"one_on_one_id"},
    "assignment": {"one_on_one_id", "times_carried"},
}
WORDS: Final = {"one_on_one": "Session", "note": "Note", "assignment": "Assignment", "agenda_point": "Point"}
ACTIONS: Final = {
    "one_on_one": (("open", "Open the session"),),
    "note": (),
    "assignment": (("done", "Mark as done…"), ("reopen", "Open again"), ("drop", "Let go")),
    "agenda_point": (("discussed", "Discussed"),),
}
STATES_OF: Final = {
    "done": {"open"},
    "drop": {"open"},
    "reopen": {"done", "dropped"},
    "open": {"planned", "running"},
}


class RecordPanel(Card):
    """One record at a time; edits save themselves."""

    act_requested = Signal(str, str, int)
    edit_refused = Signal(str)
    edit_settled = Signal()
    closed = Signal()

    def __init__(self, context: GuiContext, coaching: CoachingService, records: "RecordsService") -> None:
        super().__init__(context.theme)
        self._context, self._coaching, self._records = context, coaching, records
        self._tools = EditorTools(context.theme, context.formats, context.clock)
        self._record: tuple[str, int] | None = None
        self._form: RecordForm | None = None
        self._buttons, self._scroll = QWidget(), QScrollArea()
        self._fill_panel()

    @property
    def record(self) -> tuple[str, int] | None:
        """Gives kind and id of the record shown."""
        return self._record

    def show_record(self, kind: str, record_id: int) -> None:
        """Shows a record; what was typed into the one before is handed over first."""
        if (kind, record_id) == self._record:
            self.refresh()
            return
        self.settle()
        self._record = (kind, record_id)
        fields = [
            f for f in self._records.fields(kind) if f.editable and f.name not in HIDDEN.get(kind, set())
        ]
        self._form = RecordForm(
            fields, self._tools, self._options(fields, self._records.one(kind, record_id))
        )
        self._form.field_edited.connect(self._on_form_field_edited)
        self._form.edit_settled.connect(self.edit_settled)
        self._scroll.setWidget(self._page_of(self._form))
        self.set_title(WORDS[kind], "")
        self.refresh()
        self.show()

    def refresh(self) -> None:
        """Reads the record again; one that is gone closes the panel."""
        if self._record is None or self._form is None:
            return
        kind, record_id = self._record
        found = self._records.rows(kind, ids=[record_id])
        if not found:
            self.close_panel()
            return
        self._form.show_row(found[0])
        person = found[0].texts.get("salesperson_id", "")
        self.set_title(f"{WORDS[kind]}: {person}" if person else WORDS[kind])
        self._show_buttons(kind, record_id, str(found[0].values.get("state", "")))
        self._show_history(kind, record_id)

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return self._form is not None and self._form.has_unsettled_edit()

    def settle(self) -> None:
        """Hands over what was typed."""
        if self._form is not None and self._form.has_unsettled_edit():
            self._form.settle()

    def close_panel(self) -> None:
        """Closes the panel."""
        self.settle()
        self._record = None
        self.hide()
        self.closed.emit()

    def _fill_panel(self) -> None:
        self.setObjectName("record_panel")
        FlowLayout(self._buttons, spacing=self._context.theme.px(6))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_action("Close", self.close_panel).setObjectName("record_panel_close")
        self.body.addWidget(self._buttons)
        self.body.addWidget(self._scroll, 1)
        self.hide()

    def _page_of(self, form: RecordForm) -> QWidget:
        page = QWidget()
        set_role(page, "clear")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, self._context.theme.px(6), 0)
        heading = QLabel("What changed, and when")
        set_role(heading, "muted")
        self._history = QLabel()
        self._history.setObjectName("record_history")
        self._history.setWordWrap(True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._history, "small")
        layout.addWidget(form)
        layout.addSpacing(self._context.theme.px(8))
        layout.addWidget(heading)
        layout.addWidget(self._history)
        layout.addStretch()
        return page

    def _show_buttons(self, kind: str, record_id: int, state: str) -> None:
        layout = self._buttons.layout()
        assert layout is not None
        clear_layout(layout)
        wanted = [(act, words) for act, words in ACTIONS[kind] if state in STATES_OF.get(act, {state})]
        for act, words in (*wanted, ("trash", "Delete")):
            button = QPushButton(words)
            button.setObjectName(f"record_{act}")
            # The button is replaced by what it does, so it first finishes its own click.
            button.clicked.connect(
                lambda _checked=False, act=act: QTimer.singleShot(
                    0, self, lambda: self.act_requested.emit(act, kind, record_id)
                )
            )
            layout.addWidget(button)
            button.show()

    def _show_history(self, kind: str, record_id: int) -> None:
        entries = self._coaching.history(kind, record_id, self._context.formats).entries[:MOST_LINES]
        lines = [_history_line(entry, self._context.formats) for entry in entries]
        self._history.setText("\n".join(lines) or "Nothing has changed since it was first stored.")

    def _options(self, fields: list[Field], row: "RecordRow") -> dict[str, list[tuple[int, str]]]:
        references = (f for f in fields if f.type is FieldType.REFERENCE)
        return {
            f.name: self._deals(row) if f.refers_to == "opportunity" else self._records.options(f.refers_to)
            for f in references
        }

    def _deals(self, row: "RecordRow") -> list[tuple[int, str]]:
        """Gives the person's open deals and the one that is noted; all deals would be too many to choose from."""
        person, noted = row.values.get("salesperson_id"), row.values.get("opportunity_id")
        open_deals = self._records.rows(
            "opportunity", where={"salesperson_id": person, "outcome": "open"}, order_by=("name",)
        )
        found = {deal.id: str(deal.values["name"]) for deal in open_deals}
        if noted is not None:
            found.setdefault(noted, row.texts.get("opportunity_id", ""))
        return list(found.items())

    def _on_form_field_edited(self, name: str, value: object) -> None:
        if self._record is None:
            return
        kind, record_id = self._record
        try:
            changes = self._records.edit(kind, record_id, name, value, together=f"{kind} {record_id} {name}")
        except UserError as problem:
            self.edit_refused.emit(str(problem))
            return
        self._context.bus.publish(changes)
        self._show_history(kind, record_id)


def _history_line(entry: HistoryEntry, formats: Formats) -> str:
    what = entry.event
    if entry.field is not None:
        before, after = (shortened(words, LONGEST_VALUE) for words in entry.words(formats))
        what = f"{entry.field.label}: {before} → {after}"
    return f"{formats.moment(entry.at)}  {what}"
