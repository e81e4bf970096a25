"""The plain values of the numbers of the week."""

from datetime import date
from typing import Final

from salesdesk.frozen import frozen
from salesdesk.practice.comparison import Tally
from salesdesk.services.metrics.values import CompetencyChoice

MOST: Final = 100_000
"""No week has more than that of anything."""
Entry = tuple[int, int, date, int | None, int | None]
"""What is typed: person, competency, Monday of the week, out of, became; None leaves a count as it stands."""
Place = tuple[int, int, date]
"""Where a pair of counts stands: person, competency, Monday of the week."""


@frozen
class NumbersLine:
    """One person in one week; None where nothing was entered. Who is not in the team is no part of its total."""

    person_id: int
    name: str
    week: date
    cells: tuple[Tally | None, ...]
    in_total: bool = True

    @property
    def entered(self) -> bool:
        """Tells whether anything was entered."""
        return any(cell is not None for cell in self.cells)


@frozen
class NumbersGrid:
    """The people of one week, or the weeks of one person, beside the competencies, with the sums."""

    week: date
    measured: tuple[CompetencyChoice, ...]
    lines: tuple[NumbersLine, ...]
    sums: tuple[Tally | None, ...]

    @property
    def counted(self) -> tuple[NumbersLine, ...]:
        """Gives the lines the sums are made of."""
        return tuple(line for line in self.lines if line.in_total)

    @property
    def entered(self) -> int:
        """Tally the lines in the sums in which something was entered."""
        return sum(line.entered for line in self.counted)
