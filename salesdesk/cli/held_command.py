"""The `held` command: writes all that a desk holds about one person, to be handed out."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import output_file, seen
from salesdesk.cli.desks import open_desk
from salesdesk.env.following import done_or_ended
from salesdesk.env.locale import Formats
from salesdesk.services.people import anybody_named
from salesdesk.services.team_settings import team_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("desk", type=Path, metavar="D", help=_("the desk to read"))
    parser.add_argument("name", metavar="NAME", help=_("about whom"))
    parser.add_argument(
        "out",
        type=output_file(".zip", ".pdf"),
        metavar="OUT",
        help=_("OUT.zip with a PDF and every record as CSV and JSON, or OUT.pdf alone"),
    )


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the file and says how much is in it."""
    from salesdesk.exchange.held import NOT_SEALED, write_held
    from salesdesk.services.held import HeldService

    with closing(open_desk(arguments.desk, err)) as desk, done_or_ended():
        formats = Formats(currency=team_settings(desk)["currency"])
        person_id, _name = anybody_named(desk, arguments.name)
        held = HeldService(desk, formats).about(person_id)
        write_held(held, arguments.out, formats)
    print(
        _(
            "{out}: {count} records about {name}, private ones too",
            out=seen(arguments.out), count=f"{held.count:,}", name=held.name,
        ),
        file=out,
    )  # fmt: skip
    if held.private_desk:
        print(NOT_SEALED, file=err)
    return 0
