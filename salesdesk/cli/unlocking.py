"""Gets the passphrase of a desk for a command: out of a file, from the standard input, or asked at the terminal.

It is never an argument, which everybody on the computer could read.
"""

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Final, TextIO

from salesdesk.cli.arguments import file_named
from salesdesk.env.errors import PassphraseNeededError, UserError, WrongPassphraseError
from salesdesk.store.keys import open_by

LOCKED: Final = 3
"""The exit code where a passphrase is needed and missing, or is another one."""
MOST: Final = 32_767
"""Signs a passphrase may have: as many as the line of the window takes, so that each opens here too."""
_TRIES: Final = 3
_EVERYBODY: Final = 0o077


def add_passphrase(parser: argparse.ArgumentParser, option: str, help_words: str) -> None:
    """Declares an option that names a file with a passphrase."""
    parser.add_argument(option, type=_passphrase_file, metavar="FILE", help=help_words)


def unlock(needed: PassphraseNeededError, options: argparse.Namespace, err: TextIO) -> str:
    """Opens the lock of a desk with what is in the file named, or asked, and gives that.

    Raises PassphraseNeededError where it stays locked.
    """
    if getattr(options, "passphrase_file", None) is not None:
        return _opened(needed.file, given(options, err))
    if not _may_ask():
        raise PassphraseNeededError(
            _(
                "“{name}” has a passphrase, so it cannot be read without it. "
                "Name a file with it by --passphrase-file, or “-” to give it on the standard input.",
                name=needed.file.name,
            ),
            needed.short,
            needed.file,
        )
    for _again in range(_TRIES - 1):
        try:
            return _opened(needed.file, _asked(needed.file))
        except WrongPassphraseError as wrong:
            print(wrong, file=err)
    return _opened(needed.file, _asked(needed.file))


def given(options: argparse.Namespace, err: TextIO) -> str:
    """Gives the passphrase that was named by `--passphrase-file`; empty where none was."""
    named, known = getattr(options, "passphrase_file", None), getattr(options, "passphrase", "")
    # A command may begin anew, and the standard input can be read only once.
    if named is not None and not known:
        options.passphrase = known = passphrase_in(named, err)
    return str(known)


def new_passphrase(place: str | Path | None, err: TextIO) -> str:
    """Gives the passphrase a desk is to get, out of a file or asked twice; raises UserError where there is none."""
    if place is not None:
        return passphrase_in(place, err)
    if not _may_ask():
        raise UserError(
            _(
                "The new passphrase is missing, so nothing was changed; name a file with it by --new-passphrase-file."
            )
        )
    first = getpass(_("New passphrase: "))
    if first != getpass(_("The same again: ")):
        raise UserError(_("The two were not the same, so nothing was changed. Try again."))
    return first


def passphrase_in(place: str | Path, err: TextIO) -> str:
    """Reads the first line of a file, or of the standard input; raises UserError where there is nothing in it."""
    words = _first_line(place, err).rstrip("\r\n")
    if len(words) > MOST:
        raise UserError(
            _(
                "The passphrase in “{name}” is longer than {most:,} signs; nothing was changed.",
                name=place,
                most=MOST,
            )
        )
    if not words:
        raise UserError(
            _("There is no passphrase in the first line of “{name}”; nothing was changed.", name=place)
        )
    return words


def _first_line(place: str | Path, err: TextIO) -> str:
    try:
        return _said(sys.stdin) if isinstance(place, str) else _in_file(place, err)
    except (OSError, ValueError) as error:
        name = place if isinstance(place, str) else place.name
        raise UserError(
            _("“{name}” could not be read as a file with a passphrase; nothing was changed.", name=name)
        ) from error


def _said(file: TextIO) -> str:
    """Reads a line of words; raises ValueError where it is none, which some systems take for half a letter."""
    line = file.readline(MOST + 2)
    line.encode()
    return line


def _in_file(place: Path, err: TextIO) -> str:
    if os.name == "posix" and place.stat().st_mode & _EVERYBODY:
        print(
            _(
                "“{name}” can be read by others on this computer; let only yourself read it (chmod 600).",
                name=place.name,
            ),
            file=err,
        )
    with place.open(encoding="utf-8-sig") as file:
        return _said(file)


def _passphrase_file(text: str) -> str | Path:
    return text if text == "-" else file_named(text)


def _opened(desk: Path, words: str) -> str:
    open_by(desk, words)
    return words


def _asked(desk: Path) -> str:
    return getpass(_("Passphrase of “{name}”: ", name=desk.name))


def _may_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and _is_console(sys.stdin)


def _is_console(file: TextIO) -> bool:
    """Tells whether somebody can type there: Windows' `NUL` calls itself a terminal too, and is waited for forever."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    handle, mode = ctypes.c_void_p(msvcrt.get_osfhandle(file.fileno())), ctypes.c_uint32()
    return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)))
