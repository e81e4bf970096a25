"""The second page: what importing would do, row by row, before anything is written."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.exchange.rejected_rows import write_rejected_rows
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.preview_rows import VerdictTables
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import VERDICTS, preview_notes, totals_words
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.field_editors import EditorTools
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.services.importing.values import Verdict

EMPTY = {
    Verdict.NEW: "No row of the file is new.",
    Verdict.CHANGED: "No row changes anything that is on the desk.",
    Verdict.SAME: "No row is on the desk exactly like this.",
    Verdict.REJECTED: "Every row can be imported.",
}
NAMES = {
    Verdict.NEW: "New rows", Verdict.CHANGED: "Changed fields, before and after",
    Verdict.SAME: "Rows that change nothing", Verdict.REJECTED: "Rejected rows and why",
}  # fmt: skip
FIRST_LOOK = (Verdict.NEW, Verdict.CHANGED, Verdict.REJECTED, Verdict.SAME)
TABLE_HEIGHT = 230


class PreviewPage(WizardPage):
    """Counts as pills, each with its table, and the sentences that somebody should have read."""

    said = Signal(str, str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "import_preview")
        self._context = context
        self._preview: ImportPreview | None = None
        self._pills: dict[Verdict, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._models: dict[Verdict, RecordTableModel] = {}
        self._tables: dict[Verdict, RecordTable] = {}
        self._totals, self._notes = wrapping_label(), wrapping_label("", "muted")
        self._stack = QStackedWidget()
        self._export = QPushButton("Save the rejected rows…")
        self._build_ui()
        self._connect()
        self.take_measures()

    def show_preview(self, preview: ImportPreview, tables: VerdictTables) -> None:
        """Shows what an import would do, from the first table with anything in it."""
        self._preview, formats = preview, self._context.formats
        counts = {verdict: preview.plan.count(verdict) for verdict in Verdict}
        for verdict, count in counts.items():
            self._pills[verdict].setText(f"{formats.whole(count)} {VERDICTS[verdict]}")
            self._models[verdict].set_columns(tables[verdict].columns)
            self._tables[verdict].set_rows(tables[verdict].rows)
            self._tables[verdict].columns.fit()
        self._totals.setText(totals_words(preview.plan, formats))
        self._totals.setVisible(bool(self._totals.text()))
        self._notes.setText("\n".join(preview_notes(preview)))
        self._notes.setVisible(bool(self._notes.text()))
        self._export.setVisible(bool(counts[Verdict.REJECTED]))
        self.show_verdict(next((each for each in FIRST_LOOK if counts[each]), Verdict.NEW))

    def show_verdict(self, verdict: Verdict) -> None:
        """Shows the rows of one verdict."""
        self._pills[verdict].setChecked(True)
        self._stack.setCurrentWidget(self._tables[verdict])

    def take_focus(self) -> None:
        """Puts the keyboard on the pill that is chosen."""
        pill = next(pill for pill in self._pills.values() if pill.isChecked())
        pill.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_measures(self) -> None:
        """Sets the measures of the present zoom."""
        super().take_measures()
        self._stack.setMinimumHeight(self.theme.px(TABLE_HEIGHT))

    def _build_ui(self) -> None:
        pills, tools = QWidget(), EditorTools(self.theme, self._context.formats, self._context.clock)
        set_role(pills, "clear")
        flow = FlowLayout(pills, spacing=self.theme.px(8))
        for verdict in Verdict:
            self._pills[verdict] = self._pill(verdict)
            flow.addWidget(self._pills[verdict])
            self._models[verdict] = RecordTableModel((), self._context.formats, parent=self)
            self._tables[verdict] = self._table(verdict, tools)
            self._stack.addWidget(self._tables[verdict])
        self._export.setObjectName("export_rejected")
        set_role(self._export, "link")
        self._export.setAutoDefault(False)
        flow.addWidget(self._export)
        self._totals.setObjectName("import_totals")
        self._notes.setObjectName("import_notes")
        for part in (pills, self._totals, self._notes):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)

    def _pill(self, verdict: Verdict) -> QPushButton:
        pill = QPushButton(VERDICTS[verdict])
        pill.setObjectName(f"pill_{verdict.value}")
        pill.setCheckable(True)
        pill.setAutoDefault(False)
        pill.setAccessibleDescription(f"Shows: {NAMES[verdict].lower()}")
        set_role(pill, "pill")
        pill.clicked.connect(lambda _checked=False, verdict=verdict: self.show_verdict(verdict))
        self._group.addButton(pill)
        return pill

    def _table(self, verdict: Verdict, tools: EditorTools) -> RecordTable:
        key = f"import_{verdict.value}"
        table = RecordTable(self._models[verdict], tools, self._context.state, key, NAMES[verdict])
        table.set_empty_words(EMPTY[verdict])
        return table

    def _connect(self) -> None:
        self._export.clicked.connect(self._on_export_clicked)

    def _on_export_clicked(self) -> None:
        assert self._preview is not None
        name = f"{Path(self._preview.source.file_name).stem} – rejected rows.csv"
        self._context.prompts.save_file(
            "Choose where to save the rejected rows", "CSV (*.csv)", self._write, name
        )

    def _write(self, path: Path) -> None:
        assert self._preview is not None
        try:
            count = write_rejected_rows(self._preview, path)
        except UserError as problem:
            self.said.emit(str(problem), "error")
            return
        rows = (
            "1 rejected row is" if count == 1 else f"{self._context.formats.whole(count)} rejected rows are"
        )
        words = f"{rows} in “{path.name}”, each with its reason, to be mended and imported again."
        self.said.emit(words, "info")
