"""Takes a backup, or an archive, for a desk again: under a new name, or in the place of the desk it is of."""

import os
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import UserError
from salesdesk.env.whole_file import part_of
from salesdesk.store.archive import SUFFIX, restore_archive
from salesdesk.store.backup import back_up
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.strange_journal import set_strange_journal_aside
from salesdesk.store.trouble import unwritten
from salesdesk.store.whole_desk import taking_place

_BESIDE = ("-wal", "-shm")


def restore(source: Path, target: Path) -> None:
    """Makes a new desk of a backup or an archive; nothing that is there is written over.

    Raises UserError where the source is not whole, or a file of the name is there.
    """
    if source.suffix.lower() == SUFFIX:
        restore_archive(source, target)
        return
    with taking_place(target) as beside:
        _copy(source, beside, target)


def put_back(backup: Path, desk: Path, folder: Path, at: datetime) -> Path | None:
    """Puts a backup in the place of a closed desk; gives where the desk that was there is kept.

    A sound one becomes a backup itself, a damaged one stays beside under another name with what belongs to it, and
    None is given where there was none. Raises UserError where the backup is not whole; then nothing was changed.
    """
    beside = part_of(desk)
    with suppress(OSError):
        beside.unlink(missing_ok=True)
    _copy(backup, beside, desk)
    try:
        kept = _keep(desk, folder, at)
        for ending in _BESIDE:
            desk.with_name(desk.name + ending).unlink(missing_ok=True)
        beside.replace(desk)
    except OSError as error:
        raise unwritten(desk) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return kept


def set_aside(desk: Path, at: datetime) -> Path:
    """Gives a damaged desk another name beside its own, with what stands beside it; gives the new name."""
    stamp = _("damaged {at:%Y-%m-%d %H.%M.%S}", at=at)
    aside = desk.with_name(f"{desk.stem} ({stamp}){desk.suffix}")
    for ending in ("", *_BESIDE):
        if (part := desk.with_name(desk.name + ending)).exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def _keep(desk: Path, folder: Path, at: datetime) -> Path | None:
    if not desk.exists():
        return None
    try:
        set_strange_journal_aside(desk)
        if examine(desk).sound:
            with closing(open_untouched(desk)) as connection:
                return back_up(connection, desk, folder, at, "before-restore")
    except UserError:
        pass  # damaged, or no desk at all: it is set aside as it is
    return set_aside(desk, at)


def _copy(source: Path, target: Path, named: Path) -> None:
    found = examine(source)
    if not found.sound:
        raise UserError(
            _("“{name}” is damaged itself ({problem}), so nothing was changed; take another one.",
              name=source.name, problem=found.problems[0])
        )  # fmt: skip
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(open_untouched(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except (OSError, dbapi2.Error) as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise unwritten(named) from error
