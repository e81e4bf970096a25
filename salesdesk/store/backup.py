"""Writes verified copies of a desk, knows those of one desk from those of others, and thins out old ones."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedFileError, UserError
from salesdesk.env.following import stretch
from salesdesk.env.paths import DESK_SUFFIX, real_file
from salesdesk.env.whole_file import place_beside, put_in_place, unwritten
from salesdesk.frozen import frozen
from salesdesk.store.backup_notes import files_in, note_file
from salesdesk.store.connection import NAMED, connect_as_found, log_beside, name_of, ticking
from salesdesk.store.identity import identity_and_pages, identity_in, identity_of, is_another_file
from salesdesk.store.keys import is_locked
from salesdesk.store.seal import begins_plain, unproved_pages
from salesdesk.store.trouble import trouble_of

STEPS = 1300
"""So many steps of SQLite's machine a page it takes to read a copy back."""
KEEP_NEWEST = 20
KEEP_DAYS, KEEP_WEEKS = 14, 10
"""So far back the last one of every day, and of every week, stays; the first one of a month stays for ever."""
LEAP, BORNE_OUT = timedelta(days=7), 7
"""After a longer pause the clock may have jumped: copies of so many days bear it out before it thins out older ones."""
BEFORE_MENDING = "before-mending"
"""Is why a copy was made that stays for ever: it alone holds bytes that were set right and that undo cannot keep."""
_NAME = re.compile(
    r"(?P<stem>.+?)-(?P<stamp>\d{8}-\d{6})(?P<why>(?:-[a-z]+)*?)(?:-order-(?P<order>\d{8}-\d{6}))?(?:-\d+)?"
)
_STAMP = "%Y%m%d-%H%M%S"
_AHEAD = timedelta(days=1)
_LEFT_OVER = 3600  # seconds after which a half-written copy is one of a program that was ended
_EXACT_NS, _COARSE_NS, _COARSE_STEP_NS = 1_000, 2_000_000_000, 10_000_000
"""A sound disk keeps times to a fraction of a microsecond, an old one (FAT) in steps that end in noughts."""


@frozen
class Backup:
    """One copy of a desk: where it is, when it was made by the clock of then, and before what.

    The `order` is the moment too, but grows from one making to the next also where the clock went back between them.
    The desk had the name `stem` then and was the file `of`, where that was noted.
    """

    path: Path
    moment: datetime
    why: str
    order: datetime = datetime.min
    stem: str = ""
    of: Path | None = None


def back_up(connection: dbapi2.Connection, desk: Path, folder: Path, at: datetime, why: str) -> Path:
    """Copies a live desk in one step, reads the copy back, and only then gives it its name; a bad copy is no backup."""
    desk = real_file(desk)
    others = backups_of(desk, folder, identity_of(connection))
    order = _order_after(others, at)
    parts = (desk.stem, at.strftime(_STAMP), why, order and f"order-{order:{_STAMP}}")
    name, state = "-".join(part for part in parts if part), _state_of(desk)
    target = folder / f"{name}{DESK_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_left_over(folder)
        target = _taken(folder, name)
        with put_in_place(target, place_beside(target)) as beside:
            with stretch(0, 40), ticking(connection, beside):
                connection.execute(f"VACUUM INTO {NAMED}", (name_of(beside),))
            with stretch(40, 100):
                _verify(beside, identity_of(connection))
            os.utime(beside, ns=(state, state))
    except (OSError, dbapi2.Error) as error:
        raise _unmade(error, desk, target) from error
    note_file(target, desk.absolute())
    own = [each for each in others if not is_of_another(each, desk)]
    _thin_out([*own, Backup(target, at, why, order or at)], at, target)
    return target


def backups_of(desk: Path, folder: Path, identity: str = "") -> list[Backup]:
    """Gives the copies of one desk in a folder, the one made last first, whatever the desk or the clock said then.

    The `identity` of a desk that this program has open must be said: reading its file lets go of SQLite's locks. A
    desk of an earlier SalesDesk has none; its copies are known by its name. A copy of the desk at another place has
    its number too; what was made of that one `is_of_another`.
    """
    return list(_newest_first(desk, folder, identity))


