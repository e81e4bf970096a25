"""The undo of a talk: what the window's own commands do while the talk has the window."""

from salesdesk.gui.session.hand import SessionHand
from salesdesk.gui.session.sides import Sides
from salesdesk.gui.sight import Sight


class TalkUndo:
    """Undo and redo of the side in sight; behind the curtain there is neither."""

    def __init__(self, hand: SessionHand, sides: Sides) -> None:
        self._hand, self._sides = hand, sides

    def can_replay(self, way: str) -> bool:
        """Tells whether undo ("undo") or redo ("redo") has a step of this talk on the side in sight."""
        return self._is_open() and self._hand.can_replay(way, own=self._is_own())

    def replay(self, way: str) -> None:
        """Takes the last step of this talk back, or does it again, and says so in place."""
        if self._is_open():
            self._sides.settle()
            self._hand.replay(way, own=self._is_own())

    def _is_open(self) -> bool:
        return not self._sides.curtain_drawn

    def _is_own(self) -> bool:
        return self._sides.sight is Sight.OWN
