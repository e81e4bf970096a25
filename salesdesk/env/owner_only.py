"""Keeps what the program writes to its owner: files that others of the same machine cannot read, whatever they hold.

On Windows the rights of the user's own folder do that, in which all of it lies unless another place is chosen.
"""

import os
import stat
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_OTHERS: Final = 0o007
_GROUP: Final = 0o070
_OWN: Final = 0o700


def write_for_owner_only() -> None:
    """Lets every file and folder that is made from now on be for its owner alone, also what SQLite and Qt make."""
    if os.name == "posix":
        os.umask(os.umask(_OWN) | _GROUP | _OTHERS)


def leave_no_memory_behind() -> None:
    """Keeps what the program has in memory, such as a desk and its key, out of what the system writes of a crash."""
    with suppress(OSError):  # Linux alone: of no mapping a copy, also for a program that collects them
        Path("/proc/self/coredump_filter").write_text("0", encoding="ascii")
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def keep_to_owner(paths: Iterable[Path]) -> bool:
    """Takes the right to what everybody may read away from all but the owner; tells whether there was such a thing.

    That nobody chose: it is how an older version left it. What a group alone was given is left so, and so is what
    belongs to somebody else.
    """
    found = [each for each in paths if os.name == "posix" and _is_open_to_all(each)]
    for each in found:
        with suppress(OSError):
            each.chmod(each.stat().st_mode & _OWN)
    return bool(found)


@contextmanager
def kept_to_owner(paths: Iterable[Path]) -> Generator[None]:
    """Does so with files before they are looked into, and gives back their rights where they are refused."""
    modes = {each: each.stat().st_mode & 0o777 for each in paths if each.is_file() and not each.is_symlink()}
    keep_to_owner(modes)
    try:
        yield
    except BaseException:
        for each, mode in modes.items():
            with suppress(OSError):
                each.chmod(mode)
        raise


def keep_folder_to_owner(folder: Path) -> bool:
    """Does so with a folder of the program; where it was open to all, with everything in it too."""
    was_open = keep_to_owner([folder])
    if was_open:
        keep_to_owner(folder.rglob("*"))
    return was_open


def give_rights_of(path: Path, other: Path) -> None:
    """Gives a file that is written for another, or in its place, to the group that has that one; else it is kept."""
    if os.name != "posix":
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_mode & _GROUP and not found.st_mode & _OTHERS:
            os.chown(other, -1, found.st_gid)
            other.chmod(stat.S_IMODE(found.st_mode))


def _is_open_to_all(path: Path) -> bool:
    with suppress(OSError):
        found = path.lstat()
        kind = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
        return kind and bool(found.st_mode & _OTHERS) and found.st_uid == os.geteuid()
    return False
