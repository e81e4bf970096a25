"""The `export` command: writes the records of one kind as CSV or JSON."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import file_named, output_file, seen
from salesdesk.cli.desks import open_desk, readied, tell_uncovered
from salesdesk.env.clock import SystemClock
from salesdesk.env.errors import UserError
from salesdesk.env.following import done_or_ended, tick
from salesdesk.exchange.export_rows import SUFFIXES, export_kinds, export_rows, write_desk
from salesdesk.model import kind_of
from salesdesk.services.importing.values import RECORD_OF
from salesdesk.services.records import RecordsService
from salesdesk.store.archive import SUFFIX
from salesdesk.store.examine import open_to_attach
from salesdesk.store.trouble import told

WHOLE = (SUFFIX, ".sqlite")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    names = [_name_of(kind) for kind, _unused in export_kinds(with_private=True)]
    parser.usage = _(
        "salesdesk export KIND --desk D --out F [--private]\n"
        "       salesdesk export D OUT.zip\n       salesdesk export D OUT.sqlite"
    )
    parser.add_argument(
        "what", metavar=_("KIND or D"), help=", ".join(names) + _("; or a desk, to write all of it")
    )
    parser.add_argument(
        "whole",
        nargs="?",
        type=output_file(*WHOLE),
        metavar="OUT",
        help=_("the file for all of a desk: OUT.zip with CSV and JSON, or OUT.sqlite"),
    )
    parser.add_argument("--desk", type=Path, metavar="D", help=_("the desk to read"))
    parser.add_argument(
        "--out", type=output_file(*SUFFIXES), metavar="F", help=_("the file to write, F.csv or F.json")
    )
    parser.add_argument(
        "--private", action="store_true", help=_("with private fields and private notes; left out without it")
    )
    parser.set_defaults(wrong_use=parser.error)


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the file and says how much is in it."""
    if arguments.whole is not None:
        return _export_whole(arguments, out, err)
    kind, wrong = _one_kind(arguments)
    if wrong:
        arguments.wrong_use(wrong)
    with closing(open_desk(arguments.desk, err)) as desk, done_or_ended():
        done = export_rows(
            RecordsService(desk), kind, arguments.out, with_private=arguments.private, progress=tick
        )
    print(f"{seen(done.path)}: {done.words}", file=out)
    tell_uncovered(arguments.desk, err)
    return 0


def _one_kind(arguments: argparse.Namespace) -> tuple[str, str]:
    """Gives the kind that is asked for, or what is wrong with how it was asked for."""
    if arguments.desk is None or arguments.out is None:
        return "", _("--desk and --out are needed for one kind; for all of it a desk and a file")
    try:
        return kind_named(arguments.what), ""
    except argparse.ArgumentTypeError as error:
        return "", str(error)


def _export_whole(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    if arguments.desk is not None or arguments.out is not None:
        arguments.wrong_use(_("all of a desk is written by naming it and the file, without --desk and --out"))
    desk = _desk_named(arguments)
    with (
        done_or_ended(),
        told(desk),
        closing(open_to_attach(readied(desk, err, sets_aside=True))) as connection,
    ):
        write_desk(connection, arguments.whole, SystemClock().now())
    print(arguments.whole, file=out)
    tell_uncovered(desk, err)
    return 0


def _desk_named(arguments: argparse.Namespace) -> Path:
    try:
        return file_named(arguments.what)
    except argparse.ArgumentTypeError as error:
        raise UserError(f"{error}.") from error


def kind_named(name: str) -> str:
    """Finds a kind by its plural or its stored name; raises ArgumentTypeError for any other word."""
    wanted = name.casefold().replace("_", "-")
    kinds = [kind for kind, _unused in export_kinds(with_private=True)]
    known = {kind.replace("_", "-"): kind for kind in kinds}
    known |= {_name_of(kind): kind for kind in kinds} | RECORD_OF
    if wanted not in known:
        choices = ", ".join(map(_name_of, kinds))
        raise argparse.ArgumentTypeError(_("“{name}” is none of {choices}", name=name, choices=choices))
    return known[wanted]


def _name_of(kind: str) -> str:
    return kind_of(kind).plural.casefold().replace(" ", "-")
