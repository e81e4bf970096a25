"""The grid of quotas as a table: people downwards, periods across, sums at the right and at the bottom."""

from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt

from salesdesk.gui.models.plain_rows import TEAM_ROW, Index, PlainRow, SumModel
from salesdesk.model.fields import Field, FieldType
from salesdesk.practice.rounding import whole
from salesdesk.services.plans.values import QuotaGrid

EDIT_ROLE: Final = int(Qt.ItemDataRole.EditRole)
MARKED: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ToolTipRole}
)
"""What says that a quota is worked out, or a sum."""
NAME, TOTAL, DERIVED = "name", "total", "derived"
DERIVED_HELP: Final = _("Worked out from a quota of other periods. Typing here changes those in proportion.")


class QuotaModel(SumModel):
    """Cells of people can be edited, also those worked out from a quota of other periods; sums cannot."""

    def show_grid(self, grid: QuotaGrid, *, with_team: bool) -> list[PlainRow]:
        """Takes the columns of a grid and gives its rows, the team's sum last."""
        columns = quota_columns(grid)
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


def quota_columns(grid: QuotaGrid) -> list[Field]:
    """Gives the columns: the name, each period by its first day, and the sum of the year."""
    periods = [
        Field(name=period.start.isoformat(), label=period.label, type=FieldType.MONEY)
        for period in grid.periods
    ]
    name = Field(name=NAME, label=_("Salesperson"), type=FieldType.TEXT, editable=False)
    if len(periods) == 1:
        return [name, *periods]
    return [name, *periods, Field(name=TOTAL, label=grid.year.label, type=FieldType.MONEY, editable=False)]


def quota_rows(grid: QuotaGrid, *, with_team: bool) -> list[PlainRow]:
    """Gives a row for each person and, if wanted, the team as their sum; `derived` names the worked-out cells."""
    days = [period.start.isoformat() for period in grid.periods]
    rows = [
        PlainRow(
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
        rows.append(PlainRow(TEAM_ROW, {NAME: _("Team total"), TOTAL: grid.total} | sums))
    return rows
