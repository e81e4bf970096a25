"""Shows a page that is only declared: its blocks in their order, with the side panel beside them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from salesdesk.env.errors import DeskFileError
from salesdesk.frozen import frozen
from salesdesk.gui.layouts import column, configure, fill, laid_out_once, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.page_state import PageState, Shared
from salesdesk.gui.turns import turns_of
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.block import Block, BlockPlace, MakeBlock
from salesdesk.gui.widgets.block_maker import BlockMaker, Placed
from salesdesk.gui.widgets.block_reader import BlockReader
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.labels import PlainLabel, WrappedLabel
from salesdesk.gui.widgets.panel_page import PanelPage
from salesdesk.services.changes import Changes

if TYPE_CHECKING:
    from salesdesk.gui.pages import PageParts
    from salesdesk.gui.widgets.chart_view import ChartView
    from salesdesk.services.bundle import Services

ALWAYS: Final = SETTINGS | {"salesperson"}
"""Names and thresholds may stand in any block."""
GAP: Final = 14


@frozen
class BlocksSpec:
    """What stands on a page and in which order; a block alone takes the whole width.

    The `heading` stands above, in place of the title with its words. `kinds` make the page stale beside those that its
    blocks name; `beside` says whether reading takes so long that it is done beside the window. What stands `below` the
    others, mostly beneath the edge of the window, is made in a turn of its own, once they were painted. Blocks are told
    of the manager's own work as of the whole team, unless it is told apart (`mine`).
    """

    key: str
    title: str
    blocks: Sequence[Placed]
    words: str = ""
    below: Sequence[Placed] = ()
    heading: MakeBlock | None = None
    kinds: frozenset[str] = frozenset()
    column: int = 310
    most: int = 3
    from_top: bool = False
    mine: bool = False
    beside: "Callable[[Services], bool] | None" = None

    @property
    def head(self) -> MakeBlock:
        """Gives what stands above all others."""
        return self.heading or partial(TitleLine, self.title, self.words)


class BlocksPage(PanelPage):
    """A page made of blocks; nothing about it has to be wired by hand."""

    def __init__(self, parts: "PageParts", spec: BlocksSpec) -> None:
        super().__init__(parts.context, lambda: parts.services.records, parts.host)
        self._parts, self._spec = parts, spec
        self.place = BlockPlace(parts, self, PageState(parts, self))
        self._maker = BlockMaker(self.place, spec.below)
        self._blocks = self._maker.made
        self.banners = BannerArea(parts.context.theme, self)
        self._reader = BlockReader(
            self, spec.key, parts.context.background, lambda: laid_out_once(self._columns, self._lines)
        )
        self._scroll, self._content = QScrollArea(), QWidget()
        self.ground = QWidget(self._content)
        self._build_ui()
        self.place.state.changed.connect(self._on_state_changed)

    @property
    def waiting(self) -> bool:
        """Tells whether a block still waits for its turn, or for what is read for it."""
        return bool(self._maker.below) or self._reader.waiting

    def be_whole(self) -> None:
        """Makes what stands below at once, where that has not had its turn yet; what stands above it stays."""
        if not self._maker.below:
            return
        made = self._maker.make_below(self._columns)
        self._content.removeEventFilter(self)
        try:
            self._show(made)
        finally:
            with self._reader.laid_out():
                self._maker.appear(made)
        # The bar first learns how long the page has become: it would go and come back, and all would move with it.
        QTimer.singleShot(0, self, self._follow)

    def take_turn(self) -> None:
        """Makes what stands below, as what stands above it was painted."""
        self.be_whole()

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team."""
        if person_id != self.person_id:
            self.place.state.turn_to(person_id if self._spec.mine else person_id or None)
            if self._spec.from_top:
                self._scroll.verticalScrollBar().setValue(0)
        super().show_person(person_id)

    def refresh(self) -> None:
        """Lets every block read anew."""
        self.place.state.read_anew()
        self._reader.forget()
        self._show(self._blocks)
        if self._side is not None:
            self._side.refresh()

    def mark_stale(self, changes: Changes) -> None:
        """Notes a change of any kind that a block shows."""
        self.mark_touched(changes, ALWAYS.union(self._spec.kinds, *(block.kinds for block in self._blocks)))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that the blocks can do; every chart turns to its table at once."""
        self.be_whole()
        found: dict[str, Callable[[], object]] = {}
        for block in self._blocks:
            found = {**block.commands(), **found}
        return found | ({"chart_table": self.turn_charts} if self._charts() else {})

    def turn_charts(self) -> None:
        """Turns every chart to its table, or where all are tables back."""
        as_tables = all(chart.as_table for chart in self._charts())
        for chart in self._charts():
            chart.show_as_table(not as_tables)

    def go_back(self) -> bool:
        """Closes what is open in a block or beside the page."""
        return any(block.go_back() for block in self._blocks) or super().go_back()

    def bring_into_view(self, block: QWidget, part: QWidget) -> None:
        """Scrolls a whole block into view, or from this part of it on where there is no room for more."""
        room, bar = self._scroll.viewport().height(), self._scroll.verticalScrollBar()
        if block.mapTo(self._content, QPoint(0, block.height())).y() > bar.value() + room:
            first = part if block.height() > room else block
            bar.setValue(first.mapTo(self._content, QPoint(0, 0)).y() - self._context.theme.px(GAP))

    def showEvent(self, event: QShowEvent) -> None:
        """Takes over what was chosen on another page of the tab."""
        if self.place.state.overtaken():
            self.invalidate()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets a list follow the height of the window."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fill_height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the list follow what above it has grown or shrunk, and what stands below what was painted."""
        if watched is not self._content and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fill_height)
        elif event.type() == QEvent.Type.Paint and self._maker.below:
            turns_of(self).ask(self)
        return super().eventFilter(watched, event)

    def _build_ui(self) -> None:
        configure(self, name=f"page_{self._spec.key}", says=self._spec.title)
        theme, content = self._context.theme, self._content
        # What is put into its place before it is filled is told of its style once, and not at each place it passes.
        self.put_beside(scrolled(content, scroll=self._scroll))
        columns = configure(self.ground, "page")
        self._columns = keep(
            theme, ColumnsLayout(columns, most=self._spec.most), column=self._spec.column, spacing=GAP
        )
        self._main = self._lines = keep(theme, column(on=content), spacing=12)
        fill(
            self._main,
            self._maker.make(self._spec.head),
            (columns, 1),
        )
        for each in self._spec.blocks:
            self._maker.put(each, self._columns)
        self._follow()
        if self._maker.below:
            content.installEventFilter(self)

    def _show(self, blocks: Sequence[Block]) -> None:
        try:
            beside = self._spec.beside is not None and self._spec.beside(self._parts.services)
        except DeskFileError:
            beside = False  # each block then says for itself what of it cannot be read
        with self._reader.laid_out():
            self._reader.show(blocks, self.place.state.person_id, beside=beside)

    def _on_state_changed(self, shared: Shared[Any]) -> None:
        anew = [block for block in self._blocks if shared in block.reads and not block.hear(shared)]
        if anew and (self.stale or not self.isVisible() or self.is_being_edited()):
            self.invalidate()
        elif anew:
            self._show(anew)

    def _follow(self) -> None:
        """Lets a list follow the height of all above it, and the bar the length of a page that is whole."""
        columns, bar = self._columns.parentWidget(), Qt.ScrollBarPolicy
        if columns and any(type(block).reach_down is not Block.reach_down for block in self._blocks):
            columns.installEventFilter(self)
        self._scroll.setVerticalScrollBarPolicy(
            bar.ScrollBarAlwaysOn if self._maker.below else bar.ScrollBarAsNeeded
        )

    def _charts(self) -> "list[ChartView]":
        return [chart for block in self._blocks for chart in block.charts]

    def _fill_height(self) -> None:
        """Lets a list at the foot of the page take the height that is left."""
        # Not of the viewport: to find out what that is Python would make each type of Qt's widgets, 10 ms of a start.
        height, bar = self._scroll.maximumViewportSize().height(), self._scroll.horizontalScrollBar()
        height -= bar.height() if bar.isVisible() else 0
        for block in self._blocks:
            block.reach_down(self._content, height)


class TitleLine(QWidget, Block):
    """The title of a page, with a few quiet words beside it."""

    def __init__(self, title: str, words: str, _place: BlockPlace) -> None:
        super().__init__()
        self.title, self.words = configure(PlainLabel(title), "title", bold=True), WrappedLabel(words)
        configure(self.words, "muted", wraps=True)
        self.line = fill(QHBoxLayout(self), self.title, (self.words, 1), bare=True)
