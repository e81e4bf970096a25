"""Puts the services of one open desk together, each made when it is first asked for.

Importing a service may load SQLAlchemy, which must not happen before the window is usable.
"""

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.services.desk import DeskService
from salesdesk.services.roster import RosterService
from salesdesk.services.team_settings import team_settings
from salesdesk.services.undoing import UndoService
from salesdesk.store.backup import newest_backup
from salesdesk.store.desk_file import DeskFile

if TYPE_CHECKING:
    from salesdesk.services.coaching.service import CoachingService
    from salesdesk.services.metrics.service import MetricsService
    from salesdesk.services.numbers.service import NumbersService
    from salesdesk.services.plans.service import PlansService
    from salesdesk.services.records import RecordsService
    from salesdesk.services.review_sheet import ReviewSheetService
    from salesdesk.services.searching import SearchService
    from salesdesk.services.sessions.service import SessionService
    from salesdesk.services.team.service import TeamService
    from salesdesk.services.trash import TrashService


class Services:
    """All services of one open desk."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self.desk = desk
        self.clock = clock

    @classmethod
    def open(cls, path: Path, clock: Clock, backups: Path) -> "Services":
        """Opens a desk; raises UserError where the file is no desk or a newer program's."""
        return cls(DeskFile.open(path, clock, backups), clock)

    @property
    def path(self) -> Path:
        """Gives the file of the desk."""
        return self.desk.path

    def currency(self) -> str:
        """Gives the currency of the desk."""
        return team_settings(self.desk)["currency"]

    def close(self) -> None:
        """Writes everything into the one file and lets go of it."""
        self.desk.close()

    def checked_backup(self, folder: Path) -> Path:
        """Checks the file and writes a verified copy into a folder; slow enough for a thread of its own."""
        if not self.desk.is_sound():
            raise UserError(
                _(
                    "“{name}” is damaged. Nothing was written to it; your last good backup is in {folder}.",
                    name=self.path.name,
                    folder=folder,
                )
            )
        return self.desk.back_up(folder)

    def newest_backup(self, folder: Path) -> datetime | None:
        """Gives the moment of this desk's newest backup in a folder."""
        return newest_backup(self.desk.path, folder)

    @cached_property
    def roster(self) -> RosterService:
        """The list on the left."""
        return RosterService(self.desk, self.clock)

    @cached_property
    def monday(self) -> DeskService:
        """The Desk tab."""
        return DeskService(self.desk, self.clock)

    @cached_property
    def undoing(self) -> UndoService:
        """Undo and redo."""
        return UndoService(self.desk)

    @cached_property
    def records(self) -> "RecordsService":
        """Generic reading and editing."""
        from salesdesk.services.records import RecordsService

        return RecordsService(self.desk)

    @cached_property
    def trash(self) -> "TrashService":
        """The Trash."""
        from salesdesk.services.trash import TrashService

        return TrashService(self.desk)

    @cached_property
    def team(self) -> "TeamService":
        """The Team tab."""
        from salesdesk.services.team.service import TeamService

        return TeamService(self.desk, self.clock)

    @cached_property
    def plans(self) -> "PlansService":
        """The Plans tab."""
        from salesdesk.services.plans.service import PlansService

        return PlansService(self.desk, self.clock)

    @cached_property
    def coaching(self) -> "CoachingService":
        """The Coaching log."""
        from salesdesk.services.coaching.service import CoachingService

        return CoachingService(self.desk, self.clock)

    @cached_property
    def metrics(self) -> "MetricsService":
        """The Metrics tab."""
        from salesdesk.services.metrics.service import MetricsService

        return MetricsService(self.desk, self.clock)

    @cached_property
    def numbers(self) -> "NumbersService":
        """The numbers of the week."""
        from salesdesk.services.numbers.service import NumbersService

        return NumbersService(self.desk, self.clock)

    @cached_property
    def sessions(self) -> "SessionService":
        """The one-on-one."""
        from salesdesk.services.sessions.service import SessionService

        return SessionService(self.desk, self.clock)

    @cached_property
    def review_sheet(self) -> "ReviewSheetService":
        """The printed sheet of a one-on-one."""
        from salesdesk.services.review_sheet import ReviewSheetService

        return ReviewSheetService(self.desk, self.clock)

    @cached_property
    def searching(self) -> "SearchService":
        """The search box."""
        from salesdesk.services.searching import SearchService

        return SearchService(self.desk)
