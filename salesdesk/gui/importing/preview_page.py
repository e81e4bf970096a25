"""The second page: what importing would do, row by row, before anything is written."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.left_out_card import RejectedSaver
from salesdesk.gui.importing.verdict_tables import IN_FILE, VerdictTables
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import PILLS, preview_notes, totals_words
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.gui.widgets.record_table import RecordTable, selected_rows
from salesdesk.services.importing.values import Verdict

EMPTY = {
    Verdict.NEW: _("No row of the file is new."),
    Verdict.CHANGED: _("No row changes anything that is on the desk."),
    Verdict.SAME: _("No row is on the desk exactly like this."),
    Verdict.REJECTED: _("Every row can be imported."),
    Verdict.WAITING: _("No row waits for another one."),
    Verdict.UNWANTED: _("You left out no row."),
}
NAMES = {
    Verdict.NEW: _("New rows"), Verdict.CHANGED: _("Changed fields, before and after"),
    Verdict.SAME: _("Rows that change nothing"), Verdict.REJECTED: _("Rejected rows and why"),
    Verdict.WAITING: _("Good rows that wait for a rejected one"), Verdict.UNWANTED: _("Rows you left out"),
}  # fmt: skip
FIRST_LOOK = (
    Verdict.NEW, Verdict.CHANGED, Verdict.REJECTED, Verdict.WAITING, Verdict.UNWANTED, Verdict.SAME,
)  # fmt: skip
TABLE_HEIGHT = 230


TAKE_IN = _("Take in again what you left out")
LEAVE_ALL = {
    Verdict.NEW: _("Leave out all that is new"), Verdict.CHANGED: _("Leave out all that is changed"),
}  # fmt: skip


_NO_LOOK: Verdict | None = None


class PreviewPage(WizardPage):
    """Counts as pills, each with its table, and the sentences that somebody should have read."""

    said = Signal(str, str)
    left_out_changed = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "import_preview")
        self._context, self._lines = context, VerdictTables()
        self._preview: ImportPreview | None = None
        self._pills: dict[Verdict, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._models: dict[Verdict, RecordTableModel] = {}
        self._tables: dict[Verdict, RecordTable] = {}
        self._totals, self._notes = wrapping_label(), wrapping_label("", "muted")
        self._stack, self._export = QStackedWidget(), RejectedSaver(context, "export_rejected")
        self._leave, self._leave_all, self._take_in = QPushButton(), QPushButton(), QPushButton(TAKE_IN)
        self._left_out, self._last_look = frozenset[int](), _NO_LOOK
        self._build_ui()
        self._connect()
        keep(self.theme, self._stack, least_height=TABLE_HEIGHT)

    def show_preview(self, preview: ImportPreview, tables: VerdictTables) -> None:
        """Shows what an import would do: the table one stood on, else the first one with anything in it."""
        self._preview, self._lines, formats = preview, tables, self._context.formats
        counts = {verdict: preview.plan.count(verdict) for verdict in Verdict}
        for verdict, count in counts.items():
            self._pills[verdict].setText(f"{formats.whole(count)} {PILLS[verdict]}")
            self._pills[verdict].setVisible(verdict in preview.plan.verdicts)
        for verdict in self._tables:
            self._fill(verdict)
        self._totals.setText(totals_words(preview.plan, formats))
        self._totals.setVisible(bool(self._totals.text()))
        self._notes.setText("\n".join(preview_notes(preview)))
        self._notes.setVisible(bool(self._notes.text()))
        self._export.offer(preview)
        looks = (self._last_look, *FIRST_LOOK) if self._last_look else FIRST_LOOK
        self.show_verdict(next((each for each in looks if counts[each]), Verdict.NEW))

    def show_verdict(self, verdict: Verdict) -> None:
        """Shows the rows of one verdict."""
        self._pills[verdict].setChecked(True)
        self._stack.setCurrentWidget(self._table_of(verdict))
        self._offer_to_leave_out()

    def left_out(self) -> frozenset[int]:
        """Gives the numbers of the rows that are not wanted."""
        return self._left_out

    @property
    def touched(self) -> bool:
        """Tells whether rows were left out here."""
        return bool(self._left_out)

    def take_up(self, left_out: frozenset[int]) -> None:
        """Leaves out these rows and no others, as before another look at the file."""
        self._left_out, self._last_look = left_out, None

    def take_focus(self) -> None:
        """Puts the keyboard on the pill that is chosen."""
        chosen = next(each for each in self._pills.values() if each.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        pills = configure(QWidget(), "clear")
        flow = keep(self.theme, FlowLayout(pills), spacing=8)
        for verdict in Verdict:
            self._pills[verdict] = self._pill(verdict)
            flow.addWidget(self._pills[verdict])
        flow.addWidget(self._export)
        for name, link in {
            "leave_out": self._leave, "leave_out_all": self._leave_all,
            "take_in": self._take_in,
        }.items():  # fmt: skip
            flow.addWidget(configure(link, "link", name=name, by_enter=False))
        configure(self._totals, name="import_totals")
        configure(self._notes, name="import_notes")
        fill(self.body, pills, self._totals, self._notes, (self._stack, 1))

    def _pill(self, verdict: Verdict) -> QPushButton:
        button = pill(PILLS[verdict], f"pill_{verdict.value}", by_enter=False)
        button.setAccessibleDescription(_("Shows: {names}", names=NAMES[verdict].lower()))
        button.clicked.connect(partial(self._on_pill_clicked, verdict))
        self._group.addButton(button)
        return button

    def _on_pill_clicked(self, verdict: Verdict, _checked: bool = False) -> None:
        self._last_look = verdict
        self.show_verdict(verdict)

    def _table_of(self, verdict: Verdict) -> RecordTable:
        """Gives the table of a verdict, made when it is first looked at: four at once would hold up the window."""
        if verdict not in self._tables:
            model = RecordTableModel((), self._context.formats, parent=self)
            key = f"import_{verdict.value}"
            table = RecordTable(model, self._context.tools, self._context.state, key, NAMES[verdict])
            table.set_empty_words(EMPTY[verdict])
            table.selectionModel().selectionChanged.connect(self._offer_to_leave_out)
            self._models[verdict], self._tables[verdict] = model, table
            self._stack.addWidget(table)
            self._fill(verdict)
        return self._tables[verdict]

    def _fill(self, verdict: Verdict) -> None:
        """Shows the rows of the preview in the table of their verdict."""
        lines, model = self._lines[verdict], self._models[verdict]
        if lines.columns != model.columns:
            model.set_rows(())
            model.set_columns(lines.columns)
        self._tables[verdict].set_rows(lines.rows, lines.measured)

    def _connect(self) -> None:
        self._export.said.connect(self.said)
        self._leave.clicked.connect(lambda: self._want(self._left_out | self._rows(selected=True)))
        self._leave_all.clicked.connect(lambda: self._want(self._left_out | self._rows(selected=False)))
        self._take_in.clicked.connect(lambda: self._want(frozenset()))

    def _shown(self) -> Verdict:
        return next(verdict for verdict, each in self._pills.items() if each.isChecked())

    def _rows(self, *, selected: bool) -> frozenset[int]:
        """Gives the numbers of the rows in the table in front, or of those selected in it."""
        verdict = self._shown()
        model, places = self._models[verdict], selected_rows(self._tables[verdict])
        if not selected or len(places) == model.rowCount():
            return frozenset(self._lines[verdict].rows.column(IN_FILE))
        return frozenset(model.row_at(place).values[IN_FILE] for place in places)

    def _want(self, left_out: frozenset[int]) -> None:
        self._left_out, self._last_look = left_out, self._shown()
        self.left_out_changed.emit()

    def _offer_to_leave_out(self) -> None:
        """Offers what can be left out of the table in front, or taken in again."""
        verdict, whole = self._shown(), self._context.formats.whole
        leaves = verdict in (Verdict.NEW, Verdict.CHANGED) and self._models[verdict].rowCount() > 0
        count = len(self._rows(selected=True)) if leaves else 0
        self._leave.setVisible(bool(count))
        self._leave.setText(
            n_("Leave out the row selected", "Leave out the {count} rows selected", count, count=whole(count))
        )
        self._leave_all.setVisible(leaves)
        self._leave_all.setText(LEAVE_ALL.get(verdict, ""))
        self._take_in.setVisible(verdict is Verdict.UNWANTED and bool(self._left_out))
