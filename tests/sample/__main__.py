"""Writes a desk with an invented team of any size: `python -m tests.sample OUT.salesdesk --people 15 --years 10`."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TextIO

from salesdesk.env.clock import SystemClock
from salesdesk.env.errors import UserError
from tests.sample.plan import DEALS_A_YEAR, LONG_YEARS, NOTES_A_YEAR, SamplePlan
from tests.sample.writing import write_sample

DESCRIPTION = (
    "Invents a plausible sales team with its deals, coaching and numbers, and writes it into a new desk. "
    "The same size, seed and day give the same team. "
    f"Below {LONG_YEARS} years the density is that of an ordinary team: about {DEALS_A_YEAR:.0f} deals and "
    f"{NOTES_A_YEAR:.0f} notes a person a year. From {LONG_YEARS} years on it is that of the benchmark: "
    "15 people over 10 years have 100,000 deals and 20,000 notes."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.description = DESCRIPTION
    parser.add_argument("out", type=Path, metavar="OUT.salesdesk", help="the new desk file")
    parser.add_argument("--people", type=int, default=9, help="salespeople in the team (default: 9)")
    parser.add_argument("--years", type=int, default=2, help="years to look back (default: 2)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another team (default: 1)")
    parser.add_argument("--deals", type=int, help="deals in all, instead of the usual density")
    parser.add_argument("--notes", type=int, help="notes in all, instead of the usual density")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day to live on")


def run(arguments: Namespace, out: TextIO, err: TextIO) -> int:
    """Writes the desk; gives 0 when done, 1 where it was refused and 2 for an impossible size."""
    a = arguments
    today = a.today or SystemClock().today()
    try:
        SamplePlan.sized(a.people, a.years, a.seed, today, a.deals, a.notes)
    except ValueError as error:
        print(error, file=err)
        return 2
    try:
        deals, notes = write_sample(a.out, a.people, a.years, a.seed, today, a.deals, a.notes)
    except UserError as error:
        print(error, file=err)
        return 1
    print(f"{a.out}: {a.people} salespeople, {deals:,} deals, {notes:,} notes", file=out)
    return 0


if __name__ == "__main__":
    arguments = ArgumentParser()
    add_arguments(arguments)
    sys.exit(run(arguments.parse_args(), sys.stdout, sys.stderr))
