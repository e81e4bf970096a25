"""Leads through an import: asks for the file, or takes one dropped onto the window, and opens the wizard on it."""

import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from salesdesk.env.errors import UserError
from salesdesk.env.held_files import opened
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.held_back import put_out_of_reach
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import Sight

if TYPE_CHECKING:
    from datetime import date

    from salesdesk.gui.importing.chosen import BegunImport
    from salesdesk.gui.importing.import_wizard import ImportWizard

SUFFIXES = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".zip",
    ".gz",
    ".htm",
    ".html",
    ".xml",
)
FILES = _(
    "Exports of a CRM ({suffixes});;All files (*)", suffixes=" ".join(f"*{suffix}" for suffix in SUFFIXES)
)
COPIED = _("the copied table")
"""What its file is called, so that every sentence about a file says what it is of."""
SEEN_OF_FILE = 1_000_000
SURELY_A_TABLE = 100_000
NO_TABLE = _(
    "What was copied is not a table: it needs a line with the names of its columns and rows below it. Nothing was "
    "imported; copy the rows together with the names above them, then try again."
)
ONE_AT_A_TIME = _(
    "Files are imported one at a time, and this is “{name}”. Drop the next one onto the window when it is done."
)
WAITS = _("What you have chosen for “{name}” waits until you open it again.")
QUESTION = _("Choose the file from your CRM")
CLOSE = _(
    "Close SalesDesk in the midst of an import? Nothing of it was written, and what you have chosen is forgotten."
)
OPEN = _(
    "Open another desk in the midst of an import? Nothing of it was written, and what you have chosen is forgotten."
)


STOP = _("Stop the import?")
WRITES = _("“{name}” is being written to the desk just now. Where it is stopped, nothing of it stays.")


