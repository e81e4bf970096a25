"""The `backup` command: writes a verified copy of a desk, open or not, into a folder."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import folder_named
from salesdesk.cli.desks import readied
from salesdesk.env.clock import SystemClock
from salesdesk.env.following import done_or_ended
from salesdesk.store.backup import back_up
from salesdesk.store.examine import open_untouched


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to copy"))
    parser.add_argument(
        "--to",
        type=folder_named,
        required=True,
        metavar="FOLDER",
        help=_("where the copy goes; made if needed"),
    )


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the copy, reads it back and prints its path."""
    with done_or_ended(), closing(open_untouched(readied(arguments.desk, err))) as connection:
        copy = back_up(connection, arguments.desk, arguments.to, SystemClock().now(), "")
    print(copy, file=out)
    return 0
