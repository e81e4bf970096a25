"""Answers every question of the Metrics tab and of `salesdesk metrics`; reads only, by plain SQL."""

from collections.abc import Sequence
from datetime import date

from salesdesk.env.clock import Clock
from salesdesk.practice.cycle import cycles
from salesdesk.practice.explain import explain
from salesdesk.services.coaching.balance import AssignmentBalance, assignment_ids, balance_of
from salesdesk.services.metrics import deals_sql
from salesdesk.services.metrics.competencies import CompetencyRatios, competencies_in_use, number_ids_behind
from salesdesk.services.metrics.deals_sql import cycle_lengths, pipeline_figures
from salesdesk.services.metrics.values import (
    CompetencyChoice,
    CycleFigures,
    FigureRows,
    PipelineFigures,
    RatioTable,
    Summary,
    TrendFigures,
    WonFigures,
    deals_behind,
)
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import DEFAULT_WINDOW, Window, window_of
from salesdesk.services.metrics.won_periods import won_by_currency, won_figures
from salesdesk.services.people import active_people
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.stored_values import day_of
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

Pair = tuple[date | None, date | None]
LARGE = 15_000
"""From about this many deals on, all figures together take longer than a tenth of a second."""


class MetricsService:
    """The figures of one person, or with None of the whole team, over a span of time."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._win_rates = WinRates(desk)
        self._competencies = CompetencyRatios(desk)

    def window(self, key: str = DEFAULT_WINDOW) -> Window:
        """Gives the span of time a choice means today."""
        return window_of(key, self._clock.today())

    def is_large(self) -> bool:
        """Tells whether there are so many deals that reading them belongs off the window's thread."""
        return bool(self._desk.rows("SELECT 1 FROM opportunity LIMIT 1 OFFSET ?", (LARGE,)))

    def summary(self, person_id: int | None, window: Window) -> Summary:
        """Gives the results first: counts, win rate, cycle, amounts won and the quota of those months."""
        counts = deals_sql.outcome_counts(self._desk, person_id, window)
        figures = self.sales_cycle(person_id, window)
        _, newest = deals_sql.edge_of_decisions(self._desk, person_id, window.until)
        won, lost, still_open = counts["won"], counts["lost"], counts["open"]
        return Summary(
            rows=won + lost + still_open,
            won=won,
            lost=lost,
            open=still_open,
            win_rate=self._win_rates.own(person_id, window, self._weight()),
            cycles=figures.cycles,
            won_in=won_by_currency(self._desk, person_id, window, self._currency()),
            newest_decision=newest,
            undated=deals_sql.closed_without_day(self._desk, person_id),
        )

    def win_rates(self, window: Window) -> RatioTable:
        """Gives the win rate of every salesperson beside the team's."""
        return self._win_rates.by_person(active_people(self._desk), window, self._weight())

    def stage_ratios(self, person_id: int | None, window: Window) -> RatioTable:
        """Gives, stage by stage, the share of decided deals that went on."""
        return self._win_rates.by_stage(person_id, window, self._weight())

    def reviewed(self, person_id: int | None, window: Window) -> RatioTable:
        """Gives the win rate of deals that were talked through one on one beside that of the others."""
        return self._win_rates.reviewed(person_id, window)

    def win_rate_trend(self, person_id: int | None, window: Window) -> TrendFigures:
        """Gives the win rate month by month with its control limits."""
        return self._win_rates.trend(person_id, window)

    def won_by_month(self, person_id: int | None, window: Window) -> WonFigures:
        """Gives the amounts won by month against quota."""
        return won_figures(self._desk, person_id, window, self._currency())

    def sales_cycle(self, person_id: int | None, window: Window) -> CycleFigures:
        """Gives how long won and lost deals took, apart, with the single lengths of won ones in days."""
        asked = ("sales cycle", person_id, window)
        return self._desk.kept.get(asked, lambda: self._read_cycle(person_id, window))

    def pipeline(self, person_id: int | None) -> PipelineFigures:
        """Gives the open deals by stage and age; list price stands in where a deal has no amount."""
        asked = ("pipeline", person_id, self._clock.today())
        return self._desk.kept.get(asked, lambda: self._read_pipeline(person_id))

    def competencies(self) -> tuple[CompetencyChoice, ...]:
        """Gives the competencies in use."""
        return competencies_in_use(self._desk)

    def competency_by_person(self, competency_id: int, window: Window) -> RatioTable:
        """Gives one competency ratio of every salesperson against its goal."""
        return self._competencies.by_person(competency_id, active_people(self._desk), window, self._weight())

    def competencies_of(self, person_id: int, window: Window) -> RatioTable:
        """Gives all competency ratios of one salesperson, each against its goal."""
        return self._competencies.of_person(person_id, window, self._weight())

    def balance(self, person_id: int | None) -> AssignmentBalance:
        """Gives the balance of development to sales assignments, the manager's own first."""
        return balance_of(self._desk, self._clock.today(), person_id)

    def rows_behind(self, behind: FigureRows, explained_by: str) -> RowsBehind:
        """Gives the records behind a figure, newest first, with the plain account of it."""
        if behind.ids is not None:
            ids = list(behind.ids)
        elif behind.kind == "competency_number":
            ids = number_ids_behind(self._desk, behind)
        elif behind.kind == "assignment":
            ids = assignment_ids(self._desk, behind.person_id, behind.since, self._clock.today())
        else:
            ids = deals_sql.ids_behind(self._desk, behind, self._currency())
        return RowsBehind(behind.title, behind.kind, tuple(ids), explain(explained_by))

    def _read_cycle(self, person_id: int | None, window: Window) -> CycleFigures:
        pairs: dict[str, list[Pair]] = {"won": [], "lost": []}
        for row in cycle_lengths(self._desk, person_id, window):
            pairs[row["outcome"]].append((day_of(row["started_on"]), day_of(row["closed_on"])))
        behind = deals_behind(
            _("Deals won, {label}", label=window.label.lower()), ("won",), person_id, window
        )
        return CycleFigures(cycles(pairs["won"], pairs["lost"]), _days(pairs["won"]), behind)

    def _read_pipeline(self, person_id: int | None) -> PipelineFigures:
        usual = self.sales_cycle(None, self.window("12m")).cycles.won.percentile_80
        return pipeline_figures(self._desk, person_id, self._clock.today(), usual, self._currency())

    def _weight(self) -> float:
        return team_settings(self._desk)["prior_weight"]

    def _currency(self) -> str:
        return team_settings(self._desk)["currency"]


def _days(pairs: Sequence[Pair]) -> tuple[float, ...]:
    known = ((end - start).days for start, end in pairs if start is not None and end is not None)
    return tuple(float(length) for length in known if length >= 0)