def is_of_another(backup: Backup, desk: Path) -> bool:
    """Tells whether a backup was made of another file than this desk, which is still there and goes its own way."""
    of = backup.of or real_file(desk).absolute().with_name(f"{backup.stem}{DESK_SUFFIX}")
    return is_another_file(of, desk)


def newest_backup(
    desk: Path, folder: Path, now: datetime | None = None, identity: str = ""
) -> datetime | None:
    """Gives the moment of the newest backup of a desk in a folder, None where there is none.

    One that seems to be made after `now` was made with a wrong clock, and says nothing.
    """
    found = _newest_first(desk, folder, identity)
    moments = (backup.moment for backup in found if not is_of_another(backup, desk))
    return next((m for m in moments if now is None or m <= now + _AHEAD), None)


def is_newer(desk: Path, folder: Path, identity: str = "") -> bool:
    """Tells whether a desk was written to after each of its own copies.

    Each copy has the time of the writing of which it is (see `back_up`), and whatever the clock says, the next writing
    is of another one. So nothing is asked of the order of times, which one wrong clock would spoil for years.
    """
    return all(is_of_another(each, desk) for each in copies_of_now(desk, folder, identity))


def copies_of_now(desk: Path, folder: Path, identity: str = "") -> list[Backup]:
    """Gives the copies that have the time at which a desk was last written to (see `is_newer`)."""
    state = _state_of(desk)
    return [each for each in backups_of(desk, folder, identity) if _is_state(_time_of(each.path), state)]


def kept_of(backups: Sequence[Backup], now: datetime) -> set[Backup]:
    """Chooses which copies stay: the newest, the last of each day and week for a while, the first of each month.

    One made before values were set right stays too.
    What seems to come from the future was made with a wrong clock; it stays too and stands for nothing else. Nor does
    what follows a leap that may be one of the clock, until enough days of work bear it out.
    """
    future = {backup for backup in backups if backup.moment > now + _AHEAD}
    past = sorted(set(backups) - future, key=lambda backup: (backup.moment, backup.path.name))
    kept = {*future, *sorted(backups, key=_as_made)[-KEEP_NEWEST:]}
    kept |= {backup for backup in backups if backup.why == BEFORE_MENDING}
    return kept.union(*(_kept_within(run) for run in _runs(past)))


def _runs(past: Sequence[Backup]) -> Iterator[list[Backup]]:
    """Parts copies at each leap of time that is not borne out, the newest part first."""
    end, days = len(past), set[date]()
    for at in range(len(past) - 1, 0, -1):
        days.add(past[at].moment.date())
        if len(days) < BORNE_OUT and past[at].moment - past[at - 1].moment > LEAP:
            yield list(past[at:end])
            end = at
    yield list(past[:end])


def _kept_within(run: Sequence[Backup]) -> Iterator[Backup]:
    """Chooses which copies of a part stay, as if the last one of it had just been made."""
    last = run[-1].moment if run else datetime.max
    days = {b.moment.date(): b for b in run if last - b.moment < timedelta(days=KEEP_DAYS)}
    weeks = {b.moment.isocalendar()[:2]: b for b in run if last - b.moment < timedelta(weeks=KEEP_WEEKS)}
    months = {(b.moment.year, b.moment.month): b for b in reversed(run)}
    yield from (*run[-KEEP_NEWEST:], *days.values(), *weeks.values(), *months.values())


def _thin_out(backups: Sequence[Backup], now: datetime, made: Path) -> None:
    """Removes what does not stay; never the one just made, whatever the clock says."""
    for backup in set(backups) - kept_of(backups, now):
        if backup.path != made:
            with suppress(OSError):
                backup.path.unlink(missing_ok=True)


