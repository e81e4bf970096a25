"""Puts the services of one open desk together, each made when it is first asked for.

Importing a service may load SQLAlchemy, which must not happen before the window is usable.
"""

import threading
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from salesdesk.env.clock import Clock
from salesdesk.env.errors import DamagedError, OldDeskError
from salesdesk.services.team_settings import team_settings
from salesdesk.store.backup import is_newer, newest_backup
from salesdesk.store.connection import patience
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.hold import HURRIED_MS
from salesdesk.store.room import give_room_back

if TYPE_CHECKING:
    from salesdesk.services.coaching.drafts import TypedWords
    from salesdesk.services.coaching.service import CoachingService
    from salesdesk.services.desk import DeskService
    from salesdesk.services.desk_place import DeskPlace
    from salesdesk.services.metrics.service import MetricsService
    from salesdesk.services.numbers.service import NumbersService
    from salesdesk.services.plans.service import PlansService
    from salesdesk.services.privacy import Privacy
    from salesdesk.services.records import RecordsService
    from salesdesk.services.review_sheet import ReviewSheetService
    from salesdesk.services.roster import RosterService
    from salesdesk.services.searching import SearchService
    from salesdesk.services.sessions.service import SessionService
    from salesdesk.services.team.service import TeamService
    from salesdesk.services.trash import TrashService
    from salesdesk.services.undoing import UndoService


Service = TypeVar("Service")


class _Made(Generic[Service]):
    """A service that is loaded and made when it is first asked for, and kept from then on."""

    def __init__(self, place: str, *, timed: bool = True) -> None:
        self._module, self._class = place.split(".")
        self._timed = timed

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, services: "Services", owner: type) -> Service:
        make = getattr(import_module(f"salesdesk.services.{self._module.replace('/', '.')}"), self._class)
        made = make(services.desk, services.clock) if self._timed else make(services.desk)
        vars(services)[self._name] = made
        return made


class Services:
    """All services of one open desk."""

    roster: "_Made[RosterService]" = _Made("roster.RosterService")
    monday: "_Made[DeskService]" = _Made("desk.DeskService")
    undoing: "_Made[UndoService]" = _Made("undoing.UndoService", timed=False)
    records: "_Made[RecordsService]" = _Made("records.RecordsService", timed=False)
    trash: "_Made[TrashService]" = _Made("trash.TrashService", timed=False)
    team: "_Made[TeamService]" = _Made("team/service.TeamService")
    plans: "_Made[PlansService]" = _Made("plans/service.PlansService")
    coaching: "_Made[CoachingService]" = _Made("coaching/service.CoachingService")
    metrics: "_Made[MetricsService]" = _Made("metrics/service.MetricsService")
    numbers: "_Made[NumbersService]" = _Made("numbers/service.NumbersService")
    typed: "_Made[TypedWords]" = _Made("coaching/drafts.TypedWords", timed=False)
    sessions: "_Made[SessionService]" = _Made("sessions/service.SessionService")
    review_sheet: "_Made[ReviewSheetService]" = _Made("review_sheet.ReviewSheetService")
    privacy: "_Made[Privacy]" = _Made("privacy.Privacy", timed=False)
    place: "_Made[DeskPlace]" = _Made("desk_place.DeskPlace")
    searching: "_Made[SearchService]" = _Made("searching.SearchService", timed=False)

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self.desk = desk
        self.clock = clock

    @classmethod
    def open(cls, path: Path, clock: Clock, backups: Path) -> "Services":
        """Opens a desk for this thread, which waits for no other program, neither here nor from then on.

        Raises UserError where the file is no desk or a newer program's, or somebody else holds it, and OldDeskError
        where it has to be brought up to date first (`bring_up`).
        """
        with patience(HURRIED_MS):
            return cls(DeskFile.open(path, clock, backups, at_once=True), clock).hurried()

    def hurried(self) -> "Services":
        """Gives the same for this thread, which waits for no other program from then on."""
        self.desk.hold.hurried = threading.current_thread()
        return self

    @property
    def path(self) -> Path:
        """Gives the file of the desk."""
        return self.desk.path

    @property
    def private(self) -> bool:
        """Tells whether the desk has a passphrase, and loads nothing for it, as each start asks."""
        return self.desk.hold.seal.private

    def currency(self) -> str:
        """Gives the currency of the desk."""
        return team_settings(self.desk)["currency"]

    def close(self) -> None:
        """Writes everything into the one file and lets go of it."""
        self.desk.close()

    def checked_backup(self, folder: Path, *, always: bool = True) -> None:
        """Checks the file, makes it small where most of it is free, and writes a verified copy into a folder.

        Slow enough for a thread of its own.

        Where it is not to be made `always`, only what was written to since the newest copy is copied.
        """
        if not self.desk.is_sound():
            raise DamagedError(
                _(
                    "“{name}” is damaged. Nothing was written to it; your last good backup is in {folder}.",
                    name=self.path.name,
                    folder=folder,
                )
            )
        give_room_back(self.desk.hold)
        if always or is_newer(self.path, folder, self.desk.identity):
            self.desk.back_up(folder)

    def newest_backup(self, folder: Path) -> datetime | None:
        """Gives the moment of this desk's newest backup in a folder."""
        return newest_backup(self.desk.path, folder, self.clock.now(), self.desk.identity)


def bring_up(path: Path, clock: Clock, backups: Path, old: OldDeskError) -> Services:
    """Brings an older desk up to date and opens it, on a thread that may take its time."""
    with patience(HURRIED_MS):
        desk = DeskFile.open(path, clock, backups)
    desk.set_aside = desk.set_aside or old.set_aside
    return Services(desk, clock)
