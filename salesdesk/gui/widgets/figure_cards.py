"""Shows figures as cards beside one another, each with the rows behind it and how it is computed."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.frozen import frozen
from salesdesk.gui.layouts import configure, fill, laid_out_once
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.block import UNREAD
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.figure_label import FigureLabel

NARROWEST: Final = 215
ShownFigure = Any
"""Any value with what `FigureWords` has, such as a figure a practice declares."""


@frozen
class FigureWords:
    """One figure in words; `ids` are the records behind it, None where they are found when asked for."""

    key: str
    title: str
    text: str
    spread: str = ""
    note: str = ""
    explanation: str = ""
    ids: tuple[int, ...] | None = None


class FigureCards(QWidget):
    """A card a figure, made when the figure is first given; one that is not given any more is hidden."""

    rows_requested = Signal(str)

    def __init__(self, theme: Theme, name: str = "figure", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._cards: dict[str, tuple[Card, FigureLabel]] = {}
        self._layout = keep(theme, ColumnsLayout(self, most=4, in_rows=True), column=NARROWEST)
        self._layout.even = True

    def show_figures(self, found: Sequence[ShownFigure]) -> None:
        """Shows the figures in their order."""
        with laid_out_once(*[self._layout] if self.isVisible() else ()):
            for each in found:
                card, label = self._card(each.key)
                card.set_title(each.title)
                card.explain(each.explanation)
                label.show_figure(each.text, spread=each.spread, note=each.note, clickable=each.ids != ())
            shown = {each.key for each in found}
            for key, (card, _label) in self._cards.items():
                card.setVisible(key in shown)

    def wait(self) -> None:
        """Shows no figures for the while in which somebody else's are read."""
        for _card, label in self._cards.values():
            label.show_figure("…")

    def fail(self) -> None:
        """Says of every figure that it could not be read."""
        for _card, label in self._cards.values():
            label.show_figure("–", note=UNREAD, clickable=False)

    def _card(self, key: str) -> tuple[Card, FigureLabel]:
        if key not in self._cards:
            card = configure(Card(self._theme, parent=self), name=f"{self._name}_{key}")
            label = FigureLabel(self._theme)
            label.rows_requested.connect(partial(self.rows_requested.emit, key))
            fill(card.body, label, None)
            self._layout.addWidget(card)
            self._cards[key] = card, label
        return self._cards[key]
