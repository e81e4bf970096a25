"""Notes beside backups of which file each one is: copies of a desk share its number, and a name is soon two desks'."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from salesdesk.env.whole_file import put_in_place

NOTES: Final = ".files"
"""One line a backup: its name and the place of the desk when it was made. What is lost of it is only not told."""
_MOST: Final = 256 << 10
"""So many bytes of notes there may be before those of backups that are gone are left out."""


def note_file(copy: Path, desk: Path) -> None:
    """Notes of which file a backup is; where the disk does not take it, the backup has none."""
    notes = copy.parent / NOTES
    with suppress(OSError):
        with notes.open("a", encoding="utf-8") as file:
            file.write(_line(copy.name, desk))
        if notes.stat().st_size > _MOST:
            known = files_in(copy.parent)
            kept = [_line(name, of) for name, of in known.items() if copy.with_name(name).exists()]
            with put_in_place(notes) as beside:
                beside.write_text("".join(kept), encoding="utf-8")


def files_in(folder: Path) -> dict[str, Path]:
    """Gives, by the name of each backup in a folder, the file of which it is, as far as that was noted."""
    found: dict[str, Path] = {}
    with suppress(OSError):
        for line in (folder / NOTES).read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, TypeError):  # half a line is none
                name, desk = json.loads(line)
                found[str(name)] = Path(desk)
    return found


def _line(name: str, desk: Path) -> str:
    return f"{json.dumps([name, str(desk)])}\n"
