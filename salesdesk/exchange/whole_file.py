"""Writes text files so that there is either the whole of one or what was there before."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from salesdesk.env.errors import UserError


def write_whole(path: Path, write: Callable[[TextIO], None], encoding: str = "utf-8") -> None:
    """Writes beside the file and puts it in place when it is complete; raises UserError where it cannot be."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding=encoding, newline="") as file:
            write(file)
        beside.replace(path)
    except OSError as error:
        why = error.strerror or "the system refused"
        raise UserError(
            f"“{path.name}” could not be written ({why}), and what was there before is as it was; "
            "choose another folder."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
