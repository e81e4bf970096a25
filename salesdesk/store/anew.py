"""Keeps an open desk anew, with another passphrase, with its first or with none, by a copy that is proved before.

The copy is written beside and compared row by row; until it takes the name of the desk, in one step of the disk, not a
byte of that is changed. A kill at any moment leaves the one or the other, whole.
"""

import hashlib
import os
import sys
import time
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.env.following import stretch
from salesdesk.env.held_files import opened
from salesdesk.env.whole_file import noise_over, write_over
from salesdesk.store.compare import is_copy
from salesdesk.store.connection import Connection, connect_as_found, log_beside, old_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.in_place import taking_place
from salesdesk.store.plain_copy import copy_desk, take_alone
from salesdesk.store.seal import Seal
from salesdesk.store.trouble import full, read_only, told

_PATIENCE_S: Final = 2.0
_PIECE: Final = 1 << 20


def keep_anew(desk: DeskFile, seal: Seal) -> None:
    """Keeps an open desk as `seal` says, which stays open; the old file is written over, as far as the disk lets it.

    Raises UserError or DeskFileError where that cannot be, and then the desk is as it was.
    """
    path = desk.path
    _refuse(desk)
    with desk.hold.still():
        desk.hold.move_in()
        if desk.hold.waits:
            raise _in_use(path)
        before = _print_of(path)
        with (
            taking_place(path, make_way=lambda: _making_way(desk, before), way=10) as beside,
            told(path),
            desk.passing() as connection,
        ):
            _copy(connection, beside, seal)
    desk.rows("SELECT count(*) FROM sqlite_master")


def _copy(connection: Connection, beside: Path, seal: Seal) -> None:
    with stretch(0, 70):
        copy_desk(connection, beside, seal)
    with stretch(70, 100):
        if not is_copy(beside, connection):
            raise UserError(
                _("The copy of the desk is not whole, so it was thrown away and nothing was changed.")
            )


def _refuse(desk: DeskFile) -> None:
    """Raises an error where a desk cannot be kept anew where it lies."""
    if desk.hold.read_only:
        raise full(desk.path) if desk.hold.full else read_only(desk.path.name)
    if desk.path.stat().st_nlink > 1:
        raise UserError(
            _(
                "“{name}” has another name too (a hard link), by which the desk would stay as it is, so nothing was "
                "changed. Delete the other name first.",
                name=desk.path.name,
            )
        )


@contextmanager
def _making_way(desk: DeskFile, before: bytes) -> Generator[None]:
    """Surrounds the moment at which the copy takes the place of the desk, which nobody may have open then."""
    path, seal, old = desk.path, desk.hold.seal, old_of(desk.path)
    with _log_written_over(path), desk.between_files(path):
        _refuse_open(path, seal)
        if _print_of(path) != before:
            raise _in_use(path)
        with suppress(OSError):
            old.unlink(missing_ok=True)
            os.link(path, old)
        try:
            yield
        finally:
            write_over(old)


def _refuse_open(path: Path, seal: Seal) -> None:
    """Raises UserError where anybody has the file open; a thread of this program may still be about to close it."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with told(path), closing(connect_as_found(path, seal=seal)) as connection:
                take_alone(connection)
            return
        except DeskFileError as error:
            if time.monotonic() > until:
                raise _in_use(path) from error
        time.sleep(_PATIENCE_S / 20)


def _in_use(path: Path) -> UserError:
    return UserError(
        _(
            "“{name}” is in use just now, by another program or by work that goes on here, so nothing was changed. "
            "Close it there, or wait a moment, then try again.",
            name=path.name,
        )
    )


def _print_of(path: Path) -> bytes:
    """Gives what no other content of a file has; each page is sealed anew whenever it is written."""
    found = hashlib.sha256()
    with opened(path) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.digest()


@contextmanager
def _log_written_over(path: Path) -> Generator[None]:
    """Writes over the log that SQLite takes away meanwhile, where the system lets a file be held that is gone."""
    with ExitStack() as stack:
        held: BinaryIO | None = None
        if sys.platform != "win32":
            with suppress(OSError):
                held = stack.enter_context(log_beside(path).open("rb+", buffering=0))
        yield
        if held is not None and not os.fstat(held.fileno()).st_nlink:
            with suppress(OSError):
                noise_over(held)
