"""Gives the window to a one-on-one and takes it back: start, resume after a crash, finish, print."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.gui.session.session_view import SessionView
    from salesdesk.services.bundle import Services

CHOOSE_FIRST = "Choose somebody on the left first; then F5 starts the one-on-one."
CHOOSE_FOR_PRINT = "Choose somebody on the left first; then Ctrl+P prints their review sheet."
PDF = "PDF (*.pdf)"


class SessionFlow(QObject):
    """Knows whether a one-on-one has the window."""

    began = Signal()
    ended = Signal()

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._view: SessionView | None = None
        self._connect()

    @property
    def view(self) -> "SessionView | None":
        """Gives the one-on-one that has the window, None where there is none."""
        return self._view

    def start(self, person_id: int | None = None) -> None:
        """Starts today's one-on-one with a person, or goes on with the one that is open."""
        services, person = self._opening.services, person_id or self._window.shell.person_id
        if services is None or self._view is not None:
            return
        if not person:
            self._context.messages.say(CHOOSE_FIRST)
            self._window.shell.roster.take_focus()
            return
        self._show(services, services.sessions.prepare(person))

    def resume(self, one_on_one_id: int) -> None:
        """Opens a one-on-one that is planned or still open."""
        services = self._opening.services
        if services is not None and self._view is None:
            self._show(services, services.sessions.prepare(one_on_one_id=one_on_one_id))

    def print_sheet(self, one_on_one_id: int | None = None, pen: bool = False) -> None:
        """Writes a review sheet as a PDF and shows it: of a one-on-one, else the next one of the chosen person."""
        services, person = self._opening.services, self._window.shell.person_id
        if services is None:
            return
        if one_on_one_id is None and person is None:
            self._context.messages.say(CHOOSE_FOR_PRINT)
            return
        write = partial(self._write_sheet, services, one_on_one_id, person, pen)
        self._context.prompts.save_file("Where shall the review sheet go?", PDF, write, "Review sheet.pdf")

    def _write_sheet(
        self, services: "Services", one_on_one_id: int | None, person: int | None, pen: bool, path: Path
    ) -> None:
        from salesdesk.exchange.review_sheet_pdf import write_review_sheet

        sheets = services.review_sheet
        number = one_on_one_id if one_on_one_id is not None else sheets.session_of(person or 0, upcoming=pen)
        write_review_sheet(sheets.sheet(number), path, pen=pen, formats=self._context.formats)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show(self, services: "Services", one_on_one_id: int) -> None:
        from salesdesk.gui.session.session_view import SessionView

        view = SessionView(self._context, services.sessions, services.records, one_on_one_id)
        view.finished.connect(self._on_view_ended)
        view.left.connect(self._on_view_ended)
        view.print_requested.connect(self.print_sheet)
        self._view = view
        self._window.show_session(view)
        self.began.emit()

    def _connect(self) -> None:
        actions = self._window.actions_by_id
        actions["start_one_on_one"].triggered.connect(lambda _checked=False: self.start())
        actions["print_sheet"].triggered.connect(lambda _checked=False: self.print_sheet())

    def _on_view_ended(self, _one_on_one_id: int = 0) -> None:
        view, services = self._view, self._opening.services
        self._view = None
        self.ended.emit()
        if view is not None and services is not None:
            self._window.end_session(view, services.path.stem)
            self._window.shell.refresh()
