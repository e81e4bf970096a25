"""Shows a page that is only declared: its blocks in their order, with the side panel beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.page import Page
from salesdesk.gui.theme import embolden, set_role
from salesdesk.gui.widgets.blocks import Block, BlockPlace, ChartCard, EntryLine, ListCard, MakeBlock
from salesdesk.gui.widgets.columns_layout import ColumnsLayout
from salesdesk.gui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes

COLUMN_WIDTH: Final = 345
ALWAYS: Final = frozenset({"salesperson", "team_settings"})
"""Names and thresholds may stand in any block."""


@dataclass(frozen=True)
class Beside:
    """Blocks in two columns: the main ones take two thirds of the width, the others stand beside them."""

    main: Sequence[MakeBlock]
    side: Sequence[MakeBlock] = field(default=())


class BlocksPage(Page):
    """A page made of blocks; nothing about it has to be wired by hand."""

    def __init__(
        self, services: "Services", context: GuiContext, key: str, title: str,
        blocks: Sequence[MakeBlock | Beside], words: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName(f"page_{key}")
        self.setAccessibleName(title)
        self._title, self._words = QLabel(title), QLabel(words)
        self._context, self._panel = context, SidePanel(context, services.records)
        self._place = BlockPlace(services, context, self._panel, self)
        self._declared, self._blocks = blocks, list[Block]()
        self._build_ui()
        self._connect()

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; what stood beside belongs to the one before."""
        if person_id != self.person_id:
            self._panel.close_panel()
        super().show_person(person_id)

    def refresh(self) -> None:
        """Lets every block read anew."""
        for block in self._blocks:
            # What is the manager's own is of the whole team.
            block.show_person(self.person_id or None)
        self._panel.refresh()

    def mark_stale(self, changes: "Changes") -> None:
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

    def open_record(self, kind: str, record_id: int) -> None:
        """Shows one record beside the page."""
        self._panel.show_record(kind, record_id)

    def leave_record(self) -> None:
        """Puts away the record that was opened last."""
        self._panel.close_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the side panel within its half."""
        super().resizeEvent(event)
        self._panel.fit_beside(self.width())

    def _build_ui(self) -> None:
        content, scroll, head = QWidget(), QScrollArea(), QHBoxLayout()
        embolden(self._title)
        set_role(self._title, "title")
        set_role(self._words, "muted")
        head.addWidget(self._title)
        head.addWidget(self._words, 1)
        self._columns = ColumnsLayout(content, most=3)
        for each in self._declared:
            if isinstance(each, Beside):
                self._columns.add_broad(self._stack(each.main))
                self._columns.addWidget(self._stack(each.side))
            else:
                self._columns.add_wide(self._made(each))
        for part in (content, scroll):
            set_role(part, "page")
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        self._main = QVBoxLayout()
        self._main.addLayout(head)
        self._main.addWidget(scroll, 1)
        self._layout = QHBoxLayout(self)
        self._layout.addLayout(self._main, 1)
        self._layout.addWidget(self._panel)
        self._on_theme_changed()

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

    def _connect(self) -> None:
        self.guard(self._panel, self._panel.edit_settled)
        self._panel.closed.connect(self._on_theme_changed)
        self._context.theme.theme_changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        px = self._context.theme.px
        self._columns.set_column_width(px(COLUMN_WIDTH))
        self._columns.setSpacing(px(14))
        self._layout.setContentsMargins(px(20), px(12), px(20), px(16))
        self._main.setSpacing(px(12))
        self._layout.setSpacing(px(16))
        self._panel.fit_beside(self.width())
