"""Holds the few choices about a whole file: what its rows are, which sheet, and which remembered columns."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from salesdesk.exchange.proposal import Proposal
from salesdesk.gui.importing.words import kind_words
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.services.importing.values import KINDS

AS_FOUND = ""


class SourceBar(QWidget):
    """Choices beside one another; those that are none for this file do not appear."""

    source_chosen = Signal(str, str)
    mapping_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pairs: dict[str, QWidget] = {}
        self._flow = FlowLayout(self, spacing=theme.px(20))
        self._kind = self._choice("import_kind", "The rows are")
        self._sheet = self._choice("import_sheet", "Sheet")
        self._saved = self._choice("import_mapping", "Columns as")
        self._connect()

    def show_proposal(self, proposal: Proposal) -> None:
        """Shows the choices for a file and what was found for each."""
        source = proposal.source
        _fill(self._kind, ((kind, kind_words(kind)) for kind in KINDS))
        _fill(self._sheet, ((name, name) for name in proposal.sheets))
        found = (AS_FOUND, "found in the file")
        _fill(self._saved, (found, *((saved.name, f"remembered: {saved.name}") for saved in proposal.saved)))
        self._kind.show_value(source.kind)
        self._sheet.show_value(source.sheet)
        self._saved.show_value(proposal.mapping.remembered)
        self._pairs["import_sheet"].setVisible(len(proposal.sheets) > 1)
        self._pairs["import_mapping"].setVisible(bool(proposal.saved))

    def take_focus(self) -> None:
        """Puts the keyboard on the first choice."""
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, name: str, words: str) -> ChoiceField:
        field, label, pair = ChoiceField((), self._theme, required=True), QLabel(words), QWidget()
        set_role(pair, "clear")
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setMinimumContentsLength(14)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(field)
        pair.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(pair)
        self._pairs[name] = pair
        return field

    def _connect(self) -> None:
        for field in (self._kind, self._sheet):
            field.value_edited.connect(self._on_source_edited)
        self._saved.value_edited.connect(lambda: self.mapping_chosen.emit(self._saved.value()))

    def _on_source_edited(self) -> None:
        self.source_chosen.emit(self._kind.value(), self._sheet.value() or "")


def _fill(field: ChoiceField, options: Iterable[tuple[str, str]]) -> None:
    field.clear()
    for value, words in options:
        field.addItem(words, value)
