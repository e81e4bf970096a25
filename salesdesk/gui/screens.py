"""Opens every screen of the sample team: to draw it as a picture, or as the program's own smoke test."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from salesdesk.gui.pages import Whose
from salesdesk.gui.tabs import TABS
from salesdesk.gui.tour import Look, Tour
from salesdesk.gui.tour_stops import further_screens
from salesdesk.gui.widgets.chart_view import ChartView

WIDE, SMALL, LARGE = QSize(1440, 900), QSize(1280, 720), QSize(2560, 1440)
NO_SCREEN = "propagateSizeHints"
LOOKS = (
    Look("light", WIDE),
    Look("dark", WIDE, "dark"),
    Look("small", SMALL),
    Look("zoom200", SMALL, "light", 200),
    Look("large", LARGE),
)


def screens(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    """Goes through every screen: its name, and the widget to draw."""
    for choice in Whose:
        yield from pages_of(tour, choice)
    yield from further_screens(tour)


def pages_of(tour: Tour, choice: Whose) -> Iterator[tuple[str, QWidget]]:
    """Goes through every page that stands for a kind of choice."""
    shell = tour.window.shell
    if choice is Whose.PERSON:
        shell.roster.choose(tour.person_named(2))
    else:
        shell.roster.choose_kind(choice)
    for tab in TABS:
        for page in tab.pages_of(choice):
            shell.open_page(tab.key, page.key)
            tour.settle()
            yield f"{tab.key}-{page.key}-{(choice.name or '').lower()}", tour.window


def draw_all(folder: Path | None, looks: Sequence[Look] = LOOKS) -> int:
    """Draws every screen into a folder, or with None only opens each once; names what failed."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_pass_on)
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


def draw_charts(widget: QWidget, failures: list[str]) -> None:
    """Draws every chart of a screen, also those to be scrolled to, and notes which cannot be drawn."""
    for chart in [each for each in widget.findChildren(ChartView) if each.isVisibleTo(widget)]:
        try:
            chart.draw_now()
        except Exception as error:
            failures.append(f"{chart.accessibleName()}: {type(error).__name__}: {error}")


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Passes Qt's messages on, but for the one that every window without a screen gives rise to."""
    if NO_SCREEN not in message:
        print(message, file=sys.stderr)


def _draw_look(tour: Tour, look: Look, folder: Path | None) -> None:
    tour.choose(look)
    name = "the first screen"
    try:
        for name, widget in screens(tour):
            before = len(tour.failures)
            tour.settle()
            draw_charts(widget, tour.failures)
            picture = widget.grab()
            if folder is not None:
                path = folder / f"{name}-{look.name}.png"
                picture.save(str(path))
                print(path)
            tour.failures[before:] = [f"{name}: {failure}" for failure in tour.failures[before:]]
    except Exception as error:
        tour.failures.append(f"after {name}: {type(error).__name__}: {error}")
