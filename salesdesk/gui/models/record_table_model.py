"""Shows records as a table over declared fields, and sorts and filters its own list."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from salesdesk.env.folding import folded
from salesdesk.env.locale import Formats
from salesdesk.gui.handing_over import HandingOver
from salesdesk.gui.models.record_list import MadeRows, RecordList
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow, words_of

Index = QModelIndex | QPersistentModelIndex
ID_ROLE: Final = int(Qt.ItemDataRole.UserRole)
FIELD_ROLE: Final = ID_ROLE + 1
Role = Qt.ItemDataRole
FEW_ROWS: Final = 200
ANSWERED: Final = frozenset({
    Role.DisplayRole, Role.EditRole, Role.CheckStateRole, Role.TextAlignmentRole, Role.ToolTipRole,
    Role.AccessibleTextRole, ID_ROLE, FIELD_ROLE,
})  # fmt: skip
"""What a cell is asked for and has an answer to; a view asks of each cell for much more."""
LEFT, RIGHT = (
    int(side | Qt.AlignmentFlag.AlignVCenter)
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
WORDED = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT, FieldType.LONG_TEXT})


class WaitingCells(HandingOver):
    """The edits of one table that wait, by record and field; `emit` passes an edit on to who stores it."""

    def __init__(self, emit: Callable[[int, str, Any], object]) -> None:
        self._emit = emit
        self._waiting: dict[tuple[int, str], tuple[Field, Any, str]] = {}
        self._when_stored: dict[tuple[int, str], Callable[[], object]] = {}

    def hand_over(self, record_id: int, field: Field, value: Any, text: str) -> None:
        """Passes an edit on and keeps it where it could not be stored; `text` is how a reference is shown."""
        self._waiting.pop((record_id, field.name), None)
        try:
            with self._handed():
                self._emit(record_id, field.name, value)
        finally:
            if not self.taken:
                self._waiting[record_id, field.name] = (field, value, text)
            self.taken = not self._waiting
        if (record_id, field.name) not in self._waiting:
            self._when_stored.pop((record_id, field.name), _nothing)()

    def when_stored(self, record_id: int, name: str, then: Callable[[], object]) -> None:
        """Calls `then` once the edit of a cell that waits is stored, at once where none does."""
        if (record_id, name) in self._waiting:
            self._when_stored[record_id, name] = then
        else:
            then()

    def try_again(self) -> None:
        """Passes on once more what could not be stored."""
        for (record_id, _name), edit in list(self._waiting.items()):
            self.hand_over(record_id, *edit)

    def show_in(self, rows: RecordList) -> None:
        """Shows what waits in rows that were read anew."""
        for (record_id, _name), edit in self._waiting.items():
            place = rows.place_of(record_id)
            if place >= 0:
                rows.wish(rows.at(place), *edit)


def _nothing() -> None:
    """Stands for what nobody waits for."""


class RecordTableModel(QAbstractTableModel):
    """A table of records.

    An edit is a wish: it is emitted as `cell_edited` and shown at once, and the next `set_rows` tells
    the truth; a cell that could not be stored shows its wish until it is. Cells of editable fields can be changed
    where the table is `editable`.
    Cells without a value sort last, upwards and downwards.
    """

    cell_edited = Signal(int, str, object)

    def __init__(
        self,
        columns: Sequence[Field],
        formats: Formats,
        *,
        editable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._list = RecordList(columns, formats)
        self._formats = formats
        self.editable = editable
        self._options: dict[str, tuple[tuple[int, str], ...]] = {}
        self.waiting = WaitingCells(self.cell_edited.emit)

    @property
    def columns(self) -> tuple[Field, ...]:
        """Gives the declared fields in the order of the columns."""
        return self._list.columns

    @property
    def formats(self) -> Formats:
        """Gives the way values are written."""
        return self._formats

    def set_columns(self, columns: Sequence[Field]) -> None:
        """Shows other fields."""
        self.beginResetModel()
        self._list.set_columns(columns)
        self.endResetModel()

    def set_options(self, name: str, options: Iterable[tuple[int, str]]) -> None:
        """Gives the records a reference field can point to, as (id, words); then it can be edited."""
        self._options[name] = tuple(options)

    def options(self, name: str) -> tuple[tuple[int, str], ...]:
        """Gives the records a reference field can point to."""
        return self._options.get(name, ())

    def set_rows(self, rows: Iterable[TableRow], measured: Sequence[TableRow] = ()) -> None:
        """Shows these records; where they are the ones already shown, selection and place stay.

        `measured` are the `rows_to_measure`, where they are known already.
        """
        fresh = rows if isinstance(rows, MadeRows) else tuple(rows)
        if self._list.holds(fresh):
            self._list.set_rows(fresh, measured)
            self.waiting.show_in(self._list)
            if len(self._list):
                last = self.index(len(self._list) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._list.set_rows(fresh, measured)
        self.waiting.show_in(self._list)
        self.endResetModel()

    def words_in(self, column: int) -> set[str]:
        """Gives the different words a column shows, those of rows that are filtered out included.

        Of very many rows they are those among which the widest is.
        """
        if len(self._list) <= FEW_ROWS:
            # Of Python's own method: by way of the cell each would be asked for through Qt.
            cells = (self.index(row, column) for row in range(len(self._list)))
            return {str(self.data(cell) or "") for cell in cells}
        return set(self._list.words_to_measure(self.columns[column]))

    def set_filter(self, text: str) -> None:
        """Shows only the rows in which every typed word occurs."""
        needle = " ".join(folded(text).split())
        if needle != self._list.needle:
            self.beginResetModel()
            self._list.set_filter(needle)
            self.endResetModel()

    def row_at(self, row: int) -> TableRow:
        """Gives the record in a row of the table."""
        return self._list.at(row)

    def record_at(self, row: int) -> tuple[str, int]:
        """Gives kind and id of the record a row of the table tells of."""
        return self.row_at(row).kind, self.row_at(row).id

    def place_of(self, record_id: int) -> int:
        """Gives the row a record stands in, or -1 where it is not shown."""
        return self._list.place_of(record_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Counts the rows shown."""
        return 0 if parent.isValid() else len(self._list)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Counts the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Answers what a cell shows, edits, says and how it is aligned."""
        if role not in ANSWERED or not index.isValid():
            return None
        field, row = self._list.columns[index.column()], self._list.at(index.row())
        if role == Role.TextAlignmentRole:
            return RIGHT if field.numeric else LEFT
        value, text = self._list.cell(row, field)
        match role:
            case Role.DisplayRole:
                return (
                    None if field.type is FieldType.BOOLEAN else words_of(field, value, self._formats, text)
                )
            case Role.EditRole:
                return value
            case Role.CheckStateRole if field.type is FieldType.BOOLEAN:
                return Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
            case Role.ToolTipRole if field.type in WORDED:
                return plain_tip(words_of(field, value, self._formats, text)) or None
            case Role.AccessibleTextRole:
                words = words_of(field, value, self._formats, text) or _("empty")
                return f"{field.label}: {words}"
            case _:
                return {ID_ROLE: row.id, FIELD_ROLE: field.name}.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Answers the words, the help and the side of a column's head."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == Role.DisplayRole:
            return field.label
        if role == Role.ToolTipRole:
            return ". ".join(
                part
                for part in (
                    field.help.removesuffix("."),
                    _("In {unit}", unit=field.unit) if field.unit else "",
                )
                if part
            )
        if role == Role.TextAlignmentRole:
            return RIGHT if field.numeric else LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Says which cells can be edited or ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        field = self.columns[index.column()]
        if not self.can_edit(field):
            return flags
        ticked = field.type is FieldType.BOOLEAN
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable)

    def can_edit(self, field: Field) -> bool:
        """Tells whether cells of a field can be changed here."""
        known = field.type is not FieldType.REFERENCE or field.name in self._options
        return self.editable and field.editable and known

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Takes an edit, shows it and hands it on; an unchanged value is no edit."""
        if not index.isValid() or not self.can_edit(self.columns[index.column()]):
            return False
        if role == Role.CheckStateRole:
            value = Qt.CheckState(value) is Qt.CheckState.Checked
        elif role != Role.EditRole:
            return False
        field, row = self.columns[index.column()], self.row_at(index.row())
        if value != self._list.cell(row, field)[0]:
            text = dict(self.options(field.name)).get(value, "")
            self._list.wish(row, field, value, text)
            self.dataChanged.emit(index, index)
            self.waiting.hand_over(row.id, field, value, text)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; equal rows keep their order, and -1 gives back the order they came in."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.row_at(index.row()).id for index in before]
        self._list.sort_by(column, descending=order is Qt.SortOrder.DescendingOrder)
        after = [self.index(self.place_of(i), b.column()) for i, b in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def usual_beside(model: RecordTableModel, row: TableRow, name: str) -> list[Any]:
    """Gives what is shown in the same column, and in the same row in columns of the same sort."""
    kind = next(field.type for field in model.columns if field.name == name)
    alike = [field.name for field in model.columns if field.type is kind]
    column = (model.row_at(each).values.get(name) for each in range(model.rowCount()))
    return [*column, *map(row.values.get, alike)]
