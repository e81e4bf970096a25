"""Reads and writes marks: small files beside desks that say how far their logs had come, and on what they were begun.

A mark stands beside its desk under the desk's name. One whose log was set aside, because another file took the desk's
place, stands beside under the name of that, until its desk is opened under whatever name.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from zlib import crc32

from salesdesk.store.log_proof import Proofs

_MOST: Final = 1 << 16  # bytes that are read of one
_ROOM: Final = 512  # bytes of a mark, so that a shorter one leaves nothing of a longer one


class Mark(NamedTuple):
    """How far the log had come; `frames` is 0 where all of it is in the file. The rest tells what file that was."""

    salts: str = "-"
    frames: int = 0
    page: int = 0
    page_size: int = 0
    proof: int = 0
    inode: int = 0
    size: int = 0
    time: int = 0
    proofs: Proofs = ()

    @property
    def line(self) -> bytes:
        """Gives the mark as it is written."""
        words = f"{' '.join(map(str, self[:-1]))} {words_of(self.proofs)}".strip()
        return f"{words} ={crc32(words.encode()):x}".encode().ljust(_ROOM)


def write_mark(file: BinaryIO, mark: Mark) -> None:
    """Writes a mark into its file in one piece."""
    file.write(mark.line)


def read_mark(place: Path) -> Mark | None:
    """Reads a mark; None where there is none, or none that can be understood.

    One that is not whole proves nothing of the file.
    """
    try:
        if not place.is_file():
            return None  # in the folder of a stranger something without end may stand there
        with place.open("rb") as file:
            words, _sign, proof = file.read(_MOST).decode().partition(" =")
        salts, *rest = words.split()
        numbers, proofs = rest[: len(Mark._fields) - 2], rest[len(Mark._fields) - 2 :]
        if proof.strip() != f"{crc32(words.encode()):x}":
            proofs = []
        if len(numbers) < len(Mark._fields) - 2:
            return None
        return Mark(salts, *(int(number) for number in numbers), proofs=proofs_in(proofs))
    except (OSError, ValueError):
        return None


def marks_in(folder: Path) -> Iterator[tuple[Path, Mark]]:
    """Gives the marks in a folder, each with its place."""
    with suppress(OSError):
        for place in sorted(folder.glob(".*.mark")):
            mark = read_mark(place)
            if mark is not None:
                yield place, mark


def mark_of(path: Path) -> Path:
    """Gives the place of the mark of a desk, or of a log that was set aside."""
    return path.with_name(f".{path.name}.mark")


def words_of(proofs: Proofs) -> str:
    """Gives proofs as they are written."""
    return " ".join(f"{page}:{crc:x}" for page, crc in proofs)


def proofs_in(words: list[str]) -> Proofs:
    """Reads what `words_of` wrote; raises ValueError for anything else."""
    parts = (word.split(":") for word in words)
    return tuple((int(page), int(crc, 16)) for page, crc in parts)
