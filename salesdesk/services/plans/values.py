"""What the Plans tab shows, as plain values."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.practice.attainment import Attainment, Coverage
from salesdesk.practice.periods import Period


@frozen
class QuotaCell:
    """A quota of one person in one period; `derived` says that it was stored for other periods."""

    amount: Decimal | None = None
    derived: bool = False


@frozen
class QuotaLine:
    """The quotas of one person through a year, and their sum."""

    person_id: int
    name: str
    cells: tuple[QuotaCell, ...]
    total: Decimal | None
    in_team: bool = True


@frozen
class QuotaGrid:
    """People by periods for one fiscal year; the totals are the sum of those in the team now."""

    year: Period
    periods: tuple[Period, ...]
    lines: tuple[QuotaLine, ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None

    @property
    def empty(self) -> bool:
        """Tells whether nobody has a quota in this year yet."""
        return self.total is None


@frozen
class PaceLine:
    """Where one person, or with no id the team, stands in a period.

    `person_id` 0 stands for deals that belong to nobody. Counts are deals in the currency of the desk; those open
    `without_value` have neither an amount nor a list price.
    """

    person_id: int | None
    name: str
    attainment: Attainment
    coverage: Coverage
    won_deals: int
    open_deals: int
    without_value: int
    in_total: bool = True


@frozen
class PaceTable:
    """Attainment against pace in one period; `apart` names what is in other currencies and not added.

    `measured` has the days of most quotas, which may start beside the first of a month; `each_own` tells that some
    people are counted over other days, those of their own quota; `paced` has the days with anybody's quota.
    """

    period: Period
    lines: tuple[PaceLine, ...]
    team: PaceLine
    apart: tuple[tuple[str, int, Decimal], ...]
    without_amount: int
    measured: Period
    each_own: bool
    paced: Period

    def own_days(self, write: Callable[[date], str]) -> str:
        """Says over which days was counted; nothing where they are those of the period."""
        parts: list[str] = []
        if self.measured != self.period:
            start, end = write(self.measured.start), write(self.measured.end)
            parts.append(_("Counted over the days of the quotas, {start} to {end}.", start=start, end=end))
        if self.each_own:
            parts.append(_("Each person is counted over the days of their own quota."))
        if self.paced != self.measured:
            start, end = write(self.paced.start), write(self.paced.end)
            words = _("There are quotas for {start} to {end} only; an even pace is that of these days.")
            parts.append(words.format(start=start, end=end))
        return " ".join(parts)


@frozen
class WonCurve:
    """The amount won up to each day of a period on which something was won, and the quota of its `paced` days."""

    name: str
    period: Period
    quota: Decimal | None
    today: date
    won: tuple[tuple[date, Decimal], ...]
    paced: Period
