"""Keeps beside an open desk how far its log had come, so that a log that is missing or damaged after a crash is told.

SQLite reads as much of the log (`-wal`) as it can prove, and takes a missing one for an empty one: what was stored last
would be gone without a word. A mark costs two reads and a write of 512 bytes a change; a crash of the program cannot
undo it, and after a power cut it is at worst an older one.
"""

import logging
import os
import shutil
import struct
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from salesdesk.env.held_files import opened
from salesdesk.env.owner_only import give_rights_of
from salesdesk.store.connection import log_beside
from salesdesk.store.log_frames import FRAME, HEAD, ends_a_change, proved_frames
from salesdesk.store.log_proof import Proofs, proofs_of
from salesdesk.store.marks import Mark, mark_of, read_mark, write_mark
from salesdesk.store.parted_log import (
    WaitingLog,
    born,
    bring_together,
    forget_waiting,
    is_parted,
    note_waiting,
)

log = logging.getLogger(__name__)


class LogMark:
    """Writes the mark of one open desk, and reads what others who have it open too wrote there.

    Where there is a folder for `notes`, it is noted there too that changes wait, but not how far they have come.
    """

    def __init__(self, path: Path, notes: Path | None) -> None:
        self._path, self._notes = path, notes
        self._own: os.stat_result | None = None
        self._mark = Mark()
        self._noted: WaitingLog | None = None
        self._born: tuple[int, int] = (0, 0)

    def follow(self, file: tuple[int, int, int, int]) -> None:
        """Marks all that is in the log now, after a change; `file` is how the desk file stands."""
        with suppress(OSError), log_beside(self._path).open("rb", buffering=0) as journal:
            head = journal.read(HEAD)
            if len(head) < HEAD:
                return  # nothing was written yet, also by this change
            salts = head[16:24].hex()
            mark = self._mark if salts == self._mark.salts else Mark(salts, proofs=self._proofs(journal))
            self._write(_last_commit(journal, head, mark)._replace(inode=file[1], size=file[2], time=file[3]))

    def all_moved(self, file: tuple[int, int, int, int], *, whole: bool) -> None:
        """Marks how the file stands after the log was moved into it; where that is the `whole` log, none is needed."""
        mark = self._mark._replace(inode=file[1], size=file[2], time=file[3])
        with suppress(OSError):
            self._write(mark._replace(frames=0) if whole else mark)

    def announces(self, file: tuple[int, int, int, int]) -> bool:
        """Tells whether the one who moved a log into the file last says that it stands like this since."""
        mark = read_mark(mark_of(self._path))
        return mark is not None and (mark.inode, mark.size, mark.time) == file[1:]

    def close(self, *, lost: bool) -> None:
        """Lets go, and takes the mark away where no log is left, because all is in the file, or the file is lost."""
        gone = not lost and not log_beside(self._path).exists()
        gone = gone or (lost and _is_at(self._own, mark_of(self._path)))
        if gone:
            with suppress(OSError):
                mark_of(self._path).unlink(missing_ok=True)
                if self._notes is not None:
                    forget_waiting(self._notes, self._mark.inode or self._path.stat().st_ino)

    def _proofs(self, journal: BinaryIO) -> Proofs:
        """Proves on what a log was begun."""
        with opened(self._path) as file:
            return proofs_of(file, journal)

    def _write(self, mark: Mark) -> None:
        self._mark = mark
        place = mark_of(self._path)
        with place.open("r+b" if place.exists() else "w+b", buffering=0) as file:
            write_mark(file, mark)
            if self._own is None:
                give_rights_of(self._path, place)
            self._own = os.fstat(file.fileno())
        self._note(mark)

    def _note(self, mark: Mark) -> None:
        if self._notes is None:
            return
        before, waits = self._noted, None
        if mark.frames:
            if self._born[0] != mark.inode:
                self._born = (mark.inode, born(self._path))
            waits = WaitingLog(
                mark.salts,
                mark.inode,
                mark.size,
                mark.time,
                self._born[1],
                str(self._path.absolute()),
                mark.proofs,
            )
        self._noted = waits
        if waits == before:
            return
        if waits is not None:
            note_waiting(self._notes, waits)
        elif before is not None:
            forget_waiting(self._notes, before.inode)


