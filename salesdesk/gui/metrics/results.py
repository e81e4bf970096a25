"""The results first: four figures above the cards, each with the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from salesdesk.env.locale import Formats
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.metrics.metric import Question
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import whole
from salesdesk.services.deal_words import deals, no_value_yet
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows, PipelineFigures, Summary, WonFigures, deals_behind
from salesdesk.services.metrics.windows import Window

EXPLAINED_BY: Final = {
    "won": "won_by_month", "win_rate": "shrunk_ratio", "cycle": "sales_cycle", "pipeline": "pipeline",
}  # fmt: skip
NAMES: Final = {
    "won": _("Won"), "win_rate": _("Win rate"), "cycle": _("Sales cycle of won deals"), "pipeline": _("Open pipeline"),
}  # fmt: skip
CARD_WIDTH: Final = 215


@dataclass(frozen=True)
class Result:
    """One figure in words, with the records behind it."""

    key: str
    figure: str
    spread: str
    note: str
    behind: FigureRows


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


class ResultCards(QWidget):
    """Four cards in a row, two rows where the room is short."""

    behind_requested = Signal(object, str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self._context = context
        self._labels = {key: FigureLabel(context.theme) for key in NAMES}
        self._shown: dict[str, Result] = {}
        self._cards: list[Card] = []
        self._layout = QGridLayout(self)
        self._build_ui()
        self._connect()

    def wait(self) -> None:
        """Shows no figures for the while in which somebody else's are read."""
        self._shown = {}
        for label in self._labels.values():
            label.show_figure("…", spread="", note="")

    def show_results(self, results: Sequence[Result]) -> None:
        """Shows the figures."""
        self._shown = {result.key: result for result in results}
        for result in results:
            self._labels[result.key].show_figure(result.figure, spread=result.spread, note=result.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the cards anew."""
        super().resizeEvent(event)
        self._arrange()

    def _build_ui(self) -> None:
        for key, label in self._labels.items():
            card = Card(self._context.theme, NAMES[key])
            card.setObjectName(f"result_{key}")
            card.explain(explain(EXPLAINED_BY[key]).text)
            card.body.addWidget(label)
            card.body.addStretch()
            self._cards.append(card)
        self._layout.setContentsMargins(0, 0, 0, 0)
        keep(self._context.theme, self._layout, spacing=14)
        # Without this the cards, once side by side, would keep the page from becoming narrower.
        keep(self._context.theme, self, least_width=CARD_WIDTH)
        self._arrange()

    def _connect(self) -> None:
        for key, label in self._labels.items():
            label.rows_requested.connect(lambda key=key: self._on_label_rows_requested(key))
        self._context.theme.theme_changed.connect(self._arrange)

    def _on_label_rows_requested(self, key: str) -> None:
        if key in self._shown:
            self.behind_requested.emit(self._shown[key].behind, EXPLAINED_BY[key])

    def _arrange(self) -> None:
        """Puts the cards into one, two or four columns, as the width has room for."""
        room = self.width() // self._context.theme.px(CARD_WIDTH)
        columns = 4 if room >= 4 else 2 if room >= 2 else 1
        for place, card in enumerate(self._cards):
            self._layout.addWidget(card, place // columns, place % columns)
        for column in range(len(self._cards)):
            self._layout.setColumnStretch(column, int(column < columns))


def _won(summary: Summary, won: WonFigures, write: Formats, person: int | None, window: Window) -> Result:
    count, amount = summary.won_in.get(won.currency, (0, Decimal(0)))
    others = [
        _("{amount} in {deals}", amount=write.money(each, code, short=True), deals=deals(n))
        for code, (n, each) in sorted(summary.won_in.items())
        if code != won.currency
    ]
    apart = _("; apart: {others}", others=", ".join(others)) if others else ""
    note = f"{deals(count)}{apart}"
    if won.quota_of_days:
        note += _(
            "; quota of these days {quota_of_days}",
            quota_of_days=write.money(won.quota_of_days, won.currency, short=True),
        )
    behind = deals_behind(_("Won, {label}", label=window.label.lower()), ("won",), person, window)
    behind = replace(behind, currency=won.currency)
    return Result("won", write.money(amount, won.currency, short=True), "", note, behind)


def _win_rate(summary: Summary, write: Formats, person: int | None, window: Window) -> Result:
    found = summary.win_rate
    behind = deals_behind(_("Decided, {label}", label=window.label.lower()), ("won", "lost"), person, window)
    if found.share is None:
        return Result("win_rate", "–", "", found.missing, behind)
    note = _("{count_words} decided", count_words=found.count_words)
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
