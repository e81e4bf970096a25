"""Shows a person's strengths as a small table that is edited in place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.services.changes import Changes
from salesdesk.services.records import RecordsService
from salesdesk.services.team.service import TeamService

NO_STRENGTH = _("What are they good at? Note what you saw in a call or a deal, and what it can be used for.")
NEW_STRENGTH = _("New strength")
ENOUGH = 3
FIRST = ("name", "used_for", "evidence")
ROWS_SHOWN = (3, 6)


class StrengthsCard(Card):
    """A table of strengths; `changed` carries what a service returned."""

    changed = Signal(object)

    def __init__(self, team: TeamService, records: RecordsService, context: GuiContext) -> None:
        super().__init__(context.theme, _("Strengths"))
        self._team, self._records, self._context = team, records, context
        self._person_id = 0
        columns = [f for f in records.fields("strength") if f.tabled and f.name != "salesperson_id"]
        columns.sort(key=lambda f: FIRST.index(f.name) if f.name in FIRST else len(FIRST))
        self._model = RecordTableModel(columns, context.formats, editable=True, parent=self)
        self.table = RecordTable(self._model, context.tools, context.state, "strengths", _("Strengths"))
        self._fill()

    def show_person(self, person_id: int) -> None:
        """Shows the strengths of a person, the one seen last first."""
        self._person_id = person_id
        rows = self._records.rows(
            "strength", where={"salesperson_id": person_id}, order_by=("-seen_on", "id")
        )
        self.table.set_rows(rows)
        seen = sum(bool(row.values.get("evidence")) for row in rows)
        self.set_title(
            _("Strengths"),
            _("{seen} of {enough} evidenced", seen=seen, enough=ENOUGH) if seen < ENOUGH else "",
        )
        least, most = ROWS_SHOWN
        shown = min(most, max(least, len(rows)))
        keep(self._context.theme, self.table, height=ROW_HEIGHT * (shown + 1) + 16)

    def add_strength(self) -> None:
        """Adds a strength and opens its name for typing."""
        changes: Changes = self._team.add_strength(self._person_id, NEW_STRENGTH)
        self.changed.emit(changes)
        self.show_person(self._person_id)
        if self.table.select_record(changes.new_id("strength")):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit(self.table.currentIndex())

    def _fill(self) -> None:
        configure(self, name="strengths_card")
        add = configure(self.add_action(_("Add a strength"), self.add_strength), name="add_strength")
        once_a_double_click(add)
        self.table.set_empty_words(NO_STRENGTH)
        self.body.addWidget(self.table)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._on_table_cells_pasted)
        self.table.trash_requested.connect(self._on_table_trash_requested)

    def _on_table_cell_edited(self, record_id: int, name: str, value: object) -> None:
        self.changed.emit(self._records.edit("strength", record_id, name, value))

    def _on_table_cells_pasted(self, edits: Sequence[tuple[int, str, Any]]) -> None:
        self.changed.emit(self._records.edit_many("strength", edits))

    def _on_table_trash_requested(self, ids: Sequence[int]) -> None:
        self.changed.emit(self._records.trash("strength", ids))
