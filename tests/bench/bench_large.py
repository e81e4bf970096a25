"""Times a long history: a desk of 100,000 deals and 20,000 notes beside the sample team, in one window."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop

from salesdesk.services.sample.writing import write_sample

if TYPE_CHECKING:
    from salesdesk.gui.tour import Tour

RUNS = 3
SMALL, LARGE = (9, 2), (15, 10)  # people, years
CALM_ROUNDS = 20  # of 5 ms each, without anything to do
TABS = ("team", "plans", "coaching", "metrics")


def run() -> bool:
    """Prints the medians side by side; there is no limit to keep."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from salesdesk.gui.tour import DAY, Tour

    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:
        desks = [Path(folder) / "small.salesdesk", Path(folder) / "large.salesdesk"]
        for path, (people, years) in zip(desks, (SMALL, LARGE), strict=True):
            deals, notes = write_sample(path, people, years, 1, DAY.date())
            print(f"{path.stem}: {people} people, {years} years, {deals:,} deals, {notes:,} notes")
        tour = Tour(Path(folder))
        tour.window.show()
        for path in desks:  # loads the libraries and makes the backups of the day; not counted
            dict(visit(tour, path))
        pairs = [[dict(visit(tour, path)) for path in desks] for _ in range(RUNS)]
        tour.close()
    print(f"A long history, median of {RUNS} alternating runs, milliseconds until all is painted")
    print(f"{'':24}{'small':>8}{'large':>8}{'ratio':>8}")
    for screen in pairs[0][0]:
        small, large = (statistics.median(pair[side][screen] for pair in pairs) for side in (0, 1))
        print(f"{screen:24}{small:8.0f}{large:8.0f}{large / small:8.1f}")
    return True


def visit(tour: "Tour", path: Path) -> Iterator[tuple[str, float]]:
    """Opens a desk and shows each tab once, of the team and of a person; gives each screen's milliseconds."""
    shell = tour.window.shell
    yield "open, the Desk shown", timed(tour, lambda: tour.furniture.opening.open(path))
    for tab in TABS:
        yield f"{tab}, team", timed(tour, lambda tab=tab: shell.tabs.open(tab))
    person = tour.person_named(2)
    yield "metrics, person", timed(tour, lambda: shell.roster.choose(person))
    for tab in reversed(TABS[:-1]):
        yield f"{tab}, person", timed(tour, lambda tab=tab: shell.tabs.open(tab))
    yield "desk, person", timed(tour, lambda: shell.tabs.open("desk"))
    shell.roster.choose(None)
    wait(tour)


def timed(tour: "Tour", act: Callable[[], object]) -> float:
    """Gives the milliseconds from a click until the last thing that came of it was painted."""
    started = time.perf_counter()
    act()
    return (wait(tour) - started) * 1000


def wait(tour: "Tour") -> float:
    """Lets the window do what it still has to do; gives the moment at which it last did something."""
    dispatcher = QAbstractEventDispatcher.instance()
    calm, last = 0, time.perf_counter()
    while calm < CALM_ROUNDS:
        did = dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        if did or tour.furniture.background.jobs:
            calm, last = 0, time.perf_counter()
        else:
            calm += 1
            time.sleep(0.005)
    return last
