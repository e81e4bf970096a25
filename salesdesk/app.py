"""Puts the program together: arguments, folders, log, then a command or the window."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from salesdesk.env.nameless import tell_uncaught
from salesdesk.env.offline import stay_offline
from salesdesk.env.owner_only import leave_no_memory_behind, write_for_owner_only
from salesdesk.env.paths import locale_dir, paths_in, standard_paths
from salesdesk.env.settings import read_object
from salesdesk.language import choose, languages_in

FOLDERS: Final = ("--data-dir", "--screens")
FLAGS: Final = ("--demo", "--debug", "--smoke-test", "--report-start", "--version", "--help")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs SalesDesk and gives the exit code."""
    sys.excepthook = tell_uncaught
    stay_offline()
    write_for_owner_only()
    leave_no_memory_behind()
    arguments = list(sys.argv[1:] if argv is None else argv)
    _choose_language(arguments)
    from salesdesk.cli import COMMANDS

    if arguments and arguments[0] in COMMANDS:
        from salesdesk.cli.run import run

        return run(arguments)
    return _run_window(arguments)


def _choose_language(arguments: Sequence[str]) -> None:
    """Speaks the language of the settings, or else of the system, before any other words are read."""
    folder = locale_dir()
    if not languages_in(folder):
        return
    data = next((after for word, after in pairwise(arguments) if word == "--data-dir"), None)
    paths = paths_in(Path(data)) if data else standard_paths()
    wished: object = read_object(paths.settings_file).get("language")
    named = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    system = next(filter(None, named), "").split(":")
    choose([wished] if isinstance(wished, str) and wished not in ("", "system") else system, folder)


def _usage() -> str:
    from salesdesk.cli import COMMANDS

    return _(
        """usage: salesdesk [FILE] [--data-dir DIR] [--demo] [--debug] [--smoke-test] [--screens DIR]
       salesdesk COMMAND ...

Opens the window, on FILE where one is named: a desk, or the link of a printed sheet.

  --data-dir DIR   keep settings, backups, log and the sample team under DIR
  --demo           open the sample team
  --debug          note every step in the log and show it
  --smoke-test     open every screen once on the sample team; exits 0, or names what failed
  --screens DIR    draw every screen of the sample team into DIR as PNG
  --version        print the version

Commands, each with --help: {commands}""",
        commands=", ".join(COMMANDS),
    )


def _in_full(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Reads what is written out in full, as nearly every start is; None where `argparse` has something to say of it.

    That and what it loads take as long as the window's own first painting.
    """
    found: dict[str, object] = {
        "file": None,
        **dict.fromkeys(map(_named, FOLDERS)),
        **dict.fromkeys(map(_named, FLAGS), False),
    }
    waiting = iter(arguments)
    for word in waiting:
        if word in FLAGS:
            found[_named(word)] = True
        elif word in FOLDERS and not (after := next(waiting, "-")).startswith("-"):
            found[_named(word)] = Path(after)
        elif found["file"] is None and word and not word.startswith("-"):
            found["file"] = word
        else:
            return None
    return SimpleNamespace(**found)


def _parsed(arguments: Sequence[str]) -> SimpleNamespace:
    """Reads anything; ends the program with what is wrong where nothing can be made of it."""
    from salesdesk.cli.arguments import CommandParser, folder_named

    parser = CommandParser(prog="salesdesk", usage=_usage().partition(" ")[2], add_help=False)
    parser.add_argument("file", nargs="?")
    for folder in FOLDERS:
        parser.add_argument(folder, type=folder_named)
    for flag in FLAGS:
        parser.add_argument(flag, action="store_true")
    return parser.parse_args(arguments, SimpleNamespace())


def _named(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _run_window(arguments: list[str]) -> int:
    options = _in_full(arguments) or _parsed(arguments)
    if options.help or options.version:
        from salesdesk import __version__

        print(_usage() if options.help else f"SalesDesk {__version__}")
        return 0
    if options.smoke_test or options.screens:
        return _draw_screens(options.screens)
    if not _has_screen():
        print(_("There is no screen here, so SalesDesk draws every screen of the sample team instead."))
        return _draw_screens(Path("screens"))
    return _open_window(
        options.file or "", options.data_dir, options.demo, options.debug, options.report_start
    )


def _open_window(file: str, data_dir: Path | None, demo: bool, debug: bool, report_start: bool) -> int:
    import gc

    # Before numpy is imported: no sum here is large enough for several threads, each of which takes its memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _leave_out_openssl()
    # Collecting garbage while everything is being made costs a fifth of the start; then the window does it.
    gc.disable()
    from salesdesk.env.clock import SystemClock
    from salesdesk.env.errors import UserError
    from salesdesk.env.settings import SettingsFile

    paths = paths_in(data_dir) if data_dir else standard_paths()
    try:
        paths.make()
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    paths.keep_matplotlib_cache()
    settings = SettingsFile(paths.settings_file, paths.carried)
    settings.load()
    from salesdesk.gui.desk_lock import hand_over
    from salesdesk.model.kinds import linked_record

    record = linked_record(file)
    desk = Path(file).absolute() if file and record is None else None
    first = desk or (paths.sample_desk if demo else Path(settings.current.last_desk))
    if first.is_file() and hand_over(first, file if record else ""):
        return 0
    from salesdesk.gui.application import Application, StartOptions

    options = StartOptions(desk, demo, report_start, debug, record)
    return Application(paths, settings, SystemClock(), options).run()


def _leave_out_openssl() -> None:
    """Lets hashing do without OpenSSL, which takes 6 MB, until a passphrase is asked for (`store/keys.py`).

    SQLCipher brings its own, and nothing here opens a connection.
    """
    for part in ("_hashlib", "_ssl"):
        sys.modules.setdefault(part, None)  # pyright: ignore[reportArgumentType]


def _draw_screens(folder: Path | None) -> int:
    """Opens every screen offscreen; with a folder each is drawn into it, without one it is the smoke test."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from salesdesk.gui.screens import draw_all

    try:
        return draw_all(folder)
    except OSError as error:
        print(
            _("The pictures could not be written: {why}. Choose another folder.", why=error), file=sys.stderr
        )
        return 1


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
