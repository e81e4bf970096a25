"""The `restore` command: makes a new desk of a backup or of an archive, or lists the backups there are."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TextIO

from salesdesk.cli.desks import readied
from salesdesk.cli.unlocking import given
from salesdesk.env.clock import SystemClock
from salesdesk.env.errors import UserError
from salesdesk.env.following import done_or_ended
from salesdesk.env.paths import real_file, standard_paths
from salesdesk.services.backups import BackupsService, KnownBackup
from salesdesk.store.restore import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.usage = _("salesdesk restore FROM NEW.salesdesk\n       salesdesk restore --list D [--json]")
    parser.add_argument(
        "source", nargs="?", type=Path, metavar="FROM", help=_("a backup, or what `export D OUT.zip` wrote")
    )
    parser.add_argument("new", nargs="?", type=Path, metavar="NEW.salesdesk", help=_("the desk to make"))
    parser.add_argument(
        "--list", type=Path, metavar="D", help=_("only list the backups of a desk, the newest first")
    )
    parser.add_argument("--json", action="store_true", help=_("print the list as JSON"))
    parser.set_defaults(wrong_use=parser.error)


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Makes the desk, checks it and prints its path, or prints the list."""
    wrong_use: Callable[[str], NoReturn] = arguments.wrong_use
    if arguments.list is not None and arguments.source is not None:
        wrong_use(_("--list makes no desk; name only the one whose backups are meant"))
    if arguments.list is not None:
        found = _backups_of(arguments.list)
        print(
            json.dumps(_as_json(found), ensure_ascii=False) if arguments.json else _in_lines(found), file=out
        )
        return 0
    if arguments.source is None or arguments.new is None or arguments.json:
        wrong_use(_("name a backup and the desk to make, or list the backups of one with --list"))
    with done_or_ended():
        restore(readied(arguments.source, err), arguments.new, given(arguments, err))
    print(arguments.new, file=out)
    return 0


def _backups_of(desk: Path) -> list[KnownBackup]:
    """Gives what the window would list; raises UserError where there is neither such a desk nor a backup of one."""
    folder = standard_paths().backups
    found = BackupsService(real_file(desk), folder, SystemClock()).backups()
    if not found and not desk.is_file():
        raise UserError(
            _("There is no “{name}”, and in {folder} no backup of it.", name=desk.name, folder=folder)
        )
    return found


def _in_lines(found: list[KnownBackup]) -> str:
    lines = [
        _(
            "{when}  {why}, {size:.1f} MB, of “{file}”: {path}",
            when=f"{each.at:%Y-%m-%d %H:%M:%S}",
            why=each.why,
            size=each.megabytes,
            file=each.file,
            path=each.path,
        )
        for each in found
    ]
    return "\n".join(lines) or _("No backups yet.")


def _as_json(found: list[KnownBackup]) -> list[dict[str, Any]]:
    return [
        {
            "made": each.at.isoformat(), "why": each.why, "megabytes": each.megabytes, "file": str(each.path),
            "of": each.file, "of_another_copy": not each.own,
        }
        for each in found
    ]  # fmt: skip
