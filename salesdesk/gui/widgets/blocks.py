"""Makes the blocks a page is told of: figure cards, a sentence, a list edited in place, a chart, bars by person.

A page names its blocks in their order, such as `(figures(read), sentence(say), listing("note"))`. Each block works
by itself: rows behind a figure open beside the page, edits go to the records, and the page knows from `kinds` what
makes it stale.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any, Final, cast

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from salesdesk.charts.table import ChartData
from salesdesk.frozen import frozen
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.block import Block, BlockPlace, MakeBlock
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.chart_card import ChartCard
from salesdesk.gui.widgets.chart_view import Draw
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.entry_line import EntryForm
from salesdesk.gui.widgets.figure_cards import FigureCards, ShownFigure
from salesdesk.gui.widgets.labels import PlainLabel, WrappedLabel, marked
from salesdesk.gui.widgets.list_page import ListPage
from salesdesk.model import kind_of
from salesdesk.practice.explain import Explanation
from salesdesk.services.bundle import Services
from salesdesk.services.people import active_people
from salesdesk.services.practices.usual import EntryBlock
from salesdesk.services.rows_behind import RowsBehind

LIST_HEIGHT: Final = 320
ShownBar = Any
"""Any value with `title`, `parts`, which are (words, count) in the order of the legend, and `kind`, `ids` as above."""
Read = Callable[[Services, int | None], Any]
"""Reads what a block shows, of one person or with None of the whole team."""


def open_rows(place: BlockPlace, found: ShownFigure, explanation: str = "") -> None:
    """Opens the records behind a figure beside the page."""
    words = Explanation(found.title, explanation or str(getattr(found, "explanation", "")))
    place.show_rows(RowsBehind(found.title, found.kind, tuple(found.ids), words))


def figures(read: Read) -> MakeBlock:
    """Declares a row of figure cards; `read` gives a sequence of `ShownFigure`."""
    return lambda place: FigureRow(place, read)


def sentence(read: Read) -> MakeBlock:
    """Declares a sentence; where `read` gives no words it takes no room."""
    return lambda place: SentenceLine(place, read)


def entry(declared: EntryBlock) -> MakeBlock:
    """Declares a line that adds a record in one go."""
    return lambda place: EntryLine(place, declared)


def listing(kind: str) -> MakeBlock:
    """Declares the list of a kind of record, edited in place."""
    return lambda place: ListCard(place, kind)


def chart(title: str, draw: Draw, read: Read, explanation: str = "", behind: Read | None = None) -> MakeBlock:
    """Declares a chart; `read` gives its data, `behind` maps the key of a mark to its `ShownBar`."""
    return lambda place: ChartBlock(place, title, draw, read, explanation, behind)


def by_person(title: str, read: Read, explanation: str = "") -> MakeBlock:
    """Declares a bar a person; `read` gives a sequence of `ShownBar`."""
    return lambda place: PersonBars(place, title, read, explanation)


class FigureRow(FigureCards, Block):
    """Figure cards beside one another; each opens the rows behind it and says how it is computed."""

    def __init__(self, place: BlockPlace, read: Read) -> None:
        super().__init__(place.context.theme, parent=place.ground)
        self.kinds = frozenset[str]()
        self._place, self._read = place, read
        self._shown: dict[str, ShownFigure] = {}
        self.rows_requested.connect(self._on_rows_requested)

    def show_person(self, person_id: int | None) -> None:
        """Reads the figures; the card of one that is not given is hidden."""
        found: Sequence[ShownFigure] = self._read(self._place.services, person_id)
        self._shown = {each.key: each for each in found}
        self.kinds = frozenset(each.kind for each in found if each.kind)
        self.show_figures(found)
        self.setVisible(bool(found))

    def _on_rows_requested(self, key: str) -> None:
        open_rows(self._place, self._shown[key])


class SentenceLine(WrappedLabel, Block):
    """What the figures mean, in words."""

    def __init__(self, place: BlockPlace, read: Read) -> None:
        super().__init__()
        self._place, self._read = place, read
        configure(self, name="sentence", wraps=True)

    def show_person(self, person_id: int | None) -> None:
        """Says what is so now."""
        words = str(self._read(self._place.services, person_id))
        self.setText(words)
        self.setVisible(bool(words))


class EntryLine(EntryForm, Block):
    """A line in which something is written down at once, without a form."""

    kinds = frozenset({"salesperson"})

    def __init__(self, place: BlockPlace, declared: EntryBlock) -> None:
        from salesdesk.services.lists.service import ListsService

        super().__init__(place.context, ListsService(place.services.desk, place.context.clock), declared)
        self._desk = place.services.desk

    def show_person(self, person_id: int | None) -> None:
        """Takes what is written next for this person, with None for whom its first words name."""
        self.show_people(active_people(self._desk), person_id)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the command that makes a record of its kind."""
        return {f"new_{self.declared.kind}": self.take_focus}


