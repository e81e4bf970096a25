"""Keeps what a desk does not take when it is closed, and says when one is opened next where that is found."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from salesdesk.env.errors import UserError
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening, settle_all
from salesdesk.gui.file_watch import fields_in
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import MANAGER, Sight

UNSAVED: Final = _(
    "What was typed last is not saved yet, so SalesDesk stays open. Go on where you were first, then close it."
)


class LastWords(QObject):
    """Looks, at the last moment of a desk, whether anything still waits to be stored in it."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._window, self._context, self._opening = window, context, opening
        self._told: Path | None = None
        opening.leaving.connect(self._on_opening_leaving)
        opening.opened.connect(self._on_opening_opened)

    def note_kept(self, kept: Path) -> None:
        """Is told where all of a desk was kept beside the file that took its place."""
        self._settings.change(kept_beside=str(kept))

    def keep_unseen(self) -> bool:
        """Keeps all that waits outside of the desk where nobody would see a question about it.

        Tells whether that was done; where it could not be, the lock says why the window stays.
        """
        sight = self._window.sight
        if sight & MANAGER:
            return False
        kept = self.keep()
        if not kept and sight is Sight.LOCKED:
            self._window.lock_page.tell(UNSAVED)
        return kept

    def keep(self) -> bool:
        """Keeps outside of the desk what it does not take; where not all is, the desk is gone on with as before."""
        services = self._opening.services
        left = services.desk.left_words if services is not None else None
        if left is None:
            return False
        left.at_last = True
        # What is no value of the desk becomes a draft, and the keepers of drafts come last.
        for field in sorted(fields_in(self._window, self._context), key=lambda each: each.keeps_drafts):
            if not field.taken or field.keeps_drafts:
                # One that cannot be kept outside either keeps none of the others from it.
                left.refused = False
                with suppress(UserError, OSError):
                    field.try_again()
                field.taken = field.taken and not left.refused
        left.at_last = all(field.taken for field in fields_in(self._window, self._context))
        return left.at_last

    def _on_opening_leaving(self) -> None:
        """Lets all that is typed be stored, or become a draft, in the desk or else outside of it."""
        services = self._opening.services
        settle_all(self._window)
        for field in fields_in(self._window, self._context):
            field.write()
        left = services.desk.left_words if services is not None else None
        if services is None or left is None:
            return
        if all(field.taken for field in fields_in(self._window, self._context)):
            return
        self.keep()
        left.at_last = True  # whatever could not be kept
        if left.place.is_file():
            self._told = services.path

    def _on_opening_opened(self) -> None:
        """Says, where another desk is opened, what became of the words of the one before."""
        services, told, self._told = self._opening.services, self._told, None
        kept = Path(self._settings.current.kept_beside)
        if told is not None and services is not None and services.path != told:
            self._window.file_bar.say(
                _(
                    "What you typed last in “{name}” could not be stored there. It is kept on this computer, and "
                    "offered when you open that desk again.",
                    name=told.stem,
                ),
                offers=[("last_words_understood", _("Understood"), self._window.file_bar.clear)],
            )
        elif services is not None and services.path == kept:
            self._settings.change(kept_beside="")
        elif kept.is_file() and not self._window.file_bar.words:
            self._say_kept(kept)

    def _say_kept(self, kept: Path) -> None:
        """Says where the desk is that was left over another file; what the bar says already goes before that."""
        self._window.file_bar.say(
            _(
                "When a desk was closed last, another file lay in its place. What you had here then is kept in "
                "“{name}”, in {folder}.",
                name=kept.name,
                folder=kept.parent,
            ),
            offers=[
                ("kept_open", _("Open it"), partial(self._opening.open, kept)),
                ("kept_understood", _("Understood"), self._on_kept_understood),
            ],
        )

    def _on_kept_understood(self) -> None:
        self._settings.change(kept_beside="")
        self._window.file_bar.clear()
