"""Lists the values that another program wrote and that cannot be, and sets them right in their place."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill
from salesdesk.gui.side.side_window import TableWindow
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.mending import MendingService, WrongValue

COLUMNS = (
    Field(name="record", label=_("Record"), type=FieldType.TEXT),
    Field(name="field", label=_("Field"), type=FieldType.TEXT),
    Field(name="stored", label=_("As stored"), type=FieldType.TEXT),
    Field(name="instead", label=_("Set right"), type=FieldType.TEXT),
)
WORDS = _(
    "Another program wrote these, so figures may be wrong. A backup is made before anything is set right, which is one "
    "step of undo; bytes and words that are none, which undo cannot hold, are then in that backup alone."
)
EMPTY = _("Every value of this desk is one that can be.")
READING, MENDING = _("Looking at every value…"), _("Setting the values right…")
EMPTIED, NEEDED = _("emptied"), _("type a value below")


class MendWindow(TableWindow):
    """The values that cannot be; `settled` tells that none is left."""

    settled = Signal()

    def __init__(self, service: MendingService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context, "mend", _("Values that cannot be"), (900, 520), COLUMNS, EMPTY, parent)
        self._service = service
        self._found: dict[int, WrongValue] = {}
        self._at_work = False
        self._line, self._label = QLineEdit(), PlainLabel(_("&Instead, in the row chosen:"))
        self._one = self.add_button(_("Set this one right"), "mend_one", writes=True)
        self._all = self.add_button(_("Set all right"), "mend_all", "primary", writes=True)
        self._build_ui()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Looks at every value beside the window, and lists those that cannot be."""
        self.say(READING)
        service = self._service
        self._context.background.run(
            "values to set right",
            lambda _job: (wrong := service.wrong(), service.titles(wrong)),
            done=self.while_here(self._show_found),
        )

    def _build_ui(self) -> None:
        self._label.setBuddy(configure(self._line, name="mend_line", says=_("Instead"), writes=True))
        fill(self.body, (self._table, 1), (self._empty, 1), column(self._label, self._line))
        self._show_filled(False, self._label, self._line)
        self._empty.hide()
        for button in (self._one, self._all):
            button.setEnabled(False)

    def _connect(self) -> None:
        self._table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._one.clicked.connect(self._on_one_clicked)
        self._all.clicked.connect(self._on_all_clicked)
        self._line.returnPressed.connect(self._on_one_clicked)

    def _show_found(self, found: tuple[list[WrongValue], dict[tuple[str, int], str]]) -> None:
        wrong, titles = found
        self._found = dict(enumerate(wrong, 1))
        self.say(WORDS if wrong else "")
        self._table.set_rows([self._row(number, each, titles) for number, each in self._found.items()])
        self._show_filled(bool(wrong), self._label, self._line)
        self._table.selectRow(0)
        self._on_selection_changed()
        self._on_ended()
        if not wrong:
            self.settled.emit()

    def _row(self, number: int, wrong: WrongValue, titles: dict[tuple[str, int], str]) -> TableRow:
        title = titles.get((wrong.kind, wrong.record_id)) or str(wrong.record_id)
        instead = (self._service.words_of(wrong) or EMPTIED) if wrong.settable else NEEDED
        record = f"{kind_of(wrong.kind).label}: {title}"
        stored = self._service.stored_words_of(wrong)
        return TableRow(
            number, {"record": record, "field": wrong.field.label, "stored": stored, "instead": instead}
        )

    def _chosen(self) -> WrongValue | None:
        ids = self._table.selected_ids()
        return self._found.get(ids[0]) if len(ids) == 1 else None

    def _on_selection_changed(self) -> None:
        wrong = self._chosen()
        self._line.setText(self._service.words_of(wrong) if wrong is not None else "")
        self._offer()

    def _offer(self) -> None:
        """Lets be set right what can be, unless that is being done just now."""
        chosen = self._chosen() is not None and not self._at_work
        self._line.setEnabled(chosen)
        self._one.setEnabled(chosen)
        self._all.setEnabled(not self._at_work and any(each.settable for each in self._found.values()))

    def _on_one_clicked(self) -> None:
        if (wrong := self._chosen()) is None:
            return
        service = self._service
        try:
            value = service.understood(wrong, self._line.text())
        except UserError as problem:
            self.banners.show_message(str(problem), tone="error")
            return
        self._carry_out(lambda: service.store([value]))

    def _on_all_clicked(self) -> None:
        self._carry_out(self._service.set_all_right)

    def _carry_out(self, work: Callable[[], Changes]) -> None:
        """Sets values right beside the window, since the desk is copied first."""
        self.banners.clear()
        self._at_work = True
        self._offer()
        say_done, show = self._context.messages.say_done, self.while_here(self.refresh)

        def _done(changes: Changes) -> None:
            say_done(changes)
            show()

        self._context.background.run(
            "set values right",
            lambda _job: work(),
            done=_done,
            failed=self.while_here(self._on_failed, self._context.background.tell),
            cancelled=self.while_here(self._on_ended),
            words=MENDING,
        )

    def _on_ended(self) -> None:
        self._at_work = False
        self._offer()

    def _on_failed(self, problem: BaseException) -> None:
        self._on_ended()
        if not isinstance(problem, UserError):
            raise problem
        self.banners.show_message(str(problem), tone="error")
