"""Shows and sets quotas, and holds what was won against them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.practice.explain import explain
from salesdesk.practice.periods import Period, PeriodKind, periods_between, previous_period, year_of
from salesdesk.practice.quotas import months_in, nearest_month
from salesdesk.services.changes import Changes
from salesdesk.services.deal_sql import AT_HOME
from salesdesk.services.people import active_people, name_of, of_team_or, team_and_beside
from salesdesk.services.plans.deal_sums import won_by_day
from salesdesk.services.plans.quota_book import QuotaBook, read_quotas, read_team_book, summed
from salesdesk.services.plans.quota_edits import copies
from salesdesk.services.plans.standings import days_of, won_condition
from salesdesk.services.plans.values import PaceTable, QuotaCell, QuotaGrid, QuotaLine, WonCurve
from salesdesk.services.quarter import NOBODY_NAME, pace_table, running_quarter
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile

QuotaEntry = tuple[int, Period, Decimal | None]

_DEALS = f"SELECT o.id FROM opportunity o WHERE o.deleted_at IS NULL AND {AT_HOME}"
_OF_PERSON = f" AND {of_team_or('coalesce(salesperson_id, 0)')}"


class PlansService:
    """What the Plans tab asks for and does."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def year_today(self) -> Period:
        """Gives the fiscal year of the running quarter."""
        quarter = running_quarter(self._desk, self._settings(), self._clock.today())
        return year_of(quarter.start, self._fiscal_start())

    def years(self) -> list[Period]:
        """Lists the fiscal years to choose from: from the first quota or closed deal to the coming year."""
        row = self._desk.rows(
            "SELECT min(day) FROM (SELECT min(starts_on) AS day FROM quota WHERE deleted_at IS NULL UNION ALL "
            "SELECT min(closed_on) FROM opportunity WHERE outcome = 'won' AND deleted_at IS NULL)"
        )[0]
        today = self._clock.today()
        first = date.fromisoformat(row[0]) if row[0] else today
        following = self.year_today().end + timedelta(days=1)
        return periods_between(min(first, today), following, "year", self._fiscal_start())

    def periods(self, year: Period, kind: PeriodKind) -> list[Period]:
        """Lists the periods of a kind in a fiscal year; its months are those of the quotas that count in it."""
        first, last = year.start, year.end
        if kind == "month":
            days = self._common_days(year)
            first, last = (
                nearest_month(days.start),
                nearest_month(days.end + timedelta(days=1)) - timedelta(1),
            )
        return periods_between(first, last, kind, self._fiscal_start())

    def nearest(self, periods: Sequence[Period]) -> Period:
        """Chooses the running period, else the first of a coming year or the last of a past one."""
        today, days = self._clock.today(), [self._common_days(period) for period in periods]
        running = [period for period, own in zip(periods, days, strict=True) if own.holds(today)]
        return running[0] if running else periods[0] if days[0].start > today else periods[-1]

    def grid(self, year: Period, kind: PeriodKind, person_id: int | None = None) -> QuotaGrid:
        """Gives the quotas of a fiscal year: of everybody in the team, or of one person."""
        book, periods = read_quotas(self._desk), self.periods(year, kind)
        lines: list[QuotaLine] = []
        for number, name, active in team_and_beside(self._desk, person_id):
            cells = tuple(_cell(book, number, period) for period in periods)
            total = summed(cell.amount for cell in cells)
            if active or total is not None:
                lines.append(QuotaLine(number, name, cells, total, active))
        team = [line for line in lines if person_id is not None or line.in_team]
        totals = tuple(summed(line.cells[i].amount for line in team) for i in range(len(periods)))
        return QuotaGrid(year, tuple(periods), tuple(lines), totals, summed(totals))

    def set_quota(self, person_id: int, period: Period, amount: Decimal | None) -> Changes:
        """Sets, or with None takes away, one person's quota of one period."""
        words = (
            _("Clear quota {period} of “{name}”") if amount is None else _("Set quota {period} of “{name}”")
        )
        step = words.format(period=period.label, name=name_of(self._desk, person_id, NOBODY_NAME))
        return self._set([(person_id, period, amount)], step)

    def set_quotas(self, entries: Sequence[QuotaEntry]) -> Changes:
        """Sets several quotas in one step, such as a range pasted from a spreadsheet."""
        if len(entries) == 1:
            return self.set_quota(*entries[0])
        return self._set(entries, n_("Set {number} quota", "Set {number} quotas", len(entries)))

    def copy_last_year(self, year: Period, person_id: int | None = None) -> Changes:
        """Repeats last year's quotas for everybody who has none in this year yet."""
        last = previous_period(year, self._fiscal_start())
        book = read_quotas(self._desk)
        people = [
            number
            for number, _unused, active in team_and_beside(self._desk, person_id)
            if active and book.quota(number, year) is None and copies(book.spans(number), last)
        ]
        if not people:
            raise UserError(
                _(
                    "No quotas in {label} to copy, so nothing was changed. Type or paste the quotas instead.",
                    label=last.label,
                )
            )
        from salesdesk.services.plans.quota_edits import write_copies

        return write_copies(
            self._desk,
            _("Copy quotas of {last} to {year}", last=last.label, year=year.label),
            people,
            last,
        )

    def pace(self, period: Period, person_id: int | None = None) -> PaceTable:
        """Gives attainment against pace and coverage in a period: of everybody, or of one person."""
        return pace_table(self._desk, self._settings(), period, self._clock.today(), person_id)

    def won_curve(self, period: Period, person_id: int | None = None) -> WonCurve:
        """Gives the sum won up to each day of a period, for one person or the team, against the quota."""
        book, team, today = read_quotas(self._desk), self._team_or(None), self._clock.today()
        won_then = won_condition(book, period, team, person_id, today)
        by_day = won_by_day(self._desk, self._settings()["currency"], won_then)
        days = days_of(book, period, team, person_id)
        name = _("Team") if person_id is None else name_of(self._desk, person_id, NOBODY_NAME)
        won = tuple(zip(by_day, accumulate(by_day.values()), strict=True))
        people = self._team_or(person_id)
        paced = book.with_quota(people, days)
        return WonCurve(name, days, book.total(people, period), today, won, paced)

    def rows_behind(self, figure: str, period: Period, person_id: int | None = None) -> RowsBehind:
        """Gives the records behind a figure of the pace table: "won", "quota", "open", or an ISO day's wins."""
        who = _("the team") if person_id is None else name_of(self._desk, person_id, NOBODY_NAME)
        values: dict[str, object] = {"currency": self._settings()["currency"], "person": person_id}
        if figure == "quota":
            ids = self._quota_ids(period, person_id)
            return RowsBehind(
                _("Quotas of {who}, {label}", who=who, label=period.label),
                "quota",
                ids,
                explain("attainment"),
            )
        if figure == "open":
            sql, title, key = (
                " AND outcome = 'open' ORDER BY expected_on",
                _("Open deals of {who}", who=who),
                "coverage",
            )
        else:
            book, team = read_quotas(self._desk), self._team_or(None)
            won_then = won_condition(book, period, team, person_id, self._clock.today())
            on_day = "" if figure == "won" else " AND closed_on = :day"
            values["day"] = figure
            sql = f" AND {won_then}{on_day} ORDER BY closed_on DESC"
            title, key = (
                _("Won by {who}, {label}", who=who, label=period.label if figure == "won" else figure),
                "attainment",
            )
        rows = self._desk.rows(_DEALS + _OF_PERSON + sql, values)
        return RowsBehind(title, "opportunity", tuple(row["id"] for row in rows), explain(key))

    def _set(self, entries: Sequence[QuotaEntry], name: str) -> Changes:
        from salesdesk.services.plans.quota_edits import write_entries

        if any(amount is not None and amount < 0 for _unused, _unused, amount in entries):
            raise UserError(_("A quota cannot be below zero, so nothing was changed."))
        return write_entries(self._desk, name, entries)

    def _quota_ids(self, period: Period, person_id: int | None) -> tuple[int, ...]:
        book = read_quotas(self._desk)
        people = self._team_or(person_id)
        return tuple(
            span.quota_id
            for person in people
            for span in book.spans(person)
            if not set(span.months).isdisjoint(months_in(book.months(person, period)))
        )

    def _team_or(self, person_id: int | None) -> list[int]:
        return [number for number, _ in active_people(self._desk)] if person_id is None else [person_id]

    def _common_days(self, period: Period) -> Period:
        known = read_team_book(self._desk)
        return known.quotas.common_days(known.team, period)

    def _settings(self) -> TeamSettings:
        return team_settings(self._desk)

    def _fiscal_start(self) -> int:
        return self._settings()["fiscal_year_start"]


def _cell(book: QuotaBook, person_id: int, period: Period) -> QuotaCell:
    months = book.months(person_id, period)
    exact = any(span.is_for(months) for span in book.spans(person_id))
    return QuotaCell(book.quota(person_id, period), not exact)
