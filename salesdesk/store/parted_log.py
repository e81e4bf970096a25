"""Knows on this computer, apart from a desk, that changes wait in the log beside it, for when the two were parted.

SQLite looks for the log (`-wal`) by the name of the file alone. A desk that was renamed after its program was killed,
or whose log was lost together with the mark beside it, would look whole without its last changes.
"""

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from salesdesk.store.connection import log_beside
from salesdesk.store.log_frames import HEAD
from salesdesk.store.strange_journal import is_in_use

log = logging.getLogger(__name__)


class WaitingLog(NamedTuple):
    """Where a desk lay in whose log changes wait, the salts of that log, and how the file stood; by its inode.

    When the file was `born`, 0 where the disk does not say, tells it from a later one that was given its inode.
    """

    salts: str
    inode: int
    size: int
    time: int
    born: int
    desk: str


_BORN: Final = 0x800
"""By this number `statx` of Linux is asked when a file was made, and says that it knows."""


def note_waiting(folder: Path, found: WaitingLog) -> None:
    """Notes that changes wait beside a desk, for whom it may concern after a kill."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _note(folder, found.inode).write_bytes(os.fsencode("\n".join(str(each) for each in found)))


def forget_waiting(folder: Path, inode: int) -> None:
    """Is called when all is in the file."""
    with suppress(OSError):
        _note(folder, inode).unlink(missing_ok=True)


def born(path: Path) -> int:
    """Tells when a file was made, in nanoseconds; 0 where the disk does not say. No copy has that of another file."""
    if sys.platform == "linux":
        return _born_on_linux(path)
    status = path.stat()
    return status.st_ctime_ns if sys.platform == "win32" else int(getattr(status, "st_birthtime", 0) * 10**9)


def is_parted(path: Path, folder: Path) -> bool:
    """Tells, only looking, whether changes waited beside this file, under whatever name, that are not beside it now."""
    found = _read(path, folder)
    return found is not None and not _has(log_beside(path), found) and _is_unread(path, found)


def bring_together(path: Path, folder: Path) -> bool:
    """Is called before a desk is opened: brings its log to it where it was renamed; tells whether changes are lost."""
    found = _read(path, folder)
    if found is None or _has(log_beside(path), found) or is_in_use(path):
        return False
    lost = _is_unread(path, found) and not (_stands(path, found) and _brought(path, found))
    if lost:
        log.warning("the log of the desk is gone from beside it, and what was stored last with it")
    if lost or not _has(log_beside(path), found):
        forget_waiting(folder, found.inode)
    return lost


def _is_unread(path: Path, found: WaitingLog) -> bool:
    """Tells whether nobody moved the changes into the file: it stands as it did, or the log still waits elsewhere."""
    return _stands(path, found) or next(_elsewhere(found), None) is not None


def _stands(path: Path, found: WaitingLog) -> bool:
    status = path.stat()
    return (status.st_size, status.st_mtime_ns) == (found.size, found.time)


def _elsewhere(found: WaitingLog) -> Iterator[Path]:
    """Gives where the log lies now: where it did, or under the name by which it was set aside there."""
    desk = Path(found.desk)
    for place in sorted(desk.parent.glob(f"{_literal(desk.name)}-wal*")):
        if _has(place, found):
            yield place


def _brought(path: Path, found: WaitingLog) -> bool:
    """Puts the log beside the file, with its mark; where another program has the file of its old name open it stays."""
    before, own = Path(found.desk), log_beside(path)
    place = next(_elsewhere(found), None)
    if place is None or (own.exists() and own.stat().st_size) or (before.exists() and is_in_use(before)):
        return False
    try:
        shutil.move(place, own)
    except OSError:
        log.warning("the log of a renamed desk could not be brought to it", exc_info=True)
        return False
    mark = before.with_name(f".{before.name}.mark")
    with suppress(OSError):
        if mark.read_text(encoding="ascii").startswith(found.salts):
            shutil.move(mark, path.with_name(f".{path.name}.mark"))
    if not before.exists():
        with suppress(OSError):
            before.with_name(f"{before.name}-shm").unlink(missing_ok=True)
    log.warning("the desk was renamed after a program was ended; its log was brought to it")
    return True


def _read(path: Path, folder: Path) -> WaitingLog | None:
    try:
        inode = path.stat().st_ino
        salts, noted, size, time, made, desk = os.fsdecode(_note(folder, inode).read_bytes()).split("\n", 5)
        found = WaitingLog(salts, int(noted), int(size), int(time), int(made), desk)
        return found if found.inode == inode and _is_of(path, found) else None
    except (OSError, ValueError):
        return None


def _is_of(path: Path, found: WaitingLog) -> bool:
    """Tells whether a note is of this file, and not of one on another disk, or of one that is gone."""
    with suppress(OSError):
        there = Path(found.desk).stat()
        if there.st_ino == found.inode and not os.path.samestat(there, path.stat()):
            return False
    return _stands(path, found) or (found.born != 0 and born(path) == found.born)


def _has(journal: Path, found: WaitingLog) -> bool:
    """Tells whether a log is the one: its salts are drawn anew each time it is begun."""
    try:
        with journal.open("rb") as file:
            return file.read(HEAD)[16:24].hex() == found.salts
    except OSError:
        return False


def _born_on_linux(path: Path) -> int:
    """Asks the system itself, since Python does not; opening the file would let go of SQLite's locks."""
    import ctypes

    said = ctypes.create_string_buffer(256)
    try:
        refused = ctypes.CDLL(None).statx(-100, os.fsencode(path.absolute()), 0, _BORN, said)
    except (AttributeError, OSError):  # an older system
        return 0
    known, seconds, parts = (
        int.from_bytes(said.raw[begin:end], sys.byteorder) for begin, end in ((0, 4), (80, 88), (88, 92))
    )
    return 0 if refused or not known & _BORN else seconds * 10**9 + parts


def _note(folder: Path, inode: int) -> Path:
    return folder / f".{inode:x}.waits"


def _literal(name: str) -> str:
    """Gives a name as a pattern that means it alone."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
