"""Lets the manager export the records of one kind: which, with or without what is private, as what."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import Exported, audience_of, export_kinds, export_rows
from salesdesk.gui.background import Job
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.model import kind_of
from salesdesk.services.changes import Changes
from salesdesk.services.privacy_words import with_uncovered
from salesdesk.services.records import RecordsService

FORMATS = (("csv", _("Spreadsheet (CSV)")), ("json", _("Other programs (JSON)")))
PRIVATE = _("With my private fields and private notes")
WARNING = _(
    "The file will hold what is for your eyes only, and it is not protected. Keep it where only you can read it."
)
HARMLESS = _("Private fields and private notes stay out, so the file can be passed on inside the firm.")
FIRST_KIND = "opportunity"


class ExportWindow(SideWindow):
    """One choice after the other, then a file; the window stays open for the next."""

    def __init__(self, records: RecordsService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context.theme, "export_window", _("Export rows"), (520, 420), parent)
        self._records, self._context = records, context
        self._kind = ChoiceField((), context.theme, required=True)
        self._format = ChoiceField(FORMATS, context.theme, required=True)
        self._private = CheckBox(context.theme, PRIVATE)
        self._fields, self._warning = PlainLabel(), PlainLabel()
        self._progress = QProgressBar()
        self._cancel = self.add_button(_("Cancel"), "export_cancel")
        self._export = self.add_button(_("Export…"), "export_rows", "primary")
        self._job: Job | None = None
        self._build_ui()
        self._connect()
        self._list_kinds()

    def _build_ui(self) -> None:
        self.say(_("All rows of one kind, as they are now. Nothing in the desk changes."))
        content = QWidget()
        self._column = fill(keep(self.theme, QVBoxLayout(content), spacing=8), bare=True)
        self.body.addWidget(scrolled(content, "clear"), 1)
        self._fill_column()

    def _fill_column(self) -> None:
        for words, widget, name in (
            (_("Rows of"), self._kind, "export_kind"), (_("For"), self._format, "export_format"),
        ):  # fmt: skip
            label = configure(PlainLabel(words), "small")
            label.setBuddy(configure(widget, name=name, says=words))
            fill(self._column, label, widget)
        self.focus_first(self._kind)
        configure(self._private, name="export_private")
        configure(self._progress, says=_("How far the export is")).setTextVisible(False)
        for label in (self._fields, self._warning):
            configure(label, "muted", wraps=True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        fill(self._column, self._private, self._warning, self._fields, self._progress, None)
        self._show_running(False)

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self._describe)
        self._private.toggled.connect(self._list_kinds)
        self._export.clicked.connect(self._on_export_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._context.bus.changed.connect(self._on_bus_changed)
        self.finished.connect(self._on_cancel_clicked)

    def _chosen_kind(self) -> str:
        return str(self._kind.currentData() or "")

    def _list_kinds(self) -> None:
        """Offers the kinds that can be exported; some are private as a whole."""
        chosen = self._chosen_kind() or FIRST_KIND
        self._kind.blockSignals(True)
        self._kind.clear()
        for kind, plural in export_kinds(self._private.isChecked()):
            self._kind.addItem(plural, kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(chosen)))
        self._kind.blockSignals(False)
        self._describe()

    def _describe(self) -> None:
        """Says which columns the file will have and how private they are."""
        private = self._private.isChecked()
        fields = self._records.fields(self._chosen_kind(), audience_of(private))
        self._fields.setText(_("Columns: {labels}.", labels=", ".join(field.label for field in fields)))
        self._warning.setText(WARNING if private else HARMLESS)
        set_role(self._warning, "muted", "soon" if private else "")

    def _on_bus_changed(self, changes: Changes) -> None:
        self._describe()

    def _on_export_clicked(self) -> None:
        suffix = str(self._format.currentData())
        plural = kind_of(self._chosen_kind()).plural
        name = f"{plural} {self._context.clock.today().isoformat()}.{suffix}"
        filters = f"{self._format.currentText()} (*.{suffix})"
        self._context.prompts.save_file(
            _("Export {plural}", plural=plural.lower()), filters, self._start, name
        )

    def _start(self, path: Path) -> None:
        kind, private, records = self._chosen_kind(), self._private.isChecked(), self._records
        self.banners.clear()
        self._show_running(True)
        say, cancelled = self._context.messages.say, _("Cancelled. “{name}” was not written.", name=path.name)
        self._job = self._context.background.run(
            "export",
            lambda job: export_rows(records, kind, path, with_private=private, progress=job.report),
            done=self._at_end(self._on_done, self._say_done),
            failed=self._at_end(self._on_failed, self._context.background.tell),
            cancelled=self._at_end(partial(self.banners.show_message, cancelled), partial(say, cancelled)),
            progress=self.while_here(self._on_progress),
        )

    def _at_end(
        self, then: Callable[..., object], otherwise: Callable[..., object] | None = None
    ) -> Callable[..., None]:
        """Puts the window at rest before a job's last word is heard."""

        def _ended(*said: object) -> None:
            self._job = None
            self._show_running(False)
            then(*said)

        return self.while_here(_ended, otherwise)

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_done(self, exported: Exported) -> None:
        self.banners.show_message(self._done_words(exported))

    def _say_done(self, exported: Exported) -> None:
        self._context.messages.say(self._done_words(exported))

    def _on_failed(self, problem: BaseException) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.banners.show_message(str(problem), tone="error")

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_running(self, running: bool) -> None:
        self._progress.setRange(0, 0)
        for widget in (self._progress, self._cancel):
            widget.setVisible(running)
        for widget in (self._export, self._kind, self._format, self._private):
            widget.setEnabled(not running)

    def _done_words(self, exported: Exported) -> str:
        said = _("Exported {words} to {path}.", words=exported.words, path=exported.path)
        return with_uncovered(said, self._records.desk)