def misses_changes(path: Path, notes: Path | None = None) -> bool:
    """Tells whether something that was stored is neither in the file nor, whole, in the log beside it."""
    if was_missing(path) or is_parted(path, notes):
        return True
    mark = read_mark(mark_of(path))
    while mark is not None and mark.frames and not _is_there(path, mark):
        # Where a window has the desk open, both may have gone on in between.
        before, mark = mark, read_mark(mark_of(path))
        if mark == before:
            return True
    return False


def keep_in_mind(path: Path, notes: Path | None = None) -> Path | None:
    """Is called before a desk is opened: keeps for the user that changes are missing, and what there is of the log.

    A desk that was parted from its log gets it back; gives where the log of another one is that was in its way.
    """
    came = bring_together(path, notes)
    if came.lost:
        with suppress(OSError):
            _place(path, "missing").touch()
    if was_missing(path) or not misses_changes(path):
        return came.aside
    log.warning("the log beside the desk is missing or damaged, and what was stored last with it")
    journal = log_beside(path)
    with suppress(OSError):
        if journal.exists():
            names = (journal.with_name(f"{journal.name}.damaged{number}") for number in count(1))
            shutil.copyfile(journal, next(name for name in names if not name.exists()))
        mark_of(path).replace(_place(path, "missing"))
    return came.aside


def was_missing(path: Path) -> bool:
    """Tells whether changes were missing when the desk was opened, and the user does not know yet."""
    return _place(path, "missing").exists()


def forget_missing(path: Path) -> None:
    """Is called when the user was told."""
    with suppress(OSError):
        _place(path, "missing").unlink(missing_ok=True)


def _is_there(path: Path, mark: Mark) -> bool:
    try:
        with opened(path) as file:
            if mark.inode != path.stat().st_ino:
                return True  # the mark of a file that is no longer here says nothing of this one
            with suppress(OSError), log_beside(path).open("rb") as journal:
                if _reaches(journal, mark):
                    return True
            # SQLite moves pages as they are, and none is sealed the same way twice.
            file.seek((mark.page - 1) * mark.page_size)
            return crc32(file.read(mark.page_size)) == mark.proof
    except OSError:
        return True  # what cannot be read is told as that


def _reaches(journal: BinaryIO, mark: Mark) -> bool:
    """Tells whether every frame of the log up to the mark is proved by its sums, as SQLite will look at them."""
    if journal.read(HEAD)[16:24].hex() != mark.salts:
        return False
    return sum(1 for _frame in islice(proved_frames(journal), mark.frames)) == mark.frames


def _last_commit(journal: BinaryIO, head: bytes, mark: Mark) -> Mark:
    """Gives the mark of the last frame that ends a change; reads what came since the `mark` only."""
    size = struct.unpack_from(">I", head, 8)[0]
    number, last, page = mark.frames, mark.frames, mark.page
    while True:
        journal.seek(HEAD + number * (FRAME + size))
        frame = journal.read(FRAME)
        if len(frame) < FRAME or frame[8:16] != head[16:24]:
            break
        number += 1
        if ends_a_change(frame):
            last, page = number, int.from_bytes(frame[:4], "big")
    if last == mark.frames:
        return mark
    journal.seek(HEAD + (last - 1) * (FRAME + size) + FRAME)
    return mark._replace(frames=last, page=page, page_size=size, proof=crc32(journal.read(size)))


def _is_at(own: os.stat_result | None, place: Path) -> bool:
    """Tells whether the file of a name is the own one, and not another one that was put there."""
    try:
        return own is not None and os.path.samestat(own, place.stat())
    except OSError:
        return False


def _place(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{what}")
