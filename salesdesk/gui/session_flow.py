"""Gives the window to a one-on-one and takes it back: start, resume after a crash, finish, print."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from salesdesk.env.settings import SettingsFile
from salesdesk.exchange.sheets import SHEETS, SheetWish
from salesdesk.gui.context import GuiContext
from salesdesk.gui.cover import LEFT, THANKS
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import TALK
from salesdesk.services.talk_on_screen import TalkOnScreen, keep_on_screen

if TYPE_CHECKING:
    from salesdesk.gui.session.after_page import AfterPage
    from salesdesk.gui.session.session_view import SessionView
    from salesdesk.services.bundle import Services

CHOOSE_FIRST = _("Choose somebody on the left first; then F5 starts the one-on-one.")
NOBODY = _("Nobody is in the team yet. Import a CRM export, or add somebody with New.")
CHOOSE_FOR_PRINT = _("Choose somebody on the left first; then Ctrl+P prints their review sheet.")
PDF = _("PDF (*.pdf)")


class SessionFlow(QObject):
    """Knows whether a one-on-one has the window."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._settings = settings
        self._view: SessionView | None = None
        self._after: AfterPage | None = None
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
            self._context.messages.say(CHOOSE_FIRST if services.roster.roster().people else NOBODY)
            self._window.shell.roster.take_focus()
            return
        self._show(services, services.sessions.prepare(person))

    def resume(self, one_on_one_id: int) -> None:
        """Opens a one-on-one that is planned or still open."""
        services = self._opening.services
        if services is not None and self._view is None:
            self._show(services, services.sessions.prepare(one_on_one_id=one_on_one_id))

    def print_sheet(self, name: str, one_on_one_id: int | None = None, pen: bool = False) -> None:
        """Writes a sheet as a PDF and shows it: of a one-on-one, else of the person or the team that is chosen."""
        services, person = self._opening.services, self._window.shell.person_id
        if services is None:
            return
        if name == "review" and one_on_one_id is None and not person:
            self._context.messages.say(CHOOSE_FOR_PRINT if services.roster.roster().people else NOBODY)
            return
        wish = SheetWish(
            desk=services.desk, clock=self._context.clock, formats=self._context.formats,
            person_id=person or None, one_on_one_id=one_on_one_id, pen=pen,
        )  # fmt: skip
        review = name == "review"
        file = services.review_sheet.file_name(one_on_one_id, person, pen=pen) if review else name
        title = _("Save the review sheet") if review else _("Save the sheet")
        self._context.prompts.save_file(title, PDF, partial(self._write_sheet, name, wish), f"{file}.pdf")

    def _write_sheet(self, name: str, wish: SheetWish, path: Path) -> None:
        from salesdesk.exchange.sheets.writing import write_sheet
        from salesdesk.services.privacy_words import with_uncovered

        write_sheet(SHEETS[name].content(wish), path)
        said = _("The sheet is in “{path}”.", path=path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            said = _("The sheet is in “{path}”. No program here shows PDF files.", path=path)
        self._context.messages.say(with_uncovered(said, wish.desk))

    def _show(self, services: "Services", one_on_one_id: int) -> None:
        from salesdesk.gui.session.session_view import SessionView

        view = SessionView(
            self._context, services.sessions, services.records, one_on_one_id, self._window.stage
        )
        view.finished.connect(self._on_view_finished)
        view.left.connect(self._on_view_left)
        self._view = view
        self._note_on_screen(services, one_on_one_id)
        self._window.show_scene(view)

    def show_after(self, one_on_one_id: int) -> None:
        """Gives the manager the minute after the talk, on the own side."""
        from salesdesk.gui.session.after_page import AfterPage

        services, view = self._opening.services, self._view
        if services is None:
            return
        after = AfterPage(self._context, services.sessions, one_on_one_id)
        wish = view.print_wish if view is not None else None
        after.load(print_wanted=wish is not None and wish.wanted, pen=wish is not None and wish.pen)
        after.done.connect(self.end)
        self._dismiss()
        self._after = after
        self._window.show_scene(after)

    def _connect(self) -> None:
        self._opening.closing.connect(self._on_opening_closing)
        self._opening.talk_chosen.connect(self._on_opening_talk_chosen)

    def turn_private(self) -> None:
        """Turns to the manager's own side of the talk, or back."""
        if self._view is not None:
            self._view.toggle_private()

    def draw_curtain(self) -> None:
        """Draws the curtain over a talk; at the desk it locks."""
        if self._view is not None and self._window.sight & TALK:
            self._view.draw_curtain()
        else:
            self._window.actions_by_id["lock"].trigger()

    def _on_view_finished(self, one_on_one_id: int) -> None:
        self._window.cover_with(THANKS, lambda _choice: self.show_after(one_on_one_id))

    def _on_view_left(self) -> None:
        self._window.cover_with(LEFT, lambda _choice: self.end())

    def _on_opening_talk_chosen(self, talk: TalkOnScreen, choice: str) -> None:
        """Goes on with the one-on-one that was on the screen, on the side both read: who presses may be either."""
        services = self._opening.services
        if choice != "on" and services is not None:
            if talk.running:
                services.sessions.prepare(one_on_one_id=talk.id)
                services.sessions.leave(talk.id)
            # Leaving in life asks for the same gesture; one press by whoever sits there must not open the desk.
            self._window.cover_with(LEFT, lambda _choice: self.end())
        elif talk.running:
            self.resume(talk.id)
        else:
            self.show_after(talk.id)

    def _on_opening_closing(self) -> None:
        """Settles the talk before its desk is closed; it stays open and is on the screen again next time."""
        if self._view is not None:
            self._view.pause()
        if self._after is not None:
            self._after.settle()
        if self._view is not None or self._after is not None:
            self._window.cover_with(LEFT, lambda _choice: self._window.show_welcome())
        self._dismiss()

    def _note_on_screen(self, services: "Services", one_on_one_id: int | None) -> None:
        """Notes which one-on-one has the screen: in the desk, and for the first frame of the next start."""
        keep_on_screen(services.desk, one_on_one_id)
        self._settings.change(talk_on_screen=one_on_one_id is not None)

    def _dismiss(self) -> None:
        for page in (self._view, self._after):
            if page is not None:
                page.hide()
                page.deleteLater()
        self._view = self._after = None

    def end(self) -> None:
        """Goes back to the desk, where the manager stood before the talk."""
        services = self._opening.services
        if services is None:
            return
        if self._after is not None:
            self._after.settle()
        self._note_on_screen(services, None)
        self._window.show_shell(services.path.stem)
        self._dismiss()
        self._window.shell.refresh()
