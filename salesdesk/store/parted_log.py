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

from salesdesk.frozen import frozen
from salesdesk.store.connection import log_beside, waiting_beside
from salesdesk.store.log_frames import salts_of
from salesdesk.store.log_proof import Proofs, was_begun_on
from salesdesk.store.marks import mark_of, marks_in, proofs_in, read_mark, words_of
from salesdesk.store.strange_journal import is_begun_on, is_in_use, put_aside, stamps

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
    proofs: Proofs = ()

    @property
    def lines(self) -> str:
        """Gives the note as it is written."""
        salts = f"{self.salts} {words_of(self.proofs)}".strip()
        return "\n".join((salts, *(str(each) for each in self[1:-1])))


@frozen
class Together:
    """What came of it: whether changes are lost, and where the log of another desk is that was in the way."""

    lost: bool = False
    aside: Path | None = None


_BORN: Final = 0x800
"""By this number `statx` of Linux is asked when a file was made, and says that it knows."""


def note_waiting(folder: Path, found: WaitingLog) -> None:
    """Notes that changes wait beside a desk, for whom it may concern after a kill."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _note(folder, found.inode).write_bytes(os.fsencode(found.lines))


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


def parted_from(path: Path, folder: Path | None) -> Path | None:
    """Gives, only looking, where the log of a file lies, if not beside it; None where it is there, or there is none."""
    found = _found(path, folder)
    return found[1] if found is not None else None


def is_parted(path: Path, folder: Path | None) -> bool:
    """Tells, only looking, whether changes waited beside this file, under whatever name, that are not beside it now."""
    noted = _read(path, folder)
    if noted is not None and not _has(log_beside(path), noted) and _is_unread(path, noted):
        return True
    return _found(path, folder) is not None


def bring_together(path: Path, folder: Path | None) -> Together:
    """Is called before a desk is opened: brings its log to it where it lies elsewhere; tells whether changes are lost.

    It is known by the note in the `folder`, or by a mark beside the file, and proved by the pages of both.
    """
    if is_in_use(path):
        return Together()
    noted, came = _read(path, folder), Together()
    found = _found(path, folder)
    brought = found is not None and (came := _brought(path, *found)) is not None
    if noted is None or folder is None or brought or _has(log_beside(path), noted):
        return came or Together()
    lost = _is_unread(path, noted)
    if lost:
        log.warning("the log of the desk is gone from beside it, and what was stored last with it")
    forget_waiting(folder, noted.inode)
    return Together(lost=lost)


def _found(path: Path, folder: Path | None) -> tuple[WaitingLog, Path] | None:
    """Gives the log that was begun on a file and is not beside it, and where it lies."""
    own = log_beside(path)
    noted = _read(path, folder)
    known = [noted] if noted is not None else []
    if any(_has(own, each) for each in known) or is_begun_on(path):
        return None
    for each in (*known, *_marked(path)):
        place = next(_elsewhere(each, path), None)
        if place is not None and _is_begun_on(path, place, each):
            return each, place
    return None


def _marked(path: Path) -> Iterator[WaitingLog]:
    """Gives what the marks say of logs that are not in their files yet, which stand under their names no more."""
    for place, mark in marks_in(path.parent):
        desk = place.with_name(place.name[1 : -len(".mark")])
        found = WaitingLog(mark.salts, mark.inode, mark.size, mark.time, 0, str(desk), mark.proofs)
        if mark.frames and mark.proofs and not _stands_there(desk, found, path):
            yield found


def _stands_there(desk: Path, found: WaitingLog, path: Path) -> bool:
    """Tells whether the file on which a log was begun is still where it was, and so none but a copy elsewhere."""
    try:
        status = desk.stat()
        return not os.path.samestat(status, path.stat()) and (
            status.st_ino == found.inode or was_begun_on(desk, log_beside(desk), found.proofs)
        )
    except OSError:
        return False


def _is_begun_on(path: Path, log: Path, found: WaitingLog) -> bool:
    try:
        return was_begun_on(path, log, found.proofs) if found.proofs else _stands(path, found)
    except OSError:
        return False


def _is_unread(path: Path, found: WaitingLog) -> bool:
    """Tells whether nobody moved the changes into the file: it is as it was, or the log still waits elsewhere."""
    if _stands(path, found) or next(_elsewhere(found, path), None) is not None:
        return True
    with suppress(OSError):
        return bool(found.proofs) and was_begun_on(path, None, found.proofs)
    return False


def _stands(path: Path, found: WaitingLog) -> bool:
    status = path.stat()
    return (status.st_size, status.st_mtime_ns) == (found.size, found.time)


def _elsewhere(found: WaitingLog, path: Path) -> Iterator[Path]:
    """Gives where the log lies now: where it did or beside the file, under whatever name it was given there."""
    for folder in dict.fromkeys((Path(found.desk).parent, path.parent)):
        for place in sorted(folder.glob("*-wal*")):
            if _has(place, found):
                yield place


def _brought(path: Path, found: WaitingLog, place: Path) -> Together | None:
    """Puts the log beside the file, with its mark; where another program has the file of its old name open it stays."""
    before, own, aside = Path(found.desk), log_beside(path), None
    if before.exists() and not before.samefile(path) and is_in_use(before):
        return None
    if waiting_beside(path):
        aside = put_aside(path, stamps(path))
        if aside is None:
            return None
        log.warning("the log beside the desk was of another file and was set aside")
    try:
        shutil.move(place, own)
    except OSError:
        log.warning("the log of a renamed desk could not be brought to it", exc_info=True)
        return None
    for mark in (mark_of(before), mark_of(place)):
        known = read_mark(mark)
        if known is not None and known.salts == found.salts:
            with suppress(OSError):
                shutil.move(mark, mark_of(path))
    if not before.exists():
        with suppress(OSError):
            before.with_name(f"{before.name}-shm").unlink(missing_ok=True)
    log.warning("the desk was renamed after a program was ended; its log was brought to it")
    return Together(aside=aside)


def _read(path: Path, folder: Path | None) -> WaitingLog | None:
    if folder is None:
        return None
    try:
        inode = path.stat().st_ino
        first, noted, size, time, made, desk = os.fsdecode(_note(folder, inode).read_bytes()).split("\n", 5)
        salts, *proofs = first.split()
        found = WaitingLog(salts, int(noted), int(size), int(time), int(made), desk, proofs_in(proofs))
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
    """Tells whether a log is the one."""
    return salts_of(journal) == found.salts


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
