"""Shows a person's strengths as a small table that is edited in place."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.field_delegate import ROW_HEIGHT
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.gui.widgets.single_press import once_a_double_click

NO_STRENGTH = _("What are they good at? Note what you saw in a call or a deal, and what it can be used for.")
NEW_STRENGTH = _("New strength")
ENOUGH = 3
FIRST = ("name", "used_for", "evidence")
ROWS_SHOWN = (3, 6)


class StrengthsCard(Card, Block):
    """A table of strengths, edited in place."""

    def __init__(self, place: BlockPlace) -> None:
        context, self._place = place.context, place
        super().__init__(context.theme, _("Strengths"), parent=place.ground)
        self._records, self._context = place.services.records, context
        self._publish = context.bus.publish
        columns = [f for f in self._records.fields("strength") if f.tabled and f.name != "salesperson_id"]
        columns.sort(key=lambda f: FIRST.index(f.name) if f.name in FIRST else len(FIRST))
        self._model = RecordTableModel(columns, context.formats, editable=True, parent=self)
        self.table = RecordTable(self._model, context.tools, context.state, "strengths", _("Strengths"))
        self._fill()

    def show_person(self, person_id: int | None) -> None:
        """Shows the strengths of a person, the one seen last first."""
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

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that adds a strength."""
        return {"new_strength": self.add_strength}

    def add_strength(self) -> None:
        """Adds a strength and opens its name for typing."""
        person = self._place.state.person_id or 0
        changes = self._place.services.team.add_strength(person, NEW_STRENGTH)
        self._publish(changes)
        self.show_person(person)
        if self.table.select_record(changes.new_id("strength")):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.edit(self.table.currentIndex())

    def _fill(self) -> None:
        configure(self, name="strengths_card")
        add = configure(
            self.add_action(_("Add a strength"), self.add_strength, writes=True), name="add_strength"
        )
        once_a_double_click(add)
        self.table.set_empty_words(NO_STRENGTH)
        self.body.addWidget(self.table)
        self._place.guard(self.table, self.table.edit_settled)
        self.table.row_opened.connect(partial(self._place.show_record, "strength"))
        self.table.edit_refused.connect(self._place.refuse)
        self.table.cell_edited.connect(self._on_table_cell_edited)
        self.table.cells_pasted.connect(self._on_table_cells_pasted)
        self.table.trash_requested.connect(self._on_table_trash_requested)

    def _on_table_cell_edited(self, record_id: int, name: str, value: object) -> None:
        self._publish(self._records.edit("strength", record_id, name, value))

    def _on_table_cells_pasted(self, edits: Sequence[tuple[int, str, Any]]) -> None:
        self._publish(self._records.edit_many("strength", edits))

    def _on_table_trash_requested(self, ids: Sequence[int]) -> None:
        self._publish(self._records.trash("strength", ids))
