"""The full-window one-on-one: one laptop, two people, and everything said is on disk within two seconds."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.gui.context import GuiContext
from salesdesk.gui.page import SETTINGS
from salesdesk.gui.scene import Scene
from salesdesk.gui.session.header import SessionHeader
from salesdesk.gui.session.keys import SessionKeys
from salesdesk.gui.session.parts import session_sheet
from salesdesk.gui.session.shared_side import SharedSide
from salesdesk.gui.session.sides import Sides
from salesdesk.gui.session.talk_actions import TalkActions
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import set_role
from salesdesk.model.fields import Audience
from salesdesk.services.changes import Changes
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.service import SessionService


class UndoInSight:
    """Undo and redo of the side in sight; behind the curtain there is neither."""

    def __init__(self, talk: TalkActions, sides: Sides) -> None:
        self._talk, self._sides = talk, sides

    def can_replay(self, way: str) -> bool:
        """Tells whether undo ("undo") or redo ("redo") has a step of this talk on the side in sight."""
        return self._is_open() and self._talk.can_replay(way, own=self._is_own())

    def replay(self, way: str) -> None:
        """Takes the last step of this talk back, or does it again, and says so in place."""
        if self._is_open():
            self._sides.settle()
            self._talk.replay(way, own=self._is_own())

    def _is_open(self) -> bool:
        return not self._sides.curtain_drawn

    def _is_own(self) -> bool:
        return self._sides.sight is Sight.OWN


SHOWN_KINDS = SETTINGS | {
    "one_on_one", "agenda_point", "note", "assignment", "own_rating", "opportunity", "gate_pass", "competency",
    "competency_number", "strength", "quota", "salesperson",
}  # fmt: skip


PRINT_LATER = _("The page is printed after “Finish”, when the laptop is turned back.")


@frozen
class PrintWish:
    """Whether the printed page was asked for, and whether with blank lines for the pen."""

    wanted: bool = False
    pen: bool = False


class SessionView(Scene):
    """One one-on-one; it always begins on the side that both may read.

    `finished` carries the id of the one-on-one, `turned` tells that another side is in sight. `print_wish` keeps
    that the page was asked for while both looked on; it is written after turning back.
    """

    finished = Signal(int)
    left = Signal()

    def __init__(
        self, context: GuiContext, sessions: SessionService, records: RecordsService, one_on_one_id: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context, self._service, self._id = context, sessions, one_on_one_id
        self._talk = TalkActions(sessions, one_on_one_id, context.bus, self)
        self._header = SessionHeader(context)
        self._shared = SharedSide(context, self._talk, records)
        self._sides = Sides(context, self._talk, self._header, self._shared)
        self.undo = UndoInSight(self._talk, self._sides)
        self.print_wish, self._over = PrintWish(), False
        self._build_ui()
        self._connect()
        self.reload()

    @property
    def one_on_one_id(self) -> int:
        """Gives the one-on-one that is held."""
        return self._id

    @property
    def sides(self) -> Sides:
        """Gives what is turned: the side both read, the manager's own face, or the curtain."""
        return self._sides

    @property
    def sight(self) -> Sight:
        """Tells for whose eyes the side is that is up."""
        return self._sides.sight

    def reload(self) -> None:
        """Reads and shows the session anew; one that is gone or over is left."""
        if self._over:
            return
        try:
            state = self._service.state(self._id, Audience.SALESPERSON)
        except UserError:
            self._leave_for_good()
            return
        self._state = state
        if state.running:
            self._sides.load(state)
        else:
            self._leave_for_good()

    def toggle_private(self) -> None:
        """Turns to the manager's own face, or back to the side both read."""
        self._sides.toggle_private()

    def draw_curtain(self) -> None:
        """Draws the curtain, or lifts it to the side both read."""
        self._sides.draw_curtain()

    def settle(self) -> None:
        """Hands over everything that is being typed, before a lock or the end of the program."""
        self._sides.settle()

    def leave(self) -> None:
        """Leaves the session running, to be resumed later."""
        self.pause()
        self._leave_for_good()

    def pause(self) -> None:
        """Keeps what is typed and stops the clock; from then on nothing here writes, whatever still happens."""
        self.settle()
        self._talk.do(lambda service, number: service.leave(number))
        self._header.stop()
        self._talk.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keeps what was typed and draws the curtain, such as before a lock."""
        super().hideEvent(event)
        if not self._over and not event.spontaneous():
            self.settle()
            # Lifting the lock is a gesture of the manager already, so what is behind it is the own side, covered.
            self._sides.cover(way_in=True, for_manager=True)

    def _build_ui(self) -> None:
        set_role(self, "window")
        self.setObjectName("session_view")
        # In its place and dressed before it is filled, or all that stands in it would be styled once more.
        self._on_theme_changed()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._sides)

    def _connect(self) -> None:
        self._context.bus.changed.connect(self._on_bus_changed)
        self._context.theme.theme_changed.connect(self._on_theme_changed)
        self._header.day_turned.connect(self.reload)
        self._header.private_requested.connect(self.toggle_private)
        self._header.finish_requested.connect(self._shared.finish)
        self._header.leave_requested.connect(self.leave)
        self._shared.step_chosen.connect(self._go_to)
        self._shared.finish_wanted.connect(self._on_shared_finish_wanted)
        self._shared.print_wanted.connect(self._on_shared_print_wanted)
        self._sides.turned.connect(self.turned)
        self._sides.follow_up_wanted.connect(self._on_sides_follow_up_wanted)
        self._talk.refused.connect(self._shared.say)
        keys = _keys_at_the_table(self._shared, lambda: self._on_shared_print_wanted(False))
        SessionKeys(self, keys, lambda: self._sides.at_the_table)
        SessionKeys(self, {"F8": self.toggle_private, "F9": self.draw_curtain, "Ctrl+W": self.leave})

    def _go_to(self, step: str) -> None:
        """Turns to a step; nothing else has changed by that, so nothing is read anew."""
        self._shared.settle()
        if self._talk.do(lambda service, number: service.go_to(number, step)):
            self._state = replace(self._state, step=step)
            self._sides.load(self._state)
        else:
            self.reload()

    def _leave_for_good(self) -> None:
        if not self._over:
            self._over = True
            self._header.stop()
            self._talk.stop()
            self.left.emit()

    def _on_bus_changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_KINDS:
            self.reload()

    def _on_theme_changed(self) -> None:
        self.setStyleSheet(session_sheet(self._context.theme.tokens, self._context.theme.px))
        self._header.fit_anew()

    def _on_sides_follow_up_wanted(self) -> None:
        """Opens the fork empty: what the manager found stays on the manager's side, and both say what it is."""
        self._sides.turn_back()
        self._shared.open_fork()

    def _on_shared_finish_wanted(self, answer: str, comment: str, seen: bool) -> None:
        self.settle()
        self._over = True
        self._over = self._talk.do(
            lambda service, number: service.finish(number, answer or None, comment, seen)
        )
        if self._over:
            self._header.stop()
            self._talk.stop()
            self.finished.emit(self._id)

    def _on_shared_print_wanted(self, pen: bool) -> None:
        """Notes the wish only: where a file goes is the manager's to see."""
        self.print_wish = PrintWish(wanted=True, pen=pen)
        self._shared.say(PRINT_LATER)


def _keys_at_the_table(side: SharedSide, print_page: Callable[[], object]) -> dict[str, Callable[[], object]]:
    return {
        "Alt+Down": lambda: side.walk(1), "Ctrl+PgDown": lambda: side.walk(1),
        "Alt+Up": lambda: side.walk(-1), "Ctrl+PgUp": lambda: side.walk(-1),
        "Ctrl+Return": side.add_or_agree, "Ctrl+Enter": side.add_or_agree,
        "Ctrl+Shift+Return": side.finish, "Ctrl+P": print_page,
    }  # fmt: skip
