"""Shows the quotas of a fiscal year as a grid that is typed and pasted into like a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.plain_rows import TEAM_ROW, Index, SumModel
from salesdesk.gui.models.record_table_model import FIELD_ROLE, ID_ROLE
from salesdesk.gui.plans.period_bar import KIND, YEAR
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.figure_grid import FigureGrid
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.wishes import ImportTable
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.explain import explain
from salesdesk.practice.rounding import whole
from salesdesk.services.field_words import TableRow
from salesdesk.services.plans.values import QuotaGrid

if TYPE_CHECKING:
    from salesdesk.exchange.pasted_tables import PastedFrame

NARROWEST: Final = 88
WIDEST_NAME: Final = 240
NOBODY: Final = _(
    "Quotas belong to salespeople. Add the first one on the Team tab, then come back to plan the year."
)
HINT: Final = _(
    "Type into a cell, or paste a range from a spreadsheet. The team total is that of who is in it now."
)
NO_QUOTAS: Final = _("No quotas for {year} yet. Type the first one, paste a range, or copy last year's.")


class QuotaCard(Card, Block):
    """The grid of a year; what is typed or pasted is stored at once."""

    reads = frozenset({KIND, YEAR})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Quotas"), parent=place.ground)
        self._place, context = place, place.context
        self._model = QuotaModel((), context.formats, editable=True, parent=self)
        self.table = QuotaTable(self._model, context)
        self._empty, self._hint = EmptyState(context.theme, NOBODY), PlainLabel(HINT)
        self._build_card()
        self._connect_table()

    def show_person(self, person_id: int | None) -> None:
        """Shows the quotas of a year, of everybody or of one person."""
        state = self._place.state
        grid = self._place.services.plans.grid(state.get(YEAR), state.get(KIND), person_id)
        self.set_title(_("Quotas, {label}", label=grid.year.label))
        rows = self._model.show_grid(grid, with_team=person_id is None)
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._hint.setVisible(bool(rows))
        self._hint.setText(NO_QUOTAS.format(year=grid.year.label) if grid.empty else HINT)
        self._fit()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that begins to write quotas."""
        return {"write_quotas": self.begin_writing}

    def begin_writing(self) -> None:
        """Puts the keyboard into the first quota to be written, that of a period of the first person."""
        self.table.setCurrentIndex(self._model.index(0, 1))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_card(self) -> None:
        configure(self, name="quota_card").explain(explain("quota").text)
        configure(self._hint, "small", wraps=True)
        # The team's sum stays at the bottom, so this table keeps its order.
        self.table.setSortingEnabled(False)
        fill(self.body, self.table, self._empty, self._hint, None)

    def _connect_table(self) -> None:
        self._place.guard(self.table, self.table.edit_settled)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._store)
        self.table.table_pasted.connect(self._on_table_table_pasted)
        self.table.trash_requested.connect(self._on_table_trash_requested)
        self.table.edit_refused.connect(self._place.refuse)
        self.table.dressed.connect(self._fit)

    def _on_table_cell_edited(self, person_id: int, day: str, amount: Decimal | None) -> None:
        self._store([(person_id, day, amount)])

    def _on_table_table_pasted(self, text: str) -> None:
        """Imports a table with names of people and periods, which need not stand as they do here."""
        self._place.context.wishes.make(ImportTable(text, "quotas", self._model.year))

    def _on_table_trash_requested(self, _ids: Sequence[int]) -> None:
        """Delete empties the selected cells."""
        cells = ((index.data(ID_ROLE), index.data(FIELD_ROLE)) for index in self.table.selectedIndexes())
        self._store([(person, day, None) for person, day in cells if day not in (NAME, TOTAL)])

    def _store(self, cells: Sequence[tuple[int, str, Decimal | None]]) -> None:
        """Stores quotas by person and the day a period starts on; the team's sum is nobody's."""
        plans, state = self._place.services.plans, self._place.state
        periods = {
            period.start.isoformat(): period for period in plans.periods(state.get(YEAR), state.get(KIND))
        }
        entries = [(person, periods[day], amount) for person, day, amount in cells if person != TEAM_ROW]
        if entries and not self._place.attempt(lambda: plans.set_quotas(entries)):
            self.table.not_stored()

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        # A head never asks for less than the least width that was set before.
        header.setMinimumSectionSize(1)
        figures = self.table.columns.width_of_figures(range(1, header.count()))
        header.setMinimumSectionSize(max(self._place.context.theme.px(NARROWEST), figures))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if header.count():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            names = max(self.table.sizeHintForColumn(0), header.sectionSizeHint(0))
            header.resizeSection(0, min(names, self._place.context.theme.px(WIDEST_NAME)))
        keep(self._place.context.theme, self.table, height=ROW_HEIGHT * (self._model.rowCount() + 1) + 18)


