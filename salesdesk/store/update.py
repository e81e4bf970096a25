"""Brings a desk of an earlier SalesDesk up to date: backed up first, with the newest schema, and sealed."""

import logging
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from salesdesk.env.errors import DamagedError, OldDeskError, UserError
from salesdesk.env.following import Cancelled, stretch
from salesdesk.store.backup import back_up, copies_of_now
from salesdesk.store.compare import is_copy
from salesdesk.store.connection import connect, connect_untouched, ticking
from salesdesk.store.identity import identity_of
from salesdesk.store.plain_copy import seal_in_place
from salesdesk.store.schema import checked_revision, head, migrate
from salesdesk.store.seal import begins_plain
from salesdesk.store.trouble import trouble_of

log = logging.getLogger(__name__)


def is_old(path: Path, set_aside: Path | None = None) -> OldDeskError:
    """Says that a desk has to be brought up to date before it can be opened."""
    return OldDeskError(
        _("“{name}” is of an earlier SalesDesk and has to be brought up to date first.", name=path.name),
        set_aside,
    )


def bring_up_to_date(path: Path, folder: Path, now: datetime) -> None:
    """Backs up an older desk, migrates and seals it; where that fails or is ended, it stays byte for byte as it was.

    A plain desk that cannot be exchanged just now is migrated where it lies, and sealed at a later opening.
    """
    with stretch(0, 30):
        _back_up_first(path, folder, now)
    behind = checked_revision(path) < head()
    with stretch(30, 100):
        sealed = begins_plain(path) and seal_in_place(path, partial(_migrate, path) if behind else None)
        if behind and not sealed:
            _migrate(path, path)


def _migrate(path: Path, place: Path) -> None:
    """Migrates an older desk, or its copy at another `place`; where that fails it stays as it was.

    It may fail because another program changed the desk.
    """
    try:
        with closing(connect(place, journal="")) as connection, ticking(connection):
            migrate(connection)
    except Cancelled:
        raise
    except Exception as error:
        if (trouble := trouble_of(error, path)) is not None:
            raise trouble from error
        log.exception("a desk could not be migrated")
        raise DamagedError(
            _(
                "“{name}” could not be brought up to date ({problem}) and was left as it was; another program may "
                "have changed it. Open your newest backup.",
                name=path.name,
                problem=getattr(error, "orig", error),
            )
        ) from error


def _back_up_first(path: Path, folder: Path, now: datetime) -> None:
    """Backs up a desk of an older program, without which it is not updated, unless a copy of it is there already.

    Raises UserError where that fails.
    """
    try:
        with closing(connect_untouched(path)) as connection:
            copies = copies_of_now(path, folder, identity_of(connection))
            # Desks of the first releases have no number, and another one of the name may have the time as well.
            if not any(is_copy(each.path, connection) for each in copies):
                back_up(connection, path, folder, now, "before-update")
    except UserError as error:
        raise UserError(
            _(
                "{why} “{name}” is not updated without a backup, so nothing was changed.",
                why=error,
                name=path.name,
            )
        ) from error
