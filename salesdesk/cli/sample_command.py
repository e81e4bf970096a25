"""Runs `salesdesk sample`: writes a desk file with the sample team."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TextIO

from salesdesk.cli.arguments import day, seen
from salesdesk.cli.unlocking import given
from salesdesk.env.clock import SystemClock
from salesdesk.env.following import done_or_ended
from salesdesk.services.sample import write_sample

DESCRIPTION = _(
    "Writes an invented sales team with its deals, coaching and numbers of two years into a new desk. "
    "The same day gives the same team."
)

FIRST_YEAR, LAST_YEAR = 1950, 2100


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.description = DESCRIPTION
    parser.add_argument("out", type=Path, metavar="OUT.salesdesk", help=_("the new desk file"))
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help=_("the day to live on"))


def _day(text: str) -> date:
    if not FIRST_YEAR <= (found := day(text)).year <= LAST_YEAR:
        raise ArgumentTypeError(
            _(
                "“{text}” lies outside the years {first} to {last}",
                text=text,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    return found


def run(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the desk and says what is in it."""
    with done_or_ended():
        passphrase = given(arguments, err)
        counts = write_sample(arguments.out, arguments.today or SystemClock().today(), passphrase)
    people, deals, notes = (counts[kind] for kind in ("salesperson", "opportunity", "note"))
    print(
        _(
            "{out}: {people} people, {deals:,} deals, {notes:,} notes",
            out=seen(arguments.out),
            people=people,
            deals=deals,
            notes=notes,
        ),
        file=out,
    )
    return 0
