"""Shows a person's competency ratios: now, goal, and the range drawn as a bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.team.range_bar import RangeBar
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import wrapping_label
from salesdesk.practice.explain import explain
from salesdesk.services.metrics.values import RatioRow, RatioTable

NO_COMPETENCY = (
    "A competency is a ratio that skill can move, such as conversations that become meetings. "
    "None is in use yet. Choose Tools > Lists to set them up, three to start with."
)
FEW_TRIALS = "The dot is the plain ratio, the bar where it is likely to be: a wide bar is too early to call."
CENTRED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CompetenciesCard(Card):
    """One line a competency; the figure opens the weekly numbers behind it."""

    rows_requested = Signal(object)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.theme, "Core competencies")
        self._context = context
        self.setObjectName("competencies_card")
        self.explain(explain("shrunk_ratio").text)

    def show_table(self, table: RatioTable, days: int) -> None:
        """Shows the ratios of the last days."""
        self.set_title("Core competencies", f"last {days} days")
        each = (f"{row.label}: {row.verdict}. {row.needs}".strip(". ") for row in table.rows)
        self.explain("\n".join((explain("shrunk_ratio").text, *(f"{words}." for words in each))))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._context.theme.px(10))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(3, 2)
        if table.rows:
            self._add_heads(grid)
        for place, row in enumerate(table.rows, 1):
            self._add_row(grid, place, row)
        words = wrapping_label(FEW_TRIALS if table.rows else NO_COMPETENCY, "small")
        grid.addWidget(words, len(table.rows) + 1, 0, 1, 4)
        grid.setRowStretch(len(table.rows) + 2, 1)
        self.show_content(holder)

    def _add_heads(self, grid: QGridLayout) -> None:
        for column, words in enumerate(("Ratio", "Now", "Goal", "Likely range")):
            label = wrapping_label(words, "small")
            label.setWordWrap(False)
            embolden(label)
            grid.addWidget(label, 0, column, CENTRED if column in (1, 2) else Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, grid: QGridLayout, place: int, row: RatioRow) -> None:
        formats, found = self._context.formats, row.estimate
        counts = found.count_words
        name = QLabel(f"{row.label}<br><small>{counts}</small>")
        name.setWordWrap(True)
        now = QPushButton(formats.percent(found.share))
        set_role(now, "link")
        now.setObjectName("competency_now")
        now.setToolTip("Show the weekly numbers behind this ratio")
        now.setAccessibleName(f"{row.label}: {found.say(formats.percent)}")
        now.clicked.connect(lambda: self.rows_requested.emit(row.behind))
        grid.addWidget(name, place, 0)
        grid.addWidget(now, place, 1, CENTRED)
        grid.addWidget(QLabel(formats.percent(row.goal)), place, 2, CENTRED)
        grid.addWidget(RangeBar(self._context.theme, found, row.goal), place, 3)
