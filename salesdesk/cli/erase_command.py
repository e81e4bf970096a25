"""The `erase` command: tells what erasing a person takes, and does it with --apply."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import seen
from salesdesk.cli.desks import open_desk
from salesdesk.env.following import done_or_ended
from salesdesk.env.locale import Formats
from salesdesk.env.paths import standard_paths
from salesdesk.services.people import anybody_named
from salesdesk.store.left_words import LeftDrafts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("desk", type=Path, metavar="D", help=_("the desk"))
    parser.add_argument("name", metavar="NAME", help=_("who is erased"))
    parser.add_argument(
        "--apply",
        action="store_true",
        help=_("erase; without it only what would go is told. It cannot be undone"),
    )
    parser.add_argument(
        "--figures-too", action="store_true",
        help=_("with quotas and weekly numbers, and deals without anybody; else these stay as of someone who left"),
    )  # fmt: skip
    parser.add_argument(
        "--keep-names", action="store_true", help=_("leave the name where it stands in words about others")
    )
    parser.add_argument(
        "--remove-backups", action="store_true",
        help=_("remove the backups that hold the person too, once a new one was made"),
    )  # fmt: skip


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Tells what goes, erases, and tells what still holds the person."""
    from salesdesk.services.erasing import ErasingService
    from salesdesk.services.erasing_words import lines_about

    with closing(open_desk(arguments.desk, err)) as desk, done_or_ended():
        # What a window left outside of the desk goes too.
        desk.left_words = LeftDrafts(standard_paths().left_words, desk.identity, desk.path)
        service = ErasingService(desk)
        what = service.what_goes(anybody_named(desk, arguments.name)[0])
        if arguments.apply:
            service.erase(what, keep_figures=not arguments.figures_too, blank=not arguments.keep_names)
            print(_("{name} was erased.", name=seen(what.name)), file=out)
        for line in lines_about(what, Formats(), erased=arguments.apply, figures_too=arguments.figures_too):
            print(seen(line), file=out)
        if arguments.apply and arguments.remove_backups:
            removed = service.remove_backups(what.backups)
            print(n_("{number} backup was removed.", "{number} backups were removed.", removed), file=out)
    return 0
