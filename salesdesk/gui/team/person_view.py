"""The page of one person: results first, then competency and development, what happened, and the facts."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.team.board_card import BoardCard
from salesdesk.gui.team.competencies_card import CompetenciesCard
from salesdesk.gui.team.facts_form import FactsForm
from salesdesk.gui.team.person_header import PersonHeader
from salesdesk.gui.team.results_card import ResultsCard
from salesdesk.gui.team.strengths_card import StrengthsCard
from salesdesk.gui.team.timeline_list import TimelineCard
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model import field_of
from salesdesk.model.fields import FieldType
from salesdesk.services.metrics.values import FigureRows
from salesdesk.services.records import RecordsService
from salesdesk.services.team.service import TeamService

CARD_WIDTH = 330
BACK_OFF = _(
    "Self-starter: results and a monthly review are enough, so competencies and lanes are folded away."
)


class PersonView(QScrollArea):
    """Cards about one person; what they wish for goes to the tab."""

    figure_requested = Signal(str)
    rows_requested = Signal(object)
    record_requested = Signal(str, int)
    changed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, team: TeamService, records: RecordsService, context: GuiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._team, self._records, self._context = team, records, context
        self._person_id, self._unfolded = 0, set[int]()
        self._header, self._results = PersonHeader(context), ResultsCard(context)
        self._competencies, self._board = CompetenciesCard(context), BoardCard(context)
        self._strengths, self._timeline = StrengthsCard(team, records, context), TimelineCard(team, context)
        self._facts_card = Card(context.theme, _("Facts"))
        self.facts = FactsForm(
            [each for each in records.fields("salesperson") if each.editable], context.tools
        )
        self._build_ui()
        self._connect()

    @property
    def strengths(self) -> RecordTable:
        """Gives the table of strengths, in which somebody may be typing."""
        return self._strengths.table

    def show_person(self, person_id: int) -> None:
        """Shows a person; another person than before is shown from the top."""
        page = self._team.page(person_id)
        if person_id != self._person_id:
            self.facts.settle()
            self.verticalScrollBar().setValue(0)
        self._person_id = person_id
        results = self._team.results(person_id)
        self._header.show_page(page)
        self._results.show_results(results)
        self._strengths.show_person(person_id)
        self.facts.show_row(self._records.one("salesperson", person_id))
        self._timeline.show_person(person_id)
        folded = page.self_starter and person_id not in self._unfolded
        self._fold.setVisible(folded)
        for card in (self._competencies, self._board):
            card.setVisible(not folded)
        if not folded:
            self._competencies.show_table(self._team.competencies(person_id), results.ratio_days)
            self._board.show_board(self._team.board(person_id))

    def edit_name(self) -> None:
        """Puts the keyboard into the name, ready to be typed over."""
        self.facts.edit("name")

    def add_strength(self) -> None:
        """Adds a strength and opens its name for typing."""
        self._strengths.add_strength()

    def _build_ui(self) -> None:
        configure(self, name="person_view")
        configure(self._facts_card, name="facts_card").body.addWidget(self.facts)
        self._fold, page = self._fold_line(), QWidget()
        # What is put into its place before it is filled is told of its style once, and not at each place it passes.
        scrolled(page, scroll=self)
        cards, lines = QWidget(page), QVBoxLayout(page)
        columns = keep(self._context.theme, ColumnsLayout(cards), column=CARD_WIDTH, spacing=14)
        columns.add_wide(self._results)
        columns.add_wide(self._fold)
        for card in (self._competencies, self._board, self._strengths, self._timeline):
            columns.add_broad(card)
        columns.addWidget(self._facts_card)
        fill(keep(self._context.theme, lines, spacing=14), self._header, cards, None, bare=True)

    def _fold_line(self) -> QWidget:
        line = configure(QFrame(), "banner", "info")
        unfold = configure(QPushButton(_("Show them")), "link", name="unfold_competencies")
        unfold.clicked.connect(self._on_unfold_clicked)
        fill(QHBoxLayout(line), (configure(QLabel(BACK_OFF), wraps=True), 1), unfold)
        return line

    def _connect(self) -> None:
        self._header.mix_requested.connect(lambda: self.figure_requested.emit("assignments"))
        self._results.figure_requested.connect(self.figure_requested)
        self._competencies.rows_requested.connect(self._on_competency_rows_requested)
        self._board.record_requested.connect(self.record_requested)
        self._timeline.record_requested.connect(self.record_requested)
        self._strengths.changed.connect(self.changed)
        self._strengths.table.row_opened.connect(partial(self.record_requested.emit, "strength"))
        self._strengths.table.edit_refused.connect(self.refused)
        self.facts.field_edited.connect(self._on_facts_field_edited)

    def _on_facts_field_edited(self, name: str, value: object) -> None:
        number = self._person_id
        together = f"salesperson {number} {name}"
        with self.facts.taking(name):
            changes = self._records.edit("salesperson", number, name, value, together=together)
        typed = field_of("salesperson", name).type is FieldType.LONG_TEXT
        self.changed.emit(changes.by(self.facts) if typed else changes)

    def _on_competency_rows_requested(self, behind: FigureRows) -> None:
        self.rows_requested.emit(self._team.numbers_behind(behind))

    def _on_unfold_clicked(self) -> None:
        self._unfolded.add(self._person_id)
        self.show_person(self._person_id)
