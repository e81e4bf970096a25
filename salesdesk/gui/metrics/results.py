"""The results first: four figures above the cards, each with the rows behind it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.gui.metrics.metric import SPAN, Question, asked
from salesdesk.gui.widgets.block import BlockPlace, ReadBlock
from salesdesk.gui.widgets.figure_cards import FigureCards, FigureWords
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import whole
from salesdesk.services.deal_words import deals, no_value_yet
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows, PipelineFigures, Summary, WonFigures, deals_behind
from salesdesk.services.metrics.windows import Window

FIGURES: Final = {
    "won": (_("Won"), "won_by_month"), "win_rate": (_("Win rate"), "shrunk_ratio"),
    "cycle": (_("Sales cycle of won deals"), "sales_cycle"), "pipeline": (_("Open pipeline"), "pipeline"),
}  # fmt: skip
"""What each figure is called, and under which name it is explained."""


@frozen
class Result:
    """One figure in words, with the records behind it."""

    key: str
    text: str
    spread: str
    note: str
    behind: FigureRows

    @property
    def words(self) -> FigureWords:
        """Gives the figure as its card shows it."""
        return _worded(self.key, self.text, self.spread, self.note)


def _worded(key: str, text: str, spread: str = "", note: str = "") -> FigureWords:
    title, explained_by = FIGURES[key]
    return FigureWords(key, title, text, spread, note, explain(explained_by).text)


class ResultFigures(FigureCards, ReadBlock):
    """The four figures; where the span of time holds none, it is said where the deals are."""

    reads = frozenset({SPAN})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, "result", place.ground)
        self._place, self._behind = place, dict[str, FigureRows]()
        self.show_figures([_worded(key, "…") for key in FIGURES])
        self.rows_requested.connect(self._on_rows_requested)

    def reader(self, person_id: int | None) -> Callable[[], tuple[list[Result], Summary]]:
        """Gives what reads the figures."""
        return partial(load_results, self._place.services.metrics, asked(self._place.state))

    def show_found(self, found: tuple[list[Result], Summary]) -> None:
        """Shows the figures."""
        results, summary = found
        self._behind = {each.key: each.behind for each in results}
        self.show_figures([each.words for each in results])
        self._place.page.banners.clear()
        if not (summary.won or summary.lost) and summary.newest_decision is not None:
            self._offer_all_time(summary.newest_decision)

    def _offer_all_time(self, newest: date) -> None:
        """Says where the deals are when the span of time holds none."""
        question = asked(self._place.state)
        words = _(
            "No deal was decided in the {label}; the newest decision is of {newest}.",
            label=question.window.label.lower(),
            newest=question.formats.plain_day(newest),
        )
        self._place.page.banners.show_message(
            words, action=_("Show all time"), then=lambda: self._place.state.choose(SPAN, "all")
        )

    def _on_rows_requested(self, key: str) -> None:
        metrics = self._place.services.metrics
        self._place.show_rows(metrics.rows_behind(self._behind[key], FIGURES[key][1]))


def load_results(metrics: MetricsService, question: Question) -> tuple[list[Result], Summary]:
    """Reads the four figures; may run beside the window."""
    summary = metrics.summary(question.person_id, question.window)
    won = metrics.won_by_month(question.person_id, question.window)
    pipeline = metrics.pipeline(question.person_id)
    write = question.formats
    person, window = question.person_id, question.window
    return [
        _won(summary, won, write, person, window),
        _win_rate(summary, write, person, window),
        _cycle(summary, person, window),
        _pipeline(pipeline, write),
    ], summary


def _won(summary: Summary, won: WonFigures, write: Formats, person: int | None, window: Window) -> Result:
    count, amount = summary.won_in.get(won.currency, (0, Decimal(0)))
    others = [
        _("{amount} in {deals}", amount=write.money(each, code, short=True), deals=deals(n))
        for code, (n, each) in sorted(summary.won_in.items())
        if code != won.currency
    ]
    apart = _("; apart: {others}", others=", ".join(others)) if others else ""
    bare = count > 0 and not amount
    note = f"{_without_amount(count) if bare else deals(count)}{apart}"
    if won.quota_of_days:
        note += _(
            "; quota of these days {quota_of_days}",
            quota_of_days=write.money(won.quota_of_days, won.currency, short=True),
        )
    behind = deals_behind(_("Won, {label}", label=window.label.lower()), ("won",), person, window)
    behind = replace(behind, currency=won.currency)
    return Result("won", "–" if bare else write.money(amount, won.currency, short=True), "", note, behind)


def _without_amount(count: int) -> str:
    return n_("1 deal without an amount", "{number:,} deals without an amount", count)


def _win_rate(summary: Summary, write: Formats, person: int | None, window: Window) -> Result:
    found = summary.win_rate
    behind = deals_behind(_("Decided, {label}", label=window.label.lower()), ("won", "lost"), person, window)
    undated = n_(
        "1 closed deal has no close date and counts in no time",
        "{number:,} closed deals have no close date and count in no time",
        summary.undated,
    )  # fmt: skip
    if found.share is None:
        return Result("win_rate", "–", "", undated if summary.undated else found.missing, behind)
    note = _("{count_words} decided", count_words=found.count_words)
    note += f"; {undated}" if summary.undated else ""
    if found.pulled is not None:
        note += _("; likely range with the team")
    return Result("win_rate", write.percent(found.share), found.say_range(write.percent), note, behind)


def _cycle(summary: Summary, person: int | None, window: Window) -> Result:
    won = summary.cycles.won
    behind = replace(
        deals_behind(_("Won, {label}", label=window.label.lower()), ("won",), person, window), days=(0, None)
    )
    if won.mean is None or won.median is None or won.percentile_80 is None:
        return Result("cycle", "–", "", _("no won deal with both dates"), behind)
    spread = _("median {median}", median=whole(won.median))
    note = _(
        "mean of {n:,}; four of five by day {percentile_80}", n=won.n, percentile_80=whole(won.percentile_80)
    )
    return Result("cycle", _("{mean} days", mean=whole(won.mean)), spread, note, behind)


def _pipeline(figures: PipelineFigures, write: Formats) -> Result:
    total, apart = figures.total, figures.other_currencies
    own = total.count - apart
    oldest = sum(stage.cells[-2].count for stage in figures.stages)
    missing = no_value_yet(figures.without_value)
    figure = "–" if missing and not total.value else write.money(total.value, figures.currency, short=True)
    count = n_("{number:,} open deal", "{number:,} open deals", own) if own > figures.without_value else ""
    beside = _("apart: {apart:,} in other currencies", apart=apart) if apart else ""
    old = f"{oldest} {figures.bands[-1].label.lower()}" if oldest else ""
    note = "; ".join(filter(None, (count, beside, old, missing))) or _("0 open deals")
    return Result("pipeline", figure, "", note, total.behind)
