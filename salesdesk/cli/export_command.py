"""The `export` command: writes the records of one kind as CSV or JSON."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.exchange.export_rows import SUFFIXES, export_kinds, export_rows
from salesdesk.model import kind_of
from salesdesk.services.importing.values import KINDS
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    names = [_name_of(kind) for kind, _unused in export_kinds(with_private=True)]
    parser.add_argument("kind", type=kind_named, metavar="KIND", help=", ".join(names))
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to read"))
    parser.add_argument(
        "--out", type=_output, required=True, metavar="F", help=_("the file to write, F.csv or F.json")
    )
    parser.add_argument(
        "--private", action="store_true", help=_("with private fields and private notes; left out without it")
    )


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:  # noqa: ARG001 - refusals are raised
    """Writes the file and says how much is in it."""
    with closing(DeskFile.open(arguments.desk)) as desk:
        records = RecordsService(desk)
        done = export_rows(records, arguments.kind, arguments.out, with_private=arguments.private)
    print(f"{done.path}: {done.words}", file=out)
    return 0


def kind_named(name: str) -> str:
    """Finds a kind by its plural or its stored name; raises ArgumentTypeError for any other word."""
    wanted = name.casefold().replace("_", "-")
    kinds = [kind for kind, _unused in export_kinds(with_private=True)]
    known = {kind.replace("_", "-"): kind for kind in kinds}
    known |= {_name_of(kind): kind for kind in kinds} | KINDS
    if wanted not in known:
        choices = ", ".join(map(_name_of, kinds))
        raise argparse.ArgumentTypeError(_("“{name}” is none of {choices}", name=name, choices=choices))
    return known[wanted]


def _name_of(kind: str) -> str:
    return kind_of(kind).plural.casefold().replace(" ", "-")


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(_("“{text}” ends in neither .csv nor .json", text=text))
    return path
