"""Frames one subject: a title, quiet words beside it, links, a "?" that explains the figures, a body."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, fill, link, widgets_in
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden
from salesdesk.gui.widgets.labels import PlainLabel, WrappedLabel

EXPLAINS = _("How is this computed?")


class Card(QFrame):
    """A quiet frame; parts are put into its `body` layout."""

    explanation_requested = Signal()

    def __init__(self, theme: Theme, title: str = "", side: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = PlainLabel(title)
        self._side = PlainLabel(side)
        self._help, self._how = QToolButton(), WrappedLabel()
        self._links: list[QPushButton] = []
        self._header, self._below, self._links_below = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.body = QVBoxLayout()
        self._outer = QVBoxLayout(self)
        self._content: QWidget | None = None
        self._build_ui()
        self._connect()

    @property
    def title(self) -> str:
        """Gives the title."""
        return self._title.text()

    def set_title(self, title: str, side: str | None = None) -> None:
        """Changes the title and, if given, the quiet words beside it."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._title.setVisible(bool(title))
        if side is not None:
            self._side.setText(side)
            self._side.setVisible(bool(side))
        self._fit_header()

    def add_action(self, words: str, then: Callable[[], object], *, writes: bool = False) -> QPushButton:
        """Puts a link into the head of the card."""
        made = link(words, then, says=f"{words}: {self.title}" if self.title else words, writes=writes)
        self._links.append(made)
        self.add_to_header(made)
        return made

    def add_to_header(self, widget: QWidget) -> None:
        """Puts a small control into the head of the card, before the "?"."""
        self._header.insertWidget(self._header.indexOf(self._help), widget)

    def show_content(self, content: QWidget) -> None:
        """Puts a widget at the end of the body, in place of the one that was put there before."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.body.addWidget(content)

    def explain(self, words: str) -> None:
        """Offers "How is this computed?", which opens in the card, by a click or by the keyboard."""
        self._help.setVisible(bool(words))
        self._help.setAccessibleDescription(words)
        self._how.setText(words)
        self._how.setVisible(bool(words) and self._help.isChecked())
        self._fit_header()

    def toggle_explanation(self) -> None:
        """Opens the account of the figures in the card, and closes it when it is asked for again."""
        self._help.toggle()

    def minimumSizeHint(self) -> QSize:
        """Asks for no room for what may stand beneath the title instead of beside it."""
        least, hint = self.body.minimumSize().width(), super().minimumSizeHint()
        beside = [each for each in self._links if self._header.indexOf(each) >= 0 and not each.isHidden()]
        freed = sum(each.sizeHint().width() + self._header.spacing() for each in beside)
        margins = self._outer.contentsMargins()
        width = max(least + margins.left() + margins.right(), hint.width() - freed)
        return QSize(width, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts what has no room beside the title beneath it."""
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Leaves the title in one line: the quiet words give way first, then the links."""
        margins, gap = self._outer.contentsMargins(), self._header.spacing()
        room = self.width() - margins.left() - margins.right() - _words_width(self._title)
        fitted = (self._title, self._side, *self._links)
        others = [part for part in widgets_in(self._header) if part not in fitted and not part.isHidden()]
        room -= sum(part.sizeHint().width() + gap for part in others)
        links = sum(each.sizeHint().width() + gap for each in self._links if not each.isHidden())
        self._stand(links_below=links > room, side_below=links + _words_width(self._side) + gap > room)

    def _stand(self, *, links_below: bool, side_below: bool) -> None:
        if side_below != (self._below.indexOf(self._side) >= 0):
            if side_below:
                self._below.insertWidget(0, self._side)
            else:
                self._header.insertWidget(1, self._side, 2)
            side = Qt.AlignmentFlag.AlignLeft if side_below else Qt.AlignmentFlag.AlignRight
            self._side.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        for each in self._links:
            if links_below != (self._links_below.indexOf(each) >= 0):
                if links_below:
                    self._links_below.insertWidget(self._links_below.count() - 1, each)
                else:
                    self.add_to_header(each)

    def _build_ui(self) -> None:
        configure(self, "card", says=self._title.text())
        embolden(self._title)
        configure(self._title, "heading")
        configure(self._side, "muted")
        self._title.setWordWrap(True)
        wrapping = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        wrapping.setHeightForWidth(True)
        self._title.setSizePolicy(wrapping)
        self._side.setWordWrap(True)
        self._side.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        configure(self._help, name="card_help", says=EXPLAINS, tip=EXPLAINS).setCheckable(True)
        self._help.setIcon(Icons(self._theme).icon("help"))
        self._how.setWordWrap(True)
        configure(self._how, "muted", name="card_how").hide()
        # Showing a widget that has no parent yet would open it as a window of its own for a moment.
        for part in (self._title, self._side, self._help):
            if not part.text():
                part.hide()
        self._header.addWidget(self._title, 3)
        self._header.addWidget(self._side, 2)
        self._header.addWidget(self._help, alignment=Qt.AlignmentFlag.AlignRight)
        self._links_below.addStretch()
        fill(self._below, self._links_below)
        fill(self._outer, self._header)
        fill(self._outer, self._below)
        self._outer.addWidget(self._how)
        fill(self._outer, (self.body, 1))
        self._header.setContentsMargins(0, 0, 0, 0)
        keep(self._theme, self._outer, margins=(14, 12, 14, 12), spacing=8)
        keep(self._theme, self._header, spacing=8)
        keep(self._theme, self.body, spacing=6)
        keep(self._theme, self._help, icon=16, width=22, height=22)
        keep(self._theme, self._title, least_height=22)
        self._fit_header()

    def _connect(self) -> None:
        self._theme.theme_changed.connect(self._fit_header)
        self._help.toggled.connect(self._on_help_toggled)

    def _on_help_toggled(self, wanted: bool) -> None:
        self._how.setVisible(wanted)
        if wanted:
            self.explanation_requested.emit()


def _words_width(label: QLabel) -> int:
    return 0 if label.isHidden() else label.fontMetrics().horizontalAdvance(label.text()) + 2
