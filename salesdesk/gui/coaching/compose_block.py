"""Lets the blocks of a page ask for a small form, which then stands beside the page in place of what stood there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer

from salesdesk.frozen import frozen
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.composer import Composer
from salesdesk.gui.page_state import Shared
from salesdesk.gui.widgets.block import Block, BlockPlace
from salesdesk.services.changes import Changes

COMMANDS: Final[Mapping[str, What]] = {
    "new_note": "note", "new_assignment": "assignment", "bring_up": "point", "plan_one_on_one": "meeting",
}  # fmt: skip


@frozen
class WantedForm:
    """A form that is asked for, about the person shown or another one; none where the one before was emptied."""

    what: What | None = None
    person_id: int | None = None


FORM: Final = Shared[WantedForm | None]("form", lambda _state: None)
"""The form that was asked for last, None once it is closed."""


class FormBlock(Composer, Block):
    """One form at a time, opened by whoever chooses a `FORM` and by commands of the window."""

    kinds = frozenset({"draft"})
    reads = frozenset({FORM})

    def __init__(self, place: BlockPlace) -> None:
        super().__init__(place.context, place.services.coaching, place.services.records)
        self._place = place
        self.added.connect(self._on_added)
        self.emptied.connect(self._on_emptied)
        self.kept.connect(place.context.messages.say)
        self.closed.connect(partial(place.state.choose, FORM, None))

    def show_person(self, person_id: int | None) -> None:
        """Opens a form again whose adding or emptying was taken back."""
        self.catch_up()

    def hear(self, shared: Shared[Any]) -> bool:
        """Opens the form that is asked for, with what was begun in it."""
        wanted, page = self._place.state.get(FORM), self._place.page
        if wanted is not None and wanted.what is not None:
            self.open(wanted.what, page.person_id if wanted.person_id is None else wanted.person_id)
            # On a narrow page it is found only once it has its place beneath the others.
            QTimer.singleShot(0, self, partial(page.bring_into_view, self, self))
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Gives the commands of the window that open a form."""
        choose = self._place.state.choose
        return {command: partial(choose, FORM, WantedForm(what)) for command, what in COMMANDS.items()}

    def _on_added(self, changes: Changes) -> None:
        """Shows what was just made, whatever was open before."""
        self._place.context.bus.publish(changes)
        self._place.page.panel.show_made(changes)

    def _on_emptied(self, changes: Changes, words: str) -> None:
        self._place.context.messages.say_done(changes, words)
        self._place.state.choose(FORM, WantedForm())
