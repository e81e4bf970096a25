"""Takes a desk for one window, under every name the file has, and calls the window that has it."""

import os
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QFileInfo, QLocale, QLockFile, QSysInfo

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats, known_locale
from salesdesk.env.owner_only import give_rights_of

WRITING_MS: Final = 200
"""So long is waited for what another start may be writing just now."""

HAND_OVER_S: Final = 4.0
"""So long may the window that has a desk take to hear of a second start, before that shows a window of its own."""
_LOOK_S: Final = 0.05


def hand_over(path: Path, link: str = "") -> bool:
    """Brings the window forward that has a desk, before a second start shows anything; tells whether it came.

    What a `link` leads to is shown there.
    """
    lock = DeskLock(path)
    try:
        lock.take(path.name)
    except ElsewhereError:
        return False
    except UserError:
        lock.call(link)
    else:
        lock.unlock()
        return False
    until = time.monotonic() + HAND_OVER_S
    while lock.waits_for_answer and time.monotonic() < until:
        time.sleep(_LOOK_S)
    return lock.answered()


class ElsewhereError(UserError):
    """Refuses a desk that a window of another computer has, or had when that computer was last heard of."""

    def __init__(self, name: str, computer: str, since: datetime) -> None:
        super().__init__(
            _(
                "“{name}” has been open on the computer “{computer}” since {since}, so it was left alone here. "
                "Close it there; where nobody has it open any more, open it all the same.",
                name=name,
                computer=computer,
                since=Formats(known_locale(QLocale.system().name())).moment(since),
            )
        )


class DeskLock:
    """The right of one window to a desk, until it is let go; the lock of a program that was killed does not count.

    One lock lies beside the file, where other computers see it too; one goes by the place on this laptop's disk, so
    that a link opens no second window. Where no lock can be written at all the desk opens, or
    fails, as it would anyway.
    """

    def __init__(self, path: Path) -> None:
        self._real = path.resolve()
        self._call = _place_on_disk(self._real)
        self._locks = [QLockFile(str(self._real.parent / f".{self._real.name}.lock")), *_lock_of(self._call)]

    @property
    def path(self) -> Path:
        """Gives the file for which it is."""
        return self._real

    def take(self, name: str, *, from_others: bool = False) -> None:
        """Takes the desk, `from_others` also from another computer.

        Raises UserError where another window has it, ElsewhereError where that is one of another computer, of which
        nobody here can tell whether it still runs.
        """
        for lock in self._locks:
            # A desk stays open all day: age says nothing, only whether the program still runs.
            lock.setStaleLockTime(0)
            if lock.tryLock(0) or not _is_held(lock):
                # Whoever shares the desk must be able to read who has it.
                give_rights_of(self._real, Path(lock.fileName()))
                continue
            computer = _other_computer(lock)
            if from_others and computer and lock.removeStaleLockFile() and lock.tryLock(0):
                continue
            since = datetime.fromtimestamp(QFileInfo(lock.fileName()).lastModified().toSecsSinceEpoch())
            self.unlock()
            raise (
                ElsewhereError(name, computer, since)
                if computer
                else UserError(
                    _(
                        "“{name}” is open in another window of SalesDesk, so it was left alone here. "
                        "Go on in that window, or close it first.",
                        name=name,
                    )
                )
            )

    def follow(self, name: str) -> None:
        """Takes the file that was put in the place of the one it was taken for; the place stays taken meanwhile.

        Raises UserError where somebody has that one already.
        """
        place = _place_on_disk(self._real)
        if place == self._call:
            return
        beside, *before = self._locks
        self._call, self._locks = place, _lock_of(place)
        try:
            self.take(name)
        finally:
            self._locks = [beside, *self._locks]
            for each in before:
                each.unlock()

    def unlock(self) -> None:
        """Lets the desk go."""
        for lock in self._locks:
            lock.unlock()

    def call(self, link: str = "") -> None:
        """Asks the window that has the desk to come forward, and to open a link where one is named.

        It does so within a second where it is on this laptop.
        """
        if self._call is not None:
            # Written apart, so that nobody hears half of it.
            apart = self._call.with_suffix(f".{os.getpid()}")
            apart.write_text(link, "utf-8")
            apart.replace(self._call)

    def called(self) -> str | None:
        """Gives, once, the link another start asked this window to open, empty for none; None where nobody asked."""
        if self._call is None or not self._call.exists():
            return None
        try:
            link = self._call.read_text("utf-8", "replace")
        except OSError:
            link = ""
        self._call.unlink(missing_ok=True)
        return link

    @property
    def waits_for_answer(self) -> bool:
        """Tells whether nobody has heard the call yet."""
        return self._call is not None and self._call.exists()

    def answered(self) -> bool:
        """Tells whether the window that has the desk has heard the call; a call nobody hears is taken back."""
        if self._call is None or not self.waits_for_answer:
            return self._call is not None
        self._call.unlink(missing_ok=True)
        return False


def _place_on_disk(real: Path) -> Path | None:
    """Gives where windows call each other about a file, whatever its name; None where there is none."""
    if not real.is_file():
        return None
    found = real.stat()
    return Path(QDir.tempPath()) / f"salesdesk-{found.st_dev:x}-{found.st_ino:x}.call"


def _lock_of(place: Path | None) -> list[QLockFile]:
    return [QLockFile(str(place.with_suffix(".lock")))] if place is not None else []


def _is_held(lock: QLockFile) -> bool:
    """Tells whether somebody has a lock that could not be taken; what cannot be read as one says nothing."""
    if lock.error() is not QLockFile.LockError.LockFailedError or not Path(lock.fileName()).is_file():
        return False
    # Another start may be writing it just now; a program that still runs keeps its lock from being removed.
    if lock.getLockInfo()[0] or lock.tryLock(WRITING_MS):
        return not lock.isLocked()
    return bool(lock.getLockInfo()[0]) or not (lock.removeStaleLockFile() and lock.tryLock(0))


def _other_computer(lock: QLockFile) -> str:
    """Names the computer whose lock it is, empty for this one: by its number, as Qt does, else by its name."""
    try:
        lines = Path(lock.fileName()).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    name, number = (*lines[2:4], "", "")[:2]
    mine = bytes(QSysInfo.machineUniqueId().data()).decode()
    is_here = number == mine if number and mine else name in ("", QSysInfo.machineHostName())
    return "" if is_here else name or _("another computer")
