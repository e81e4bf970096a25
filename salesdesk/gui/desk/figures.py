"""Shows the four figures of the Desk; each opens the rows behind it and says how it is computed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.gui.wishes import OpenPage
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import percent_words
from salesdesk.services.deal_words import counted_words, open_words
from salesdesk.services.desk import DeskView
from salesdesk.services.practices import FIGURES

NARROWEST = 215
EXPLAINED_BY = {
    "won": "attainment", "coverage": "coverage", "reviews": "reviews_on_time", "mix": "assignment_mix",
}  # fmt: skip
NEWCOMER = {key: figure.title for key, figure in FIGURES.items() if figure.newcomer}
"""What the Desk shows first in the first year of a manager."""


class Figures(QWidget):
    """Four cards in a row, and before them what a new manager is to see first."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self._context = context
        self._labels: dict[str, FigureLabel] = {}
        self._build_ui()

    def show_view(self, view: DeskView) -> None:
        """Shows the figures of the Desk."""
        shown = {figure.key: figure for figure in view.newcomer}
        for key in NEWCOMER:
            self._cards[key].setVisible(key in shown)
        for key, figure in shown.items():
            self._label(key, figure.text, figure.spread, figure.note)
        self._show_won(view)
        self._show_coverage(view)
        reviews = view.reviews_on_time
        overdue = reviews.of - reviews.count
        note = (
            _("all in time")
            if not overdue
            else n_("{number} review is due", "{number} reviews are due", overdue)
        )
        self._label("reviews", _("{count} of {of}", count=reviews.count, of=reviews.of), note=note)
        mix = view.mix.share
        floor = percent_words(view.development_floor)
        note = _(
            "{count} of {of} assignments build a skill; aim at {floor} or more",
            count=mix.count,
            of=mix.of,
            floor=floor,
        )
        share = "–" if mix.share is None else percent_words(mix.share, view.development_floor)
        self._label("mix", share, note=note if mix.of else _("no assignment in the last 90 days"))

    def _show_won(self, view: DeskView) -> None:
        stands, formats = view.pace.team.attainment, self._context.formats
        spread = "" if stands.share is None else _("{share} of quota", share=percent_words(stands.share))
        words = stands.say(lambda amount: formats.money(amount, view.currency, short=True))
        if stands.remaining:
            note = _(
                "{words}; {remaining} to go",
                words=words,
                remaining=formats.money(stands.remaining, view.currency, short=True),
            )
        else:
            note = words
        beside = counted_words(view.pace, formats)
        title = _("Won in {label}", label=view.pace.period.label)
        won = formats.money(stands.won, view.currency, short=True)
        self._label("won", won, spread, f"{note}. {beside}" if beside else note, title)

    def _show_coverage(self, view: DeskView) -> None:
        cover = view.pace.team.coverage
        pipeline = self._context.formats.money(cover.open_pipeline, view.currency, short=True)
        figure = "–" if cover.ratio is None else f"{cover.times}×"
        aim = cover.words.lower() if cover.ratio is None else _("aim at {target:g}×", target=cover.target)
        self._label(
            "coverage",
            figure,
            _("of what remains") if cover.ratio is not None else "",
            f"{open_words(cover.open_pipeline, pipeline, view.pace.team.without_value)}; {aim}",
        )

    def _label(self, key: str, figure: str, spread: str = "", note: str = "", title: str = "") -> None:
        self._labels[key].show_figure(figure, spread=spread, note=note)
        if title:
            self._cards[key].set_title(title)

    def _build_ui(self) -> None:
        self._layout = ColumnsLayout(self, most=4, in_rows=True)
        keep(self._context.theme, self._layout, column=NARROWEST)
        self._cards: dict[str, Card] = {}
        for key, title, place in (
            *((key, title, OpenPage("coaching", "problems")) for key, title in NEWCOMER.items()),
            ("won", _("Won this quarter"), OpenPage("plans")),
            ("coverage", _("Pipeline coverage"), OpenPage("metrics")),
            ("reviews", _("Reviews held on time"), OpenPage("coaching")),
            ("mix", _("Development share"), OpenPage("coaching")),
        ):  # fmt: skip
            card, label = Card(self._context.theme, title), FigureLabel(self._context.theme)
            label.setObjectName(f"desk_{key}")
            card.explain(FIGURES[key].explanation if key in NEWCOMER else explain(EXPLAINED_BY[key]).text)
            card.body.addWidget(label)
            card.body.addStretch()
            label.rows_requested.connect(partial(self._context.wishes.make, place))
            self._cards[key], self._labels[key] = card, label
            self._layout.addWidget(card)
