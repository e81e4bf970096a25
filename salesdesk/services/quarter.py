"""Tells how the running quarter stands, for the first screen: the same figures as on the Plans tab, by plain SQL."""

from datetime import date
from decimal import Decimal

from salesdesk.practice.attainment import Attainment, Coverage, coverage
from salesdesk.practice.periods import Period, next_period, previous_period, quarter_of
from salesdesk.services.people import in_the_trash, team_and_beside
from salesdesk.services.plans.deal_sums import NOBODY, DealSum, DealSums, added, open_now, open_on
from salesdesk.services.plans.quota_book import TeamBook, read_team_book, summed
from salesdesk.services.plans.standings import standings
from salesdesk.services.plans.values import PaceLine, PaceTable
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile


def running_quarter(
    desk: DeskFile, settings: TeamSettings, today: date, known: TeamBook | None = None
) -> Period:
    """Gives the quarter of the desk's fiscal year that holds today, by the days its quotas are measured over."""
    fiscal_start = settings["fiscal_year_start"]
    period = quarter_of(today, fiscal_start)
    known = known or read_team_book(desk)
    days = known.quotas.common_days(known.team, period)
    if today < days.start:
        return previous_period(period, fiscal_start)
    return next_period(period, fiscal_start) if today > days.end else period


def quarter_attainment(
    desk: DeskFile, today: date, person_id: int | None
) -> tuple[Period, Attainment, Coverage]:
    """Gives the running quarter, won against quota, and open pipeline against what remains."""
    pace = quarter_pace(desk, today, person_id)
    return pace.period, pace.team.attainment, pace.team.coverage


def quarter_pace(desk: DeskFile, today: date, person_id: int | None, *, back_then: bool = False) -> PaceTable:
    """Gives the running quarter as on the Plans tab, of everybody or one person; `back_then` as on a day gone by."""

    def _make() -> PaceTable:
        settings, known = team_settings(desk), read_team_book(desk)
        period = running_quarter(desk, settings, today, known)
        return pace_table(desk, settings, period, today, person_id, known, back_then=back_then)

    # Roster, Desk and the page of a person say the same of it, one after the other.
    return desk.kept.get(("pace of the quarter", today, person_id, back_then), _make)


NOBODY_NAME = _("No salesperson")


def pace_table(
    desk: DeskFile, settings: TeamSettings, period: Period, today: date,
    person_id: int | None = None, known: TeamBook | None = None, *, back_then: bool = False,
) -> PaceTable:  # fmt: skip
    """Gives one line a person, and the team as the sum of those who are in it now.

    People who left and deals of nobody have a line of their own, beside the total, only where they have something
    in the period; people who are not in my team have none. The open pipeline is what is open now, so it is held
    against a running period only; with `back_then` it is what was open at the end of `today`, a day gone by.
    """
    found = standings(desk, settings["currency"], period, today, person_id, known)
    running = found.common.holds(today)
    pipeline = DealSums()
    if running:
        home = settings["currency"]
        pipeline = open_on(desk, home, today, person_id) if back_then else open_now(desk, home, person_id)

    def line(
        number: int | None, name: str, stands: Attainment, quota: Decimal | None, sold: DealSum, held: DealSum
    ) -> PaceLine:
        """Holds one person, or the team, against the period."""
        cover = coverage(held.amount, quota if running else None, sold.amount, settings["coverage_target"])
        return PaceLine(
            number, name, stands, cover, sold.deals, held.deals, held.without_amount,
            number in {*found.team, person_id},
        )  # fmt: skip

    people = team_and_beside(desk, person_id)
    if person_id is None:
        people += [*in_the_trash(desk), (NOBODY, NOBODY_NAME, False)]
    sold = {number: found.sold(number) for number, _unused, _unused in people}
    lines = [
        line(number, name, found.attainment(number), found.quota(number), sold[number], pipeline.of(number))
        for number, name, active in people
        if active or found.quota(number) or sold[number].deals
    ]
    numbers = [number for number, _unused, active in people if active or number == person_id]
    whole, quota = added(sold[number] for number in numbers), summed(map(found.quota, numbers))
    held = added(map(pipeline.of, numbers))
    team = line(person_id, _("Team"), found.attainment_of(whole, quota, numbers), quota, whole, held)
    apart = tuple((code, each.deals, each.amount) for code, each in sorted(found.won.apart.items()))
    each_own = any(found.days(number) != found.common for number in numbers)
    paced = found.book.with_quota(numbers, found.common)
    return PaceTable(period, tuple(lines), team, apart, whole.without_amount, found.common, each_own, paced)
