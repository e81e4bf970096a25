"""The `report` command: writes the sheets that the window prints, for scripts."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import output_file, seen
from salesdesk.cli.desks import open_desk, tell_uncovered
from salesdesk.env.clock import SystemClock
from salesdesk.env.following import done_or_ended
from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets import SHEETS, SheetWish
from salesdesk.services.people import person_named
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the report command; argparse ends wrong use with exit code 2."""
    named = "; ".join(f"{sheet.name}: {sheet.title}" for sheet in SHEETS.values())
    parser.add_argument("sheet", choices=list(SHEETS), help=_("which sheet: {named}", named=named))
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to read"))
    parser.add_argument("--person", metavar="NAME", help=_("whose sheet; else of the whole team"))
    parser.add_argument(
        "--out", type=output_file(".pdf"), required=True, metavar="F.pdf", help=_("the PDF to write")
    )
    parser.add_argument(
        "--pen", action="store_true", help=_("with blank lines; the next session rather than the last")
    )
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4", help=_("the size of the paper"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the sheet and prints its path."""
    with closing(open_desk(arguments.desk, err)) as desk, done_or_ended():
        _write(desk, arguments)
    print(_("Wrote {out}", out=seen(arguments.out)), file=out)
    tell_uncovered(arguments.desk, err)
    return 0


def _write(desk: DeskFile, arguments: argparse.Namespace) -> None:
    from salesdesk.exchange.sheets.writing import write_sheet

    person_id = person_named(desk, arguments.person)[0] if arguments.person is not None else None
    formats = Formats(currency=team_settings(desk)["currency"])
    wish = SheetWish(desk=desk, clock=SystemClock(), formats=formats, person_id=person_id, pen=arguments.pen)
    write_sheet(SHEETS[arguments.sheet].content(wish), arguments.out, arguments.paper)