EDIT_ROLE: Final = int(Qt.ItemDataRole.EditRole)
MARKED: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ToolTipRole}
)
"""What says that a quota is worked out, or a sum."""
NAME, TOTAL, DERIVED = "name", "total", "derived"
DERIVED_HELP: Final = _("Worked out from a quota of other periods. Typing here changes those in proportion.")


class QuotaModel(SumModel):
    """Cells of people can be edited, also those worked out from a quota of other periods; sums cannot."""

    year = ""
    """The year that is shown, as a file would name it."""

    def show_grid(self, grid: QuotaGrid, *, with_team: bool) -> list[TableRow]:
        """Takes the columns of a grid and gives its rows, the team's sum last."""
        columns, ends = quota_columns(grid), grid.year.end.year
        self.year = str(ends) if grid.year.start.month == 1 else f"FY{ends}"
        if columns != list(self.columns):
            self.set_rows(())
            self.set_columns(columns)
        return quota_rows(grid, with_team=with_team)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Writes worked-out quotas in italics, without cents, and says that they are worked out."""
        found = super().data(index, role)
        if role not in MARKED or not index.isValid() or not (self.is_derived(index) or self.is_sum(index)):
            return found
        if role == Qt.ItemDataRole.DisplayRole and isinstance(amount := self.data(index, EDIT_ROLE), Decimal):
            return self.formats.money(whole(amount))
        if role == Qt.ItemDataRole.FontRole:
            found.setItalic(self.is_derived(index))
        if role == Qt.ItemDataRole.ToolTipRole and self.is_derived(index):
            return DERIVED_HELP
        return found

    def is_sum(self, index: Index) -> bool:
        """Tells whether a cell is a sum, of the team or of the year."""
        return super().is_sum(index) or self.columns[index.column()].name == TOTAL

    def is_derived(self, index: Index) -> bool:
        """Tells whether a cell was worked out from a quota of other periods."""
        return self.columns[index.column()].name in self.row_at(index.row()).values.get(DERIVED, ())


class QuotaTable(FigureGrid):
    """A record table in which figures beside names go to these people, whatever rows they were pasted on."""

    holds = "quotas"

    def __init__(self, model: QuotaModel, context: GuiContext) -> None:
        super().__init__(model, context.tools, context.state, "quotas", _("Quotas by period"))
        self._model = model

    def frame(self) -> "PastedFrame":
        """Gives the periods from the current column on; the sum of the year only behind all of them."""
        at = self.figures_from()
        columns = [field for field in self._model.columns[at:] if at == 1 or field.name != TOTAL]
        return replace(super().frame(), heads=tuple((field.label, "") for field in columns))


def quota_columns(grid: QuotaGrid) -> list[Field]:
    """Gives the columns: the name, each period by its first day, and the sum of the year."""
    periods = [
        Field(name=period.start.isoformat(), label=period.label, type=FieldType.MONEY, low=0)
        for period in grid.periods
    ]
    name = Field(name=NAME, label=_("Salesperson"), type=FieldType.TEXT, editable=False)
    if len(periods) == 1:
        return [name, *periods]
    return [name, *periods, Field(name=TOTAL, label=grid.year.label, type=FieldType.MONEY, editable=False)]


def quota_rows(grid: QuotaGrid, *, with_team: bool) -> list[TableRow]:
    """Gives a row for each person and, if wanted, the team as their sum; `derived` names the worked-out cells."""
    days = [period.start.isoformat() for period in grid.periods]
    rows = [
        TableRow(
            line.person_id,
            {NAME: line.name, TOTAL: line.total}
            | {day: cell.amount for day, cell in zip(days, line.cells, strict=True)}
            | {
                DERIVED: {
                    d for d, c in zip(days, line.cells, strict=True) if c.derived and c.amount is not None
                }
            },
        )
        for line in grid.lines
    ]
    if with_team and rows:
        sums = dict(zip(days, grid.totals, strict=True))
        rows.append(TableRow(TEAM_ROW, {NAME: _("Team total"), TOTAL: grid.total} | sums))
    return rows