class ListCard(Card, Block):
    """The records of one kind, of everybody or of one person; what is typed is stored at once."""

    def __init__(self, place: BlockPlace, kind: str) -> None:
        from salesdesk.services.lists.service import ListsService

        super().__init__(place.context.theme, kind_of(kind).plural, parent=place.ground)
        self.kind, self.kinds = kind, frozenset({kind, "salesperson"})
        self._context = place.context
        self.list = ListPage(kind, ListsService(place.services.desk, place.context.clock), place.context)
        self.body.addWidget(self.list, 1)
        self._connect_list(place, kind)

    def show_person(self, person_id: int | None) -> None:
        """Reads the list; the table keeps its place."""
        self.list.show_person(person_id)
        self.list.invalidate()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of a list."""
        return {f"new_{self.kind}": self.list.add, "filter": self.list.take_filter}

    def reach_down(self, content: QWidget, height: int) -> None:
        """Takes the height that is left beneath it, where so much of the page's content is seen."""
        least = self._context.theme.px(LIST_HEIGHT)
        begins = self.list.mapTo(content, QPoint(0, 0)).y()
        edge = self.height() - self.list.geometry().bottom()
        self.list.setMinimumHeight(max(least, height - begins - edge))

    def _connect_list(self, place: BlockPlace, kind: str) -> None:
        place.guard(self.list.table, self.list.table.edit_settled)
        self.list.change_made.connect(self._context.bus.publish)
        self.list.told.connect(self._on_list_told)
        self.list.made.connect(self._on_list_made)
        self.list.table.row_opened.connect(partial(place.show_record, kind))
        keep(self._context.theme, self.list, least_height=LIST_HEIGHT)

    def _on_list_told(self, words: str, tone: str) -> None:
        self._context.messages.say(words, tone=tone)

    def _on_list_made(self, words: str) -> None:
        messages = self._context.messages
        messages.say(words, action=_("Undo"), then=messages.undo_requested.emit)


class ChartBlock(ChartCard, Block):
    """One chart with its twin as a table; a mark opens the rows behind it."""

    def __init__(
        self, place: BlockPlace, title: str, draw: Draw, read: Read, explanation: str, behind: Read | None
    ) -> None:
        super().__init__(place.context, title, draw, place.ground)
        self._place, self._read, self._behind, self._explanation = place, read, behind, explanation
        self.explain(explanation)

    def show_person(self, person_id: int | None) -> None:
        """Reads what is drawn."""
        self.chart.show_data(cast(ChartData, self._read(self._place.services, person_id)))

    def _open_behind(self, key: str) -> None:
        found: Mapping[str, ShownFigure] = (
            self._behind(self._place.services, self._place.state.person_id) if self._behind else {}
        )
        if key in found:
            open_rows(self._place, found[key], self._explanation)


