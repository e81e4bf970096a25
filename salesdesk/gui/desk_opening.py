"""Opens, makes and closes desks for the window, and keeps their backups fresh."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.env.clock import Clock
from salesdesk.env.errors import DeskFileError, HeldError, OldDeskError, PassphraseNeededError, UserError
from salesdesk.env.paths import DESK_SUFFIX, Paths, real_file
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.coming_desk import ComingDesk, ReadDesk, read_desk
from salesdesk.gui.context import GuiContext
from salesdesk.gui.cover import waiting_words
from salesdesk.gui.desk_lock import DeskLock, ElsewhereError
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.new_desk import NewDesk
from salesdesk.gui.old_desk import OldDesk
from salesdesk.gui.only_read import OnlyRead
from salesdesk.gui.private_desk import PrivateDesk
from salesdesk.gui.widgets.note_edit import NoteEdit
from salesdesk.services.coaching.left_words import take_back
from salesdesk.services.talk_on_screen import talk_on_screen

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes


def settle_all(window: QWidget) -> None:
    """Hands over what is typed in the window and in those that stand beside it."""
    focused = QApplication.focusWidget() or window.focusWidget()
    if focused:
        focused.clearFocus()
    for edit in window.findChildren(NoteEdit):
        edit.settle()


log = logging.getLogger(__name__)
FILES = _("SalesDesk files (*{desk_suffix})", desk_suffix=DESK_SUFFIX)
BACKUP_MINUTES = 30
SAMPLE_JOB = "sample team"


class DeskOpening(QObject):
    """Knows which desk is open.

    `talk_chosen` carries the one-on-one that was on the screen when the program ended, and what is to become of it;
    `found_open` carries the lock of a desk that another window has, `refused` the place of a desk that is not to be
    opened or gone on with, and why. `kept_anew` tells of another passphrase, or none. `leaving` is the moment to keep
    what was typed, before anything of the desk goes from the screen, and `closing` the last at which something can be
    written.
    While there is a `worry` about the desk, the foot says that, and never that all is saved.
    The folder of the `backups` lies outside that of the desk. `leave_first` asks before another desk takes the place of
    what was begun in the open one, and goes on where that may be left.
    """

    opened = Signal(object)
    kept_anew = Signal()
    found_open = Signal(object)
    refused = Signal(object, object)
    leaving = Signal()
    closing = Signal()
    closed = Signal()
    talk_chosen = Signal(object, str)
    _newest: datetime | None = None

    def __init__(
        self, window: MainWindow, context: GuiContext, errors: ErrorReporter, paths: Paths,
        settings: SettingsFile,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._context, self._errors = window, context, errors
        self._paths, self._settings = paths, settings
        self.backups, self.left_words = paths.backups, paths.left_words
        around = (self, window, context)
        self._old, self.private = OldDesk(*around, errors), PrivateDesk(*around, settings)
        self._services: Services | None = None
        self.only_read, self.coming = OnlyRead(window), ComingDesk(window)
        self.lock: DeskLock | None = None
        self._said, self.worry = _("Saved"), ""
        self._backed_up, self._trash_due, self.leave_first = time.monotonic(), False, _at_once

    @property
    def services(self) -> "Services | None":
        """Gives the services of the open desk; one that is still on its way is not open yet."""
        return None if self.coming.waiting else self._services

    def first(self, wanted: Path | None) -> None:
        """Opens what the start asks for: the named file, else the last desk, else the welcome page."""
        last = self._settings.current.last_desk
        if wanted is not None:
            self.open(wanted, at_once=True)
        elif last and Path(last).is_file():
            self.open(Path(last), at_once=True)
        else:
            self._window.show_welcome()

    def open(self, path: Path, *, from_others: bool = False, at_once: bool = False) -> None:
        """Opens a desk, `from_others` also one of another computer; what cannot be is said, the present one stays.

        It is `coming` for some turns before it is shown, but `at_once` at the start.
        """
        path = real_file(path)
        if self.coming.waiting:
            self.coming.when_shown(partial(self.open, path, from_others=from_others))
            return
        if self._old.refuses():
            return
        if self._services is not None and _same_file(path, self._services.path):
            self._window.show_shell(path.stem)
            return
        self.leave_first(partial(self._open, path, from_others=from_others, at_once=at_once))

    def take(
        self, path: Path, lock: DeskLock, opens: "Callable[[], Services]", *, at_once: bool = False
    ) -> None:
        """Goes on in a desk whose lock is taken; an old one is brought up to date first, beside the window."""
        try:
            read = read_desk(path, lock, opens, self.backups)
        except OldDeskError as old:
            self._old.begin(path, lock, old)
            return
        except PassphraseNeededError:
            lock.unlock()
            self.private.ask(path)
            return
        except (UserError, DeskFileError) as error:
            self.leave_alone(path, lock, error)
            return
        self.close()
        if at_once:
            self._put_in(read)
            self._show(read)
        else:
            self.coming.bring(read, self._put_in, self._show)

    def close(self) -> None:
        """Closes the open desk, after what is still running has ended; one that is brought up to date is let go of."""
        given_up = self.coming.stop()
        self.private.stop()
        if self._services is None:
            if given_up is not None:
                given_up.let_go()
            self._old.stop()
            return
        self.leaving.emit()
        self.closing.emit()
        settle_all(self._window)
        self._context.typed.write()
        self._context.typed.stop()
        self._context.background.finish()
        self._context.bus.let_go()
        self._window.shell.clear_desk()
        self._services.close()
        self._services, self._trash_due = None, False
        self.only_read.turn(on=False)
        if self.lock is not None:
            self.lock.unlock()
        self._said, self.worry = _("Saved"), ""
        self.closed.emit()

    def ask_to_open(self) -> None:
        """Asks for a desk and opens it."""
        self._context.prompts.open_file(_("Open a desk"), FILES, self.open)

    def ask_for_new(self, then: Callable[[], None] | None = None) -> None:
        """Asks where a new desk goes, makes and opens it, then goes on."""
        if self._old.refuses():
            return

        self.leave_first(lambda: NewDesk(self, self._window, self._context, self._paths.desks).ask(then))

    def open_sample(self) -> None:
        """Opens the sample team, inventing it first where it is not there yet."""
        path = self._paths.sample_desk
        if self._old.refuses():
            return
        if path.is_file():
            self.open(path)
            return
        if any(job.name == SAMPLE_JOB for job in self._context.background.jobs):
            return

        def _open(_made: None) -> None:
            self._window.statusBar().clearMessage()
            self.open(path)

        self._window.statusBar().showMessage(_("Writing the sample team…"))
        self._context.background.run(
            SAMPLE_JOB, lambda _unused: _invent(path, self._context.clock), done=_open
        )

    def check_and_back_up(self, *, by_hand: bool = False) -> None:
        """Checks the file beside the window, backs up what has changed or when asked; then old things leave the Trash.

        Those go for good, so never before a copy of what the desk was with them.
        """
        if self._services is None:
            return
        self._trash_due |= not by_hand and not self._services.place.read_only
        self._back_up(always=by_hand)

    def back_up_now_and_then(self) -> None:
        """Is called every minute: backs up, beside the window, what has changed in the last half hour."""
        if self._services is not None and time.monotonic() - self._backed_up > BACKUP_MINUTES * 60:
            self._back_up(always=False)

    def follow_the_file(self) -> None:
        """Takes the file in which the open desk goes on for its own: lock, title, foot and the list of desks."""
        assert self._services is not None
        path = self._services.path
        if self.lock is not None:
            self.lock.unlock()
        self.lock = DeskLock(path)
        self.lock.take(path.name)
        self._settings.save(self._settings.current.with_desk(path))
        if self._window.at_desk:
            self._window.show_shell(path.stem)

    def leave_alone(self, path: Path, lock: DeskLock, error: BaseException) -> None:
        """Lets go of a desk that is not opened, and says why; one that cannot be opened at all is no recent one."""
        lock.unlock()
        if self._services is None and not isinstance(error, HeldError | OldDeskError):
            self._settings.save(self._settings.current.without_desk(path))
        self.refuse(path, error)

    def refuse(self, path: Path, error: BaseException) -> None:
        """Says what is wrong with a desk; where none is open the choice of the start stands behind it."""
        if self._services is None:
            self._window.show_welcome()
        self.refused.emit(path, error)
        if not isinstance(error, OldDeskError):  # of which the bar above everything tells
            self._errors.show(error)

    def show_status(self, said: str = "") -> None:
        """Shows at the foot what is open and how old its backup is; whether it is saved stays as it was said last."""
        self._said = said or self._said
        if self._services is not None and self._window.at_desk:
            # What is about to be imported or taken back is backed up too, without being asked.
            known = filter(None, (self._newest, self._services.desk.backed_up))
            today = self._context.clock.today()
            self._window.status.show_desk(
                self._services.path, max(known, default=None), today, self.worry or self._said,
                private=self._services.private,
            )  # fmt: skip

    def _put_in(self, read: ReadDesk) -> None:
        services, path = read.services, read.path
        self._services, self.lock, self._newest = services, read.lock, read.newest
        self._context.formats, self._context.only_read = read.formats, services.place.read_only
        self.only_read.turn(on=self._context.only_read)
        if not self._context.only_read:
            take_back(services.desk, self.left_words)
        # Services are loaded when they are asked for, which the start must not do.
        self._context.typed.turn_to(lambda: services.typed.begun(), lambda words: services.typed.keep(words))  # noqa: PLW0108
        self._settings.save(self._settings.current.with_desk(path))
        waiting = talk_on_screen(services.desk)
        self._settings.change(talk_on_screen=waiting is not None)
        if waiting is not None:
            # Before anything of the desk is there to be painted: somebody else may still sit at the screen.
            # A choice made at once waits until the desk stands behind it.
            chosen = partial(self.talk_chosen.emit, waiting)
            self._window.cover_with(
                waiting_words(running=waiting.running),
                lambda choice: self.coming.when_shown(partial(chosen, choice)),
            )
        try:
            self._window.shell.show_desk(services, self._context)
        except Exception as error:
            cause = error if isinstance(error, DeskFileError) else services.place.cause()
            self.close()
            if cause is None:
                self._window.show_welcome()
                raise
            self.refuse(path, cause)

    def _show(self, read: ReadDesk) -> None:
        if self._services is not read.services:
            return  # it could not be put in
        if talk_on_screen(read.services.desk) is None:
            self._window.show_shell(read.path.stem)
        self.opened.emit(read.services)

    def open_made(self, path: Path, then: Callable[[], None] | None) -> None:
        """Opens a desk that was just made, and goes on; who asked for it has left what was begun."""
        self._open(path)
        if then is not None:
            self.coming.when_shown(then)

    def _open(self, path: Path, *, from_others: bool = False, at_once: bool = False) -> None:
        lock = DeskLock(path)
        try:
            lock.take(path.name, from_others=from_others)
        except UserError as error:
            self.refuse(path, error)
            if not isinstance(error, ElsewhereError):
                self.found_open.emit(lock)
            return
        opens = partial(_services_in, path, self._context.clock, self.backups)
        self.take(path, lock, opens, at_once=at_once)

    def _back_up(self, *, always: bool) -> None:
        services = self._services
        # Two at once would write into the same file.
        if services is None or any(job.name == "backup" for job in self._context.background.jobs):
            return

        def _tend(_checked: None) -> None:
            if self._services is not services:
                return
            # Read from end to end and found whole.
            self._newest, self.worry = services.newest_backup(self.backups), ""
            self.show_status()
            if self._trash_due:
                self._trash_due = False
                _go_through(services, self._context, partial(self.refuse, services.path))

        self._backed_up = time.monotonic()
        self._context.background.run(
            "backup",
            lambda _unused: services.checked_backup(self.backups, always=always),
            done=_tend,
            failed=partial(self.refuse, services.path),
        )


def _at_once(then: Callable[[], None]) -> None:
    then()


def _go_through(services: "Services", context: GuiContext, refuse: Callable[[BaseException], None]) -> None:
    """Looks for values that cannot be, and lets go of old things in the Trash, beside the window."""
    context.background.run(
        "values that cannot be", lambda _unused: services.place.refuse_impossible(), failed=refuse
    )
    context.background.run(
        "old things in the Trash", lambda _unused: services.trash.tend(), done=partial(_tell_gone, context)
    )


def _tell_gone(context: GuiContext, changes: "Changes") -> None:
    """Tells, once, that things have gone for good."""
    if changes.kinds:
        context.bus.publish(changes)
        context.messages.say(f"{changes.step}.")


def _invent(path: Path, clock: Clock) -> None:
    from salesdesk.services.sample import write_sample

    write_sample(path, clock.today())


def _services_in(path: Path, clock: Clock, backups: Path) -> "Services":
    from salesdesk.services.bundle import Services

    return Services.open(path, clock, backups)


def _same_file(path: Path, other: Path) -> bool:
    """Tells whether two names lead to one file, by links too."""
    try:
        return path.samefile(other)
    except OSError:
        return path.resolve() == other.resolve()
