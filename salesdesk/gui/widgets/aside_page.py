"""Shows a declared page whose list takes the height there is; what stands at its right gives way to what is opened."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from salesdesk.frozen import frozen
from salesdesk.gui.layouts import column, configure, fill, row, scrolling
from salesdesk.gui.measures import keep
from salesdesk.gui.widgets.block import Block, MakeBlock
from salesdesk.gui.widgets.blocks_page import GAP, BlocksPage, BlocksSpec

SIDE_WIDTH: Final = 348
WIDEST_SIDE: Final = 520
SIDE_SHARE: Final = 0.23
"""On a large screen the side takes its part of the width, up to this."""
STACKED: Final = 860
"""Below this width of the page the side stands beneath the list."""
SHOWN, HIDDEN = QEvent.Type.ShowToParent, QEvent.Type.HideToParent
UNBOUND: Final = 16_777_215
LIST_HEIGHT: Final = 330
SIDE_HEIGHT: Final = 420


@frozen(kw_only=True)
class AsideSpec(BlocksSpec):
    """What stands on such a page: its blocks beneath one another, of which the last takes the height that is left.

    At the right stand the blocks `aside`, as long as one of them has something to say, or in their place the `form`
    while one is open, or the record that was opened last.
    """

    blocks: Sequence[MakeBlock]
    aside: Sequence[MakeBlock] = ()
    form: MakeBlock


class AsidePage(BlocksPage):
    """A declared page of a list and what stands beside it; on a narrow page that stands beneath."""

    _spec: AsideSpec

    def show_person(self, person_id: int | None) -> None:
        """Turns to a person, or to the whole team; the form of the one before closes."""
        if person_id != self.person_id:
            self._close_form()
        super().show_person(person_id)

    def put_panel(self, panel: QWidget) -> None:
        """Puts the panel where the blocks at the right stand."""
        fill(self._columns, (panel, 1))
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets what is opened at the right stand there alone, and all else come back when it is closed."""
        kind = event.type()
        if kind is SHOWN and watched is self._side:
            self._close_form()
        elif kind is SHOWN and watched is self._form:
            self.leave_record()
        if kind is SHOWN or kind is HIDDEN:
            self._give_room()
        return False

    def _build_ui(self) -> None:
        spec, content = self._spec, configure(self._content, "page")
        configure(self, name=f"page_{spec.key}", says=spec.title)
        # Whatever is moved with something in it is styled anew, so each thing is put in its place before it is filled.
        self.put_beside(scrolling(configure(self._scroll, "page"), content))
        self._beside, self._quiet = QWidget(content), configure(QScrollArea(), "page", name="aside")
        self._lines: QBoxLayout = row((self.ground, 1), self._beside, on=content)
        self._main, self._columns = column(on=self.ground), column(on=self._beside)
        keep(self._context.theme, self._lines, spacing=GAP)
        keep(self._context.theme, self._main, spacing=12)
        *above, self._list = self._made((spec.head, *spec.blocks), self.ground)
        fill(self._main, *above, (self._list, 1))
        (self._form,) = self._made((spec.form,), self._beside)
        fill(self._columns, (self._form, 1), (self._quiet, 1))
        inside = configure(QWidget(), "page")
        scrolling(self._quiet, inside)
        self._aside = self._made(spec.aside, inside)
        column(*self._aside, (None, 1), on=inside)
        self._form.installEventFilter(self)

    def _show(self, blocks: Sequence[Block]) -> None:
        try:
            super()._show(blocks)
        finally:
            self._give_room()

    def _made(self, blocks: Sequence[MakeBlock], ground: QWidget) -> list[QWidget]:
        self.ground = ground
        return [self._maker.make(each) for each in blocks]

    def _close_form(self) -> None:
        assert isinstance(self._form, Block), "each is made as a block"
        self._form.go_back()

    def _give_room(self) -> None:
        """Shows at the right what is open, else the blocks that stand there; without either the list has the width."""
        opened = any(each is not None and not each.isHidden() for each in (self._form, self._side))
        says = any(not each.isHidden() for each in self._aside)
        self._quiet.setVisible(says and not opened)
        self._beside.setVisible(says or opened)

    def _fit_panel(self) -> None:
        """Puts the right beneath the list where both have no room beside each other."""
        px, wide = self._context.theme.px, self.width() >= self._context.theme.px(STACKED)
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        width = max(px(SIDE_WIDTH), min(px(WIDEST_SIDE), round(self.width() * SIDE_SHARE)))
        self._beside.setMinimumSize(width if wide else 0, 0 if wide else px(SIDE_HEIGHT))
        self._beside.setMaximumWidth(width if wide else UNBOUND)
        self._list.setMinimumHeight(0 if wide else px(LIST_HEIGHT))
