"""Tells the journal file of a killed program from one that belongs to another file, and sets that one aside.

SQLite keeps what is not moved into a file yet in `-wal` beside it, and applies to any file of the name what a killed
program left there. Over a desk into whose place somebody copied a backup it would write the pages of the old one.
"""

import logging
import os
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from enum import Enum
from functools import partial
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DamagedError, UserError
from salesdesk.env.held_files import names_held
from salesdesk.env.short_words import harmless_name
from salesdesk.env.turns import in_turn, lock_bytes
from salesdesk.store.connection import (
    BESIDE,
    connect_to_read,
    connect_untouched,
    leading_elsewhere,
    log_beside,
    waiting_beside,
)
from salesdesk.store.log_frames import salts_of
from salesdesk.store.log_proof import was_begun_on
from salesdesk.store.marks import mark_of, marks_in, read_mark
from salesdesk.store.own_locks import INDEX_AT, SHARED_AT, SHARED_BYTES

log = logging.getLogger(__name__)
_PATIENCE, _LONGEST_LOOK, _PAUSE = 5.0, 60.0, 0.1  # seconds; what merely looks at a file lets go of it sooner


class JournalBeside(Enum):
    """What waits in the journal beside a desk."""

    NOTHING = "nothing"
    OWN = "own"
    STRANGE = "strange"
    DOUBTFUL = "doubtful"


def journal_beside(path: Path) -> JournalBeside:
    """Looks, only reading, whether what waits beside a desk makes sense with it; that of a running program does."""
    with _one_looks(path):
        return _found(path)


def set_strange_journal_aside(path: Path) -> Path | None:
    """Puts a journal that makes no sense with the file, which alone does, under another name; gives that name.

    Raises UserError where the file makes sense neither with it nor alone, or where somebody else gets in between:
    then it must not be opened to write, which would move the one into the other.
    """
    with _one_looks(path):
        until = time.monotonic() + _PATIENCE
        while True:
            seen = stamps(path)
            found = _found(path)
            if found is JournalBeside.DOUBTFUL:
                _refuse_changed(path)
                raise DamagedError(
                    _("“{name}” is damaged and was left untouched; open your newest backup instead.", name=path.name)
                )  # fmt: skip
            if found is not JournalBeside.STRANGE:
                return None
            if aside := put_aside(path, seen):
                log.warning("the journal beside the desk was of another file and was set aside")
                return aside
            if time.monotonic() > until:
                raise UserError(
                    _(
                        "“{name}” could not be opened and was left untouched; "
                        "check that nothing else holds it and that you may write to it and its folder.",
                        name=path.name,
                    )
                )
            time.sleep(_PAUSE)


def _found(path: Path) -> JournalBeside:
    if not waiting_beside(path):
        return JournalBeside.NOTHING
    if is_in_use(path):
        return JournalBeside.OWN
    both = partial(connect_untouched, path, in_use=False)
    begun_here = is_begun_on(path)
    if begun_here is not False and _makes_sense(both):
        return JournalBeside.OWN
    if _makes_sense(partial(connect_to_read, path)):
        return JournalBeside.STRANGE
    # A page that was half moved in when the program was killed is neither as it was nor as it is in the log.
    torn = begun_here is False and _makes_sense(both)
    return JournalBeside.OWN if torn else JournalBeside.DOUBTFUL


def is_begun_on(path: Path) -> bool | None:
    """Tells whether the log beside a file was begun on this very file; None where no mark in the folder says so.

    A log that was moved in whole lies there all the same, and SQLite would move it into any other file too.
    """
    own, found = log_beside(path), None
    with suppress(OSError):
        salts = salts_of(own)
        for _place, mark in marks_in(path.parent):
            if mark.salts == salts and mark.proofs:
                found = was_begun_on(path, own, mark.proofs)
                if found:
                    break
    return found


def _makes_sense(connect: Callable[[], dbapi2.Connection]) -> bool:
    from salesdesk.store.structure import changed_structure

    try:
        with closing(connect()) as connection:
            if any(each.hurts for each in changed_structure(connection)):
                return False  # to check what is not SalesDesk's would run it
            # Also reads every page that counts, and so its proof.
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return verdict == "ok" and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except dbapi2.Error:
        return False


