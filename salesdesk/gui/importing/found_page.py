"""The first page: what was found in the file, and which column goes into which field."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from salesdesk.env.locale import Formats
from salesdesk.exchange.asked_columns import ASKED, answered
from salesdesk.exchange.chosen_columns import remembered_mapping
from salesdesk.exchange.file_tables import ALL_SHEETS, JOINED
from salesdesk.exchange.import_file import ImportChoices, Source
from salesdesk.exchange.mapping import ColumnMapping
from salesdesk.exchange.nameless import proposed_columns
from salesdesk.exchange.parse_dates import DateOrder, parse_date
from salesdesk.exchange.proposal import Proposal, telling_date
from salesdesk.gui.importing.mapping_table import MappingTable
from salesdesk.gui.importing.question_card import NOTHING_CHOSEN, QuestionCard, choose_first
from salesdesk.gui.importing.wizard_page import WizardPage
from salesdesk.gui.importing.words import file_words, kind_words
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.field_editors import ChoiceField
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.labels import PlainLabel, wrapping_label
from salesdesk.services.importing.values import RECORD_OF, ImportQuestion

TELLING_ROWS = 2000


class FoundPage(WizardPage):
    """Shows a proposal and takes what is decided otherwise."""

    source_chosen = Signal(str, str)
    choices_changed = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme, "import_found")
        self._formats = formats
        self._proposal: Proposal | None = None
        self._basis = self._asked_about = ColumnMapping()
        self._facts, self._unread = wrapping_label("", "muted"), wrapping_label()
        self._bar, self._question = SourceBar(theme, formats), DateQuestion(theme, formats)
        self._card = QuestionCard(theme)
        self._table, self._remember = MappingTable(theme), QLineEdit()
        self._build_ui()
        self._connect()
        keep(theme, self._remember, least_width=240)

    def show_proposal(self, proposal: Proposal) -> None:
        """Shows what was found in a file."""
        self._proposal, self._basis = proposal, proposal.mapping
        source = proposal.source
        self._facts.setText(file_words(source, self._formats))
        self._unread.setText("\n".join(source.table.left_out))
        self._unread.setVisible(bool(source.table.left_out))
        self._bar.show_proposal(proposal)
        self._table.show_table(source.table, source.kind, proposal.mapping)
        self._remember.setText(proposal.mapping.remembered)
        self._question.forget()
        self._card.forget()
        if proposal.unclear:
            self._question.ask(*telling_date(source, self._table.columns()))

    def show_source_again(self) -> None:
        """Takes back a wish for another kind or sheet that could not be fulfilled."""
        if self._proposal is not None:
            self._bar.show_proposal(self._proposal)

    def ask_date_order(self) -> None:
        """Asks in place how the dates are to be read; where that stands there already, says what can be chosen."""
        assert self._proposal is not None
        passed_over = not self._question.isHidden()
        self._question.ask(*telling_date(self._proposal.source, self._table.columns()))
        if passed_over:
            self._question.remind()
        self.ensureWidgetVisible(self._question)
        self._question.take_focus()

    def ask(self, question: ImportQuestion) -> None:
        """Asks in place what the file leaves open."""
        self._asked_about = ColumnMapping(self._table.columns(), self._basis.remembered)
        self._card.ask(question)
        self.ensureWidgetVisible(self._card)
        self._card.take_focus()

    def asks_still(self) -> bool:
        """Tells whether a question stands there unanswered, and says in it what can be chosen."""
        if self._card.waiting:
            self._card.remind()
            self.ensureWidgetVisible(self._card)
        return self._card.waiting

    @property
    def source(self) -> Source | None:
        """Gives the file that is shown."""
        return self._proposal.source if self._proposal else None

    @property
    def refused(self) -> bool:
        """Tells whether the rows of the file cannot be of the kind that is shown."""
        return self._proposal is not None and self._proposal.refusal is not None

    @property
    def touched(self) -> bool:
        """Tells whether anything was chosen, answered or typed here."""
        if self._proposal is None:
            return False
        named = self._remember.text().strip() != self._basis.remembered
        asked = bool(self._card.answers()) or self._question.order is not None
        return named or asked or self._moved or self._bar.touched

    @property
    def named_sheet(self) -> str:
        """Gives the sheet that somebody has chosen; empty where it was found."""
        return self._bar.sheet_named

    @property
    def _moved(self) -> bool:
        """Tells whether other columns were chosen than were found or remembered."""
        return self._table.columns() != dict(self._basis.columns)

    def take_up(self, choices: ImportChoices, sheet: str) -> None:
        """Shows what had been chosen, answered and typed before; `sheet` is the one that was named."""
        self._bar.take_up(sheet)
        if choices.columns is not None:
            self._table.show_mapping(ColumnMapping(choices.columns))
        self._remember.setText(choices.mapping_name or "")
        self._card.take_up(choices.answers)
        if choices.date_order is not None and not self._question.isHidden():
            self._question.choose(choices.date_order)

    def choices(self) -> ImportChoices:
        """Gives what was decided; columns nobody touched are left to what found or remembered them."""
        name, columns = self._remember.text().strip(), self._table.columns()
        untouched = columns == dict(self._basis.columns)
        if untouched and name == self._basis.remembered and (name or self._is_proposed()):
            return ImportChoices(name or None, self._question.order, answers=self._card.answers())
        return ImportChoices(name or None, self._question.order, columns, self._card.answers())

    def take_focus(self) -> None:
        """Puts the keyboard where something is asked, else on the first choice."""
        if self._card.waiting:
            self._card.take_focus()
        elif self._question.isVisibleTo(self) and self._question.order is None:
            self._question.take_focus()
        else:
            self._bar.take_focus()

    def _build_ui(self) -> None:
        frame = configure(QFrame(), "card")
        fill(QVBoxLayout(frame), self._table, bare=True)
        label = PlainLabel(_("Remember these columns as"))
        label.setBuddy(configure(self._remember, name="remember_as", says=label.text()))
        self._remember.setPlaceholderText(_("a name, such as Weekly export"))
        remember = fill(QHBoxLayout(), label, self._remember, (None, 1))
        fill(
            self.body,
            self._facts,
            self._bar,
            configure(self._unread, name="import_unread"),
            self._question,
            self._card,
            frame,
            remember,
            (None, 1),
        )

    def _connect(self) -> None:
        self._bar.source_chosen.connect(self.source_chosen)
        self._bar.mapping_chosen.connect(self._on_bar_mapping_chosen)
        self._table.mapping_edited.connect(self._on_table_mapping_edited)
        self._question.order_chosen.connect(self.choices_changed)
        self._card.answered.connect(self._on_card_answered)

    def _on_bar_mapping_chosen(self, name: str) -> None:
        assert self._proposal is not None
        source = self._proposal.source
        saved = next((each for each in self._proposal.saved if each.name == name), None)
        sample = replace(source.table, rows=source.table.rows[:TELLING_ROWS])
        self._basis = (
            remembered_mapping(source.table, source.kind, saved)
            if saved
            else proposed_columns(sample, source.kind)
        )
        self._table.show_mapping(self._basis)
        self._remember.setText(name)
        self.choices_changed.emit()

    def _on_card_answered(self) -> None:
        """Shows where an answer lets a column go."""
        answers, source = self._card.answers(), self._proposal and self._proposal.source
        if source and ASKED & answers.keys():
            shown = answered(source.table, self._asked_about, answers)
            self._basis = self._basis if self._moved else shown
            self._table.show_mapping(shown)
        self.choices_changed.emit()

    def _on_table_mapping_edited(self) -> None:
        self._card.forget()
        self.choices_changed.emit()

    def _is_proposed(self) -> bool:
        return self._proposal is not None and self._basis is self._proposal.mapping


AS_FOUND = ""
SHORTEST, LONGEST = 14, 36
"""So many signs a choice has room for, so that the names of sheets are seen with the counts of their rows."""


class SourceBar(QWidget):
    """Choices beside one another; those that are none for this file do not appear."""

    source_chosen = Signal(str, str)
    mapping_chosen = Signal(str)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._rows: Mapping[str, int] = {}
        self._pairs: dict[str, QWidget] = {}
        self._flow = keep(theme, FlowLayout(self), spacing=20)
        self._kind = self._choice("import_kind", _("The rows are"))
        self._sheet = self._choice("import_sheet", _("Sheet"))
        self._saved, self.sheet_named = self._choice("import_mapping", _("Columns as")), ""
        self.touched, self._at = False, self._kind
        self._connect()

    def show_proposal(self, proposal: Proposal) -> None:
        """Shows the choices for a file and what was found for each."""
        source = proposal.source
        _fill(self._kind, ((kind, kind_words(kind)) for kind in RECORD_OF))
        every = [(ALL_SHEETS, _("All with these columns"))] if source.kind in JOINED else []
        self._rows = source.sheet_rows if len(source.sheet_rows) > 1 else self._rows
        _fill(self._sheet, (*every, *((name, self._counted(name)) for name in proposal.sheets)))
        found = (AS_FOUND, _("found in the file"))
        _fill(
            self._saved,
            (found, *((saved.name, _("remembered: {name}", name=saved.name)) for saved in proposal.saved)),
        )
        self._kind.show_value(source.kind)
        self._sheet.show_value(source.sheet)
        self.sheet_named = self.sheet_named if source.sheet == self.sheet_named else ""
        self._saved.show_value(proposal.mapping.remembered)
        self._pairs["import_sheet"].setVisible(len(proposal.sheets) > 1)
        self._pairs["import_mapping"].setVisible(bool(proposal.saved))

    def take_up(self, sheet: str) -> None:
        """Takes what the rows are, and the sheet where one was named, for chosen before."""
        self.sheet_named, self.touched = sheet, True

    def take_focus(self) -> None:
        """Puts the keyboard on the choice that was made last, else on the first."""
        self._at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, sheet: str) -> str:
        """Gives the name of a sheet with the count of its rows, where it was looked at."""
        count = self._rows.get(sheet)
        if count is None:
            return sheet
        whole = self._formats.whole(count)
        return n_("{sheet} ({rows} row)", "{sheet} ({rows} rows)", count, sheet=sheet, rows=whole)

    def _choice(self, name: str, words: str) -> ChoiceField:
        field = configure(ChoiceField((), self._theme, required=True), name=name, says=words)
        label, pair = PlainLabel(words), configure(QWidget(), "clear")
        label.setBuddy(field)
        fill(QHBoxLayout(pair), label, field, bare=True)
        pair.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(pair)
        self._pairs[name] = pair
        return field

    def _connect(self) -> None:
        self._kind.value_edited.connect(self._on_kind_edited)
        self._sheet.value_edited.connect(self._on_sheet_edited)
        self._saved.value_edited.connect(lambda: self.mapping_chosen.emit(self._saved.value()))

    def _on_kind_edited(self) -> None:
        kind, self.touched, self._at = self._kind.value(), True, self._kind
        joined = self.sheet_named == ALL_SHEETS
        self.source_chosen.emit(kind, "" if joined and kind not in JOINED else self.sheet_named)

    def _on_sheet_edited(self) -> None:
        self.sheet_named, self.touched, self._at = self._sheet.value() or "", True, self._sheet
        self.source_chosen.emit(self._kind.value(), self.sheet_named)


def _fill(field: ChoiceField, options: Iterable[tuple[str, str]]) -> None:
    field.clear()
    for value, words in options:
        field.addItem(words, value)
    longest = max((len(field.itemText(place)) for place in range(field.count())), default=0)
    field.setMinimumContentsLength(min(max(longest, SHORTEST), LONGEST))


ANSWERS: tuple[tuple[DateOrder, str], ...] = (("dmy", _("day first")), ("mdy", _("month first")))


class DateQuestion(QFrame):
    """One sentence with an example out of the file, and its two readings to choose from."""

    order_chosen = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._question, self._hint = wrapping_label(), wrapping_label("", "muted")
        self._group = QButtonGroup(self)
        self._buttons: dict[DateOrder, QPushButton] = {}
        self._column = keep(theme, QVBoxLayout(self), margins=(12, 8, 12, 10), spacing=6)
        self._build_ui()

    @property
    def order(self) -> DateOrder | None:
        """Gives the chosen order, None while nobody has said."""
        return next((order for order, button in self._buttons.items() if button.isChecked()), None)

    def ask(self, column: str, example: str) -> None:
        """Shows the question and what each answer would make of an example out of a column."""
        such = _(" such as {example} under “{column}”", example=example, column=column) if example else ""
        self._question.setText(_("Dates{such} can be read in two ways. Which is it?", such=such))
        for order, words in ANSWERS:
            answer = f"{self._formats.plain_day(parse_date(example, order))}, {words}" if example else words
            self._buttons[order].setText(answer)
            self._buttons[order].setAccessibleName(f"{answer}: {example}" if example else answer)
        self.setAccessibleName(self._question.text())
        self._hint.setText(NOTHING_CHOSEN)
        self._hint.setVisible(self.order is None)
        self.show()

    def remind(self) -> None:
        """Says which answers there are, where somebody wants to go on without one."""
        self._hint.setText(choose_first(button.text() for button in self._buttons.values()))

    def choose(self, order: DateOrder) -> None:
        """Takes an answer that was given before."""
        self._buttons[order].setChecked(True)
        self._hint.hide()

    def take_focus(self) -> None:
        """Puts the keyboard on the first answer."""
        self._buttons[ANSWERS[0][0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Takes the question away, and its answer."""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.hide()

    def _build_ui(self) -> None:
        configure(self, "banner", "soon", name="date_question")
        answers = keep(self._theme, FlowLayout(), spacing=8)
        for order, words in ANSWERS:
            button = pill(words, f"date_order_{order}", by_enter=False)
            button.clicked.connect(self._on_answer_clicked)
            self._group.addButton(button)
            self._buttons[order] = button
            answers.addWidget(button)
        fill(self._column, self._question, answers, self._hint)
        self.hide()

    def _on_answer_clicked(self) -> None:
        self._hint.hide()
        self.order_chosen.emit()
