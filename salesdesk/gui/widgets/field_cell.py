"""Puts a field of a form beneath its label, and beneath the field what is wrong with what was typed."""

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.field_editors import AnyField, mark_problem
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.model.fields import Field


class FieldCell(QVBoxLayout):
    """One field: its label, its editor, and words of a problem where there is one."""

    def __init__(self, declared: Field, editor: AnyField) -> None:
        super().__init__()
        self._declared, self._editor = declared, editor
        self._problem: QLabel | None = None

    def lay_out(self, theme: Theme, *, labelled: bool = True) -> None:
        """Puts the parts in their places, once the cell stands in its form; a box to tick says itself what it is."""
        keep(theme, self, spacing=3)
        if labelled and not isinstance(self._editor, QCheckBox):
            self.addWidget(field_label(self._declared, self._editor))
        self.addWidget(self._editor)

    def mark(self, problem: UserError | None, *, at_once: bool = False) -> None:
        """Shows in the field that it was not understood, and in words once it is left or these are asked for.

        While somebody types nothing comes and goes beneath; words that stand there already keep up.
        """
        mark_problem(self._editor, problem, self._declared.help)
        if self._problem is None and (problem is None or (self._editor.hasFocus() and not at_once)):
            return
        if self._problem is None:
            self._problem = wrapping_label("", "small", "late")
            self.addWidget(self._problem)
        self._problem.setText(str(problem or ""))
        self._problem.setVisible(problem is not None)


def field_label(declared: Field, editor: QWidget) -> QLabel:
    """Makes the label of a field, with its unit and a star where it must not be empty."""
    unit = f" ({declared.unit})" if declared.unit else ""
    words = f"{declared.label}{unit}{' *' if declared.required else ''}"
    label = configure(PlainLabel(words), "small", tip=declared.help, wraps=True)
    label.setBuddy(editor)
    return label
