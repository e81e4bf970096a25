"""Shows the balance of development to sales assignments beside the log, the manager's own mix first."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.figure_label import FigureLabel
from salesdesk.practice.explain import explain
from salesdesk.services.coaching.balance import AssignmentBalance, BalanceRow

LINE: Final = 26
FOOT: Final = 34
MOST_ALERTS: Final = 3
NOTHING: Final = _("no assignment in the last 90 days")


class BalanceCard(Card):
    """The manager's first number, with everybody's balance beneath it."""

    person_assignments_requested = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Balance of assignments"))
        self._context = context
        self._figure = FigureLabel(context.theme)
        self._chart = ChartView(context.theme, context.prompts, self.title, draw_balance)
        self._words, self._lines = QLabel(), 1
        self._fill_card()
        self._connect_card()

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
        counts = (_count(row) for row in rows)
        self._chart.show_data(Balance(tuple(counts), balance.floor, formats))
        self._words.setText("\n".join([balance.words, *_alerts(balance.manager, rows)]))
        self._lines = len(rows) + 1
        keep(self._context.theme, self._chart, height=self._lines * LINE + FOOT)

    def turn_chart(self) -> None:
        """Turns the chart to its table, or back."""
        self._chart.show_as_table(not self._chart.as_table)

    def _fill_card(self) -> None:
        self.setObjectName("balance_card")
        self._words.setWordWrap(True)
        set_role(self._words, "small")
        self._words.setObjectName("balance_words")
        self.explain(explain("assignment_mix").text)
        self.add_to_header(self._chart.menu_button)
        for part in (self._figure, self._chart, self._words):
            self.body.addWidget(part)

    def _connect_card(self) -> None:
        self._chart.explanation_requested.connect(self.toggle_explanation)
        self._chart.rows_requested.connect(self._on_chart_rows_requested)
        self._figure.rows_requested.connect(lambda: self.person_assignments_requested.emit(None))

    def _on_chart_rows_requested(self, key: str) -> None:
        self.person_assignments_requested.emit(int(key))


def _count(row: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(row.person_id), row.label, row.mix.development, row.mix.sales)


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
    found = [f"{row.label}: {row.alert}" for row in rows if row.alert]
    more = [_("And {count} more.", count=len(found) - MOST_ALERTS)] if len(found) > MOST_ALERTS else []
    return [*([manager.alert] if manager.alert else []), *found[:MOST_ALERTS], *more]
