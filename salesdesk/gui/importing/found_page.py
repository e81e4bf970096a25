"""The first page: what was found in the file, and which column goes into which field."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from salesdesk.env.locale import Formats
from salesdesk.exchange.import_file import ImportChoices
from salesdesk.exchange.mapping import ColumnMapping, map_columns
from salesdesk.exchange.proposal import Proposal, remembered_mapping, telling_date
from salesdesk.gui.importing.date_question import DateQuestion
from salesdesk.gui.importing.mapping_table import MappingTable
from salesdesk.gui.importing.source_bar import SourceBar
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import file_words
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.labels import wrapping_label

TELLING_ROWS = 2000


class FoundPage(WizardPage):
    """Shows a proposal and takes what is decided otherwise."""

    source_chosen = Signal(str, str)
    choices_changed = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, "import_found")
        self._formats = formats
        self._proposal: Proposal | None = None
        self._basis = ColumnMapping()
        self._facts, self._note = wrapping_label("", "muted"), wrapping_label("", "small")
        self._bar, self._question = SourceBar(theme), DateQuestion(theme, formats)
        self._table, self._remember = MappingTable(theme), QLineEdit()
        self._build_ui()
        self._connect()
        self.take_measures()

    def show_proposal(self, proposal: Proposal) -> None:
        """Shows what was found in a file."""
        self._proposal, self._basis = proposal, proposal.mapping
        source = proposal.source
        self._facts.setText(file_words(source, self._formats))
        self._bar.show_proposal(proposal)
        self._table.show_table(source.table, source.kind, proposal.mapping)
        self._remember.setText(proposal.mapping.remembered)
        self._say("")
        self._question.forget()
        if proposal.unclear:
            self._question.ask(*telling_date(source, self._table.columns()))

    def show_source_again(self) -> None:
        """Takes back a wish for another kind or sheet that could not be fulfilled."""
        if self._proposal is not None:
            self._bar.show_proposal(self._proposal)

    def ask_date_order(self) -> None:
        """Asks in place how the dates are to be read."""
        assert self._proposal is not None
        self._question.ask(*telling_date(self._proposal.source, self._table.columns()))
        self.ensureWidgetVisible(self._question)
        self._question.take_focus()

    def choices(self) -> ImportChoices:
        """Gives what was decided; columns nobody touched are left to what found or remembered them."""
        name, columns = self._remember.text().strip(), self._table.columns()
        untouched = columns == dict(self._basis.columns)
        if untouched and name == self._basis.remembered and (name or self._is_proposed()):
            return ImportChoices(name or None, self._question.order)
        return ImportChoices(name or None, self._question.order, columns)

    def take_focus(self) -> None:
        """Puts the keyboard where something is asked, else on the first choice."""
        if self._question.isVisibleTo(self) and self._question.order is None:
            self._question.take_focus()
        else:
            self._bar.take_focus()

    def take_measures(self) -> None:
        """Sets the measures of the present zoom."""
        super().take_measures()
        self._table.take_measures()
        self._question.take_measures()
        self._remember.setMinimumWidth(self.theme.px(240))

    def _build_ui(self) -> None:
        frame = QFrame()
        set_role(frame, "card")
        holder = QVBoxLayout(frame)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self._table)
        self._note.setObjectName("import_note")
        self._remember.setObjectName("remember_as")
        self._remember.setAccessibleName("Remember these columns as")
        self._remember.setPlaceholderText("a name, such as Weekly export")
        label, remember = QLabel("Remember these columns as"), QHBoxLayout()
        label.setBuddy(self._remember)
        remember.addWidget(label)
        remember.addWidget(self._remember)
        remember.addStretch(1)
        for part in (self._facts, self._bar, self._question, frame, self._note):
            self.body.addWidget(part)
        self.body.addLayout(remember)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self._bar.source_chosen.connect(self.source_chosen)
        self._bar.mapping_chosen.connect(self._on_bar_mapping_chosen)
        self._table.mapping_edited.connect(self._on_table_mapping_edited)
        self._table.taken_over.connect(self._say)
        self._question.order_chosen.connect(self.choices_changed)

    def _on_bar_mapping_chosen(self, name: str) -> None:
        assert self._proposal is not None
        source = self._proposal.source
        saved = next((each for each in self._proposal.saved if each.name == name), None)
        sample = replace(source.table, rows=source.table.rows[:TELLING_ROWS])
        self._basis = remembered_mapping(source, saved) if saved else map_columns(sample, source.kind)
        self._table.show_mapping(self._basis)
        self._remember.setText(name)
        self.choices_changed.emit()

    def _on_table_mapping_edited(self) -> None:
        self._say("")
        self.choices_changed.emit()

    def _is_proposed(self) -> bool:
        return self._proposal is not None and self._basis is self._proposal.mapping

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
