"""Reads files without letting go of the locks that SQLite has on those of an open desk.

On POSIX closing any descriptor of a file lets go of all locks that the program has on it, whoever took them. Other
programs then take the open desk for a closed one. So what reads a file that may be one of an open desk opens it here.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from weakref import WeakSet

Place = tuple[int, int]
"""Where a file lies on a disk, under whatever name: the disk and the number of the file on it."""

_lock = threading.Lock()
_kept: list[tuple[Place, BinaryIO]] = []
"""What was opened of held files and is read by nobody just now."""


class HeldFiles:
    """The files that one open desk holds; what is opened of them in between is closed only with it."""

    def __init__(self) -> None:
        self.names: dict[Place, Path] = {}
        with _lock:
            _holders.add(self)

    def hold(self, path: Path) -> None:
        """Takes a file for one that is held from now on; one that is not there is none."""
        found = place_of_file(path)
        if found is not None:
            self.names[found] = path.absolute()

    def close(self) -> None:
        """Is called when SQLite has let go of all of them."""
        with _lock:
            _holders.discard(self)
            for each in [each for each in _kept if not _is_held(each[0])]:
                _kept.remove(each)
                each[1].close()


_holders: WeakSet[HeldFiles] = WeakSet()


def place_of_file(path: Path) -> Place | None:
    """Gives where the file of a name lies; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def names_held(path: Path) -> set[Path]:
    """Gives the names by which this very program holds a file of an open desk, of whose locks it asks in vain."""
    place = place_of_file(path)
    with _lock:
        return {each.names[place] for each in _holders if place in each.names} if place is not None else set()


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """Opens a file to read its bytes; one that is held by this program is not closed before it is let go of."""
    place = place_of_file(path)
    with _lock:
        held = place is not None and _is_held(place)
        before = next((each for each in _kept if held and each[0] == place), None)
        if before is not None:
            _kept.remove(before)
    # Without a buffer, which would give what was read of it earlier.
    file = before[1] if before is not None else path.open("rb", buffering=0)
    try:
        file.seek(0)
        yield file
    finally:
        with _lock:
            if place is not None and _is_held(place):
                _kept.append((place, file))
            else:
                file.close()


def _is_held(place: Place) -> bool:
    return any(place in each.names for each in _holders)
