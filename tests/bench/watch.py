"""Counts what a click costs the window: its own processor time, whatever else the machine does meanwhile."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QLabel, QWidget

from salesdesk.gui.tour import Tour
from salesdesk.gui.turns import turns_of

CALM_ROUNDS = 20
PAUSE = 0.005  # seconds, after a round without anything to do


@dataclass(frozen=True)
class Cost:
    """What came of one click, in milliseconds.

    `processor` is what the window's thread spent, `stall` the longest it spent without looking for the next
    click, `seen` what it had spent when the figures that stay were first painted, and `passed` is the time
    until the last thing was painted, what ran beside the window included.
    """

    processor: float
    stall: float
    seen: float
    passed: float


class Watch(QObject):
    """Lets one click after another happen in a window and counts each."""

    def __init__(self, tour: Tour) -> None:
        super().__init__()
        self._tour = tour
        self._figures: QWidget | None = None
        self._paintings: list[tuple[float, str]] = []
        self._spent = self._since = 0.0

    def cost(
        self,
        act: Callable[[], object],
        *,
        figures: Callable[[], QWidget] | None = None,
        waiting: Callable[[], bool] = lambda: False,
    ) -> Cost:
        """Counts a click until nothing comes of it any more.

        `figures` gives what must be seen first, once the click has made it; `waiting` tells that the window has
        still something before it although it is at rest.
        """
        self._paintings, self._spent = [], 0.0
        began = time.perf_counter()
        stall = self._count(act)
        self._follow(figures() if figures is not None else None)
        longest, last = self._until_calm(waiting)
        # What was given up goes now, as it does in the program: events handled by hand leave it standing.
        self._count(lambda: QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value))
        seen = self._spent_when_seen()
        self._follow(None)
        passed = last - began
        return Cost(*(1000 * value for value in (self._spent, max(stall, longest), seen, passed)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes what the figures say whenever they are painted."""
        if event.type() is QEvent.Type.Paint and watched is self._figures:
            self._paintings.append((self._spent + time.thread_time() - self._since, self._words()))
        return False

    def _until_calm(self, waiting: Callable[[], bool]) -> tuple[float, float]:
        """Lets the window do what it has to; gives its longest stall and when it last did something."""
        dispatcher = QAbstractEventDispatcher.instance()
        calm, longest, last = 0, 0.0, time.perf_counter()
        while calm < CALM_ROUNDS:
            before = self._spent
            did = self._count(lambda: dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)) > 0
            drawing = turns_of(self._tour.window).waiting
            if did or drawing or self._tour.workbench.background.jobs or waiting():
                longest = max(longest, self._spent - before)
                calm, last = 0, time.perf_counter()
            else:
                calm += 1
            if not did:
                time.sleep(PAUSE)
        return longest, last

    def _count(self, act: Callable[[], object]) -> float:
        """Does something and counts it; a look for events that finds none is not counted."""
        self._since = time.thread_time()
        done = act()
        spent = time.thread_time() - self._since if done is not False else 0.0
        self._spent += spent
        return spent

    def _follow(self, figures: QWidget | None) -> None:
        if self._figures is not None:
            self._figures.removeEventFilter(self)
        self._figures = figures
        if figures is not None:
            figures.installEventFilter(self)

    def _words(self) -> str:
        assert self._figures is not None
        return "\n".join(label.text() for label in self._figures.findChildren(QLabel))

    def _spent_when_seen(self) -> float:
        if self._figures is None:
            return self._spent
        words = self._words()
        return next((spent for spent, said in self._paintings if said == words), self._spent)
