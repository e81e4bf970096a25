"""Shows a person's results: they stand first, competency stands beneath."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import whole
from salesdesk.services.deal_words import counted_words, deals, open_words
from salesdesk.services.team.values import Results

FIGURES = (
    ("won", _("Won")), ("open", _("Coverage")), ("win_rate", _("Win rate")), ("average_sale", _("Average sale")),
    ("cycle", _("Sales cycle")),
)  # fmt: skip
NARROWEST = 178


RESULTS: Final = Shared[Results]("results", lambda state: state.services.team.results(state.person_id or 0))


class ResultsCard(Card, Block):
    """Five figures; each opens the deals behind it."""

    def __init__(self, place: BlockPlace) -> None:
        context = place.context
        super().__init__(context.theme, _("Results"), parent=place.ground)
        self._place, self._context = place, context
        self._holder = QWidget()
        self._grid = ColumnsLayout(self._holder, most=len(FIGURES), in_rows=True)
        self._figures = {key: FigureLabel(context.theme, name) for key, name in FIGURES}
        self._apart = PlainLabel()
        self._fill()
        keep(self._context.theme, self._grid, column=NARROWEST)

    def show_person(self, person_id: int | None) -> None:
        """Shows the figures."""
        results = self._place.state.get(RESULTS)
        formats, days = self._context.formats, n_("in {number} day", "in {number} days", results.ratio_days)
        team, rate = results.pace.team, results.win_rate
        stands, cover = team.attainment, team.coverage
        share = "" if stands.share is None else formats.percent(stands.share)
        self.set_title(_("Results"), results.pace.period.label)
        pace = stands.say(partial(formats.money, short=True))
        words = _("of quota; {pace}", pace=pace[0].lower() + pace[1:]) if share else pace
        self._show("won", formats.money(stands.won, short=True), share, words)
        ratio = "–" if cover.ratio is None else f"{cover.times}×"
        pipeline = formats.money(cover.open_pipeline, short=True)
        held = open_words(cover.open_pipeline, pipeline, team.without_value, team.open_deals)
        known = cover.ratio is not None
        beside = _("of what remains; {held}", held=held) if known else f"{held}; {cover.words.lower()}"
        self._show("open", ratio, "", beside)
        own = (
            _("{count_words} decided {days}", count_words=rate.count_words, days=days)
            if rate.share is not None
            else rate.missing
        )
        self._show("win_rate", formats.percent(rate.share), rate.say_range(formats.percent), own)
        counted = _("{deals} won {days}", deals=deals(results.average_of), days=days)
        self._show("average_sale", formats.money(results.average_sale, short=True), "", counted)
        cycle = results.cycle
        length = "–" if cycle.mean is None else _("{mean} days", mean=whole(cycle.mean))
        middle = (
            _("mean of {n}; median {median}", n=cycle.n, median=whole(cycle.median))
            if cycle.median is not None
            else counted
        )
        self._show("cycle", length, "", middle)
        apart = counted_words(results.pace, formats)
        self._apart.setText(apart)
        self._apart.setVisible(bool(apart))

    def _open_rows(self, key: str) -> None:
        team, person = self._place.services.team, self._place.state.person_id or 0
        self._place.show_rows(team.rows_behind(person, key))

    def _show(self, key: str, figure: str, spread: str, note: str) -> None:
        self._figures[key].show_figure(figure, spread=spread, note=note)

    def _fill(self) -> None:
        configure(self, name="results_card")
        self.explain(
            " ".join(explain(key).text for key in ("attainment", "coverage", "shrunk_ratio", "sales_cycle"))
        )
        for key, label in self._figures.items():
            configure(label, name=f"result_{key}").rows_requested.connect(partial(self._open_rows, key))
            self._grid.addWidget(label)
        fill(self.body, self._holder, configure(self._apart, "small", wraps=True))
