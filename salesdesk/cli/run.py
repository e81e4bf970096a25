"""Finds the command that was asked for, carries it out and gives its exit code.

0 is done, 1 is refused with one sentence on the error stream, 2 is wrong use, 3 is that a passphrase is missing or
wrong, 130 is ended by Ctrl+C.
"""

import argparse
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TextIO, cast

from salesdesk.cli import COMMANDS
from salesdesk.cli.arguments import WRONG_USE, CommandParser, in_one_line
from salesdesk.cli.unlocking import LOCKED, add_passphrase, unlock
from salesdesk.env.errors import (
    DamagedError,
    DeskFileError,
    PassphraseNeededError,
    UserError,
    WrongPassphraseError,
)
from salesdesk.env.following import begin_anew, interrupt

log = logging.getLogger(__name__)
DONE, REFUSED, STOPPED = 0, 1, 130
Run = Callable[[argparse.Namespace, TextIO, TextIO], int]


def run(arguments: Sequence[str]) -> int:
    """Carries out one command and gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with _hearing_ctrl_c():
            options, act = _read(arguments)
            code = carry_out(act, options, sys.stdout, sys.stderr)
            if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison]  # started without a console
                sys.stdout.flush()
    except KeyboardInterrupt:
        print(_("Stopped before it was done; nothing is left half written."), file=sys.stderr)
        return STOPPED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USE
    except BrokenPipeError:
        return _let_go_of_the_pipe()
    return code


def carry_out(act: Run, options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Carries out one command with its arguments; one that is refused says why in one sentence on `err`."""
    try:
        return _unlocked(act, options, out, err)
    except PassphraseNeededError as error:
        print(in_one_line(str(error)), file=err)
        return LOCKED
    except (UserError, DeskFileError) as error:
        print(in_one_line(str(error)), file=err)
    except BrokenPipeError:
        raise  # whoever read along has heard enough
    except Exception as error:
        # What another program wrote into a desk, or a disk that takes nothing, may be what no command expects.
        if (cause := _cause_in(getattr(options, "desk", None), error)) is None:
            raise
        print(in_one_line(str(cause)), file=err)
    return REFUSED


def _unlocked(act: Run, options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Carries out a command, which begins anew whenever a desk, or a backup, first needs its passphrase."""
    while True:
        try:
            return act(options, out, err)
        except WrongPassphraseError:
            raise
        except PassphraseNeededError as needed:
            options.opened_with = unlock(needed, options, err)


@contextmanager
def _hearing_ctrl_c() -> Generator[None]:
    """Lets Ctrl+C end the command where that leaves nothing; a script that has it ignored is left in peace."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    begin_anew()
    signal.signal(signal.SIGINT, lambda _number, _frame: interrupt())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        begin_anew()


def _cause_in(desk: object, error: Exception) -> UserError | DeskFileError | None:
    """Gives what may be behind an unexpected error: the disk of a desk, or a value in it that cannot be."""
    from salesdesk.services.desk_place import refuse_impossible_in
    from salesdesk.store.trouble import trouble_of

    if not isinstance(desk, Path):
        return None
    if (trouble := trouble_of(error, desk)) is not None:
        return trouble
    try:
        refuse_impossible_in(desk)
    except DamagedError as cause:
        log.exception("a command met what cannot be")
        return cause
    except (UserError, DeskFileError):
        log.exception("no cause could be looked for")
    return None


def _read(arguments: Sequence[str]) -> tuple[argparse.Namespace, Run]:
    """Reads the arguments; argparse ends wrong use and --help by itself."""
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    parser = CommandParser(
        prog="salesdesk", description=_("The commands of SalesDesk for scripts; none of them opens a window.")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    act: Run | None = None
    for name, words in COMMANDS.items():
        command = commands.add_parser(
            name, help=words, description=words[0].upper() + words[1:] + ".", allow_abbrev=False
        )
        if name == wanted:
            module = import_module(f"salesdesk.cli.{name}_command")
            module.add_arguments(command)
            add_passphrase(
                command,
                "--passphrase-file",
                _("a file with the passphrase of the desk in its first line, “-” for the standard input"),
            )
            command.set_defaults(opened_with="", passphrase="")
            act = cast(Run, module.run)
    options = parser.parse_args(arguments)
    assert act is not None, "argparse let a command through that is not in the list"
    return options, act


def _let_go_of_the_pipe() -> int:
    """Ends quietly when the reader, such as `head`, has seen enough."""
    # Python flushes standard output once more at its end, which would complain again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
