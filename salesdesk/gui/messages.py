"""Says at the foot of the desk what has just been done, with Undo, for as long as that is true."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.widgets.banner import BannerArea, OtherAct
from salesdesk.services.changes import Changes

SAID_ALREADY = tuple(
    each.partition("{")[0] for each in (_("Done: {step}"), _("Not now: {sentence} ({person})"))
)
"""How the names of steps begin that tell what was done."""


class Messages(QObject):
    """The one message of the desk; another change, page or person makes it untrue and takes it away.

    It stands on the desk alone: a covered window, a one-on-one and the rep's side never show it. What was to be said
    behind the lock is said once that is lifted.
    """

    undo_requested = Signal()

    def __init__(self, area: BannerArea, bus: ChangeBus) -> None:
        super().__init__(area)
        self._area, self._bus = area, bus
        self.locked: Callable[[], bool] = lambda: False
        self._held: Callable[[], object] | None = None
        bus.passed.connect(self.clear)

    @property
    def words(self) -> str:
        """Gives what is being said, empty for nothing."""
        return "".join(self._area.messages)

    def say(
        self, words: str, *, tone: str = "info", action: str = "", then: Callable[[], object] | None = None,
        other: OtherAct | None = None,
    ) -> None:  # fmt: skip
        """Says one sentence, perhaps with an action and another; nothing where others have the desk's place."""
        place = self._area.parentWidget()
        covered = place is not None and place.window().isVisible() and not place.isVisible()
        show = partial(self._area.show_message, words, tone=tone, action=action, then=then, other=other)
        if not covered:
            show()
        elif self.locked():
            self._held = show

    def say_held(self) -> None:
        """Says what was to be said behind the lock."""
        held, self._held = self._held, None
        if held is not None:
            held()

    def say_done(self, changes: Changes, words: str = "") -> None:
        """Passes a change on and says what was done, with Undo, where that can be, until anything else is changed."""
        self._bus.publish(changes)
        if changes.kinds:
            undo = _("Undo") if changes.undoable else ""
            self.say(words or done_words(changes.step), action=undo, then=self.undo_requested.emit)

    def when_free(self, then: Callable[[], object]) -> None:
        """Calls back once what is being said has been read and dismissed."""
        self._area.when_free(then)

    def clear(self) -> None:
        """Says nothing any more."""
        self._held = None
        self._area.clear()


def done_words(step: str) -> str:
    """Says that a step was done: "Done: Delete note"; one whose name says so already is said as it is."""
    return step if step.startswith(SAID_ALREADY) else _("Done: {step}", step=step)
