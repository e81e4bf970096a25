"""Lets one choose the fiscal year and the length of the periods, and copies last year's quotas."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.practice.periods import Period, PeriodKind

SPANS: Final[tuple[tuple[PeriodKind, str], ...]] = (
    ("month", _("Month")), ("quarter", _("Quarter")), ("half", _("Half year")), ("year", _("Year")),
)  # fmt: skip
KIND: Final = Shared[PeriodKind]("length of periods", lambda _state: "quarter")
YEARS: Final = Shared[list[Period]]("years", lambda state: state.services.plans.years())
YEAR: Final = Shared[Period](
    "year", lambda state: state.services.plans.year_today(), lambda state, year: year in state.get(YEARS)
)
PERIODS: Final = Shared[list[Period]](
    "periods", lambda state: state.services.plans.periods(state.get(YEAR), state.get(KIND))
)
PERIOD: Final = Shared[Period](
    "period",
    lambda state: state.services.plans.nearest(state.get(PERIODS)),
    lambda state, period: period in state.get(PERIODS),
)
LINE: Final = Shared[int | None]("line", lambda state: state.person_id, of_person=True)
"""Whom the chart is of: the chosen line of the table, None for the team."""


def turn_to_year(state: PageState, day: date) -> None:
    """Chooses the fiscal year that holds a day, or the last one there is before it."""
    years = [year for year in state.get(YEARS) if year.start <= day]
    if years:
        state.choose(YEAR, years[-1])


class PeriodField(ChoiceField):
    """A choice among periods, told by the day they start on."""

    def offer(self, periods: list[Period], chosen: Period) -> None:
        """Offers periods and marks the chosen one; what is offered already stays untouched."""
        if [self.itemData(at) for at in range(self.count())] != periods:
            self.clear()
            for period in periods:
                self.addItem(period.label, period)
        self.setCurrentIndex(periods.index(chosen))


class PeriodBar(QWidget, Block):
    """The head of the Plans tab."""

    reads = frozenset({KIND, YEAR})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__()
        self._place = place
        self._years = PeriodField((), place.context.theme, required=True)
        self._group = QButtonGroup(self)
        self._copy = QPushButton(_("Copy last year's quotas"))
        self._build_ui()
        self._years.value_edited.connect(lambda: place.state.choose(YEAR, self._years.value()))
        self._copy.clicked.connect(self._on_copy_clicked)

    def show_person(self, person_id: int | None) -> None:
        """Offers the fiscal years there are."""
        self._years.offer(self._place.state.get(YEARS), self._place.state.get(YEAR))

    def _build_ui(self) -> None:
        title = configure(PlainLabel(_("Quotas and pace")), "title", bold=True)
        year = _("Fiscal year")
        configure(self._years, name="fiscal_year", says=year, tip=year, looks=True)
        configure(
            self._copy,
            name="copy_last_year",
            tip=_("Repeats them for everybody who has none in this year yet"),
            writes=True,
        )
        layout = keep(self._place.context.theme, FlowLayout(self), spacing=8)
        fill(layout, title, self._years, self._pills(), self._copy)

    def _pills(self) -> QWidget:
        holder = QWidget()
        layout = fill(QHBoxLayout(holder), bare=True)
        for kind, words in SPANS:
            button = pill(words, f"period_{kind}")
            button.setChecked(kind == self._place.state.get(KIND))
            button.clicked.connect(partial(self._on_pill_clicked, kind))
            self._group.addButton(button)
            layout.addWidget(button)
        return holder

    def _on_pill_clicked(self, kind: PeriodKind, _checked: bool = False) -> None:
        self._place.state.choose(KIND, kind)

    def _on_copy_clicked(self) -> None:
        plans, state = self._place.services.plans, self._place.state
        self._place.attempt(lambda: plans.copy_last_year(state.get(YEAR), state.person_id))
