"""Keeps the words of a tip as they were typed."""

from html import escape

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """Gives words for a tip, which Qt reads as marked up where they look like it, such as “A <b> C”."""
    return f"<span>{escape(words)}</span>" if Qt.mightBeRichText(words) else words
