"""The `salvage` command: reads out of a damaged desk whatever can still be read, into a new one."""

import argparse
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import seen
from salesdesk.cli.desks import readied
from salesdesk.env.following import done_or_ended
from salesdesk.services.backups import salvaged_words
from salesdesk.store.salvage import salvage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("damaged", type=Path, metavar="D", help=_("the damaged desk; it is left untouched"))
    parser.add_argument("new", type=Path, metavar="NEW.salesdesk", help=_("the desk to make"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Makes the desk and says what is in it and what was lost."""
    with done_or_ended():
        found = salvage(readied(arguments.damaged, err), arguments.new)
    print(f"{seen(arguments.new)}: {salvaged_words(found)}", file=out)
    return 0
