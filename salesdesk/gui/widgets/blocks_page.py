"""Shows a page that is only declared: its blocks in their order, with the side panel beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.measures import keep
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.blocks import Block, BlockPlace, ChartCard, EntryLine, ListCard, MakeBlock
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.labels import WrappedLabel
from salesdesk.gui.widgets.panel_page import PanelPage
from salesdesk.services.bundle import Services
from salesdesk.services.changes import Changes

COLUMN_WIDTH: Final = 310
ALWAYS: Final = SETTINGS | {"salesperson"}
"""Names and thresholds may stand in any block."""


@dataclass(frozen=True)
class Beside:
    """Blocks in two columns: the main ones take two thirds of the width, the others stand beside them."""

    main: Sequence[MakeBlock]
    side: Sequence[MakeBlock] = field(default=())


class BlocksPage(PanelPage):
    """A page made of blocks; nothing about it has to be wired by hand."""

    def __init__(
        self, services: Services, context: GuiContext, key: str, title: str,
        blocks: Sequence[MakeBlock | Beside], words: str = "",
    ) -> None:  # fmt: skip
        super().__init__(context, services.records)
        self.setObjectName(f"page_{key}")
        self.setAccessibleName(title)
        self._title, self._words = QLabel(title), WrappedLabel(words)
        self._place = BlockPlace(services, context, self._panel, self)
        self._declared, self._blocks, self._scroll = blocks, list[Block](), QScrollArea()
        self._build_ui()

    def refresh(self) -> None:
        """Lets every block read anew."""
        for block in self._blocks:
            # What is the manager's own is of the whole team.
            block.show_person(self.person_id or None)
        self._panel.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the list follow the height of the window."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fill_height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the list follow what above it has grown or shrunk."""
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fill_height)
        return super().eventFilter(watched, event)

    def mark_stale(self, changes: Changes) -> None:
        """Notes a change of any kind that a block shows."""
        if changes.kinds & ALWAYS.union(*(block.kinds for block in self._blocks)):
            self.invalidate()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that the blocks can do."""
        lists = [block for block in self._blocks if isinstance(block, ListCard)]
        charts = [block for block in self._blocks if isinstance(block, ChartCard)]
        found: dict[str, Callable[[], object]] = {f"new_{each.kind}": each.list.add for each in lists}
        found |= {f"new_{each.kind}": each.take_focus for each in self._blocks if isinstance(each, EntryLine)}
        if lists:
            found["filter"] = lists[0].list.take_filter
        if charts:
            found["chart_table"] = lambda: [each.turn_chart() for each in charts]
        return found

    def _build_ui(self) -> None:
        content, scroll, head = QWidget(), self._scroll, QHBoxLayout()
        embolden(self._title)
        set_role(self._title, "title")
        set_role(self._words, "muted")
        self._words.setWordWrap(True)
        head.addWidget(self._title)
        head.addWidget(self._words, 1)
        columns, main, theme = QWidget(), QVBoxLayout(), self._context.theme
        lines = keep(theme, QVBoxLayout(content), margins=(0, 0, 0, 0), spacing=12)
        lines.addLayout(head)
        lines.addWidget(columns, 1)
        self._columns = keep(theme, ColumnsLayout(columns, most=3), column=COLUMN_WIDTH, spacing=14)
        columns.installEventFilter(self)
        for each in self._declared:
            if isinstance(each, Beside):
                self._columns.add_broad(self._stack(each.main))
                self._columns.addWidget(self._stack(each.side))
            else:
                self._columns.add_wide(self._made(each))
        for part in (content, columns, scroll):
            set_role(part, "page")
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        main.addWidget(scroll, 1)
        self.lay_out(main, lines, top=12)

    def _fill_height(self) -> None:
        """Lets a list at the foot of the page take the height that is left."""
        lists, content = [each for each in self._blocks if isinstance(each, ListCard)], self._scroll.widget()
        if lists and content is not None:
            lists[-1].reach_down(content, self._scroll.viewport().height())

    def _stack(self, blocks: Sequence[MakeBlock]) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        for make in blocks:
            layout.addWidget(self._made(make))
        layout.addStretch(0)
        return column

    def _made(self, make: MakeBlock) -> QWidget:
        block = make(self._place)
        self._blocks.append(block)
        assert isinstance(block, QWidget), "a block is a widget"
        return block
