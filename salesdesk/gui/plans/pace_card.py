"""Shows where everybody stands against the pace, as a table and as a chart."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final

from salesdesk.charts.pace import Pace, draw_pace
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import Measures, keep
from salesdesk.gui.models.plain_rows import TEAM_ROW, SumModel
from salesdesk.gui.plans.period_bar import KIND, LINE, PERIOD, PERIODS, YEAR, PeriodField
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_card import ChartCard
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.figure_table import FigureTable
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import on_its_side, whole
from salesdesk.services.deal_words import counted_words, deals, no_value_yet
from salesdesk.services.field_words import TableRow
from salesdesk.services.plans.values import PaceLine, PaceTable

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
    _column("coverage", _("Coverage"), FieldType.TIMES, _("Open deals over what remains of the quota")),
    _column("words", _("Against pace"), FieldType.TEXT, _("Won so far, ahead of or behind the even pace")),
)


class PaceCard(Card, Block):
    """A line a person; the period is chosen in the head, a chosen line is what the chart draws."""

    reads = frozenset({KIND, YEAR, PERIOD})

    def __init__(self, place: BlockPlace) -> None:
        title, context = _("Attainment against pace"), place.context
        super().__init__(context.theme, title, parent=place.ground)
        self._place, self._context = place, context
        self._model = SumModel(COLUMNS, context.formats, parent=self)
        self.table = FigureTable(
            self._model, context.tools, context.state, "pace", title, behind=BEHIND, opens="words"
        )
        self._periods = PeriodField((), context.theme, required=True)
        self._apart = PlainLabel()
        self._build_card()
        self._connect_table()

    def show_person(self, person_id: int | None) -> None:
        """Shows where everybody stands in the chosen period."""
        state = self._place.state
        self._periods.offer(state.get(PERIODS), state.get(PERIOD))
        table = self._place.services.plans.pace(state.get(PERIOD), person_id)
        money = partial(self._context.formats.money, short=True)
        rows = [_row(line, line.person_id or 0, money) for line in table.lines]
        if person_id is None and len(rows) > 1:
            rows.append(_row(table.team, TEAM_ROW, money))
        self.table.set_rows(rows)
        words = self._apart_words(table)
        self._apart.setText(words)
        self._apart.setVisible(bool(words))
        keep(self._context.theme, self.table, height=ROW_HEIGHT * (max(1, self._model.rowCount()) + 1) + 18)

    def _build_card(self) -> None:
        configure(self, name="pace_card")
        self.explain(f"{explain('attainment').text} {explain('coverage').text}")
        self.table.set_empty_words(NOBODY_YET)
        self.table.setSortingEnabled(False)
        self.add_to_header(configure(self._periods, name="pace_period", says=_("Period"), looks=True))
        fill(self.body, self.table, configure(self._apart, "small", wraps=True))

    def _connect_table(self) -> None:
        self._periods.value_edited.connect(lambda: self._place.state.choose(PERIOD, self._periods.value()))
        self.table.figure_opened.connect(self._open_rows)
        self.table.row_opened.connect(self._on_table_row_opened)
        self.table.row_selected.connect(self._on_table_row_selected)

    def _open_rows(self, number: int, figure: str) -> None:
        open_rows(self._place, _person(number), figure)

    def _on_table_row_opened(self, number: int) -> None:
        self._open_rows(number, "won")

    def _on_table_row_selected(self, number: int) -> None:
        state = self._place.state
        if state.person_id is None and _person(number) != state.get(LINE):
            state.choose(LINE, _person(number))

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
        "words": stands.say(money, short=True),
    }  # fmt: skip
    return TableRow(number, values)


def _whole(amount: float | None) -> int | None:
    return None if amount is None else whole(amount)


def _person(number: int) -> int | None:
    return None if number == TEAM_ROW else number


def open_rows(place: BlockPlace, person_id: int | None, figure: str) -> None:
    """Opens beside the page what is behind a figure of the chosen period."""
    place.show_rows(place.services.plans.rows_behind(figure, place.state.get(PERIOD), person_id))


class PaceChart(ChartCard, Block):
    """The chosen line as a chart; a day opens what was won on it."""

    reads = frozenset({KIND, YEAR, PERIOD, LINE})
    measures = Measures(least_height=280)

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context, _("Won against pace"), draw_pace, place.ground)
        self._place = place
        configure(self, name="pace_chart_card").explain(explain("attainment").text)

    def show_person(self, person_id: int | None) -> None:
        """Shows one person or the team."""
        state, formats = self._place.state, self._context.formats
        curve = self._place.services.plans.won_curve(state.get(PERIOD), state.get(LINE))
        self.set_title(_("{name} against pace", name=curve.name), curve.period.label)
        quota: Decimal | None = curve.quota
        self.chart.show_data(
            Pace(
                curve.period.start, curve.period.end, curve.today, curve.won, quota,
                formats.currency, formats, (curve.paced.start, curve.paced.end),
            )
        )  # fmt: skip

    def _open_behind(self, key: str) -> None:
        open_rows(self._place, self._place.state.get(LINE), "won" if key == "period" else key)