class PersonBars(Card, Block):
    """One bar a person, the longest for whom there is most; a click opens the rows."""

    def __init__(self, place: BlockPlace, title: str, read: Read, explanation: str) -> None:
        super().__init__(place.context.theme, title, parent=place.ground)
        self.kinds = frozenset[str]()
        self._place, self._read, self._explanation = place, read, explanation
        self._parts: Sequence[str] = ()
        self._legend = marked(QLabel())
        self.body.addWidget(configure(self._legend, "muted"))
        self.explain(explanation)
        place.context.theme.theme_changed.connect(self._colour_legend)

    def show_person(self, person_id: int | None) -> None:
        """Reads the bars of everybody, or of one person."""
        found: Sequence[ShownBar] = self._read(self._place.services, person_id)
        most = max((sum(count for _, count in each.parts) for each in found), default=0)
        self.kinds = frozenset({"salesperson", *(each.kind for each in found)})
        bars = QWidget()
        layout = keep(self._place.context.theme, ColumnsLayout(bars, most=1), spacing=4)
        for each in found:
            bar = PersonBar(
                self._place.context.theme, each.title, tuple(BarPart(*part) for part in each.parts), most
            )
            bar.rows_requested.connect(lambda each=each: open_rows(self._place, each, self._explanation))
            layout.addWidget(bar)
        self._parts = [words for words, _ in found[0].parts] if found else []
        self._colour_legend()
        self.show_content(bars)

    def _colour_legend(self) -> None:
        """Says which colour is which part."""
        colours = [self._place.context.theme.colour(token).name() for token in TOKENS]
        marks = [
            f'<span style="color: {colour}">■</span> {escape(words)}'
            for colour, words in zip(colours, self._parts, strict=False)
        ]
        self._legend.setText(" &nbsp; ".join(marks) or _("Nothing yet."))


TOKENS: Final = ("accent_mid", "accent", "soon_mark", "late")
"""The colours of the parts, from what is well to what is not; words say the same."""
NAME_WIDTH, BAR_WIDTH, BAR_HEIGHT, LINE_HEIGHT = 110, 60, 10, 28
NAME_SHARE: Final = 0.42


@frozen
class BarPart:
    """One part of a bar: what it counts, and how many."""

    words: str
    count: int


class PersonBar(QWidget):
    """A name that opens the rows, the bar, and the sum."""

    rows_requested = Signal()

    def __init__(self, theme: Theme, name: str, parts: Sequence[BarPart], most: int) -> None:
        super().__init__()
        self._name, self._least = QPushButton(name), theme.px(NAME_WIDTH)
        self._sum = PlainLabel(str(sum(part.count for part in parts)))
        self._bar = _Bar(theme, parts, most)
        self._said = ", ".join(f"{part.words} {part.count}" for part in parts)
        self._build_ui()
        self._name.clicked.connect(self.rows_requested)

    def _build_ui(self) -> None:
        name = self._name.text()
        configure(self._name, "link", says=f"{name}: {self._said}", tip=name).setStyleSheet(
            "text-align: left;"
        )
        configure(self._bar, says=self._said, tip=self._said)
        fill(QHBoxLayout(self), self._name, (self._bar, 1), self._sum, bare=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the name its part of the width; a longer one is shortened, and the tooltip says all of it."""
        super().resizeEvent(event)
        width = max(self._least, round(self.width() * NAME_SHARE))
        metrics = self._name.fontMetrics()
        edges = self._name.sizeHint().width() - metrics.horizontalAdvance(self._name.text())
        self._name.setFixedWidth(width)
        self._name.setText(
            metrics.elidedText(self._name.toolTip(), Qt.TextElideMode.ElideRight, width - edges)
        )


class _Bar(QWidget):
    """The bar alone."""

    def __init__(self, theme: Theme, parts: Sequence[BarPart], most: int) -> None:
        super().__init__()
        self._theme, self._parts, self._most = theme, tuple(parts), most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Gives a size that fits into a line of text."""
        return QSize(self._theme.px(BAR_WIDTH), self._theme.px(LINE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the parts one behind the other."""
        painter, height = QPainter(self), self._theme.px(BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        left, top = 0.0, (self.height() - height) / 2
        for part, token in zip(self._parts, TOKENS, strict=False):
            width = part.count / self._most * self.width() if self._most else 0.0
            painter.setBrush(self._theme.colour(token))
            painter.drawRect(QRectF(left, top, width, height))
            left += width
        painter.end()
