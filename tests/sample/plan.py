"""Says how large a sample team is to be, and over which days it reaches."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from tests.sample.days import add_months, quarter_start

LONG_YEARS = 5
"""From this many years on the sample is a measuring stick: its density is that of the benchmark."""

DEALS_A_YEAR, NOTES_A_YEAR = 115.0, 60.0
LONG_DEALS_A_YEAR, LONG_NOTES_A_YEAR = 100_000 / 150, 20_000 / 150
WARM_UP = timedelta(days=120)
MAX_PEOPLE, MAX_YEARS = 40, 20


@dataclass(frozen=True)
class SamplePlan:
    """The size, the seed and the present day of one sample team; the same plan gives the same team."""

    people: int
    years: int
    seed: int
    today: date
    deals: int
    notes: int

    @classmethod
    def sized(
        cls,
        people: int,
        years: int,
        seed: int,
        today: date,
        deals: int | None = None,
        notes: int | None = None,
    ) -> "SamplePlan":
        """Fills in the number of deals and notes that belongs to a team of this size.

        Raises ValueError for a team without people or years, or larger than the lists of names allow.
        """
        if not 1 <= people <= MAX_PEOPLE:
            raise ValueError(f"A sample team has 1 to {MAX_PEOPLE} people, not {people}.")
        if not 1 <= years <= MAX_YEARS:
            raise ValueError(f"A sample team looks back 1 to {MAX_YEARS} years, not {years}.")
        if min(deals or 0, notes or 0) < 0:
            raise ValueError("A sample team cannot have fewer than no deals or notes.")
        long = years >= LONG_YEARS
        deals_a_year, notes_a_year = (
            (LONG_DEALS_A_YEAR, LONG_NOTES_A_YEAR) if long else (DEALS_A_YEAR, NOTES_A_YEAR)
        )
        person_years = people * years
        return cls(
            people, years, seed, today,
            deals=round(person_years * deals_a_year) if deals is None else deals,
            notes=round(person_years * notes_a_year) if notes is None else notes,
        )  # fmt: skip

    @cached_property
    def begins(self) -> date:
        """Gives the first day of the first quarter that is told in full."""
        return quarter_start(add_months(self.today, -12 * self.years))

    @cached_property
    def first_deal(self) -> date:
        """Gives the day from which deals are started, so that the first quarter closes some."""
        return self.begins - WARM_UP

    def random(self, area: str) -> Random:
        """Gives a generator for one area, so that more of one thing does not reshuffle another."""
        return Random(f"{self.seed}/{area}")