def _refuse_changed(path: Path) -> None:
    """Raises DamagedError where another program made the desk otherwise, which is no damage of the disk."""
    from salesdesk.store.structure import refuse_strange

    with suppress(dbapi2.Error), closing(connect_untouched(path, in_use=False)) as connection:
        refuse_strange(connection, path)


def put_aside(path: Path, seen: tuple[object, ...]) -> Path | None:
    """Renames the journal, and its mark, while nobody has the file open, where both files are what was looked at."""
    if names_held(path):
        return None
    with suppress(OSError), path.open("rb+") as file:
        lock_bytes(file, SHARED_AT, SHARED_BYTES)
        if stamps(path) == seen:
            return _renamed(path, log_beside(path))
    return None


def clear_place(path: Path) -> None:
    """Is called before a new desk takes a name: puts aside what waits there for a file that has another name by now.

    That may be the `-journal` of another program too, which SQLite would write into any file of the name.
    """
    if path.exists():
        return
    for journal in (log_beside(path), path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            if journal.stat().st_size:
                _renamed(path, journal)
                log.warning("what a program left where a new desk is made was set aside")


def _renamed(path: Path, journal: Path) -> Path:
    salts = salts_of(journal)
    names = (path.with_name(f"{journal.name}.strange{number}") for number in count(1))
    aside = journal.rename(next(name for name in names if not name.exists()))
    with suppress(OSError):
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    mark = read_mark(mark_of(path))
    if mark is not None and mark.salts == salts:
        with suppress(OSError):
            mark_of(path).replace(mark_of(aside))
    return aside


def is_in_use(path: Path) -> bool:
    """Tells whether a program, be it this one, has the file open with SQLite, and not only to look for a moment."""
    return _is_locked(path, SHARED_AT, SHARED_BYTES)


def refuse_other_name(path: Path) -> None:
    """Raises UserError where a file with several names is open by another one, beside which its log lies then.

    So it is where something beside it leads elsewhere.
    """
    if (found := leading_elsewhere(path)) is not None:
        raise UserError(
            _(
                "“{name}” beside “{desk}” is a link or no file, and what it leads to would be written over. Nothing "
                "was changed; take it away and open the desk again.",
                name=harmless_name(found.name),
                desk=path.name,
            )
        )
    try:
        linked = path.stat().st_nlink > 1 and os.access(path, os.W_OK)
    except OSError:
        return  # told by whoever reads it
    if linked and is_in_use(path) and not _is_open_by_this_name(path):
        raise UserError(
            _(
                "“{name}” is open just now by another name of the same file (a hard link), so it was left alone: "
                "what is changed by one name is not seen by the other. Open it by that name, or close it there.",
                name=path.name,
            )
        )


def _is_open_by_this_name(path: Path) -> bool:
    """Tells whether one of those who have a file open has what SQLite keeps beside it under this name."""
    if held := names_held(path):
        return path.absolute() in held
    index = path.with_name(path.name + BESIDE[1])
    return index.exists() and _is_locked(index, INDEX_AT, 1)


def _is_locked(path: Path, at: int, length: int) -> bool:
    if names_held(path):
        return True
    for _attempt in range(3):
        try:
            with path.open("rb+") as file:
                lock_bytes(file, at, length)
            return False
        except (BlockingIOError, PermissionError):
            time.sleep(_PAUSE)
        except OSError:
            return False  # a disk that knows no locks
    return True


def stamps(path: Path) -> tuple[object, ...]:
    """Gives how a desk and the journal beside it lie on the disk: what changes when either is written to."""
    found: list[object] = []
    for each in (path, log_beside(path)):
        with suppress(OSError):
            stat = each.stat()
            found += [stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns]
    return tuple(found)


@contextmanager
def _one_looks(path: Path) -> Generator[None]:
    """Lets one program look at a desk at a time, so that none takes the look of another for work on it."""
    if not waiting_beside(path):
        yield
        return
    with in_turn(path, "look", _LONGEST_LOOK):
        yield
