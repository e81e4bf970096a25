"""Reads a compound file, the container in which an XLS stands, and tells where one is damaged."""

import struct
from collections.abc import Sequence
from typing import Final

from salesdesk.frozen import frozen

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFF0
"""Numbers from here on are no sectors: a chain ends with one."""
_IN_HEADER: Final = 109
"""So many parts of the table of sectors are named in the header of a container."""
_SMALL: Final = 64
_CUTOFF: Final = 4096
"""Streams shorter than that stand in small sectors."""
_ROOT, _STREAM = 5, 2


class BrokenContainerError(Exception):
    """Says that the sectors of a compound file do not lead to what stands in it."""


def stream_of(data: bytes, *names: str) -> bytes:
    """Gives the first stream with one of the names; empty where there is none.

    Raises BrokenContainerError where any chain of sectors has a loop, or leads to more than the file has: the
    library that reads workbooks follows such a one until no memory is left.
    """
    try:
        return _Container(data).stream(names)
    except struct.error as error:
        raise BrokenContainerError from error


@frozen
class _Stream:
    """A stream as the directory names it: its first sector, and how many bytes it has."""

    name: str
    kind: int
    begin: int
    length: int


class _Container:
    """The sectors of a compound file, its tables of them, and its directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._shift, small = struct.unpack_from("<HH", data, 30)
        self._size = 1 << self._shift if (self._shift, small) in ((9, 6), (12, 6)) else 0
        self._sectors = -(-len(data) // self._size) - 1 if self._size else 0

    def stream(self, names: Sequence[str]) -> bytes:
        """Gives the first stream with one of the names, after all chains were followed to their ends."""
        directory, cutoff, small_table = struct.unpack_from("<I4xII", self._data, 48)
        counts = struct.unpack_from("<II", self._data, 40) + struct.unpack_from("<4xI4xI", self._data, 60)
        if max(counts) > self._sectors or cutoff != _CUTOFF:
            raise BrokenContainerError
        table = self._table()
        found = self._directory(self._joined(directory, table))
        if any(each.length > len(self._data) for each in found):
            raise BrokenContainerError
        small = b"".join(self._joined(each.begin, table) for each in found if each.kind == _ROOT)
        links = self._joined(small_table, table)
        small_links = struct.unpack(f"<{len(links) // 4}I", links)
        wanted, left = b"", 2 * len(self._data)
        for each in found:
            if each.kind == _ROOT or not each.length:
                continue
            if each.length < cutoff:
                chain, size, source, start = (
                    _chain(each.begin, small_links, len(small) // _SMALL),
                    _SMALL,
                    small,
                    0,
                )
            else:
                chain, size, source, start = (
                    _chain(each.begin, table, self._sectors),
                    self._size,
                    self._data,
                    1,
                )
            left -= len(chain) * size
            if len(chain) * size < each.length or left < 0:
                raise BrokenContainerError
            if each.name in names and not wanted:
                wanted = _joined(source, chain, size, start)[: each.length]
        return wanted

    def _table(self) -> list[int]:
        """Gives of each sector which one follows it."""
        named = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)]
        (more,) = struct.unpack_from("<I", self._data, 68)
        while more < _END:
            if len(named) > self._sectors + _IN_HEADER:
                raise BrokenContainerError
            numbers = self._numbers(more)
            named += numbers[:-1]
            more = numbers[-1]
        table: list[int] = []
        for sector in named:
            if sector < _END:
                table += self._numbers(sector)
            if len(table) > self._sectors + self._size:
                break
        return table

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{self._size // 4}I", self._data, (sector + 1) * self._size)

    def _joined(self, begin: int, table: Sequence[int]) -> bytes:
        return _joined(self._data, _chain(begin, table, self._sectors), self._size, 1)

    def _directory(self, whole: bytes) -> Sequence[_Stream]:
        """Gives what the directory names; a length is of 32 bits where sectors are small."""
        found: list[_Stream] = []
        for at in range(0, len(whole) - 127, 128):
            letters, kind = struct.unpack_from("<HB", whole, at + 64)
            begin, length, high = struct.unpack_from("<III", whole, at + 116)
            name = whole[at : at + max(0, min(letters, 64) - 2)].decode("utf-16-le", "replace")
            if kind in (_ROOT, _STREAM):
                length += high << 32 if self._shift > 9 else 0
                found.append(_Stream(name, kind, begin, length))
        return found


def _chain(begin: int, table: Sequence[int], most: int) -> list[int]:
    """Gives the numbers of sectors, of which each names the next, until the last."""
    found: list[int] = []
    while begin < _END:
        if begin >= min(len(table), most) or len(found) >= most:
            raise BrokenContainerError
        found.append(begin)
        begin = table[begin]
    return found


def _joined(data: bytes, chain: Sequence[int], size: int, start: int) -> bytes:
    return b"".join(data[(at + start) * size : (at + start + 1) * size] for at in chain)
