"""Proves by the pages of a desk whether a log (`-wal`) was begun on it.

No page is sealed the same way twice. So the pages that the first change of a log has anew, as they are in the file when
the log is begun, are those of no other desk, and of no older or later copy of this one: every change writes the first
page anew (`write_first_page`). What is moved into the file since is in the log itself.
"""

import struct
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

from sqlcipher3 import dbapi2

from salesdesk.env.held_files import opened
from salesdesk.store.connection import APPLICATION_ID
from salesdesk.store.log_frames import FRAME, HEAD, ends_a_change
from salesdesk.store.seal import PAGE

Proofs = tuple[tuple[int, int], ...]
"""Some pages of a file by number, each with its CRC-32."""
_MOST: Final = 16


def write_first_page(connection: dbapi2.Connection) -> None:
    """Writes the first page anew as it is, with a change that may touch a page alone which older copies have too."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def proofs_of(file: BinaryIO, journal: BinaryIO) -> Proofs:
    """Gives proofs of the file on which a log was begun, from the pages of its first change."""
    found: dict[int, int] = {}
    size = _page_size(journal)
    for frame, _page in _pages(journal):
        number = int.from_bytes(frame[:4], "big")
        if page := _read(file, number, size):
            found[number] = crc32(page)
        if len(found) == _MOST or ends_a_change(frame):
            break
    return tuple(found.items())


def was_begun_on(path: Path, log: Path | None, proofs: Proofs) -> bool:
    """Tells whether each proof holds in a file, or a page of its `log` is there by now; raises OSError if unread."""
    with opened(path) as file:
        size = (_page_size_of(log) if log is not None else 0) or PAGE
        # What lies beyond its end went when it became smaller by this very log.
        pages = {number: page for number, _crc in proofs if (page := _read(file, number, size))}
    other = {number for number, crc in proofs if number in pages and crc32(pages[number]) != crc}
    if not other or log is None:
        return bool(pages) and not other
    moved = _sums(log, other)
    return all(crc32(pages[number]) in moved[number] for number in other)


def _sums(log: Path, numbers: Collection[int]) -> dict[int, set[int]]:
    """Gives the sums of all that a log has of some pages."""
    found: dict[int, set[int]] = {number: set() for number in numbers}
    with suppress(OSError), log.open("rb") as journal:
        for frame, page in _pages(journal, numbers):
            found[int.from_bytes(frame[:4], "big")].add(crc32(page))
    return found


def _pages(journal: BinaryIO, only: Collection[int] = ()) -> Iterator[tuple[bytes, bytes]]:
    """Gives the head of each frame of a log and its page, or those of some pages `only`."""
    journal.seek(0)
    head, size = journal.read(HEAD), _page_size(journal)
    at = HEAD
    while size:
        journal.seek(at)
        frame = journal.read(FRAME)
        if len(frame) < FRAME or frame[8:16] != head[16:24]:
            return
        if not only or int.from_bytes(frame[:4], "big") in only:
            yield frame, journal.read(size)
        at += FRAME + size


def _read(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number - 1) * size)
    return file.read(size)


def _page_size_of(log: Path) -> int:
    with log.open("rb") as journal:
        return _page_size(journal)


def _page_size(journal: BinaryIO) -> int:
    journal.seek(0)
    head = journal.read(HEAD)
    return struct.unpack_from(">I", head, 8)[0] if len(head) == HEAD else 0
