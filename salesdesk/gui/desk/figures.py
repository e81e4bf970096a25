"""Shows the figures of the Desk; each opens where it belongs and says how it is computed."""

from salesdesk.gui.desk.day import VIEW
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.figure_cards import FigureCards, FigureWords
from salesdesk.gui.wishes import OpenPage
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import percent_words
from salesdesk.services.deal_words import counted_words, open_words
from salesdesk.services.desk import DeskView

OPENS = {
    "won": OpenPage("plans"), "coverage": OpenPage("metrics"), "reviews": OpenPage("coaching"),
    "mix": OpenPage("coaching"),
}  # fmt: skip
NEWCOMER = OpenPage("coaching", "problems")
"""Where the figures are that the Desk shows first in the first year of a manager."""


class Figures(FigureCards, Block):
    """Four cards in a row, and before them what a new manager is to see first."""

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, "desk", place.ground)
        self._place, self._context = place, place.context
        self.rows_requested.connect(self._on_rows_requested)

    def show_person(self, person_id: int | None) -> None:
        """Shows the figures of the Desk."""
        view = self._place.state.get(VIEW)
        self.setVisible(view.has_people)
        newcomer = (
            FigureWords(each.key, each.title, each.text, each.spread, each.note, each.explanation)
            for each in view.newcomer
        )
        self.show_figures(
            [*newcomer, self._won(view), self._coverage(view), _reviews_on_time(view), _development(view)]
        )

    def _on_rows_requested(self, key: str) -> None:
        self._context.wishes.make(OPENS.get(key, NEWCOMER))

    def _won(self, view: DeskView) -> FigureWords:
        stands, formats = view.pace.team.attainment, self._context.formats
        spread = "" if stands.share is None else _("{share} of quota", share=percent_words(stands.share))
        note = stands.say(lambda amount: formats.money(amount, view.currency, short=True))
        if stands.remaining:
            remaining = formats.money(stands.remaining, view.currency, short=True)
            note = _("{words}; {remaining} to go", words=note, remaining=remaining)
        beside = counted_words(view.pace, formats)
        title = _("Won in {label}", label=view.pace.period.label)
        won = formats.money(stands.won, view.currency, short=True)
        note = f"{note}. {beside}" if beside else note
        return FigureWords("won", title, won, spread, note, explain("attainment").text)

    def _coverage(self, view: DeskView) -> FigureWords:
        cover = view.pace.team.coverage
        known = cover.ratio is not None
        pipeline = self._context.formats.money(cover.open_pipeline, view.currency, short=True)
        aim = _("aim at {target:g}×", target=cover.target) if known else cover.words.lower()
        return FigureWords(
            "coverage", _("Pipeline coverage"), f"{cover.times}×" if known else "–",
            _("of what remains") if known else "",
            f"{open_words(cover.open_pipeline, pipeline, view.pace.team.without_value)}; {aim}",
            explain("coverage").text,
        )  # fmt: skip


def _reviews_on_time(view: DeskView) -> FigureWords:
    reviews = view.reviews_on_time
    overdue = reviews.of - reviews.count
    note = n_("{number} review is due", "{number} reviews are due", overdue) if overdue else _("all in time")
    text = _("{count} of {of}", count=reviews.count, of=reviews.of)
    explanation = explain("reviews_on_time").text
    return FigureWords("reviews", _("Reviews held on time"), text, "", note, explanation)


def _development(view: DeskView) -> FigureWords:
    mix, floor = view.mix.share, percent_words(view.development_floor)
    words = _("{count} of {of} assignments build a skill; aim at {floor} or more",
              count=mix.count, of=mix.of, floor=floor)  # fmt: skip
    share = "–" if mix.share is None else percent_words(mix.share, view.development_floor)
    note = words if mix.of else _("no assignment in the last 90 days")
    return FigureWords("mix", _("Development share"), share, "", note, explain("assignment_mix").text)
