"""Takes the locks of SQLite on an open desk anew where something in this program let go of them.

On POSIX closing any descriptor of a file lets go of all locks of the program, also where a library closes it, such as
a file box of the system. The locks are those of the program, not of whoever took them: taken with another descriptor
they are SQLite's again, which lets go of them in its own time.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from salesdesk.env.held_files import HeldFiles, Place, place_of_file
from salesdesk.env.turns import lock_bytes
from salesdesk.store.connection import BESIDE

SHARED_AT: Final = 0x40000002
SHARED_BYTES: Final = 510
"""The bytes of a file on which every program holds a lock as long as it has it open with SQLite."""
INDEX_AT: Final = 128
"""The byte of a `-shm` of which the same is true."""


class OwnLocks:
    """Those of one open desk."""

    def __init__(self, path: Path) -> None:
        self._path, self._held = path, HeldFiles()
        self._files: list[tuple[BinaryIO, int, int]] = []

    def hold(self) -> None:
        """Is called before SQLite opens the file: from now on nothing here closes it."""
        self._held.hold(self._path)

    def take_anew(self, beside: dict[str, Place]) -> None:
        """Takes them, where SQLite has opened what stands `beside` the file and nothing is written meanwhile."""
        if not beside or sys.platform == "win32":
            return
        with suppress(OSError):
            if not self._files:
                self._begin(beside)
            for file, at, length in self._files:
                lock_bytes(file, at, length, shared=True)

    def close(self) -> None:
        """Is called when SQLite has let go of the file."""
        for file, _at, _length in self._files:
            file.close()
        self._files = []
        self._held.close()

    def _begin(self, beside: dict[str, Place]) -> None:
        index = self._path.with_name(self._path.name + BESIDE[1])
        if place_of_file(index) != beside.get(BESIDE[1]):
            return
        self._held.hold(index)
        self._files = [
            (self._path.open("rb"), SHARED_AT, SHARED_BYTES),
            (index.open("rb"), INDEX_AT, 1),
        ]
