"""Shows everything that happened to one person, newest first, with its card and its filters."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, fill, pill
from salesdesk.gui.measures import keep
from salesdesk.gui.plain_tips import plain_tip
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.elided import elided
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.model.fields import FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.services.field_words import words_of
from salesdesk.services.team.timeline import GROUPS
from salesdesk.services.team.values import TimelineLine

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT: Final = 30
DAY_WIDTH: Final = 92
SIGNS: Final = {
    "meeting": ("coaching", "accent_text"), "assignment": ("check", "accent_text"),
    "deal": ("chart", "muted"), "strength": ("strength", "soon_mark"), "import": ("import", "muted"),
    "change": ("history", "muted"),
}  # fmt: skip


class TimelineModel(QAbstractListModel):
    """The lines of a timeline; each says in words all that is painted."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: tuple[TimelineLine, ...] = ()

    def set_lines(self, lines: Sequence[TimelineLine]) -> None:
        """Shows these lines; where they are the same, nothing moves."""
        if tuple(lines) != self._lines:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Counts the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answers a line, or all of it in words."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            parts = (self.day(line), self.title(line), self.detail(line), self.amount(line))
            words = ", ".join(part for part in parts if part)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def day(self, line: TimelineLine) -> str:
        """Writes when it was; the year only where it is another one."""
        formats, today = self._context.formats, self._context.clock.today()
        day = line.at.date()
        return formats.short_day(day) if day.year == today.year else formats.plain_day(day)

    def title(self, line: TimelineLine) -> str:
        """Writes what it was, and what moved in a change."""
        if line.move is None:
            return line.title
        before, after = (self._moved(line, value) for value in (line.move.before, line.move.after))
        return f"{line.title}: {before} → {after}"

    def detail(self, line: TimelineLine) -> str:
        """Writes the rest; a time of day where there is one, and that a line is private."""
        at = f"{line.at:%H:%M}" if line.group == "meeting" and line.at.time() != time() else ""
        private = _("private") if line.private else ""
        planned = "" if line.at <= _end_of(self._context.clock.now()) else _("to come")
        return " · ".join(part for part in (at, planned, private, line.detail) if part)

    def amount(self, line: TimelineLine) -> str:
        """Writes the amount of a deal."""
        if line.amount is None:
            return ""
        return self._context.formats.money(line.amount, line.currency)

    def _moved(self, line: TimelineLine, value: Any) -> str:
        assert line.move is not None
        field = line.move.field
        words = str(value or "") if field.type is FieldType.REFERENCE else ""
        return words_of(field, value, self._context.formats, words) or _("empty")


class TimelineDelegate(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._icons = Icons(context.theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Gives every line the same height."""
        return QSize(0, self._context.theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints day, sign, title, detail and amount."""
        model, line = index.model(), index.data(LINE_ROLE)
        assert isinstance(model, TimelineModel)
        theme, px, rect = self._context.theme, self._context.theme.px, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        rect.adjust(px(4), 0, -px(6), 0)
        rect.setLeft(self._words(painter, rect, model.day(line), "muted", least=px(DAY_WIDTH)))
        icon, token = SIGNS.get(line.group) or (kind_of(line.kind).icon or "info", "muted")
        size = px(16)
        square = QRect(rect.left(), rect.center().y() - size // 2, size, size)
        self._icons.paint(painter, square, icon, token)
        rect.setLeft(square.right() + px(10))
        amount = model.amount(line)
        if amount:
            room = painter.fontMetrics().horizontalAdvance(amount)
            painter.setPen(theme.colour("text"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), amount)
            rect.setRight(rect.right() - room - px(10))
        rect.setLeft(self._words(painter, rect, model.title(line), "text") + px(8))
        self._words(painter, rect, model.detail(line), "muted")
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("focus"))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, words: str, token: str, least: int = 0) -> int:
        """Paints words from the left, shortened where they do not fit; gives where they end."""
        metrics = painter.fontMetrics()
        shown = elided(metrics, words, rect.width())
        painter.setPen(self._context.theme.colour(token))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return rect.left() + max(least, metrics.horizontalAdvance(shown))


class TimelineList(QListView):
    """As tall as its lines: the page scrolls, not the list."""

    line_opened = Signal(str, int)

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._model = TimelineModel(context, self)
        self.setModel(self._model)
        self.setItemDelegate(TimelineDelegate(context, self))
        configure(self, name="timeline", says=_("Timeline")).setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_activated)

    def show_lines(self, lines: Sequence[TimelineLine]) -> None:
        """Shows these lines."""
        self._model.set_lines(lines)
        self.fit()

    def fit(self) -> None:
        """Takes the height of all lines."""
        self.setFixedHeight(self._context.theme.px(ROW_HEIGHT) * max(1, self._model.rowCount()) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens a line with Enter."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self._on_activated(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        line: TimelineLine = index.data(LINE_ROLE)
        self.line_opened.emit(line.kind, line.record_id)


def _end_of(now: datetime) -> datetime:
    return datetime.combine(now.date(), time.max)


STEP = 40
NOTHING = _("Nothing is written down yet. Start a one-on-one with F5, and it is the first line here.")
NOTHING_OF_KIND = _("Nothing of this kind yet.")


class TimelineCard(Card, Block):
    """Newest first; no pill pressed means everything."""

    def __init__(self, place: BlockPlace) -> None:
        context = place.context
        super().__init__(context.theme, _("Timeline"), _("newest first"), place.ground)
        self._place, self._context = place, context
        self._person_id: int | None = None
        self._limit = STEP
        self._pills = {
            group: pill(words, f"timeline_{group}", _("Show only: {groups}", groups=words.lower()))
            for group, words in GROUPS.items()
        }
        self._list = TimelineList(context)
        self._empty, self._more = PlainLabel(), QPushButton(_("Show older"))
        self._fill()
        self._connect_parts()

    def show_person(self, person_id: int | None) -> None:
        """Shows what happened with a person; a new person starts at the newest."""
        if person_id != self._person_id:
            self._person_id, self._limit = person_id, STEP
        wanted = [group for group, button in self._pills.items() if button.isChecked()]
        found = self._place.services.team.timeline(person_id or 0, wanted, self._limit)
        self._list.show_lines(found.lines)
        self._list.setVisible(bool(found.lines))
        self._empty.setText(NOTHING_OF_KIND if wanted else NOTHING)
        self._empty.setVisible(not found.lines)
        self._more.setVisible(found.more)
        self.updateGeometry()

    def _fill(self) -> None:
        configure(self, name="timeline_card")
        holder = QWidget()
        fill(keep(self._context.theme, FlowLayout(holder), spacing=6), *self._pills.values())
        configure(self._empty, "muted", wraps=True)
        configure(self._more, "link", name="timeline_more")
        fill(self.body, holder, self._list, self._empty, self._more)

    def _connect_parts(self) -> None:
        for button in self._pills.values():
            button.toggled.connect(self._on_changed)
        self._more.clicked.connect(self._on_more_clicked)
        self._list.line_opened.connect(self._place.show_record)
        self._context.theme.theme_changed.connect(self._list.fit)

    def _on_changed(self) -> None:
        if self._person_id is not None:
            self.show_person(self._person_id)

    def _on_more_clicked(self) -> None:
        self._limit += STEP
        self._on_changed()
