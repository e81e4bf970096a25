"""Leads out of a damaged desk: to its newest good backup, to the list of all, or to what can still be read of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salesdesk.env.errors import (
    DamagedError,
    DamagedFileError,
    HeldError,
    ImpossibleError,
    OldDeskError,
    UserError,
)
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_lock import DeskLock, ElsewhereError
from salesdesk.gui.desk_opening import FILES, DeskOpening
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.gui.widgets.file_bar import Offer
    from salesdesk.services.backups import BackupsService, KnownBackup
    from salesdesk.services.desk_place import DeskPlace

STRANGE = _(
    "What a program left beside this desk when it was ended belongs to another file, so it was set aside. "
    "You see the desk as its own file has it."
)
FOOT = _("This desk is damaged, so what you change may not be kept")
AS_IT_WAS = _("Cancelled. The desk is as it was.")


class DeskRescue(QObject):
    """Knows the desk whose backups are looked at: one that was found damaged, else the open one.

    `list_wanted` asks for the window with its backups, `mend_wanted` for that with values that cannot be, and
    who is set to `say` says what came of it.
    """

    list_wanted = Signal()
    mend_wanted = Signal()

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, errors: ErrorReporter
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._opening, self._errors = window, context, opening, errors
        self._damaged: BackupsService | None = None
        self._left: Path | None = None
        self._why = ""
        self._told: BaseException | None = None
        self.say: Callable[[str], object] = context.messages.say
        opening.refused.connect(self._on_opening_refused)
        opening.opened.connect(self._on_opening_opened)
        errors.damage_met.connect(self._on_errors_damage_met)
        errors.look_for_cause, errors.is_told = self.look_for_cause, self.is_told

    def service(self) -> "BackupsService":
        """Gives the backups of the desk found damaged, else of the open one."""
        services = self._opening.services
        assert self._damaged is not None or services is not None, "there is no desk to have backups"
        return self._damaged or self._service_of(services.path if services is not None else Path())

    def restore(self, service: "BackupsService", backup: "KnownBackup") -> None:
        """Asks whether a backup shall take the place of its desk, and first for its passphrase where that is needed."""
        if service.is_locked(backup):
            from salesdesk.gui.side.ask_window import AskWindow

            again = partial(self.restore, service, backup)
            AskWindow(backup.path, again, self._context, self._window).show()
            return
        when, kept = self._context.formats.moment(backup.at), ""
        if service.desk.exists():
            kept = _(
                "The desk as it is now is kept: as a backup, or, if it is damaged, beside it under another name."
            )
        self._context.prompts.confirm(
            _("Go back to the backup of {when}?", when=when),
            _("Restore it"),
            partial(self._put_back, service, backup),
            detail=_("What you did since then is not in it. {kept}", kept=kept).strip(),
        )

    def ask_to_salvage(self) -> None:
        """Asks where what can be read of a damaged desk is to be saved."""
        service = self.service()
        name = _("{name} (salvaged)", name=service.desk.stem)
        self._context.prompts.save_file(
            _("Save what can be read of “{name}”", name=service.desk.stem),
            FILES,
            partial(self._salvage, service),
            str(service.desk.with_name(f"{name}{service.desk.suffix}")),
        )

    def look_for_cause(self, otherwise: Callable[[], None]) -> None:
        """Looks beside the window whether a value that cannot be is behind an error; `otherwise` is called if not."""
        services = self._opening.services
        if services is None:
            otherwise()
            return
        self._context.background.run(
            "look for the cause",
            lambda _job: services.place.refuse_impossible(),
            done=lambda _unused: otherwise(),
            failed=lambda cause: (
                self._opening.refuse(services.path, cause) if isinstance(cause, DamagedError) else otherwise()
            ),
        )

    def is_told(self, error: BaseException) -> bool:
        """Tells whether the bar says now what an error says, with the ways on."""
        shown, file = self._damaged.desk if self._damaged is not None else None, getattr(error, "file", None)
        return error is self._told or (file is not None and file == shown)

    def _put_back(self, service: "BackupsService", backup: "KnownBackup") -> None:
        lock = self._let_go_of(service)
        if lock is None:
            return
        when = self._context.formats.moment(backup.at)
        self._context.background.run(
            "restore",
            lambda _job: service.restore(backup),
            done=lambda kept: self._go_on(
                lock, service.desk, _("This is the backup of {when}. {kept}", when=when, kept=kept).strip()
            ),
            failed=partial(self._on_failed, lock, service.desk),
            cancelled=lambda: self._go_on(lock, service.desk, AS_IT_WAS),
            words=_("Putting the backup in its place…"),
        )

    def _salvage(self, service: "BackupsService", new: Path) -> None:
        lock = self._let_go_of(service)
        if lock is None:
            return
        self._context.background.run(
            "salvage",
            lambda _job: service.salvage(new),
            done=lambda words: self._go_on(
                lock, new, _("You go on in “{name}”: {words}", name=new.name, words=words)
            ),
            failed=partial(self._on_failed, lock, service.desk),
            cancelled=lambda: self._go_on(lock, service.desk, AS_IT_WAS),
            words=_("Saving what can be read…"),
        )

    def _let_go_of(self, service: "BackupsService") -> DeskLock | None:
        """Closes the desk, where it is the open one, and keeps others from opening it meanwhile."""
        if self._is_open(service.desk):
            self._opening.close()
            self._window.show_welcome()
        lock = DeskLock(service.desk)
        try:
            lock.take(service.desk.name)
        except UserError as error:
            self._errors.show(error)
            return None
        return lock

    def _go_on(self, lock: DeskLock, path: Path, words: str) -> None:
        """Opens what came of it, unless another desk was opened in the meantime."""
        lock.unlock()
        if self._opening.services is None or self._damaged is not None:
            self._opening.open(path)
        self._opening.coming.when_shown(partial(self.say, words))

    def _on_failed(self, lock: DeskLock, path: Path, problem: BaseException) -> None:
        """Goes back to the desk, which was not changed, and says why."""
        lock.unlock()
        if self._opening.services is None:
            self._opening.open(path)
        self._opening.coming.when_shown(partial(self._errors.show, problem))

    def _service_of(self, desk: Path) -> "BackupsService":
        from salesdesk.services.backups import BackupsService

        services = self._opening.services
        identity = services.desk.identity if services is not None and services.path == desk else ""
        return BackupsService(desk, self._opening.backups, self._context.clock, identity)

    def _on_opening_refused(self, desk: Path, error: BaseException) -> None:
        """Offers ways on where a desk is damaged, and looks for its newest good backup beside the window."""
        if isinstance(error, HeldError | ElsewhereError | OldDeskError):
            again = ("rescue_again", _("Try again"), partial(self._try_again, desk))
            if isinstance(error, ElsewhereError):
                again = (
                    "rescue_all_the_same",
                    _("Open all the same"),
                    partial(self._try_again, desk, from_others=True),
                )
            self._told = error
            self._window.file_bar.say(str(error), offers=[again, ("rescue_leave", _("Not now"), self.leave)])
            return
        service = self._service_of(desk)
        if not getattr(error, "damaged", False) and not self._lost(service, error):
            return
        self._damaged, self._told, self._why = service, error, _why_of(error, self._is_open(desk))
        if not self._why and self._is_open(desk):
            self._opening.worry = FOOT
            self._opening.show_status()
        self._offer(service, None)
        self._context.background.run(
            "newest good backup",
            lambda _job: service.newest_whole(),
            done=lambda found: self._offer(service, found) if self._damaged is service else None,
        )

    def _on_errors_damage_met(self, error: DamagedFileError) -> None:
        """Offers the same ways on where an edit or a page met the damage before the next check does."""
        if self._damaged is None and self._is_open(error.file) and error.file != self._left:
            self._on_opening_refused(error.file, error)

    def _lost(self, service: "BackupsService", error: BaseException) -> bool:
        """Tells whether there are backups of a desk in whose place nothing is that looks like one."""
        is_open = self._is_open(service.desk)
        return (
            isinstance(error, UserError) and not is_open and service.is_no_desk() and bool(service.backups())
        )

    def _is_open(self, desk: Path) -> bool:
        services = self._opening.services
        return services is not None and services.path == desk

    def _offer(self, service: "BackupsService", newest: "KnownBackup | None") -> None:
        name, when = (
            service.desk.name,
            self._context.formats.moment(newest.at if newest is not None else None),
        )
        # Everybody at the screen can read the bar, so the open desk is not named.
        words = self._why or (
            _("This desk is damaged.")
            if self._is_open(service.desk)
            else _("“{name}” is damaged.", name=name)
            if service.desk.exists()
            else _("“{name}” is not there any more.", name=name)
        )
        offers: list[Offer] = []
        if isinstance(self._told, ImpossibleError) and self._is_open(service.desk):
            offers.append(("rescue_mend", _("Set them right…"), self.mend_wanted.emit))
        if newest is not None:
            words = _("{words} Its newest good backup is of {when}.", words=words, when=when)
            offers.append(("rescue_newest", _("Restore it…"), partial(self.restore, service, newest)))
        offers.append(("rescue_list", _("All backups…"), self.list_wanted.emit))
        if service.desk.is_file():
            offers.append(("rescue_salvage", _("Salvage what can be read…"), self.ask_to_salvage))
        self._window.file_bar.say(words, "error", [*offers, ("rescue_leave", _("Not now"), self.leave)])

    def _try_again(self, desk: Path, *, from_others: bool = False) -> None:
        """Opens a desk that another program held, or, `from_others`, another computer."""
        self._told = None
        self._window.file_bar.clear()
        self._opening.open(desk, from_others=from_others)

    def leave(self) -> None:
        """Says no more of it, until the desk is opened or checked again: what is tried again each second meets it."""
        mended = isinstance(self._told, ImpossibleError)
        self._left = self._damaged.desk if self._damaged is not None and not mended else None
        self._damaged = self._told = None
        self._window.file_bar.clear()

    def _on_opening_opened(self) -> None:
        """Tells, once a desk is there, that something strange lay beside it."""
        if self._damaged is not None:
            self.leave()
        self._left, services = None, self._opening.services
        said = (
            ""
            if services is None
            else STRANGE
            if services.place.was_set_aside
            else put_right_words(services.place)
        )
        if services is not None and said:
            close = partial(_know, services.place, self.leave)
            self._window.file_bar.say(said, offers=[("rescue_leave", _("Close"), close)])


def _know(place: "DeskPlace", leave: Callable[[], object]) -> None:
    """Says no more of what lay beside the desk."""
    place.forget_set_aside()
    leave()


def _why_of(error: BaseException, is_open: bool) -> str:
    """Says what is wrong where it is no damage of the file; what was found is for the manager alone."""
    if not isinstance(error, DamagedError) or not error.short or is_open:
        return error.short if isinstance(error, DamagedError) else ""
    return _("{short} Found first: {found}.", short=error.short, found=error.found)


def put_right_words(place: "DeskPlace") -> str:
    """Says what was put right when the desk was opened, empty for nothing."""
    found = place.put_right
    if not found:
        return ""
    what = found[0] if len(found) == 1 else _("{first}, and {more} more", first=found[0], more=len(found) - 1)
    return _(
        "Another program changed this desk: {what}. SalesDesk put it right, and your records are as they were; "
        "what was changed meanwhile may be missing in undo and history.",
        what=what,
    )
