"""Brings a desk of an earlier SalesDesk up to date, or puts one right, beside the window, before it is opened."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from salesdesk.env.errors import ChangedDeskError, OldDeskError, UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_lock import DeskLock
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.gui.desk_opening import DeskOpening
    from salesdesk.services.bundle import Services

UPDATING: Final = _("Bringing the desk up to date…")
PUTTING_RIGHT: Final = _("Putting right what another program changed…")
CANCELLED: Final = _("Cancelled. “{name}” is as it was.")
WAITS: Final = _(
    "“{name}” is being brought up to date or put right just now. Open another desk when that is done, "
    "or cancel it at the foot of the window."
)


class OldDesk:
    """Knows the desk that is brought up to date just now, of which there is one at most, and holds its lock."""

    def __init__(
        self, opening: "DeskOpening", window: MainWindow, context: GuiContext, errors: ErrorReporter
    ) -> None:
        self._opening, self._window, self._context, self._errors = opening, window, context, errors
        self._path, self._before = Path(), Path()
        self._lock: DeskLock | None = None

    def refuses(self) -> bool:
        """Tells whether no other desk can be opened now, and says so."""
        if self._lock is not None:
            self._errors.show(UserError(WAITS.format(name=self._path.name)))
        return self._lock is not None

    def begin(self, path: Path, lock: DeskLock, old: OldDeskError) -> None:
        """Lets go of the open desk, so that nobody works in one that goes away by itself, and starts."""
        from salesdesk.services.bundle import bring_up

        services, clock, backups = self._opening.services, self._context.clock, self._opening.backups
        before = services.path if services is not None else Path()
        self._opening.close()
        self._window.show_welcome()
        self._path, self._lock, self._before = path, lock, before
        self._context.background.run(
            "update",
            lambda _job: bring_up(path, clock, backups, old),
            done=partial(self._on_done, lock),
            failed=partial(self._on_failed, lock),
            cancelled=lambda: self._on_failed(lock, OldDeskError(CANCELLED.format(name=path.name))),
            words=PUTTING_RIGHT if isinstance(old, ChangedDeskError) else UPDATING,
        )

    def stop(self) -> None:
        """Cancels it and waits for that, such as before the window closes."""
        if self._lock is not None:
            self._context.background.finish()
            self._lock.unlock()
            self._lock = None

    def _on_done(self, lock: DeskLock, services: "Services") -> None:
        """Opens the desk, unless the window let go of it in the last moment."""
        if lock is not self._lock:
            services.close()
            return
        self._lock = None
        try:
            lock.follow(self._path.name)  # sealed, it is another file
        except UserError as error:
            services.close()
            self._opening.leave_alone(self._path, lock, error)
            return
        self._opening.take(self._path, lock, services.hurried)

    def _on_failed(self, lock: DeskLock, why: BaseException) -> None:
        """Goes back to the desk that was open before, and says why."""
        if lock is self._lock:
            self._lock = None
            lock.unlock()
            if self._before.name:
                self._opening.open(self._before)
            self._opening.coming.when_shown(partial(self._opening.leave_alone, self._path, lock, why))