def _verify(copy: Path, identity: str) -> None:
    """Reads the whole copy back; raises where a fault is found."""
    whole = False
    # What cannot be read at all is a fault of the copy, and none of the desk.
    with suppress(dbapi2.DatabaseError), closing(connect_as_found(copy)) as read, ticking(read, steps=STEPS):
        whole = (
            (begins_plain(copy) or not unproved_pages(read))
            and read.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            and identity_of(read) == identity
        )
    if not whole:
        raise UserError(
            _("The backup could not be read back, so it was thrown away and nothing was changed.")
        )


def _unmade(error: Exception, desk: Path, target: Path) -> UserError:
    trouble = trouble_of(error, target) or error
    if not isinstance(trouble, DamagedFileError):
        return unwritten(target, trouble)
    return UserError(
        _(
            "“{name}” is damaged, so no backup of it was made. Its earlier backups are untouched.",
            name=desk.name,
        )
    )


def _taken(folder: Path, name: str) -> Path:
    """Takes a name that no other copy has or is about to get, such as one of another desk of it at the same moment.

    Who makes the place beside it, in which a copy is written first, has the name.
    """
    for number in count(1):
        target = folder / f"{name}{f'-{number}' if number > 1 else ''}{DESK_SUFFIX}"
        with suppress(FileExistsError):
            place_beside(target).open("xb").close()
            if not target.exists():
                return target
            place_beside(target).unlink()
    raise AssertionError("there are more numbers than files")


def _named(folder: Path) -> Iterator[Backup]:
    """Gives what is named like a backup."""
    files = files_in(folder)
    for path in folder.glob(f"*{DESK_SUFFIX}") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.stem)
        moment = _moment(named["stamp"]) if named else None
        if named and moment:
            order = _moment(named["order"] or "") or moment
            why, of = named["why"].removeprefix("-"), files.get(path.name)
            yield Backup(path, moment, why, order, named["stem"], of)


def _newest_first(desk: Path, folder: Path, identity: str = "") -> Iterator[Backup]:
    """Gives the same as `backups_of`, and looks into no more files than are asked for: years leave hundreds."""
    identity = identity or (identity_in(desk) if desk.is_file() else "")
    named = sorted(_named(folder), key=_as_made, reverse=True)
    return (backup for backup in named if _is_of(backup, identity, desk.stem))


def _order_after(others: Sequence[Backup], at: datetime) -> datetime | None:
    """Gives where a copy stands among the others if its moment would put it before one that was made earlier."""
    newest = max((other.order for other in others), default=at)
    return newest + timedelta(seconds=1) if newest > at else None


def _as_made(backup: Backup) -> tuple[datetime, datetime, str]:
    return backup.order, backup.moment, backup.path.stem


def _is_of(backup: Backup, identity: str, desk: str) -> bool:
    """Tells whether a file is a copy of this desk and, as far as its first page says, a whole one."""
    with suppress(OSError):
        found, pages = identity_and_pages(backup.path)
        mine = found == identity if identity and found else backup.stem == desk
        return mine and (pages > 0 or is_locked(backup.path))
    return False


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP)
    except ValueError:
        return None


def _state_of(desk: Path) -> int:
    """Gives when a desk was last written to: what waits beside the file is newer, whatever the times."""
    with suppress(OSError):
        log = log_beside(desk).stat()
        if log.st_size:
            return log.st_mtime_ns
    return _time_of(desk)


def _is_state(copied: int, state: int) -> bool:
    coarse = copied % _COARSE_STEP_NS == 0
    return abs(copied - state) < (_COARSE_NS if coarse else _EXACT_NS)


def _time_of(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _clear_left_over(folder: Path) -> None:
    """Clears away what programs left that were ended in the middle; another one may be writing just now."""
    for path in folder.glob(".*.part*"):
        if _time_of(path) < time.time_ns() - _LEFT_OVER * 1_000_000_000:
            with suppress(OSError):
                path.unlink(missing_ok=True)
