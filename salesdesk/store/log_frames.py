"""Proves the frames of a log (`-wal`) by their sums, as SQLite does when it reads what a killed program left.

The format is that of https://www.sqlite.org/fileformat2.html#walformat: a head, then a frame a page, each with the
salts of the head and sums over all that came before it.
"""

import struct
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

HEAD: Final = 32
FRAME: Final = 24
_WORD: Final = 0xFFFFFFFF
_LITTLE: Final = (
    0x377F0682  # the first number of a log whose sums were made of numbers with the last byte first
)


def salts_of(log: Path) -> str:
    """Gives the salts of a log, which are drawn anew each time it is begun; empty for an empty one, or none."""
    try:
        with log.open("rb") as journal:
            return journal.read(HEAD)[16:24].hex()
    except OSError:
        return ""


def proved_frames(journal: BinaryIO) -> Generator[bytes]:
    """Gives the head of each frame from the first on, as long as its sums prove it."""
    journal.seek(0)
    head = journal.read(HEAD)
    if len(head) < HEAD:
        return
    first, size = struct.unpack_from(">I4xI", head)
    order = "<" if first == _LITTLE else ">"
    sums = _summed(head[:24], (0, 0), order)
    if sums != struct.unpack_from(">II", head, 24):
        return
    while True:
        frame, page = journal.read(FRAME), journal.read(size)
        if len(page) < size or frame[8:16] != head[16:24]:
            return
        sums = _summed(page, _summed(frame[:8], sums, order), order)
        if sums != struct.unpack_from(">II", frame, 16):
            return
        yield frame


def ends_a_change(frame: bytes) -> bool:
    """Tells whether a frame is the last of a change: only that one says how large the file is then."""
    return frame[4:8] != bytes(4)


def pages_in(log: Path) -> set[int]:
    """Gives the numbers of the pages that SQLite reads from a log, of which the file may hold anything until then."""
    found, since = set[int](), set[int]()
    with suppress(OSError), log.open("rb") as journal:
        for frame in proved_frames(journal):
            since.add(int.from_bytes(frame[:4], "big"))
            if ends_a_change(frame):
                found |= since
    return found


def holds_a_change(log: Path) -> bool:
    """Tells whether SQLite finds a whole change in a log; one without it removes when it closes the file."""
    try:
        with log.open("rb") as journal:
            return any(ends_a_change(frame) for frame in proved_frames(journal))
    except OSError:
        return False


def _summed(part: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = sums
    numbers = struct.unpack(f"{order}{len(part) // 4}I", part)
    for first, second in zip(numbers[::2], numbers[1::2], strict=True):
        one = (one + first + two) & _WORD
        two = (two + second + one) & _WORD
    return one, two
