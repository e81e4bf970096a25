"""What deals show: won by month against quota, how long they take, how the win rate moves, the open pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import Any, Final

from salesdesk.charts.cycle import CycleBin, SalesCycle, draw_cycle
from salesdesk.charts.palette import Palette
from salesdesk.charts.pipeline import Pipeline, StageAge, draw_pipeline
from salesdesk.charts.ratio_trend import RatioTrend, draw_ratio_trend
from salesdesk.charts.table import Table
from salesdesk.charts.won_by_month import WonByMonth, WonMonth, draw_won_by_month
from salesdesk.gui.metrics.metric import PlainMetric, Question, Shown
from salesdesk.practice.cycle import Cycle
from salesdesk.practice.rounding import whole
from salesdesk.practice.trend import RatioPoint
from salesdesk.services.deal_words import deals, no_value_yet
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import (
    CycleFigures,
    FigureRows,
    PipelineFigures,
    TrendFigures,
    WonPeriod,
)

BINS: Final = 12
LONGER: Final = "longer"


@dataclass(frozen=True)
class WonWithOthers(WonByMonth):
    """Won by month, whose table holds the amounts in other currencies apart."""

    others: tuple[tuple[str, ...], ...] = ()

    def table(self) -> Table:
        """Gives one row a month."""
        head, rows = super().table()
        if not any(self.others):
            return head, rows
        return (*head, _("Other currencies")), tuple(
            (*row, ", ".join(other)) for row, other in zip(rows, self.others, strict=True)
        )


@dataclass(frozen=True)
class MonthlyTrend(RatioTrend):
    """A ratio month by month."""

    def table(self) -> Table:
        """Gives one row a month."""
        _unused, rows = super().table()
        return (_("Month from"), _("Won of decided"), _("Win rate"), _("Range")), rows


class WonAgainstQuota(PlainMetric):
    """What was won month by month, against the quota."""

    key, title, explained_by = "won", _("Won by month against quota"), "won_by_month"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws bars and the quota as steps."""
        draw_won_by_month(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the amounts."""
        figures = metrics.won_by_month(question.person_id, question.window)
        money = question.formats.money
        data = WonWithOthers(
            tuple(_month(period) for period in figures.periods),
            currency=figures.currency,
            formats=question.formats,
            others=tuple(tuple(money(a, code) for code, a in p.others) for p in figures.periods),
        )
        behind = {_month(period).key: period.behind for period in figures.periods}
        return Shown(data, figures.note, behind=behind)


class SalesCycleMetric(PlainMetric):
    """How many days the won deals took, with the lost ones in words."""

    key, title, explained_by = "cycle", _("Sales cycle"), "sales_cycle"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws the distribution with its mean, median and 80th percentile."""
        draw_cycle(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the lengths of won and of lost deals, apart."""
        figures = metrics.sales_cycle(question.person_id, question.window)
        won = figures.cycles.won
        bins, longer = cycle_bins(figures.won_days, won.shown_up_to)
        data = SalesCycle(bins, won.mean, won.median, won.percentile_80, longer, question.formats)
        return Shown(data, _cycle_note(figures), _("won deals"), _cycle_behind(bins, figures.won_behind))


class PipelineMetric(PlainMetric):
    """The open deals by stage and age."""

    key, title, explained_by = "pipeline", _("Pipeline by stage and age"), "pipeline"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws a bar a stage, split by age."""
        draw_pipeline(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the open deals."""
        figures = metrics.pipeline(question.person_id)
        unknown = any(stage.cells[-1].count for stage in figures.stages)
        bands = figures.band_labels if unknown else figures.band_labels[:-1]
        cells = [stage.cells[: len(bands)] for stage in figures.stages]
        data = Pipeline(
            tuple(stage.label for stage in figures.stages),
            bands,
            tuple(tuple(StageAge(cell.count, cell.value) for cell in row) for row in cells),
            figures.currency,
            question.formats,
        )
        behind = {data.key(s, b): cell.behind for s, row in enumerate(cells) for b, cell in enumerate(row)}
        return Shown(data, _pipeline_note(figures), _("open today"), behind)


class WinRateTrend(PlainMetric):
    """The win rate month by month, and this span against the one before."""

    key, title, explained_by = "trend", _("Win rate over time"), "trend"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws the line in the band of chance."""
        draw_ratio_trend(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads wins by month."""
        figures = metrics.win_rate_trend(question.person_id, question.window)
        behind = {each.start.isoformat(): each.behind for each in figures.points}
        points = tuple(RatioPoint(each.start, each.estimate) for each in figures.points)
        return Shown(
            MonthlyTrend(points, formats=question.formats), _trend_note(figures), _("by month"), behind
        )


def cycle_bins(days: Sequence[float], shown_up_to: float | None) -> tuple[tuple[CycleBin, ...], int]:
    """Sorts lengths in days into about twelve bins of whole fives; outliers are counted apart, not drawn."""
    if not days:
        return (), 0
    end = min(max(days), shown_up_to or max(days))
    width = max(5, 5 * ceil((end + 1) / BINS / 5))
    count = int(end // width) + 1
    inside = [0] * count
    for length in days:
        if length < count * width:
            inside[int(length // width)] += 1
    bins = tuple(CycleBin(at * width, (at + 1) * width - 1, deals) for at, deals in enumerate(inside))
    return bins, len(days) - sum(inside)


def _month(period: WonPeriod) -> WonMonth:
    quota = None if period.quota is None else Decimal(whole(period.quota))
    return WonMonth(period.start, period.won, period.deals, quota)


def _cycle_behind(bins: Sequence[CycleBin], won: FigureRows) -> dict[str, FigureRows]:
    if not bins:
        return {}
    found = {
        each.key: replace(
            won,
            title=_("{title}, {first} to {last} days", title=won.title, first=each.first, last=each.last),
            days=(each.first, each.last),
        )
        for each in bins
    }
    beyond = bins[-1].last + 1
    return {
        **found,
        LONGER: replace(
            won,
            title=_("{title}, {beyond} days or more", title=won.title, beyond=beyond),
            days=(beyond, None),
        ),
    }


def _cycle_note(figures: CycleFigures) -> str:
    won, lost = figures.cycles.won, figures.cycles.lost
    words = [
        _("Won: {spread}.", spread=_spread(won)) if won.n else "",
        _("Lost, kept apart: {spread}.", spread=_spread(lost)) if lost.n else "",
    ]
    left_out = won.left_out + lost.left_out
    if left_out:
        words.append(_("{left_out} without both dates left out.", left_out=left_out))
    return " ".join(filter(None, words))


def _spread(cycle: Cycle) -> str:
    if cycle.mean is None or cycle.median is None:
        return deals(cycle.n)
    figures = _("mean {mean} days, median {median}", mean=whole(cycle.mean), median=whole(cycle.median))
    if cycle.low_quartile is not None and cycle.high_quartile is not None:
        figures += _(
            ", the middle half {low_quartile} to {high_quartile}",
            low_quartile=whole(cycle.low_quartile),
            high_quartile=whole(cycle.high_quartile),
        )
    if cycle.standard_deviation is not None:
        figures += _(", spread ±{standard_deviation}", standard_deviation=whole(cycle.standard_deviation))
    return f"{figures}, {deals(cycle.n)}"


def _pipeline_note(figures: PipelineFigures) -> str:
    words = [
        _("{at_list_price} without an amount, counted at list price.", at_list_price=figures.at_list_price)
        if figures.at_list_price
        else "",
        f"{no_value_yet(figures.without_value)}." if figures.without_value else "",
        _(
            "{other_currencies} in other currencies count without value.",
            other_currencies=figures.other_currencies,
        )
        if figures.other_currencies
        else "",
    ]
    return " ".join(filter(None, words))


def _trend_note(figures: TrendFigures) -> str:
    moved = figures.trend
    words = [_("The band is the own range of each month.")] if figures.centre is not None else []
    if figures.in_part:
        words.append(_("By calendar months; counted in part: {in_part}.", in_part=", ".join(figures.in_part)))
    unusual = [each.label for each in figures.points if each.control.outside]
    if unusual:
        words.append(_("More than chance against all months: {unusual}.", unusual=", ".join(unusual)))
    if moved is not None:
        words.append(
            _(
                "Against as many days before ({before}): {words}.",
                before=moved.before.words,
                words=moved.words,
            )
        )
    return " ".join(words)
