"""The `restore` command: makes a new desk of a backup or of an archive."""

import argparse
from pathlib import Path
from typing import TextIO

from salesdesk.cli.desks import readied
from salesdesk.env.following import done_or_ended
from salesdesk.store.restore import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument(
        "source", type=Path, metavar="FROM", help=_("a backup, or what `export D OUT.zip` wrote")
    )
    parser.add_argument("new", type=Path, metavar="NEW.salesdesk", help=_("the desk to make"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Makes the desk, checks it and prints its path."""
    with done_or_ended():
        restore(readied(arguments.source, err), arguments.new)
    print(arguments.new, file=out)
    return 0
