"""Bounds what an archive may unpack to: a few thousand bytes of a stranger's may stand for more than a disk holds."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from salesdesk.env.errors import UserError

MOST_PARTS: Final = 1_000
LONGEST_ABOUT: Final = 16 << 20
LONGEST_LINE: Final = 128 << 20
"""So many bytes a row may have. The longest are runs of the log, which unpack to no more than half of that."""
FREELY: Final = 256 << 20
MOST_TIMES: Final = 300
"""Beyond so many bytes an archive may unpack to so many times its size; one of a desk does to some thirty times."""
WRITTEN_ANYHOW: Final = 16 << 20
"""So much is written without asking first whether there is room."""
_LOCKED: Final = 1


def refuse_bomb(archive: ZipFile, source: Path, folder: Path) -> None:
    """Raises UserError where an archive would unpack to more than a desk does, or than the disk of a folder holds.

    Raises ValueError where it is packed otherwise than SalesDesk packs one. Of no part more is unpacked later than is
    said here.
    """
    parts = archive.infolist()
    packings = {part.compress_type for part in parts}
    if len(parts) > MOST_PARTS or packings - {ZIP_STORED, ZIP_DEFLATED} or any(map(_is_locked, parts)):
        raise ValueError(source)
    size = sum(part.file_size for part in parts if part.filename.startswith("json/"))
    packed = max(1, sum(part.compress_size for part in parts))
    if size > FREELY and size > MOST_TIMES * packed:
        raise UserError(
            _(
                "“{name}” would unpack to {times:,} times its size, as no archive of a desk does, so nothing was "
                "written; take one that `salesdesk export` or the window wrote.",
                name=source.name,
                times=size // packed,
            )
        )
    # A small one is tried: what cannot be written says so itself, and why.
    if size > WRITTEN_ANYHOW and size > shutil.disk_usage(folder).free:
        raise UserError(
            _(
                "“{name}” unpacks to {size:,} MB, for which the disk with {folder} has no room, so nothing was "
                "written; make room or choose another folder.",
                name=source.name,
                size=size >> 20,
                folder=folder,
            )
        )


def about_desk(archive: ZipFile) -> dict[str, Any]:
    """Gives what an archive says of its desk; raises ValueError where it is far too much."""
    with archive.open("desk.json") as file:
        return json.loads(_bounded(file.read(LONGEST_ABOUT + 1), LONGEST_ABOUT))


def rows_in(file: IO[bytes], most: int) -> Iterator[Any]:
    """Gives the names of the columns and then each row; raises ValueError where there are more than so many."""
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b"")):
        if number > most:
            raise ValueError(number)
        yield json.loads(_bounded(line, LONGEST_LINE))


def _bounded(words: bytes, most: int) -> bytes:
    if len(words) > most:
        raise ValueError(len(words))
    return words


def _is_locked(part: ZipInfo) -> bool:
    return bool(part.flag_bits & _LOCKED)
