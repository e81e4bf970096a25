"""Shows every column of a file with its first values and the field it goes into, which can be changed."""

from datetime import datetime, time
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from salesdesk.env.short_words import shortened
from salesdesk.exchange.chosen_columns import why_no_outcome
from salesdesk.exchange.mapping import ColumnMapping, target_named, targets_for
from salesdesk.exchange.parse_dates import looks_like_serial, parse_date
from salesdesk.exchange.table import Cell, Table, says_nothing, text_of
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import ElidedLabel
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.labels import PlainLabel, clear_layout, wrapping_label
from salesdesk.model.fields import DATE_TYPES

LEFT_OUT = ""
POPUP = Qt.FocusReason.PopupFocusReason
HEADS = (_("Column in the file"), _("First values"), _("Goes into"))
STRETCHES = (4, 6, 5)
SHOWN_VALUES, SEARCHED_ROWS, LONGEST_VALUE = 3, 300, 40


_NOTHING_TAKEN: tuple[str, int] | None = None


class MappingTable(QWidget):
    """The columns from top to bottom; a field comes from one column only, so choosing it takes it over.

    What a choice brings with it is said below its column, as soon as it is made.
    """

    mapping_edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = ""
        self._headers: tuple[str, ...] = ()
        self._table: Table | None = None
        self._fields: list[ChoiceField] = []
        self._samples, self._notes = list[ElidedLabel](), list[QLabel]()
        self._walking: int | None = None
        self._taken_from, self._taken_before = dict[int, tuple[str, int]](), _NOTHING_TAKEN
        self._grid = keep(theme, QGridLayout(self), margins=(12, 8, 12, 10), across=16, down=4)
        configure(self, name="mapping_table", says=_("Columns of the file and the fields they go into"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for column, stretch in enumerate(STRETCHES):
            self._grid.setColumnStretch(column, stretch)

    def show_table(self, table: Table, kind: str, mapping: ColumnMapping) -> None:
        """Shows the columns of another file, or of the same one taken for something else."""
        self._clear()
        self._kind, self._headers, self._table = kind, table.headers, table
        for column, words in enumerate(HEADS):
            self._grid.addWidget(configure(PlainLabel(words), "small"), 0, column)
        for index, header in enumerate(table.headers):
            self._add_row(index, header)
        self.show_mapping(mapping)

    def show_mapping(self, mapping: ColumnMapping) -> None:
        """Shows another mapping of the same columns."""
        for index, field in enumerate(self._fields):
            field.show_value(mapping.columns.get(index, LEFT_OUT))
            self._show_values(index)
            self._say(index, "")

    def columns(self) -> dict[int, str]:
        """Gives the field of each column that is not left out, by the column's place."""
        chosen = ((index, field.value()) for index, field in enumerate(self._fields))
        return {index: name for index, name in chosen if name != LEFT_OUT}

    def field_of(self, header: str) -> ChoiceField:
        """Gives the control that chooses where a column goes."""
        return self._fields[self._headers.index(header)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes a choice for made when the keyboard leaves it."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() is not POPUP:
            self._settle()
        return super().eventFilter(watched, event)

    def _add_row(self, index: int, header: str) -> None:
        name = configure(ElidedLabel(header), bold=True)
        sample = configure(ElidedLabel(""), "muted")
        field = ChoiceField(
            [(LEFT_OUT, _("Leave out")), *((t.name, t.label) for t in targets_for(self._kind))],
            self._theme, required=True,
        )  # fmt: skip
        configure(field, name=f"goes_into_{index}", says=_("“{header}” goes into", header=header))
        field.installEventFilter(self)
        field.value_edited.connect(partial(self._on_field_edited, index))
        self._fields.append(field)
        self._samples.append(sample)
        note = configure(wrapping_label("", "small"), name=f"import_note_{index}")
        self._notes.append(note)
        row = 3 * index + 1
        self._grid.addWidget(configure(QFrame(), "rule"), row, 0, 1, len(HEADS))
        for column, widget in enumerate((name, sample, field)):
            self._grid.addWidget(widget, row + 1, column)
        self._grid.addWidget(note, row + 2, 1, 1, len(HEADS) - 1)

    def _show_values(self, index: int) -> None:
        """Shows what stands in a column, as what it goes into reads it."""
        name = self._fields[index].value()
        as_days = name != LEFT_OUT and target_named(self._kind, name).field.type in DATE_TYPES
        values = first_values(self._table, index, as_days=as_days) if self._table else ""
        self._samples[index].say(values or _("empty"))
        self._fields[index].setAccessibleDescription(_("First values: {values}", values=values or "none"))

    def _on_field_edited(self, index: int) -> None:
        """Lets a column take over its field at once from the one that had it, so that no two boxes show it.

        What the arrow keys pass by is given back without a word.
        """
        if index != self._walking:
            self._settle()
            self._walking, self._taken_before = index, self._taken_from.get(index)
        self._show_values(index)
        chosen = self._fields[index].value()
        self._give_back(index, chosen)
        others = self._with(chosen, but=index)
        for other in others:
            self._fields[other].show_value(LEFT_OUT)
            self._show_values(other)
            self._say(other, "")
            self._taken_from[index] = (chosen, other)
        self._say(index, self._unfit(index, chosen) or "".join(self._takes(index, chosen, o) for o in others))
        self.mapping_edited.emit()

    def _settle(self) -> None:
        """Takes the choice for made, and says which column has its field again by it."""
        before, self._walking, self._taken_before = self._taken_before, None, None
        if before is not None and self._fields[before[1]].value() == before[0]:
            target, other = before
            label, header = target_named(self._kind, target).label, self._headers[other]
            self._say(other, _("“{label}” comes from “{header}” again.", label=label, header=header))

    def _give_back(self, index: int, chosen: str) -> None:
        """Lets a column have its field again, once the one that took it over goes elsewhere."""
        target, other = self._taken_from.get(index, (chosen, index))
        if target == chosen:
            return
        del self._taken_from[index]
        if self._fields[other].value() == LEFT_OUT and not self._with(target, but=other):
            self._fields[other].show_value(target)
            self._show_values(other)

    def _with(self, target: str, *, but: int) -> list[int]:
        """Gives the other columns that go into a field."""
        fields = enumerate(self._fields)
        return [i for i, each in fields if i != but and target != LEFT_OUT and each.value() == target]

    def _takes(self, index: int, chosen: str, other: int) -> str:
        return _(
            "“{label}” now comes from “{header}”, so “{other}” is left out.",
            label=target_named(self._kind, chosen).label,
            header=self._headers[index],
            other=self._headers[other],
        )

    def _unfit(self, index: int, chosen: str) -> str:
        return why_no_outcome(self._table, self._kind, index, chosen) if self._table else ""

    def _say(self, index: int, words: str) -> None:
        self._notes[index].setText(words)
        self._notes[index].setVisible(bool(words))

    def _clear(self) -> None:
        self._fields.clear()
        self._samples.clear()
        self._notes.clear()
        self._taken_from.clear()
        self._walking = self._taken_before = None
        clear_layout(self._grid)


def first_values(table: Table, index: int, *, as_days: bool = False) -> str:
    """Gives the first three different values of a column in one line; as days, also those kept as numbers."""
    found: dict[str, None] = {}
    for row in table.rows[:SEARCHED_ROWS]:
        if not says_nothing(row.cells[index]):
            cell = row.cells[index]
            found[_short(parse_date(cell, None) if as_days and looks_like_serial(cell) else cell)] = None
        if len(found) == SHOWN_VALUES:
            break
    return "  ·  ".join(found)


def _short(cell: Cell) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return shortened(text_of(cell), LONGEST_VALUE)
