"""Shows where everybody stands against the pace, as a table and as a chart."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from salesdesk.charts.pace import Pace, draw_pace
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.plain_rows import TEAM_ROW, SumModel
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_view import ChartView
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.explain import explain
from salesdesk.practice.periods import Period
from salesdesk.practice.rounding import on_its_side, whole
from salesdesk.services.deal_words import counted_words, deals, no_value_yet
from salesdesk.services.field_words import TableRow
from salesdesk.services.plans.values import PaceLine, PaceTable, WonCurve

BESIDE: Final = _("Deals of nobody and people in brackets are not in the team total.")
NOBODY_YET: Final = _("Who has a quota or has won something in this period stands here.")
BEHIND: Final = {
    "won": "won", "deals": "won", "share": "won", "expected": "won", "remaining": "quota",
    "quota": "quota", "open": "open", "coverage": "open",
}  # fmt: skip


def _column(name: str, label: str, kind: FieldType, help_text: str = "") -> Field:
    return Field(name=name, label=label, type=kind, help=help_text, editable=False)


COLUMNS: Final = (
    _column("name", _("Salesperson"), FieldType.TEXT),
    _column("won", _("Won"), FieldType.MONEY, _("Won in this period. Enter opens the deals")),
    _column("quota", _("Quota"), FieldType.MONEY, _("Enter opens the quotas it is made of")),
    _column("share", _("Of quota"), FieldType.PERCENT, _("Won amount over quota")),
    _column(
        "expected",
        _("Even pace"),
        FieldType.MONEY,
        _("What an even pace through the working days expects by now"),
    ),
    _column("remaining", _("To go"), FieldType.MONEY, _("What remains of the quota")),
    _column(
        "open",
        _("Open deals"),
        FieldType.MONEY,
        _("Open now; at list price without an amount. Enter opens them"),
    ),
    _column(
        "coverage", _("Of what remains"), FieldType.TIMES, _("Open deals over what remains of the quota")
    ),
    _column("words", _("Where it stands"), FieldType.TEXT),
)


class PaceCard(Card):
    """A line a person; the period is chosen in the head, a chosen line is what the chart draws."""

    period_chosen = Signal(object)
    person_selected = Signal(object)
    figure_opened = Signal(object, str)

    def __init__(self, context: GuiContext) -> None:
        title = _("Attainment against pace")
        super().__init__(context.theme, title)
        self._context = context
        self._model = SumModel(COLUMNS, context.formats, parent=self)
        self.table = FigureTable(
            self._model, context.tools, context.state, "pace", title, behind=BEHIND, opens="words"
        )
        self._periods = ChoiceField((), context.theme, required=True)
        self._by_start: dict[str, Period] = {}
        self._apart = QLabel()
        self._fill()

    def offer(self, periods: list[Period], chosen: Period) -> None:
        """Offers the periods of a year and marks the chosen one."""
        starts = {period.start.isoformat(): period for period in periods}
        if starts != self._by_start or self._periods.itemText(0) != periods[0].label:
            self._by_start = starts
            self._periods.clear()
            for start, period in starts.items():
                self._periods.addItem(period.label, start)
        self._periods.show_value(chosen.start.isoformat())

    def show_table(self, table: PaceTable, *, with_team: bool) -> None:
        """Shows where everybody stands."""
        money = partial(self._context.formats.money, short=True)
        rows = [_row(line, line.person_id or 0, money) for line in table.lines]
        if with_team and len(rows) > 1:
            rows.append(_row(table.team, TEAM_ROW, money))
        self.table.set_rows(rows)
        words = self._apart_words(table)
        self._apart.setText(words)
        self._apart.setVisible(bool(words))
        keep(self._context.theme, self.table, height=ROW_HEIGHT * (max(1, self._model.rowCount()) + 1) + 18)

    def _fill(self) -> None:
        configure(self, name="pace_card")
        self.explain(f"{explain('attainment').text} {explain('coverage').text}")
        self.table.set_empty_words(NOBODY_YET)
        self.table.setSortingEnabled(False)
        self.add_to_header(configure(self._periods, name="pace_period", says=_("Period")))
        fill(self.body, self.table, configure(self._apart, "small", wraps=True))
        self._periods.value_edited.connect(self._on_periods_value_edited)
        self.table.figure_opened.connect(self._on_table_figure_opened)
        self.table.row_opened.connect(self._on_table_row_opened)
        self.table.row_selected.connect(self._on_table_row_selected)

    def _on_periods_value_edited(self) -> None:
        self.period_chosen.emit(self._by_start[str(self._periods.value())])

    def _on_table_figure_opened(self, number: int, figure: str) -> None:
        self.figure_opened.emit(_person(number), figure)

    def _on_table_row_opened(self, number: int) -> None:
        self.figure_opened.emit(_person(number), "won")

    def _on_table_row_selected(self, number: int) -> None:
        self.person_selected.emit(_person(number))

    def _apart_words(self, table: PaceTable) -> str:
        without = table.without_amount
        unvalued = no_value_yet(table.team.without_value)
        beside = any(not line.in_total for line in table.lines)
        parts = (
            BESIDE if beside else "",
            counted_words(table, self._context.formats),
            _("Without an amount and not added: {deals}.", deals=deals(without)) if without else "",
            f"{unvalued}." if unvalued else "",
        )
        return " ".join(filter(None, parts))


def _row(line: PaceLine, number: int, money: Callable[[float], str]) -> TableRow:
    stands, cover = line.attainment, line.coverage
    values = {
        "name": _("Team total") if number == TEAM_ROW else line.name,
        "won": stands.won, "quota": _whole(stands.quota), "share": stands.share,
        "expected": _whole(stands.expected), "remaining": _whole(stands.remaining),
        "open": cover.open_pipeline if line.open_deals > line.without_value else None,
        "coverage": None if cover.ratio is None else on_its_side(cover.ratio, cover.target),
        "words": stands.say(money),
    }  # fmt: skip
    return TableRow(number, values)


def _whole(amount: float | None) -> int | None:
    return None if amount is None else whole(amount)


def _person(number: int) -> int | None:
    return None if number == TEAM_ROW else number


HEIGHT = 280


class PaceChartCard(Card):
    """A chart with its twin as a table; a day opens what was won on it."""

    figure_opened = Signal(str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, _("Won against pace"))
        self._context = context
        self.view = ChartView(context.theme, context.prompts, _("Won against pace"), draw_pace)
        self._fill()

    def show_curve(self, curve: WonCurve) -> None:
        """Shows one person or the team."""
        self.set_title(_("{name} against pace", name=curve.name), curve.period.label)
        quota: Decimal | None = curve.quota
        self.view.show_data(
            Pace(
                curve.period.start, curve.period.end, curve.today, curve.won, quota,
                self._context.formats.currency, self._context.formats, (curve.paced.start, curve.paced.end),
            )
        )  # fmt: skip

    def turn(self) -> None:
        """Turns the chart into its table and back."""
        self.view.show_as_table(not self.view.as_table)

    def _fill(self) -> None:
        configure(self, name="pace_chart_card").explain(explain("attainment").text)
        self.add_to_header(self.view.menu_button)
        self.body.addWidget(self.view, 1)
        self.view.explanation_requested.connect(self.toggle_explanation)
        self.view.rows_requested.connect(self._on_view_rows_requested)
        keep(self._context.theme, self.view, least_height=HEIGHT)

    def _on_view_rows_requested(self, key: str) -> None:
        self.figure_opened.emit("won" if key == "period" else key)
