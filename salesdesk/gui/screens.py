"""Opens every screen of the sample team: to draw it as a picture, or as the program's own smoke test."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.furniture import Furniture

DAY = datetime(2026, 11, 11, 9, 0)
WIDE, SMALL = QSize(1440, 900), QSize(1280, 720)
TABS = ("desk", "team", "plans", "coaching", "metrics")


@dataclass(frozen=True)
class Look:
    """One way to look at a screen: its name, the size of the window, the colours and the zoom."""

    name: str
    size: QSize
    scheme: str = "light"
    zoom: int = 100


LOOKS = (
    Look("light", WIDE),
    Look("dark", WIDE, "dark"),
    Look("small", SMALL),
    Look("zoom200", SMALL, "light", 200),
)


class Tour:
    """A window on the sample team, led from screen to screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        paths = paths_in(folder)
        paths.make()
        settings = SettingsFile(paths.settings_file)
        self.application = Application(paths, settings, FixedClock(DAY), StartOptions())
        self.window = self.application.window
        self.furniture: Furniture = self.application.furnish()
        self.failures: list[str] = []

    def open_sample(self) -> None:
        """Invents the sample team and opens it."""
        sys.excepthook = lambda kind, error, trace: self.failures.append(f"{kind.__name__}: {error}")
        self.window.show()
        self.furniture.opening.open_sample()
        self.settle(until=lambda: self.furniture.opening.services is not None)

    def settle(self, until: Callable[[], bool] | None = None, seconds: float = 60.0) -> None:
        """Lets the window do what it still has to do."""
        end = time.monotonic() + seconds
        calm = 0
        while time.monotonic() < end and calm < 5:
            self.application.qt.processEvents()
            busy = bool(self.furniture.background.jobs) or (until is not None and not until())
            calm = 0 if busy else calm + 1
            time.sleep(0.005)

    def person_named(self, place: int) -> int:
        """Gives the id of the salesperson at a place of the roster."""
        services = self.furniture.opening.services
        assert services is not None
        return services.roster.roster().people[place].person_id

    def choose(self, look: Look) -> None:
        """Looks at everything in another size, colour or zoom."""
        self.furniture.context.theme.set_scheme(look.scheme)
        self.furniture.context.theme.set_zoom(look.zoom)
        self.window.resize(look.size)

    def close(self) -> None:
        """Closes window and desk."""
        self.furniture.opening.close()
        self.window.close()


def screens(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    """Goes through every screen: its name, and the widget to draw."""
    window, shell = tour.window, tour.window.shell
    for who, person in (("team", None), ("person", tour.person_named(2))):
        shell.roster.choose(person)
        for tab in TABS:
            shell.tabs.open(tab)
            tour.settle()
            yield f"{tab}-{who}", window
    from salesdesk.gui.tour_stops import further_screens

    yield from further_screens(tour)


def draw_all(folder: Path | None, looks: Sequence[Look] = LOOKS) -> int:
    """Draws every screen into a folder, or with None only opens each once; names what failed."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="salesdesk-tour-") as place:
        tour = Tour(Path(place))
        tour.open_sample()
        for look in looks if folder is not None else looks[:1]:
            _draw_look(tour, look, folder)
        tour.close()
    for failure in tour.failures:
        print(failure, file=sys.stderr)
    if folder is None:
        print("every screen opened" if not tour.failures else f"{len(tour.failures)} screens failed")
    return 1 if tour.failures else 0


def _draw_look(tour: Tour, look: Look, folder: Path | None) -> None:
    tour.choose(look)
    name = "the first screen"
    try:
        for name, widget in screens(tour):
            before = len(tour.failures)
            tour.settle()
            picture = widget.grab()
            if folder is not None:
                path = folder / f"{name}-{look.name}.png"
                picture.save(str(path))
                print(path)
            tour.failures[before:] = [f"{name}: {failure}" for failure in tour.failures[before:]]
    except Exception as error:
        tour.failures.append(f"after {name}: {type(error).__name__}: {error}")
