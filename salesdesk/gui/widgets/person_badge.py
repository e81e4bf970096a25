"""Shows a person as initials on a colour that stays theirs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.theme import Theme
from salesdesk.gui.tokens import PERSON_COLOURS


class PersonBadge(QWidget):
    """A round badge; the name beside it is somebody else's business, but screen readers hear it here."""

    def __init__(
        self, theme: Theme, name: str = "", number: int = 0, *, size: int = 26, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._initials, self._colour = "", QColor()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person(name, number)
        theme.theme_changed.connect(self._on_theme_changed)

    def show_person(self, name: str, number: int) -> None:
        """Shows a person; `number` is the record's id and picks the colour."""
        self._initials = initials_of(name)
        self._colour = colour_of(number)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Gives a square of the zoomed size."""
        return QSize(self._theme.px(self._size), self._theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the disc and the initials."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._initials, self._colour, self._theme)
        painter.end()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def paint_badge(painter: QPainter, rect: QRectF, initials: str, colour: QColor, theme: Theme) -> None:
    """Paints a badge into a rectangle, for delegates of lists as well."""
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(square)
    font = theme.font(strong=True)
    font.setPixelSize(max(1, round(side * 0.40)))
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), initials)
    painter.restore()


def initials_of(name: str) -> str:
    """Takes the first letters of the first and the last word of a name."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def colour_of(number: int) -> QColor:
    """Gives the colour that belongs to a record's id."""
    return QColor(PERSON_COLOURS[number % len(PERSON_COLOURS)])
