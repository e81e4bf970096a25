"""The head of a list: the filter, how many there are, what can be done with the chosen rows, and what is said of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from salesdesk.gui.layouts import column, configure, search_line
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.flow_layout import FlowLayout
from salesdesk.gui.widgets.keyed_form import key_text
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.single_press import once_a_double_click
from salesdesk.model import kind_of

FILTER_WIDTH = 220
MOST_NAMED: Final = 3


class ListBar(QWidget):
    """Filter and buttons; they fold into more lines where the room is short."""

    add_requested = Signal()
    delete_requested = Signal()
    move_requested = Signal(int)
    words_typed = Signal()

    def __init__(self, theme: Theme, kind: str, *, movable: bool) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._count = QLineEdit(), PlainLabel()
        self.add_button = QPushButton(_("Add {label}", label=kind_of(kind).label.lower()))
        self._delete = QPushButton(_("Delete"))
        self._moves = {QPushButton(_("Move up")): -1, QPushButton(_("Move down")): 1} if movable else {}
        self._build_ui(kind_of(kind).plural.lower())
        self._connect()

    def words(self) -> str:
        """Gives what is typed into the filter."""
        return self._words.text()

    def clear(self) -> None:
        """Empties the filter without asking for anything."""
        self._words.blockSignals(True)
        self._words.clear()
        self._words.blockSignals(False)

    def take_focus(self) -> None:
        """Puts the keyboard into the filter."""
        self._words.setFocus()
        self._words.selectAll()

    def show_count(self, words: str) -> None:
        """Says how many are shown."""
        self._count.setText(words)

    def show_chosen(self, count: int) -> None:
        """Offers what can be done with the chosen rows."""
        self._delete.setEnabled(count > 0)
        self._delete.setText(_("Delete") if count < 2 else _("Delete {count}", count=count))
        for button in self._moves:
            button.setEnabled(count == 1)

    def _build_ui(self, plural: str) -> None:
        search_line(_("Find in {plural}", plural=plural), "list_filter", self._words)
        self._words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        configure(self._count, "small")
        self._count.setWordWrap(True)
        buttons = [(self.add_button, "list_add", "Ctrl+N"), (self._delete, "list_delete", _("Delete"))]
        names = (("list_up", "Alt+Up"), ("list_down", "Alt+Down"))
        buttons += [(button, *name) for button, name in zip(self._moves, names, strict=False)]
        flow = keep(self._theme, FlowLayout(), spacing=8)
        flow.addWidget(self._words)
        for button, name, keys in buttons:
            configure(button, name=name, tip=f"{button.text()} ({key_text(keys)})", writes=True)
            button.setAutoDefault(False)
            flow.addWidget(button)
        keep(self._theme, column(flow, self._count, on=self), spacing=6)
        keep(self._theme, self._words, width=FILTER_WIDTH)

    def _connect(self) -> None:
        self._words.textChanged.connect(self.words_typed)
        self.add_button.clicked.connect(self.add_requested)
        once_a_double_click(self.add_button)
        self._delete.clicked.connect(self.delete_requested)
        for button, by in self._moves.items():
            button.clicked.connect(lambda _checked=False, by=by: self.move_requested.emit(by))


def count_words(kind: str, shown: int, matching: int, whole: int) -> str:
    """Says how many records are shown, and when there are more than a list can hold."""
    if not whole:
        return ""
    label, plural = kind_of(kind).label.lower(), kind_of(kind).plural.lower()
    if shown < matching:
        which = _("added last") if kind_of(kind).newest_first else _("that come first")
        of = _("the {matching:,} that match", matching=matching) if matching < whole else f"{whole:,}"
        return _(
            "The {shown:,} {which}, of {of}. Type in the filter to find the others.",
            shown=shown,
            which=which,
            of=of,
        )
    if matching < whole:
        return _("{matching:,} of {whole:,} {plural}", matching=matching, whole=whole, plural=plural)
    return f"1 {label}" if whole == 1 else f"{whole:,} {plural}"


def made_words(kind: str) -> str:
    """Says what was just added to a list, and what to do next."""
    return _("Added: {label}, today. Type over its name.", label=kind_of(kind).label.lower())


def trashed_words(kind: str, titles: Sequence[str], still_referring: Sequence[str]) -> str:
    """Says that records are in the Trash, and what still points at them."""
    if len(titles) <= MOST_NAMED:
        names = ", ".join(f"“{title}”" for title in titles)
    else:
        names = f"{len(titles)} {kind_of(kind).plural.lower()}"
    said = _("In the Trash, with what belongs to it: {names}. Ctrl+Z brings it back.", names=names)
    if not still_referring:
        return said
    few = len(still_referring) == 1 and still_referring[0].startswith("1 ")
    return n_(
        "{said} Still {others} refers to it and has nothing there now.",
        "{said} Still {others} refer to it and have nothing there now.",
        1 if few else 2,
        said=said,
        others=_(" and ").join(still_referring),
    )
