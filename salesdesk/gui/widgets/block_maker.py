"""Makes the blocks of a page and puts each in its place: over the whole width, over some columns, or beside others."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.frozen import frozen
from salesdesk.gui.layouts import fill
from salesdesk.gui.widgets.block import Block, BlockPlace, MakeBlock
from salesdesk.gui.widgets.columns_layout import ColumnsLayout


@frozen
class Beside:
    """Blocks in two columns: the main ones take two thirds of the width, the others stand beside them."""

    main: Sequence[MakeBlock]
    side: Sequence[MakeBlock] = ()


@frozen
class Spanning:
    """A block that takes so many columns where there is one, where there are two, and so on; else one."""

    block: MakeBlock
    columns: Sequence[int] = ()


Placed = MakeBlock | Beside | Spanning
"""A block with the place it takes; one alone takes the whole width."""


def broad(*blocks: MakeBlock) -> list[Spanning]:
    """Declares blocks that take all columns but one, where there is more than one."""
    return [Spanning(block, (1, 1, 2)) for block in blocks]


class BlockMaker:
    """Makes each block of a page once; those `below` wait until they are asked for."""

    def __init__(self, place: BlockPlace, below: Sequence[Placed]) -> None:
        self._place, self.below = place, below
        self.made = list[Block]()

    def make(self, make: MakeBlock) -> QWidget:
        """Makes one block, wherever it is then put."""
        block = make(self._place)
        self.made.append(block)
        assert isinstance(block, QWidget), "a block is a widget"
        return block

    def put(self, each: Placed, columns: ColumnsLayout) -> None:
        """Makes what stands in one place, under all that was put there before."""
        if isinstance(each, Beside):
            columns.add_broad(self._stack(each.main))
            columns.addWidget(self._stack(each.side))
        elif isinstance(each, Spanning):
            columns.add_spanning(self.make(each.block), each.columns or (1,) * columns.most)
        else:
            columns.add_wide(self.make(each))

    def make_below(self, columns: ColumnsLayout) -> Sequence[Block]:
        """Makes what stands below, and gives the blocks of it."""
        above, below, self.below = len(self.made), self.below, ()
        for each in below:
            self.put(each, columns)
        return self.made[above:]

    def appear(self, blocks: Sequence[Block]) -> None:
        """Shows what was filled on a page already seen, but what has hidden itself; Tab comes to it after the others.

        Qt would show one after the other, and lay out all around each.
        """
        _follow_with_tab([block for block in self.made if block not in blocks], blocks)
        for block in _widgets(blocks):
            for each in (block, block.parentWidget()):
                if each is not None and not each.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                    each.show()

    def _stack(self, blocks: Sequence[MakeBlock]) -> QWidget:
        stack = QWidget(self._place.ground)
        fill(QVBoxLayout(stack), *map(self.make, blocks), (None, 0), bare=True)
        return stack


def _follow_with_tab(above: Sequence[Block], below: Sequence[Block]) -> None:
    """Takes blocks to where Tab would find them, had they been made with those above: Qt puts them last of all."""
    before = _widgets(below)[0].previousInFocusChain()
    if before is not None and any(each.isAncestorOf(before) for each in _widgets(above)):
        return
    chain = [*_chained(above)[-1:], *_chained(below)]
    for each, following in pairwise(chain):
        QWidget.setTabOrder(each, following)


def _chained(blocks: Sequence[Block]) -> list[QWidget]:
    """Gives what of blocks takes the keyboard, in the order in which Tab comes to it."""
    own = {part for block in _widgets(blocks) for part in (block, *block.findChildren(QWidget))}
    first = _widgets(blocks)[0]
    chain, each = [first], first.nextInFocusChain()
    while each is not None and each is not first:
        chain.append(each)
        each = each.nextInFocusChain()
    return [each for each in chain if each in own and each.focusPolicy() is not Qt.FocusPolicy.NoFocus]


def _widgets(blocks: Sequence[Block]) -> list[QWidget]:
    return [block for block in blocks if isinstance(block, QWidget)]