class ImportFlow(QObject):
    """Opens the import wizard, one at a time, and puts it out of sight while others look on."""

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._wizard: ImportWizard | None = None
        self._copied: TemporaryDirectory[str] | None = None
        self._file = ""
        self._begun: dict[str, BegunImport] = {}
        window.setAcceptDrops(True)
        self._connect()

    @property
    def wizard(self) -> "ImportWizard | None":
        """Gives the wizard that is open, None where there is none."""
        return self._wizard

    def ask(self) -> None:
        """Asks for a file and opens the wizard on it; an import that is being written comes to the front."""
        if self._at_desk() and not self._brought_to_front():
            self._context.prompts.open_file(QUESTION, FILES, self.open)

    def ask_clipboard(self) -> None:
        """Opens the wizard on the table that was copied in another program."""
        self.open_copied(QGuiApplication.clipboard().text())

    def open_copied(self, text: str, kind: str | None = None, year: str = "") -> None:
        """Opens the wizard on a copied table, which is kept in a file only as long as that.

        `year` is that of the grid it was pasted into.
        """
        if not self._at_desk() or self._brought_to_front():
            return
        # Before an import that is open is left for it: where it cannot be kept, that one goes on.
        folder = _kept(text)
        if len(text) < SURELY_A_TABLE and not _is_table(Path(folder.name) / COPIED, kind):
            folder.cleanup()
            raise UserError(NO_TABLE)
        self.open(Path(folder.name) / COPIED, kind, year)
        self._copied = folder

    def open(self, path: Path, kind: str | None = None, year: str = "") -> None:
        """Opens the wizard on a file, in place of one that is open; `kind` says what its rows are, if that is known."""
        services = self._opening.services
        if services is None or not self._at_desk() or self._brought_to_front():
            return
        from salesdesk.gui.importing.import_wizard import ImportWizard
        from salesdesk.services.importing.service import ImportService

        left = self._wizard is not None and self._wizard.chosen.unkept and self._wizard.path.name
        self.leave()
        wizard = ImportWizard(ImportService(services.desk), services.undoing, self._context, self._window)
        wizard.finished.connect(self._on_wizard_finished)
        wizard.show_requested.connect(self._on_wizard_show_requested)
        wizard.another_requested.connect(self.ask)
        self._wizard, self._file = wizard, _mark_of(path)
        wizard.open_file(path, kind, self._begun.pop(self._file, None), year)
        wizard.show()
        if left:
            wizard.banners.show_message(WAITS.format(name=left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes files that are dropped onto the window, and asks before the window closes over a begun import."""
        if event.type() is QEvent.Type.Close and self._asks_before_closing():
            event.ignore()
            return True
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            dropped = _dropped_files(event)
            if dropped and self._at_desk():
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent):
                    _open_first(self, dropped)
                return True
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Closes the wizard whatever is going on, as before the program ends without a question."""
        if self._wizard is not None:
            self._keep_begun()
            wizard, self._wizard = self._wizard, None
            wizard.leave()
        self._forget_copied()

    def _connect(self) -> None:
        self._window.installEventFilter(self)
        self._opening.closed.connect(self._on_opening_closed)
        self._opening.leave_first = self._leave_first
        self._window.turned.connect(self._on_window_turned)

    def _on_opening_closed(self) -> None:
        self.leave()
        self._begun.clear()

    def _on_wizard_finished(self) -> None:
        self._keep_begun()
        self._wizard = None
        self._forget_copied()

    def _on_wizard_show_requested(self, tab: str, day: "date | None") -> None:
        self.leave()
        if day is None:
            self._window.shell.open_page(tab)
            return
        from salesdesk.gui.metrics.week_bar import turn_to_week
        from salesdesk.gui.plans.period_bar import turn_to_year
        from salesdesk.gui.widgets.blocks_page import BlocksPage

        key, turn = ("competencies", turn_to_week) if tab == "metrics" else ("", turn_to_year)
        page = self._window.shell.open_page(tab, key)
        assert isinstance(page, BlocksPage), "plans and metrics are pages of blocks"
        turn(page.place.state, day)

    def _on_window_turned(self) -> None:
        """Hides the wizard while the window is turned to a salesperson; it goes on afterwards, as behind the lock."""
        if self._wizard is None or self._window.sight is Sight.LOCKED:
            return
        if self._at_desk():
            self._wizard.show()
        else:
            put_out_of_reach(self._wizard)

    def _brought_to_front(self) -> bool:
        if self._wizard is None or not self._wizard.writing:
            return False
        self._wizard.raise_()
        self._wizard.activateWindow()
        return True

    def _keep_begun(self) -> None:
        """Keeps what was chosen for a file that is left, until it is opened again or the desk is closed."""
        if self._wizard is not None and (begun := self._wizard.chosen.begun) is not None:
            self._begun[self._file] = begun

    def _asks_before_closing(self) -> bool:
        """Asks before an import is stopped, or what was chosen in it lost, with the window; tells whether it does."""

        def _close() -> None:
            self.leave()
            # Answered at once, the window is still busy not to close.
            QTimer.singleShot(0, self._window, self._window.close)

        return self._asks_first(CLOSE, _("Close SalesDesk"), _close)

    def _leave_first(self, then: Callable[[], None]) -> None:
        """Asks before what was chosen in an import is lost with the desk; it is left once another desk is open."""
        if not self._asks_first(OPEN, _("Open the other desk"), then):
            then()

    def _asks_first(self, question: str, verb: str, then: Callable[[], None]) -> bool:
        wizard = self._wizard
        if wizard is None or not (wizard.isVisible() and (wizard.writing or wizard.chosen.unkept)):
            return False
        question, detail = (STOP, WRITES.format(name=wizard.path.name)) if wizard.writing else (question, "")
        self._context.prompts.confirm(question, verb, then, detail=detail, keep=_("Stay here"))
        return True

    def _forget_copied(self) -> None:
        if self._copied is not None:
            folder, self._copied = self._copied, None
            folder.cleanup()

    def _at_desk(self) -> bool:
        return self._opening.services is not None and self._window.at_desk


def _open_first(flow: ImportFlow, dropped: Sequence[Path]) -> None:
    """Opens the wizard on the first of some files, and says there that the others come after it."""
    flow.open(dropped[0])
    if len(dropped) > 1 and flow.wizard is not None and not flow.wizard.writing:
        flow.wizard.banners.show_message(ONE_AT_A_TIME.format(name=dropped[0].name))


def _mark_of(path: Path) -> str:
    """Gives what tells a file from others: its name and how it begins; empty where it cannot be read."""
    try:
        with opened(path) as file:
            begin = file.read(SEEN_OF_FILE)
        return f"{path.name} {path.stat().st_size} {zlib.crc32(begin)}"
    except OSError:
        return ""


def _kept(text: str) -> TemporaryDirectory[str]:
    """Keeps a copied table as a file in a folder of its own; raises UserError where the disk does not take it."""
    try:
        with ExitStack() as unless_whole:
            folder = TemporaryDirectory(prefix="salesdesk-")
            unless_whole.callback(folder.cleanup)
            (Path(folder.name) / COPIED).write_text(text, encoding="utf-8")
            unless_whole.pop_all()
            return folder
    except OSError as error:
        raise UserError(
            _(
                "There is no room to read the copied table ({why}), so nothing was imported. "
                "Make room, then copy it and try again.",
                why=error.strerror or _("the system refused"),
            )
        ) from error


def _is_table(path: Path, kind: str | None) -> bool:
    """Tells whether a copied text can be read as a table, so that a word or two open no wizard."""
    from salesdesk.exchange.import_file import read_source

    try:
        return bool(read_source(path, kind or "deals").table.rows)
    except UserError:
        return False


def _dropped_files(event: QDropEvent) -> list[Path]:
    """Gives what can be imported of all that is dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
