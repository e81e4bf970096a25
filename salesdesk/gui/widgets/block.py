"""Says what a block of a page is, and what every block is given."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.page_state import PageState, Shared

if TYPE_CHECKING:
    from salesdesk.gui.page import Editor
    from salesdesk.gui.pages import PageParts
    from salesdesk.gui.widgets.blocks_page import BlocksPage
    from salesdesk.gui.widgets.chart_view import ChartView
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes
    from salesdesk.services.rows_behind import RowsBehind


UNREAD: Final = _("This could not be read.")


class Block:
    """A widget that is one part of a page; `kinds` are the records it shows, `reads` what it shares with others."""

    kinds: frozenset[str] = frozenset()
    reads: frozenset[Shared[Any]] = frozenset()
    charts: "Sequence[ChartView]" = ()

    def show_person(self, person_id: int | None) -> None:
        """Reads and shows everything anew."""

    def hear(self, shared: Shared[Any]) -> bool:
        """Takes a change of what it shares at once, and tells True; False where it has to read anew for it."""
        return False

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that the block can do."""
        return {}

    def go_back(self) -> bool:
        """Closes what is open in the block, and tells whether there was anything."""
        return False

    def reach_down(self, content: QWidget, height: int) -> None:
        """Takes the height that is left beneath it, where so much of the page's content is seen; most take none."""


class ReadBlock(Block):
    """A block whose reading may take long: it is done beside the window where the page says so.

    Where it `follows`, the page shows it only after all others, one a turn, so that a click in between is answered.
    """

    follows: ClassVar[bool] = False

    def reader(self, person_id: int | None) -> Callable[[], Any]:
        """Gives what reads everything anew, and touches no widget."""
        return lambda: None

    def show_found(self, found: Any) -> None:
        """Shows what was read."""

    def wait(self) -> None:
        """Shows nothing for the while in which somebody else's figures are read."""

    def fail(self) -> None:
        """Says that nothing could be read, such as of a damaged desk; why is told elsewhere."""

    def show_person(self, person_id: int | None) -> None:
        """Reads and shows everything anew, at once."""
        self.show_found(self.reader(person_id)())


@frozen
class BlockPlace:
    """What every block of one page is given."""

    parts: "PageParts"
    page: "BlocksPage"
    state: PageState

    @property
    def services(self) -> "Services":
        """Gives the services of the desk."""
        return self.parts.services

    @property
    def context(self) -> GuiContext:
        """Gives what every view is made with."""
        return self.parts.context

    @property
    def ground(self) -> QWidget:
        """Gives what the blocks stand on: whoever is made on it is told of its style once, and not once a storey."""
        return self.page.ground

    def guard(self, editor: "Editor", settled: SignalInstance) -> None:
        """Lets a widget that is being typed in hold back the refresh of the page."""
        self.page.guard(editor, settled)

    def show_rows(self, rows: "RowsBehind") -> None:
        """Opens records beside the page."""
        self.page.panel.show_rows(rows)

    def show_record(self, kind: str, record_id: int, *, take_focus: bool = True) -> None:
        """Opens one record beside the page."""
        self.page.panel.show_record(kind, record_id, take_focus=take_focus)

    def refuse(self, sentence: str) -> None:
        """Says at the foot of the page what could not be done."""
        self.page.banners.show_message(sentence, tone="soon")

    def attempt(self, act: "Callable[[], Changes]") -> bool:
        """Does something and passes on what it changed; a refusal is said, and the page shows what is stored."""
        try:
            changes = act()
        except UserError as problem:
            self.refuse(str(problem))
            QTimer.singleShot(0, self.page, self.page.invalidate)
            return False
        self.page.banners.clear()
        self.context.bus.publish(changes)
        return True


MakeBlock = Callable[[BlockPlace], Block]
"""Makes a block; a class of blocks that takes the place alone is one."""
