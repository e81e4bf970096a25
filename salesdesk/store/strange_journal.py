"""Tells the journal file of a killed program from one that belongs to another file, and sets that one aside.

SQLite keeps what is not moved into a file yet in `-wal` beside it, and applies to any file of the name what a killed
program left there. Over a desk into whose place somebody copied a backup it would write the pages of the old one.
"""

import logging
import os
import shutil
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlcipher3 import dbapi2

from salesdesk.store.connection import connect_as_found

log = logging.getLogger(__name__)
_HEADER: Final = 32  # a journal of this size says nothing


def set_strange_journal_aside(path: Path) -> Path | None:
    """Looks, on copies, whether what a killed program left makes sense with the file; gives where it was put if not.

    Nothing is done while the desk is open in another window: then it is that one's.
    """
    journal = path.with_name(f"{path.name}-wal")
    with suppress(OSError):
        if journal.stat().st_size > _HEADER and not _open_elsewhere(path) and _is_strange(path, journal):
            names = (path.with_name(f"{path.name}-wal.strange{number}") for number in count(1))
            aside = next(name for name in names if not name.exists())
            journal.rename(aside)
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
            log.warning("the journal beside the desk was of another file and was set aside")
            return aside
    return None


def _is_strange(path: Path, journal: Path) -> bool:
    with TemporaryDirectory(prefix="salesdesk-") as folder:
        together, alone = Path(folder) / "together", Path(folder) / "alone"
        shutil.copyfile(path, together)
        shutil.copyfile(journal, together.with_name("together-wal"))
        if _makes_sense(together):
            return False
        shutil.copyfile(path, alone)
        return _makes_sense(alone)


def _makes_sense(copy: Path) -> bool:
    try:
        with closing(connect_as_found(copy)) as connection:
            # Also reads every page that counts, and so its proof.
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return verdict == "ok" and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except dbapi2.Error:
        return False


def _open_elsewhere(path: Path) -> bool:
    """Tells whether another program that still runs has taken the desk for its window."""
    try:
        owner = int(
            (path.parent / f".{path.name}.lock").read_text(encoding="utf-8", errors="replace").split()[0]
        )
        if owner != os.getpid():
            if os.name != "nt":  # there a signal of no kind would end it
                os.kill(owner, 0)
            return True
    except PermissionError:
        return True
    except (OSError, ValueError, IndexError):
        pass
    return False
