"""Reads what is pasted into a table, and says in one notice what of it was written and what was not."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, Qt

from salesdesk.env.errors import UserError
from salesdesk.env.formulas import from_tab_separated, tab_separated
from salesdesk.frozen import frozen
from salesdesk.gui.models.record_table_model import RecordTableModel, usual_beside
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow, doubt, value_of, words_of

if TYPE_CHECKING:
    from salesdesk.exchange.pasted_amounts import PastedAmounts

MOST_REASONS: Final = 6
"""So many refused cells are told with their reason each; of the others the places are named."""
MOST_NOTES: Final = 3
TYPED: Final = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
Edit = tuple[int, str, Any]
"""A record, the name of its field, and the new value."""


@frozen
class RefusedCell:
    """A pasted cell that was not written: whose and of which field it is, how that is called, and why."""

    record_id: int
    field: str
    where: str
    why: str


@frozen
class Pasted:
    """What a pasted range means: edits, and what was not understood.

    `passed` are the words that fell on sums right of all that can be typed, as (record id, field name, words).
    `notes` say how something was read that could be read in two ways.
    """

    edits: tuple[Edit, ...]
    refused: tuple[RefusedCell, ...] = ()
    left_over: int = 0
    beyond: int = 0
    passed: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[str, ...] = ()


def copied_text(model: RecordTableModel, indexes: Sequence[QModelIndex]) -> str:
    """Writes the cells in the smallest rectangle's order, a tab between columns, a line for each row."""
    cells = {(index.row(), index.column()): index for index in indexes}
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return tab_separated([_words(model, cells.get((r, c))) for c in columns] for r in rows)


def read_pasted(
    model: RecordTableModel, text: str, at: QModelIndex, columns: Sequence[int], today: date
) -> Pasted:
    """Reads pasted lines into the cells from `at` on, rightwards over `columns` and downwards.

    Cells that cannot be edited are passed over; `left_over` counts the lines below the last row, `beyond` the words
    right of the last column.
    """
    lines = from_tab_separated(text)
    places = list(columns)[list(columns).index(at.column()) :]
    typable = max((n + 1 for n, each in enumerate(places) if model.can_edit(model.columns[each])), default=0)
    fitting = lines[: model.rowCount() - at.row()]
    edits: list[Edit] = []
    passed: list[tuple[int, str, str]] = []
    refused: list[RefusedCell] = []
    cells = list(_cells(model, fitting, at, places))
    amounts = _amounts(model, cells)
    for index, typed in cells:
        row, field = model.row_at(index.row()), model.columns[index.column()]
        if not model.flags(index) & TYPED:
            if index.column() not in places[:typable]:
                passed.append((row.id, field.name, typed))
            continue
        try:
            written = amounts.settled(typed) if amounts and field.type is FieldType.MONEY else typed
            edits.append((row.id, field.name, _value_pasted(model, row, field, written, today)))
        except UserError as problem:
            refused.append(_refused(model, index, str(problem), columns[0]))
    beyond = sum(bool(typed.strip()) for cells in fitting for typed in cells[len(places) :])
    left_over = len(lines) - len(fitting)
    notes = tuple(amounts.notes) if amounts else ()
    return Pasted(tuple(edits), tuple(refused), left_over, beyond, tuple(passed), notes)


def _amounts(model: RecordTableModel, cells: Sequence[tuple[QModelIndex, str]]) -> "PastedAmounts | None":
    """Gives what reads the amounts among some cells; None where there are none."""
    money = {i for i, field in enumerate(model.columns) if field.type is FieldType.MONEY}
    texts = [typed for index, typed in cells if index.column() in money and model.flags(index) & TYPED]
    if not texts:
        return None
    from salesdesk.exchange.pasted_amounts import PastedAmounts  # no cell that is typed waits for it

    return PastedAmounts(texts, model.formats)


def _cells(
    model: RecordTableModel, lines: Sequence[Sequence[str]], at: QModelIndex, places: Sequence[int]
) -> Iterator[tuple[QModelIndex, str]]:
    """Gives the cells that pasted lines fall on, with the words that fall on each."""
    for offset, cells in enumerate(lines):
        for column, typed in zip(places, cells, strict=False):
            yield model.index(at.row() + offset, column), typed


def _refused(model: RecordTableModel, index: QModelIndex, why: str, first: int) -> RefusedCell:
    row, field = model.row_at(index.row()), model.columns[index.column()]
    who = _words(model, model.index(index.row(), first))
    return RefusedCell(row.id, field.name, _("{row}, {column}", row=who, column=field.label), why)


def told_words(model: RecordTableModel, pasted: Pasted, today: date) -> str:
    """Says how much of a pasted range was written, which cells were not and why; nothing where all of it was.

    To be asked when it is stored and the sums are anew.
    """
    reasons = [f"{each.where}: {each.why}" for each in pasted.refused[:MOST_REASONS]]
    others = "; ".join(each.where for each in pasted.refused[MOST_REASONS:])
    more = [_("Also left out: {cells}.", cells=others)] if others else []
    read, others_read = pasted.notes[:MOST_NOTES], len(pasted.notes[MOST_NOTES:])
    alike = n_("1 more was read like these.", "{number:,} more were read like these.", others_read)
    notes = [*read, *([alike] if others_read else [])]
    told = [*reasons, *more, *_left_out_words(model, pasted, today), *notes]
    return "\n".join([_written_words(len(pasted.edits)), *told]) if told else ""


def _written_words(cells: int) -> str:
    if not cells:
        return _("Nothing was written.")
    return n_("1 cell was written.", "{number:,} cells were written.", cells)


def _left_out_words(model: RecordTableModel, pasted: Pasted, today: date) -> Iterator[str]:
    if lines := pasted.left_over:
        yield n_(
            "{number} pasted lines had no row to go to and were left out.",
            "{number} pasted lines had no row to go to and were left out.",
            lines,
        )
    if cells := pasted.beyond + sum(not _stands_there(model, *each, today) for each in pasted.passed):
        yield n_(
            "1 pasted cell had no column to go to and was left out.",
            "{number} pasted cells had no column to go to and were left out.",
            cells,
        )


def _stands_there(model: RecordTableModel, record_id: int, name: str, typed: str, today: date) -> bool:
    """Tells whether pasted words say nothing, or what the cell shows anyhow, such as a name or a sum."""
    place = model.place_of(record_id)
    if not typed.strip() or place < 0:
        return not typed.strip()
    column = next(at for at, field in enumerate(model.columns) if field.name == name)
    field = model.columns[column]
    shown, value = _words(model, model.index(place, column)), model.row_at(place).values.get(name)
    try:
        return typed.strip() == shown or value_of(field, typed, model.formats, today) == value
    except UserError:
        return False


def _value_pasted(model: RecordTableModel, row: TableRow, field: Field, typed: str, today: date) -> Any:
    """Reads one pasted cell; raises UserError where it is not understood or beyond all beside it."""
    value = value_of(field, typed, model.formats, today, model.options(field.name))
    usual = usual_beside(model, row, field.name)
    if told := doubt(field, value, usual, model.formats, pasted=True):
        raise UserError(told)
    return value


def _words(model: RecordTableModel, index: QModelIndex | None) -> str:
    if index is None:
        return ""
    field, row = model.columns[index.column()], model.row_at(index.row())
    return words_of(field, row.values.get(field.name), model.formats, row.texts.get(field.name) or "")
