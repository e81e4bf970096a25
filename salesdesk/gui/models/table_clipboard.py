"""Copies cells of a record table as tab-separated text and reads such text back into its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex

from salesdesk.env.errors import UserError
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.services.field_words import value_of, words_of


@dataclass(frozen=True)
class Pasted:
    """What a pasted range means: edits as (record id, field name, value), and what was not understood."""

    edits: tuple[tuple[int, str, Any], ...]
    problems: tuple[str, ...]
    left_over: int = 0


def copied_text(model: RecordTableModel, indexes: Sequence[QModelIndex]) -> str:
    """Writes the cells in the smallest rectangle's order, a tab between columns, a line for each row."""
    cells = {(index.row(), index.column()): index for index in indexes}
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return "\n".join("\t".join(_words(model, cells.get((r, c))) for c in columns) for r in rows)


def read_pasted(
    model: RecordTableModel, text: str, at: QModelIndex, columns: Sequence[int], today: date
) -> Pasted:
    """Reads pasted lines into the cells from `at` on, rightwards over `columns` and downwards.

    Cells that cannot be edited are passed over; `left_over` counts the lines below the last row.
    """
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    edits: list[tuple[int, str, Any]] = []
    problems: list[str] = []
    places = list(columns)[list(columns).index(at.column()) :]
    fitting = lines[: model.rowCount() - at.row()]
    for offset, cells in enumerate(fitting):
        row = model.row_at(at.row() + offset)
        for column, typed in zip(places, cells, strict=False):
            field = model.columns[column]
            if not model.can_edit(field):
                continue
            try:
                value = value_of(field, typed, model.formats, today, model.options(field.name))
            except UserError as problem:
                problems.append(str(problem))
            else:
                edits.append((row.id, field.name, value))
    return Pasted(tuple(edits), tuple(problems), len(lines) - len(fitting))


def _words(model: RecordTableModel, index: QModelIndex | None) -> str:
    if index is None:
        return ""
    field, row = model.columns[index.column()], model.row_at(index.row())
    words = words_of(field, row.values.get(field.name), model.formats, row.texts.get(field.name) or "")
    return " ".join(words.split())
