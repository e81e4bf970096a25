"""Shows which rows of a file are not on the desk and why, and saves those that can be mended."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import write_rejected_rows
from salesdesk.exchange.import_file import ImportPreview
from salesdesk.gui.context import GuiContext
from salesdesk.gui.importing.table_opener import TableOpener
from salesdesk.gui.importing.verdict_tables import not_imported_table
from salesdesk.gui.layouts import configure, fill, row
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.record_table import RecordTable

SAVE = _("Save the rejected rows…")


class RejectedSaver(QPushButton):
    """A link that saves the rows of a preview that can be mended, and says where they are."""

    said = Signal(str, str)

    def __init__(self, context: GuiContext, name: str) -> None:
        super().__init__(SAVE)
        self._context = context
        self._preview: ImportPreview | None = None
        configure(self, "link", name=name, by_enter=False)
        self.clicked.connect(self._on_clicked)

    def offer(self, preview: ImportPreview) -> None:
        """Offers to save the rejected rows of a preview, and those that wait for one; hides where there are none."""
        self._preview = preview
        self.setVisible(bool(preview.plan.left_out))

    def _on_clicked(self) -> None:
        assert self._preview is not None
        name = _("{stem} – rejected rows.csv", stem=Path(self._preview.source.file_name).stem)
        self._context.prompts.save_file(
            _("Choose where to save the rejected rows"), _("CSV (*.csv)"), self._write, name
        )

    def _write(self, path: Path) -> None:
        assert self._preview is not None
        try:
            count = write_rejected_rows(self._preview, path)
        except UserError as problem:
            self.said.emit(str(problem), "error")
            return
        words = n_(
            "1 rejected row is in “{name}”, each with its reason, to be mended and imported again.",
            "{count} rejected rows are in “{name}”, each with its reason, to be mended and imported again.",
            count,
            count=self._context.formats.whole(count),
            name=path.name,
        )
        self.said.emit(words, "info")


class LeftOutCard(Card):
    """A count, and on a click the rows that are not on the desk; out of sight where all of them are."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "")
        self._context = context
        self._model = RecordTableModel((), context.formats, parent=self)
        self._table = RecordTable(
            self._model, context.tools, context.state, "import_left_out", _("Rows that are not on the desk")
        )
        self._opener = TableOpener(context, self._table, "show_left_out")
        self.saver = RejectedSaver(context, "save_rejected")
        self._build_left_out()

    def show_left_out(self, preview: ImportPreview) -> None:
        """Says how many rows there are, with the list still shut."""
        lines, plan = not_imported_table(preview), preview.plan
        count = len(plan.not_imported)
        whole = self._context.formats.whole(count)
        self.set_title(
            n_(
                "1 row of the file is not on the desk",
                "{rows} rows of the file are not on the desk",
                count,
                rows=whole,
            )
        )
        self._model.set_columns(lines.columns)
        self._table.set_rows(lines.rows, lines.measured)
        self.saver.offer(preview)
        self.setVisible(bool(count))
        self._opener.shut()

    def _build_left_out(self) -> None:
        configure(self, name="left_out_card")
        fill(self.body, row(self._opener, self.saver, (None, 1)), self._table)
        self.hide()
