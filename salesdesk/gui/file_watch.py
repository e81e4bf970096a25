"""Watches over the file of the open desk: tries again what could not be stored, and tells when the file is lost."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from salesdesk.env.errors import DeskFileError, NotWholeError, UserError
from salesdesk.gui.background import Background
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening, settle_all
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.widgets.file_bar import FileBar, Offer

if TYPE_CHECKING:
    from salesdesk.services.desk_place import DeskPlace

log = logging.getLogger(__name__)
LOOK_MS: Final = 2000
AGAIN_MS: Final = 1000
WHAT: Final = {
    "gone": _("The file of this desk was moved, renamed or deleted."),
    "exchanged": _("The file of this desk was replaced by another one, perhaps by a synced folder."),
    "overwritten": _("Another program wrote over the file of this desk, or took it for closed."),
}
MISSING: Final = _(
    "SalesDesk was ended while this desk was open, and what was stored last lay beside the file in “-wal”, "
    "which is gone or damaged. All else is here; look over what you entered last."
)
KEPT: Final = _("Closed now, they are kept on this computer and offered when you open the desk again.")
MOVE_JOB: Final = "changes into the file"
BACK: Final = _("The desk is back in its place.")
FULL: Final = _(
    "The disk with {folder} is full, so this desk may only be read, and nothing in it was changed. "
    "Make some room there, then try again."
)
STILL_FULL: Final = _("The disk with {folder} is still full.")
ALL_THERE: Final = _("The file had all that was here. You go on in it.")
WAITS: Final = _("What is still being done ends first…")
NOTHING: Final = _("Nothing is written to it any more; what you see here is all there still.")
MAYBE: Final = _(
    "Nothing is written to it any more. What is here is saved where all of it can still be read; "
    "where not, nothing is written, and the file as it is now, or your newest backup, is the whole desk."
)


class FileWatch(QObject):
    """Shows in the bar above everything what keeps the work from being stored, for as long as that is so.

    `kept_at_last` carries where a desk was kept that was left over another file, which nobody has read yet. Who is set
    to `keep_words` keeps outside of the desk what waits, and tells whether no question has to be asked about it.
    """

    kept_at_last = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        context: GuiContext,
        opening: DeskOpening,
        errors: ErrorReporter,
        desks: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._opening, self._errors = window, context, opening, errors
        self._bar, self._desks = window.file_bar, desks
        self._loss, self._let_go, self._gives_up = "", False, False
        self.keep_words: Callable[[], bool] = lambda: False
        self._look, self._again = QTimer(self, interval=LOOK_MS), QTimer(self, interval=AGAIN_MS)
        self._connect()

    @property
    def waiting(self) -> list[HandingOver]:
        """Gives the fields whose words could not be stored yet."""
        return [field for field in fields_in(self._window, self._context) if not field.taken]

    def look(self) -> None:
        """Looks whether the file is still the one that was opened, and says what can be done where it is not."""
        services = self._opening.services
        if services is None:
            return
        self._look_at(services.place)
        if not self._loss:
            move_in_when_due(services.place, self._context.background)

    def try_again(self) -> None:
        """Hands over once more what could not be stored; says so where nothing waits any more."""
        for field in self.waiting:
            field.try_again()
        self.note_saved()

    def note_saved(self) -> None:
        """Says at the foot that all is saved, unless something typed still waits for that."""
        if self._loss or (self._again.isActive() and self.waiting):
            self._opening.show_status(_("Not saved"))
            return
        services = self._opening.services
        if self._again.isActive():
            self._again.stop()
            self._bar.clear()
            if services is not None:
                services.place.all_stored()
        self._opening.show_status(_("Saved"))

    def put_back(self) -> None:
        """Saves what is here in its old place, and goes on there; not where something came into it meanwhile."""
        self.look()
        services = self._opening.services
        if services is not None and self._loss == "gone":
            services.place.put_back()
            self._go_on(BACK)

    def keep_beside(self) -> None:
        """Saves what is here under a new name beside, and goes on in that file."""
        services = self._opening.services
        if services is not None and self._loss:
            kept = services.place.keep_beside()
            self._opening.follow_the_file()
            self._go_on(_("You go on in “{name}”, in the same folder.", name=kept.name))

    def take_theirs(self) -> None:
        """Opens the file that lies there now; what is here is kept beside it first, unless that has all of it."""
        services = self._opening.services
        if services is None or not self._loss:
            return
        there = services.path
        if services.place.is_all_there():
            self._open_anew(there, " ".join([ALL_THERE, *services.place.compare()]))
            return
        try:
            self.keep_beside()
        except NotWholeError as error:
            self._context.prompts.confirm(
                _("Open the file as it is now?"),
                _("Open it"),
                partial(self._open_anew, there),
                detail=str(error),
            )
            return
        kept = services.path.name
        self._opening.open(there)
        words = _("What was here is kept in “{name}”, in the same folder.", name=kept)
        self._opening.coming.when_shown(partial(self._context.messages.say, words))

    def compare(self) -> None:
        """Says what differs between what is here and the file that lies there now."""
        services = self._opening.services
        if services is not None:
            lines = services.place.compare()
            self._context.prompts.confirm(
                _("What differs between this desk and the other file"), _("Keep mine in a new file"),
                partial(when_alone, self._bar, self._context, self.keep_beside),
                detail="\n".join(lines) or _("No record was found to differ."), keep=_("Close"),
            )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Asks before the window is closed over words that could not be stored."""
        if event.type() is QEvent.Type.Close and watched is self._window and not self._let_go:
            settle_all(self._window)
            for field in fields_in(self._window, self._context):
                field.write()
            if self.waiting and not self._loss and not self.keep_words():
                event.ignore()
                self._context.prompts.confirm(
                    _("What you typed last is not saved yet."), _("Close all the same"), self.close,
                    detail=f"{self._bar.words} {KEPT}".strip(), keep=_("Stay"),
                )  # fmt: skip
                return True
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Closes the window without a question; what waits is kept outside of the desk as far as that can be."""
        self._let_go = True
        self._window.close()

    def _look_at(self, place: "DeskPlace") -> None:
        before, self._loss = self._loss, place.loss()
        if self._loss and self._loss != before:
            rest = MAYBE if self._loss == "overwritten" else NOTHING
            self._bar.say(f"{WHAT[self._loss]} {rest}", "error", self._offers())
            self._opening.show_status(_("Not saved"))
        elif before and not self._loss:
            self._go_on(BACK)

    def _open_anew(self, there: Path, words: str = "") -> None:
        """Opens the desk that lies there; what was typed and not stored is kept as when a desk is left, and offered."""

        def _open() -> None:
            self._gives_up = True
            try:
                self._opening.close()
            finally:
                self._gives_up = False
            self._opening.open(there)
            if words:
                self._opening.coming.when_shown(partial(self._context.messages.say, words))

        self._opening.leave_first(_open)

    def _offers(self) -> list[Offer]:
        alone = partial(when_alone, self._bar, self._context)
        if self._loss == "gone":
            return [("file_put_back", _("Put it back"), partial(alone, self.put_back))]
        return [
            ("file_compare", _("Compare…"), self.compare),
            ("file_keep", _("Keep mine in a new file"), partial(alone, self.keep_beside)),
            ("file_take", _("Open the other one"), partial(alone, self.take_theirs)),
        ]

    def _go_on(self, words: str) -> None:
        self._loss = ""
        self._bar.clear()
        self.try_again()
        self._context.messages.say(words)

    def _connect(self) -> None:
        self._window.installEventFilter(self)
        self._opening.leaving.connect(self._on_opening_leaving)
        self._opening.opened.connect(self._on_opening_opened)
        self._opening.closed.connect(self._on_opening_closed)
        self._errors.not_stored.connect(self._on_errors_not_stored)
        self._look.timeout.connect(self.look)
        self._again.timeout.connect(self.try_again)

    def _on_errors_not_stored(self, error: DeskFileError) -> None:
        """Keeps the words of whoever is handing over; an act that was refused is only told."""
        handing = [field for field in fields_in(self._window, self._context) if field.handing_over]
        for field in handing:
            field.taken = False
        self.look()
        if not handing:
            self._errors.tell(error)
            return
        self._again.start()
        self._opening.show_status(_("Not saved"))
        services = self._opening.services
        if not (self._loss or error.damaged or services is None or services.place.read_only):
            self._bar.say(
                _(
                    "Not saved yet: {why}. Your words stay where you typed them and are tried again.",
                    why=error.short,
                )
            )

    def _on_opening_opened(self) -> None:
        services = self._opening.services
        if services is not None and services.place.was_full:
            self._bar.say(
                FULL.format(folder=services.path.parent),
                offers=[("file_room", _("Try again"), partial(open_with_room, self._opening, self._context))],
            )
        elif services is not None and services.place.read_only:
            self._bar.say(
                _("This desk may only be read where it lies, so nothing in it can be changed."),
                offers=[
                    ("file_copy", _("Work on a copy"), partial(work_on_a_copy, self._opening, self._desks))
                ],
            )
        elif services is not None and services.place.misses_changes:
            self._bar.say(
                MISSING,
                "error",
                [("file_understood", _("Understood"), partial(understand, services.place, self._bar))],
            )
        self._look.start()

    def _on_opening_leaving(self) -> None:
        """Keeps what is here of a desk whose file was lost, before it is let go of."""
        services = self._opening.services
        if services is None or self._gives_up:
            return
        self._look_at(services.place)  # the file may be another one since the last look
        if not self._loss:
            return
        self._context.background.finish()
        try:
            if self._loss == "gone":
                services.place.put_back()
            else:
                self.kept_at_last.emit(services.place.keep_beside())
        except (UserError, DeskFileError):
            log.exception("what was here could not be kept")
        else:
            self._loss = ""
            self.try_again()

    def _on_opening_closed(self) -> None:
        self._loss = ""
        self._look.stop()
        self._again.stop()
        self._bar.clear()


def move_in_when_due(place: "DeskPlace", background: Background) -> None:
    """Moves what waits beside the file into it, beside the window, once the work rests."""
    if place.move_is_due and not any(job.name == MOVE_JOB for job in background.jobs):
        background.run(MOVE_JOB, lambda _unused: place.move_in())


def when_alone(bar: FileBar, context: GuiContext, act: Callable[[], object]) -> None:
    """Lets go of the file only when nothing beside the window works on it any more; till then no button acts."""

    def _act() -> None:
        bar.wait(False)
        act()

    bar.wait(True)
    if context.background.jobs:
        context.messages.say(WAITS)
    context.background.stop_then(_act)


def work_on_a_copy(opening: DeskOpening, desks: Path) -> None:
    """Copies a desk that may only be read into the folder of the desks, and opens the copy."""
    services = opening.services
    if services is not None:
        opening.open(services.place.copy_into(desks))


def open_with_room(opening: DeskOpening, context: GuiContext) -> None:
    """Opens the desk anew to work in it, where its disk, which was full, has room again."""
    services = opening.services
    if services is None:
        return
    path = services.path
    if not services.place.has_room():
        context.messages.say(STILL_FULL.format(folder=path.parent))
        return
    opening.close()
    opening.open(path)


def understand(place: "DeskPlace", bar: FileBar) -> None:
    """Says no more that changes are missing."""
    place.forget_missing()
    bar.clear()


def fields_in(window: QWidget, context: GuiContext) -> list[HandingOver]:
    """Finds all that hands over what is typed, in a window and in those beside it, and the keeper of their drafts."""
    cells = [getattr(view.model(), "waiting", None) for view in window.findChildren(QAbstractItemView)]
    return [
        each
        for each in (context.typed, *window.findChildren(QObject), *cells)
        if isinstance(each, HandingOver)
    ]
