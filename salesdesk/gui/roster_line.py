"""Paints the lines of the roster: badge, name, level, and a quiet count of what needs the manager."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from salesdesk.gui.roster_model import RosterLine, RosterRole
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import elided
from salesdesk.gui.widgets.person_badge import colour_of, initials_of, paint_badge

TEAM_COLOUR = "#2f3b52"


class LinePainter(QStyledItemDelegate):
    """Paints a line of the roster in a width at 100 %.

    How a line stands is asked of the list: the state that Qt hands over would make all of its large type of styles,
    which nothing else needs before the Desk is there.
    """

    def __init__(self, theme: Theme, width: int, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._width, self._list = theme, width, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: RosterLine = index.data(RosterRole.LINE)
        return QSize(self._theme.px(self._width), self._theme.px(30 if line.heading else 45))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints one line."""
        line: RosterLine = index.data(RosterRole.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.heading:
            self._paint_heading(painter, option.rect, line)
        else:
            self._paint_ground(painter, option.rect, index)
            self._paint_person(painter, option.rect, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, line: RosterLine) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font(12, strong=True))
        painter.setPen(self._theme.colour("muted"))
        area = rect.adjusted(px(16), px(8), -px(8), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line.title)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not self._list.selectionModel().isSelected(index):
            return
        px = self._theme.px
        area = rect.adjusted(px(8), 1, -px(8), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("selection"))
        painter.drawRoundedRect(area, px(6), px(6))
        if self._list.hasFocus():
            painter.setPen(self._theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, px(6), px(6))

    def _paint_person(self, painter: QPainter, rect: QRect, line: RosterLine) -> None:
        px, person = self._theme.px, line.person_id
        colour = QColor(TEAM_COLOUR) if not person else colour_of(person)
        badge = QRect(rect.left() + px(16), rect.center().y() - px(13), px(26), px(26))
        paint_badge(painter, QRectF(badge), line.badge or initials_of(line.title), colour, self._theme)
        needs = self._paint_needs(painter, rect, line)
        words = QRect(badge.right() + px(9), rect.top(), 0, rect.height())
        words.setRight(rect.right() - needs - px(12))
        self._paint_words(painter, words, line)

    def _paint_words(self, painter: QPainter, rect: QRect, line: RosterLine) -> None:
        half = rect.height() // 2
        left = Qt.AlignmentFlag.AlignLeft
        for text, size, token, top, align in (
            (line.title, 14, "text", rect.top() + self._theme.px(1), Qt.AlignmentFlag.AlignBottom),
            (line.detail, 12, "muted", rect.top() + half, Qt.AlignmentFlag.AlignTop),
        ):
            painter.setFont(self._theme.font(size))
            painter.setPen(self._theme.colour(token))
            area = QRect(rect.left(), top, rect.width(), half)
            shown = elided(painter.fontMetrics(), text, area.width())
            painter.drawText(area, int(left | align), shown)

    def _paint_needs(self, painter: QPainter, rect: QRect, line: RosterLine) -> int:
        """Paints the count of what needs attention and gives the room it took."""
        if not line.needs:
            return 0
        px, tone = self._theme.px, "late" if line.late else "soon"
        painter.setFont(self._theme.font(11, strong=True))
        text = str(line.needs)
        width = max(px(18), painter.fontMetrics().horizontalAdvance(text) + px(11))
        pill = QRect(rect.right() - px(14) - width, rect.center().y() - px(9), width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(pill, px(9), px(9))
        painter.setPen(self._theme.colour(tone))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
        return width + px(10)
