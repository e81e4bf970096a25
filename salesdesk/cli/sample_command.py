"""Runs `salesdesk sample`: writes a desk file with the sample team."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TextIO

from salesdesk.env.clock import SystemClock
from salesdesk.services.sample import write_sample

DESCRIPTION = _(
    "Writes an invented sales team with its deals, coaching and numbers of two years into a new desk. "
    "The same day gives the same team."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.description = DESCRIPTION
    parser.add_argument("out", type=Path, metavar="OUT.salesdesk", help=_("the new desk file"))
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_("the day to live on")
    )


def run(arguments: Namespace, out: TextIO, err: TextIO) -> int:  # noqa: ARG001 - refusals are raised
    """Writes the desk and says what is in it."""
    counts = write_sample(arguments.out, arguments.today or SystemClock().today())
    people, deals, notes = (counts[kind] for kind in ("salesperson", "opportunity", "note"))
    print(
        _(
            "{out}: {people} people, {deals:,} deals, {notes:,} notes",
            out=arguments.out,
            people=people,
            deals=deals,
            notes=notes,
        ),
        file=out,
    )
    return 0
