"""Shows a person's competency ratios: now, goal, and the range drawn as a bar."""

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from salesdesk.gui.layouts import configure
from salesdesk.gui.measures import keep
from salesdesk.gui.team.person_header import UNFOLDED, is_folded
from salesdesk.gui.team.results_card import RESULTS
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.labels import PlainLabel, marked, wrapping_label
from salesdesk.practice.explain import explain
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.rounding import percent_words
from salesdesk.services.metrics.values import RatioRow, RatioTable

WIDTH, HEIGHT = 90, 22


class RangeBar(QWidget):
    """A band for the likely range, a line for the own one, a dot for the plain ratio, a stroke for the goal."""

    def __init__(
        self, theme: Theme, estimate: Estimate, goal: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._estimate, self._goal = theme, estimate, goal
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = estimate.words
        if goal is not None:
            words = _("{words}; goal {goal}", words=words, goal=percent_words(goal))
        configure(self, says=words, tip=words)

    def sizeHint(self) -> QSize:
        """Gives a size that fits into a line of text."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Gives the narrowest bar that can still be read."""
        return QSize(self._theme.px(WIDTH * 0.6), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints line, band, goal and dot."""
        px, colour = self._theme.px, self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = self.height() / 2, px(4)
        painter.setPen(QPen(colour("border"), px(2)))
        painter.drawLine(self._at(0), round(middle), self._at(1), round(middle))
        found = self._estimate
        if found.low is not None and found.high is not None:
            painter.setPen(QPen(colour("accent_mid"), px(2)))
            painter.drawLine(self._at(found.low), round(middle), self._at(found.high), round(middle))
        if found.likely is not None:
            low, high = (self._at(end) for end in found.likely)
            band = QRectF(low, middle - px(5), high - low, px(10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_mid"))
            painter.drawRoundedRect(band, px(5), px(5))
        if self._goal is not None:
            painter.setPen(QPen(colour("text"), px(2)))
            painter.drawLine(
                self._at(self._goal), round(middle - px(9)), self._at(self._goal), round(middle + px(9))
            )
        if found.share is not None:
            painter.setPen(QPen(colour("card"), px(1)))
            painter.setBrush(colour("accent_text"))
            painter.drawEllipse(QRectF(self._at(found.share) - dot, middle - dot, 2 * dot, 2 * dot))
        painter.end()

    def _at(self, share: float) -> int:
        edge = self._theme.px(5)
        return round(edge + min(1.0, max(0.0, share)) * (self.width() - 2 * edge))


NO_COMPETENCY = _(
    "A competency is a ratio that skill can move, such as conversations that become meetings. "
    "None is in use yet. Choose Tools > Lists to set them up, three to start with."
)
FEW_TRIALS = _(
    "The dot is the plain ratio, the bar where it is likely to be: a wide bar is too early to call."
)
CENTRED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CompetenciesCard(Card, Block):
    """One line a competency; the figure opens the weekly numbers behind it."""

    reads = frozenset({UNFOLDED})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context.theme, _("Core competencies"), parent=place.ground)
        self._place, self._context = place, place.context
        self.setObjectName("competencies_card")
        self.explain(explain("shrunk_ratio").text)

    def show_person(self, person_id: int | None) -> None:
        """Shows the ratios of the last days; of a self-starter they are folded away."""
        state = self._place.state
        folded = is_folded(state)
        self.setVisible(not folded)
        if not folded:
            self._show(state.services.team.competencies(person_id or 0), state.get(RESULTS).ratio_days)

    def _show(self, table: RatioTable, days: int) -> None:
        self.set_title(_("Core competencies"), n_("last {number} day", "last {number} days", days))
        each = (f"{row.label}: {row.verdict}. {row.needs}".strip(". ") for row in table.rows)
        self.explain("\n".join((explain("shrunk_ratio").text, *(f"{words}." for words in each))))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        keep(self._context.theme, grid, across=10)
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
        for column, words in enumerate((_("Ratio"), _("Now"), _("Goal"), _("Likely range"))):
            label = configure(PlainLabel(words), "small", bold=True)
            grid.addWidget(label, 0, column, CENTRED if column in (1, 2) else Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, grid: QGridLayout, place: int, row: RatioRow) -> None:
        formats, found = self._context.formats, row.estimate
        name = marked(wrapping_label(f"{escape(row.label)}<br><small>{escape(found.count_words)}</small>"))
        now = configure(
            QPushButton(formats.percent(found.share)), "link", name="competency_now",
            says=f"{row.label}: {found.say(formats.percent)}", tip=_("Show the weekly numbers behind this ratio"),
        )  # fmt: skip
        team = self._place.services.team
        now.clicked.connect(lambda: self._place.show_rows(team.numbers_behind(row.behind)))
        grid.addWidget(name, place, 0)
        grid.addWidget(now, place, 1, CENTRED)
        grid.addWidget(PlainLabel(formats.percent(row.goal)), place, 2, CENTRED)
        grid.addWidget(RangeBar(self._context.theme, found, row.goal), place, 3)
