"""The `report` command: writes the sheets that the window prints, for scripts."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from salesdesk.env.clock import SystemClock
from salesdesk.env.errors import UserError
from salesdesk.services.people import person_named
from salesdesk.services.review_sheet import ReviewSheetService
from salesdesk.store.desk_file import DeskFile

DONE, REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the report command; argparse ends wrong use with exit code 2."""
    parser.add_argument("sheet", choices=["review"], help=_("which sheet: the review sheet of a one-on-one"))
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to read"))
    parser.add_argument("--person", required=True, metavar="NAME", help=_("whose sheet"))
    parser.add_argument("--out", type=Path, required=True, metavar="F.pdf", help=_("the PDF to write"))
    parser.add_argument(
        "--pen", action="store_true", help=_("with blank lines; the next session rather than the last")
    )
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4", help=_("the size of the paper"))


def run(arguments: argparse.Namespace, out: TextIO = sys.stdout, err: TextIO = sys.stderr) -> int:
    """Carries the command out; gives 0 when done and 1 when refused, with one sentence on `err`."""
    try:
        desk = DeskFile.open(arguments.desk)
    except UserError as error:
        print(error, file=err)
        return REFUSED
    try:
        _write(desk, arguments)
    except UserError as error:
        print(error, file=err)
        return REFUSED
    finally:
        desk.close()
    print(_("Wrote {out}", out=arguments.out), file=out)
    return DONE


def _write(desk: DeskFile, arguments: argparse.Namespace) -> None:
    from salesdesk.exchange.review_sheet_pdf import write_review_sheet

    service = ReviewSheetService(desk, SystemClock())
    person_id, _ = person_named(desk, arguments.person)
    sheet = service.sheet(service.session_of(person_id, upcoming=arguments.pen))
    write_review_sheet(sheet, arguments.out, pen=arguments.pen, paper=arguments.paper)
