"""What is shared by forms that wait for their end: buttons of which one is chosen, and what is typed in any field."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QLineEdit, QPushButton, QWidget

from salesdesk.gui.layouts import configure
from salesdesk.gui.widgets.combo_box import ComboBox
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.note_edit import NoteEdit

Offered = tuple[Any, str, str, str]
"""A value, its words, the name of its button, and what explains it."""


class ChoiceButtons(QWidget):
    """One value out of a few, each a button; none is chosen until one is pressed."""

    value_edited = Signal()

    def __init__(self, offered: Sequence[Offered], role: str = "choice", *, columns: int = 0) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: dict[QAbstractButton, Any] = {}
        self._build_ui(offered, role, columns)
        self._group.buttonClicked.connect(self.value_edited)

    @property
    def buttons(self) -> list[QAbstractButton]:
        """Gives the buttons, in their order."""
        return list(self._values)

    def value(self) -> Any:
        """Gives the value chosen, None while there is none."""
        button = self._group.checkedButton()
        return self._values[button] if button is not None else None

    def show_value(self, value: Any) -> None:
        """Shows a value, or with None that there is none; a group that is exclusive would keep the last one."""
        self._group.setExclusive(False)
        for button, own in self._values.items():
            button.setChecked(value is not None and own == value)
        self._group.setExclusive(True)

    @property
    def current(self) -> QAbstractButton:
        """Gives the button chosen, else the first."""
        return self._group.checkedButton() or self.buttons[0]

    def _build_ui(self, offered: Sequence[Offered], role: str, columns: int) -> None:
        configure(self, "clear")
        layout = QGridLayout(self) if columns else FlowLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for place, (value, words, name, hint) in enumerate(offered):
            button = configure(QPushButton(words), role, name=name, about=hint, tip=hint)
            button.setCheckable(True)
            self._values[button] = value
            self._group.addButton(button)
            if isinstance(layout, QGridLayout):
                layout.addWidget(button, *divmod(place, columns))
            else:
                layout.addWidget(button)
        self.setFocusProxy(self.buttons[0])


TYPED: Final[tuple[tuple[type[QWidget], str, str, str, Any], ...]] = (
    (NoteEdit, "text", "setPlainText", "textChanged", ""),
    (QLineEdit, "text", "setText", "textChanged", ""),
    (ChoiceField, "value", "show_value", "value_edited", None),
    (ChoiceButtons, "value", "show_value", "value_edited", None),
    (ComboBox, "currentText", "setCurrentText", "editTextChanged", ""),
    (QAbstractButton, "isChecked", "setChecked", "toggled", False),
)
"""By sort of field what reads it and shows it as it is typed, what tells of an edit, and what an empty one holds.

A day is kept as it is typed, so that one that cannot be read yet is there again too.
"""


def written_in(fields: Mapping[str, QWidget]) -> dict[str, Any]:
    """Gives what stands in fields, by name."""
    return {name: getattr(field, _typed(field)[1])() for name, field in fields.items()}


def show_written(fields: Mapping[str, QWidget], written: Mapping[str, Any]) -> None:
    """Shows what stood in fields; one whose name is not there stays as it is, None empties it."""
    for name, field in fields.items():
        if name in written:
            _sort, _read, show, _edits, empty = _typed(field)
            getattr(field, show)(empty if written[name] is None else written[name])


def edits_of(field: QWidget) -> Any:
    """Gives the signal that tells of an edit in a field."""
    return getattr(field, _typed(field)[3])


def _typed(field: QWidget) -> tuple[type[QWidget], str, str, str, Any]:
    return next(typed for typed in TYPED if isinstance(field, typed[0]))
