"""Cuts words where the room ends, but never a figure: a cut number reads as another number."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

# No-break spaces part thousands and stand before units: they belong to the figure.
FIGURE: Final = re.compile(r"[^ \t\n]*\d[^ \t\n]*(?: %)?")
LOOSE: Final = " ,;:·–("


def elided(metrics: QFontMetrics, words: str, width: int) -> str:
    """Gives as many of the words as there is room for; a figure that does not fit goes as a whole."""
    if metrics.horizontalAdvance(words) <= width:
        return words
    kept = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width)).removesuffix("…")
    for figure in FIGURE.finditer(words):
        if figure.start() < len(kept) < figure.end():
            kept = words[: figure.start()]
    return f"{kept.rstrip(LOOSE)}…"
