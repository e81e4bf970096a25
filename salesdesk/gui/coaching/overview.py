"""What stands beside the log: the balance of assignments, open points, forms begun."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.env.short_words import shortened
from salesdesk.gui.coaching.points_card import PointsCard
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import column, configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.pages import ME
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_card import ChartCard
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout
from salesdesk.model.words import DRAFT_FORMS
from salesdesk.practice.explain import explain
from salesdesk.services.coaching.balance import AssignmentBalance, BalanceRow
from salesdesk.services.coaching.drafts import Begun
from salesdesk.services.coaching.service import CoachingService

MOST: Final = 4
LONGEST: Final = 60


class BegunCard(Card):
    """One line a form; the card is there only while something waits."""

    go_on_requested = Signal(str, object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Begun, not added yet"))
        self._context = context
        self._lines = QVBoxLayout()
        self.setObjectName("begun_card")
        fill(self.body, self._lines)
        self.hide()

    def show_begun(self, begun: Sequence[Begun], person_id: int | None) -> None:
        """Shows what was begun about a person, or about anybody for the whole team."""
        mine = [draft for draft in begun if person_id is None or draft.person_id == (person_id or None)]
        clear_layout(self._lines)
        for draft in mine[:MOST]:
            self._lines.addWidget(self._line(draft))
        self.setVisible(bool(mine))

    def _line(self, draft: Begun) -> QWidget:
        line = QWidget()
        person = draft.person or _("about nobody in particular")
        about = f"{DRAFT_FORMS[draft.form]}, {person}"
        typed = f": {shortened(draft.words, LONGEST)}" if draft.words else ""
        words = PlainLabel(f"{about}{typed}")
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # The line goes with the click, so the link first finishes its own event.
        go_on = link(
            _("Go on"), partial(self._soon, draft.form, draft.person_id),
            name=f"begun_{draft.form}_{draft.person_id or 'nobody'}", says=_("Go on with: {about}", about=about),
            writes=True,
        )  # fmt: skip
        row((words, 1), go_on, on=line)
        return line

    def _soon(self, form: str, person_id: int | None) -> None:
        QTimer.singleShot(0, self, lambda: self.go_on_requested.emit(form, person_id or ME))


class Overview(QScrollArea):
    """Three cards, one under the other."""

    def __init__(self, context: GuiContext, coaching: CoachingService) -> None:
        super().__init__()
        self._coaching = coaching
        self.begun, self.balance, self.points = BegunCard(context), BalanceCard(context), PointsCard(context)
        self._build_ui()

    def show_person(self, person_id: int | None) -> None:
        """Shows what concerns one person, or the whole team."""
        balance = self._coaching.balance(person_id)
        self.balance.show_balance(balance)
        # Who is not in the team, such as a candidate or the manager, has no balance.
        self.balance.setVisible(person_id is None or bool(balance.people))
        self.points.setVisible(person_id != ME)
        self.points.show_points(self._coaching.open_points(person_id), person_id)
        self.show_begun(person_id)

    def show_begun(self, person_id: int | None) -> None:
        """Shows what was begun in a form and not added yet."""
        self.begun.show_begun(self._coaching.drafts.all(), person_id)

    def stand_beside(self, *others: QWidget) -> None:
        """Shows itself where none of the others stands there; without anything to say the log has the whole width."""
        silent = all(card.isHidden() for card in (self.begun, self.balance, self.points))
        self.setVisible(not silent and all(other.isHidden() for other in others))

    def _build_ui(self) -> None:
        inside = configure(QWidget(), "page")
        self.setWidget(inside)
        column(self.begun, self.balance, self.points, (None, 1), on=inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        configure(self, "page")


LINE: Final = 26
FOOT: Final = 34
MOST_ALERTS: Final = 3
NOTHING: Final = _("no assignment in the last 90 days")


class BalanceCard(ChartCard):
    """The manager's first number, with everybody's balance beneath it."""

    person_assignments_requested = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context, _("Balance of assignments"), draw_balance)
        self._figure, self._words = FigureLabel(context.theme), PlainLabel()
        configure(self, name="balance_card").explain(explain("assignment_mix").text)
        self.body.insertWidget(0, self._figure)
        self.body.addWidget(configure(self._words, "small", name="balance_words", wraps=True))
        self._figure.rows_requested.connect(lambda: self.person_assignments_requested.emit(None))

    def show_balance(self, balance: AssignmentBalance) -> None:
        """Shows the balance of the team or of one person."""
        rows = balance.people
        formats = self._context.formats
        shown = rows[0] if len(rows) == 1 else balance.manager
        mix = shown.mix
        nudges = (
            n_("; 1 comparison not counted", "; {number} comparisons not counted", mix.nudges)
            if mix.nudges
            else ""
        )
        self._figure.show_figure(
            formats.percent(mix.share.share, threshold=balance.floor),
            spread=_("build something"),
            note=_(
                "{count} of {of} in 90 days{nudges}", count=mix.share.count, of=mix.share.of, nudges=nudges
            )
            if mix.share.of
            else NOTHING,
            clickable=bool(mix.share.of),
        )
        counts = map(_count, rows)
        self.chart.show_data(Balance(tuple(counts), balance.floor, formats))
        self._words.setText("\n".join([balance.words, *_alerts(balance.manager, rows)]))
        keep(self._context.theme, self.chart, height=(len(rows) + 1) * LINE + FOOT)

    def _open_behind(self, key: str) -> None:
        self.person_assignments_requested.emit(int(key))


def _count(one: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(one.person_id), one.label, one.mix.development, one.mix.sales)


def _alerts(manager: BalanceRow, rows: tuple[BalanceRow, ...]) -> list[str]:
    """Says what is thin, at most three people at a time."""
    if len(rows) == 1:
        streak = (
            n_(
                "{number} week in a row with one open.",
                "{number} weeks in a row with one open.",
                rows[0].streak_weeks,
            )
            if rows[0].streak_weeks > 1
            else ""
        )
        return [words for words in (rows[0].alert, streak) if words]
    found = [f"{each.label}: {each.alert}" for each in rows if each.alert]
    more = [_("And {count} more.", count=len(found) - MOST_ALERTS)] if len(found) > MOST_ALERTS else []
    return [*([manager.alert] if manager.alert else []), *found[:MOST_ALERTS], *more]
