"""Writes a file beside its place and puts it there when it is whole, so that a full disk leaves the older one."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from salesdesk.env.errors import FullDiskError, UserError
from salesdesk.env.owner_only import give_rights_of
from salesdesk.env.turns import in_turn

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_PIECE = 1 << 20
_OF_SQLITE = ("-journal", "-wal", "-shm")
"""What SQLite leaves beside a file that it could not write to the end."""


def place_beside(path: Path) -> Path:
    """Gives the place beside a file in which it is written until it is whole."""
    return path.with_name(f".{path.name}.part")


def unwritten(path: Path, why: BaseException | None = None) -> UserError:
    """Says that a file could not be written, and what the system or the store says of it."""
    return UserError(
        _(
            "“{name}” could not be written ({why}), and what was in {folder} is as it was; "
            "make room or choose another folder.",
            name=path.name,
            folder=path.parent,
            why=_why(why),
        )
    )


@contextmanager
def making(path: Path) -> Generator[None]:
    """Surrounds the writing in the place beside a file; raises UserError while another program writes there."""
    with in_turn(path, "making") as is_ours:
        if not is_ours:
            raise UserError(
                _(
                    "Another program is making “{name}” just now, so nothing was written. Try again in a moment.",
                    name=path.name,
                )
            )
        yield


@contextmanager
def put_in_place(path: Path, beside: Path | None = None) -> Generator[Path]:
    """Gives a place `beside` a file to write in; what is written takes its place only when the disk has all of it.

    Where anything goes wrong, what was there before is as it was, and nothing is left. Raises OSError.
    A place that is named belongs to whoever names it; in the usual one lies at most what an ended program left.
    """
    usual, beside = beside is None, beside or place_beside(path)
    try:
        if usual:
            beside.unlink(missing_ok=True)
        yield beside
        on_disk(beside)
        give_rights_of(path, beside)
        beside.replace(path)
    finally:
        for ending in ("", *_OF_SQLITE):
            with suppress(OSError):
                beside.with_name(f"{beside.name}{ending}").unlink(missing_ok=True)


def on_disk(path: Path) -> None:
    """Waits until the disk has what was written."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_over(path: Path) -> None:
    """Writes noise over a file that is no longer wanted and takes it away, as far as the system lets that be done.

    One that has another name is only taken away. What a disk keeps elsewhere of its own accord, nobody reaches.
    """
    with suppress(OSError):
        if path.stat().st_nlink == 1:
            with path.open("rb+") as file:
                noise_over(file)
        path.unlink()


def noise_over(file: BinaryIO) -> None:
    """Writes noise over all of an open file, down to the disk."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.writelines(os.urandom(min(_PIECE, size - at)) for at in range(0, size, _PIECE))
    file.flush()
    os.fsync(file.fileno())


def _why(why: BaseException | None) -> str:
    """Says why in a few words; which disk is full is told by the folder that is named with them."""
    if isinstance(why, FullDiskError) or getattr(why, "errno", None) in _NO_ROOM:
        return _("the disk is full")
    return getattr(why, "strerror", "") or getattr(why, "short", "") or _("the system refused")


@contextmanager
def whole_file(path: Path) -> Generator[BinaryIO]:
    """Gives a file to write to, which is put in place when it is whole; raises UserError where that cannot be."""
    try:
        with making(path), put_in_place(path) as beside, beside.open("wb") as file:
            yield file
    except OSError as error:
        raise unwritten(path, error) from error
