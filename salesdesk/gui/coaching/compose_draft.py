"""Reads and shows what is typed into the fields of a form, as plain values that a draft can keep."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.note_edit import NoteEdit

Parts = Mapping[str, QWidget]


def written_in(parts: Parts) -> dict[str, Any]:
    """Gives what stands in the fields, by name."""
    return {name: _value(field) for name, field in parts.items()}


def show_written(parts: Parts, written: Mapping[str, Any]) -> None:
    """Shows what stood in the fields; a name that is not there leaves its field as it is."""
    for name, field in parts.items():
        if name in written:
            _show(field, written[name])


def edits_of(field: QWidget) -> Any:
    """Gives the signal that tells of an edit in a field."""
    match field:
        case NoteEdit() | QLineEdit():
            return field.textChanged
        case ChoiceField():
            return field.value_edited
        case QAbstractButton():
            return field.toggled
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")


def _value(field: QWidget) -> Any:
    match field:
        case NoteEdit():
            return field.toPlainText()
        case QLineEdit():
            return field.text()
        case ChoiceField():
            return field.value()
        case QAbstractButton():
            return field.isChecked()
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")


def _show(field: QWidget, value: Any) -> None:
    match field:
        case NoteEdit():
            field.setPlainText(value)
        case QLineEdit():
            field.setText(value)
        case ChoiceField():
            field.show_value(value)
        case QAbstractButton():
            field.setChecked(value)
        case _:
            raise TypeError(f"a draft cannot keep a {type(field).__name__}")
