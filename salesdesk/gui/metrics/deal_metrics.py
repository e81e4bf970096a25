"""What deals show: won by month against quota, how long they take, how the win rate moves, the open pipeline."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import Final

from salesdesk.charts.cycle import CycleBin, SalesCycle
from salesdesk.charts.pipeline import Pipeline, StageAge
from salesdesk.charts.ratio_trend import RatioTrend
from salesdesk.charts.won_by_month import WonByMonth, WonMonth
from salesdesk.env.locale import Formats
from salesdesk.gui.metrics.metric import Question, Shown
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
HEADS: Final = (_("Month from"), _("Won of decided"), _("Win rate"))


def won_against_quota(metrics: MetricsService, question: Question) -> Shown:
    """Reads: what was won month by month, against the quota."""
    figures = metrics.won_by_month(question.person_id, question.window)
    months = tuple(_month(period, question.formats) for period in figures.periods)
    data = WonByMonth(months, figures.currency, question.formats)
    behind = {month.key: each.behind for month, each in zip(months, figures.periods, strict=True)}
    return Shown(data, figures.note, behind=behind)


def sales_cycle(metrics: MetricsService, question: Question) -> Shown:
    """Reads: how many days the won deals took, with the lost ones in words."""
    figures = metrics.sales_cycle(question.person_id, question.window)
    won = figures.cycles.won
    bins, longer = cycle_bins(figures.won_days, won.shown_up_to)
    data = SalesCycle(bins, won.mean, won.median, won.percentile_80, longer, question.formats)
    return Shown(data, _cycle_note(figures), _("won deals"), _cycle_behind(bins, figures.won_behind))


def open_pipeline(metrics: MetricsService, question: Question) -> Shown:
    """Reads: the open deals by stage and age."""
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


def win_rate_trend(metrics: MetricsService, question: Question) -> Shown:
    """Reads: the win rate month by month, and this span against the one before."""
    figures = metrics.win_rate_trend(question.person_id, question.window)
    behind = {each.start.isoformat(): each.behind for each in figures.points}
    points = tuple(RatioPoint(each.start, each.estimate) for each in figures.points)
    return Shown(
        RatioTrend(points, formats=question.formats, heads=HEADS), _trend_note(figures), _("by month"), behind
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


def _month(period: WonPeriod, formats: Formats) -> WonMonth:
    quota = None if period.quota is None else Decimal(whole(period.quota))
    others = tuple(formats.money(amount, code) for code, amount in period.others)
    return WonMonth(period.start, period.won, period.deals, quota, others)


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
