"""Paints words, rules and vector drawings on one PDF page, measured in points from its upper left corner."""

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPen,
    QRgba64,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtSvg import QSvgRenderer

from salesdesk.env.fonts import FAMILY, text_font_file
from salesdesk.frozen import frozen

UNITS: Final = 20
"""Device units to a point: fine enough that letters stand where the font wants them."""
DOTS_AN_INCH: Final = 72 * UNITS
LEADING: Final = 1.36
WEIGHT: Final = "wght"
COME_UPON: Final = (QBrush, QPoint, QRect, QRgba64, QSize, QTextLine)
"""Classes of Qt that painting comes upon and nothing here names: they are made with this module, so on the thread
that imports it, and a sheet may be painted on another (`gui/loading.py` tells why that matters)."""
TEXT, MUTED, ACCENT, LINE = "#1e2733", "#5f6b7a", "#0f766e", "#c9d3dd"


@frozen
class Style:
    """How words look: size in points, weight and colour."""

    size: float = 9.0
    strong: bool = False
    colour: str = TEXT

    @property
    def leading(self) -> float:
        """Gives the distance of two lines in points."""
        return self.size * LEADING


BODY = Style()
BOLD = Style(strong=True)
QUIET = Style(colour=MUTED)
SMALL = Style(size=7.8, colour=MUTED)
HEADING = Style(size=10.5, strong=True)
TITLE = Style(size=20, strong=True)


def together(words: str) -> str:
    """Keeps words on one line, such as "likely 20 to 55%": a figure that is parted reads as another."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


class PdfPage:
    """One page; lengths are points, and y grows downwards."""

    def __init__(self, painter: QPainter, width: float, height: float) -> None:
        self._painter = painter
        self.width = width
        self.height = height
        # A sheet is laid out in a hundred ways until one fits; most of its words are as wide in the next.
        self._broken: dict[tuple[str, float, float, bool], list[str]] = {}

    def lines(self, words: str, width: float, style: Style, most: int | None = None) -> list[str]:
        """Breaks words into lines no wider than `width`; with `most`, the last one ends in "…" if more follows."""
        key = words, width, style.size, style.strong
        if (broken := self._broken.get(key)) is None:
            metrics = self._metrics(style)
            parts = (_broken(paragraph, width * UNITS, metrics) for paragraph in words.splitlines())
            broken = self._broken[key] = [line for part in parts for line in part]
        if most is None or len(broken) <= most:
            return broken
        last = self._metrics(style).elidedText(
            f"{broken[most - 1]} …", Qt.TextElideMode.ElideRight, width * UNITS
        )
        return [*broken[: most - 1], last if last.endswith("…") else f"{last}…"]

    def measure(self, words: str, width: float, style: Style = BODY, most: int | None = None) -> float:
        """Gives the height that words take at a width."""
        return len(self.lines(words, width, style, most)) * style.leading

    def advance(self, words: str, style: Style = BODY) -> float:
        """Gives the width of words on one line."""
        return self._metrics(style).horizontalAdvance(words) / UNITS

    def _metrics(self, style: Style) -> QFontMetricsF:
        return QFontMetricsF(_font(style), self._painter.device())

    def words(
        self, x: float, y: float, words: str, style: Style = BODY, *, width: float | None = None,
        most: int | None = None, right: bool = False, link: str = "",
    ) -> float:  # fmt: skip
        """Paints words from (x, y) down, wrapped at `width`, leading to `link`; gives the height they took."""
        lines = self.lines(words, width, style, most) if width is not None else [words]
        self._painter.setFont(_font(style))
        self._painter.setPen(QColor(style.colour))
        baseline = y + style.size * 1.02
        for line in lines:
            left = x + (width or 0) - self.advance(line, style) if right else x
            self._line(QPointF(left * UNITS, baseline * UNITS), line, link)
            baseline += style.leading
        return len(lines) * style.leading

    def _line(self, start: QPointF, words: str, link: str) -> None:
        """Paints one line; Qt makes words a link in the file only where they are laid out as one."""
        if not link:
            self._painter.drawText(start, words)
            return
        place = QTextCharFormat()
        place.setAnchor(True)
        place.setAnchorHref(link)
        laid = QTextLayout(words, self._painter.font(), self._painter.device())
        whole = QTextLayout.FormatRange()
        whole.start, whole.length, whole.format = 0, len(words), place
        laid.setFormats([whole])
        laid.beginLayout()
        line = laid.createLine()
        laid.endLayout()
        laid.draw(self._painter, start - QPointF(0, line.ascent()))

    def rule(self, x: float, y: float, width: float, colour: str = LINE, thickness: float = 0.6) -> None:
        """Paints a level line."""
        self._painter.setPen(QPen(QColor(colour), thickness * UNITS))
        self._painter.drawLine(QPointF(x * UNITS, y * UNITS), QPointF((x + width) * UNITS, y * UNITS))

    def box(self, x: float, y: float, size: float, *, ticked: bool = False) -> None:
        """Paints a box to tick, or one that is ticked."""
        self._painter.setPen(QPen(QColor(MUTED), 0.8 * UNITS))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(
            QRectF(x * UNITS, y * UNITS, size * UNITS, size * UNITS), 1.2 * UNITS, 1.2 * UNITS
        )
        if ticked:
            self._painter.setPen(QPen(QColor(ACCENT), 1.3 * UNITS))
            corners = ((0.2, 0.52), (0.42, 0.75), (0.82, 0.22))
            self._painter.drawPolyline(
                [QPointF((x + a * size) * UNITS, (y + b * size) * UNITS) for a, b in corners]
            )

    def drawing(self, svg: bytes, x: float, y: float, width: float, height: float) -> None:
        """Paints a vector drawing into a rectangle."""
        # The drawing would inherit what the painter held last.
        self._painter.setFont(_font(BODY))
        self._painter.setPen(QPen(QColor(TEXT)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        renderer = QSvgRenderer(QByteArray(svg))
        renderer.render(self._painter, QRectF(x * UNITS, y * UNITS, width * UNITS, height * UNITS))


def load_font() -> None:
    """Makes the text font known to Qt, once in the life of the program."""
    if FAMILY not in QFontDatabase.families():
        QFontDatabase.addApplicationFont(str(text_font_file()))


@lru_cache(maxsize=64)
def _font(style: Style) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(round(style.size * UNITS))
    font.setVariableAxis(QFont.Tag(WEIGHT), 600 if style.strong else 400)
    # Its contextual forms of ":" and "-" have no character of their own, so copied words would be broken.
    font.setFeature(QFont.Tag("calt"), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _broken(paragraph: str, width: float, metrics: QFontMetricsF) -> list[str]:
    """Breaks one paragraph greedily; a word wider than the line goes on in the next one, whole.

    A no-break space is no place to break at, so `split()` alone would part what belongs together.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, re.split(r"[ \t]+", paragraph)):
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, metrics)
        lines += full
    return [*lines, line]


def _pieces(word: str, width: float, metrics: QFontMetricsF) -> list[str]:
    """Cuts a word that is wider than the line into pieces that are not."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and metrics.horizontalAdvance(pieces[-1] + sign) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
