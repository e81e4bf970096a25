"""Writes a file beside its place and puts it there when it is whole, so that a full disk leaves the older one."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from salesdesk.env.errors import UserError


def part_of(path: Path) -> Path:
    """Gives the place beside a file in which it is written until it is whole."""
    return path.with_name(f".{path.name}.part")


@contextmanager
def whole_file(path: Path) -> Generator[BinaryIO]:
    """Gives a file to write to, which takes its place only when all of it is on the disk.

    Raises UserError where it cannot be written; what was there before is as it was.
    """
    beside = part_of(path)
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise UserError(
            _(
                "“{name}” could not be written ({why}), and what was there before is as it was; "
                "choose another folder.",
                name=path.name,
                why=error.strerror or _("the system refused"),
            )
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
