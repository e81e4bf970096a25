"""Looks for a made-up practice everywhere it should have turned up; run on a copy of the program by test_one_practice.

Prints as JSON in which places it was found.
"""

import json
import os
import sys
from argparse import Namespace
from contextlib import suppress
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QTableView, QToolButton, QWidget

import salesdesk
from salesdesk.cli import metrics_command
from salesdesk.env.clock import FixedClock
from salesdesk.env.errors import UserError
from salesdesk.env.paths import paths_in
from salesdesk.env.settings import SettingsFile
from salesdesk.exchange.export_rows import export_rows
from salesdesk.gui.application import Application, StartOptions
from salesdesk.gui.pages import Whose
from salesdesk.model.fields import Audience
from salesdesk.services.bundle import Services
from salesdesk.services.coaching.values import LogFilter
from salesdesk.services.team.timeline import timeline
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile

TODAY = date(2026, 11, 11)
CLOCK = FixedClock(datetime(2026, 11, 11, 9, 0))
WORDS = "Tannery by the weir"
SENTENCE = "You missed 6 of 6 visits, 100%"


def main(path: Path) -> dict[str, object]:
    """Writes visits down and gives the places where they are seen."""
    desk = DeskFile.open(path, CLOCK, path.parent / "backups")
    services = Services(desk, CLOCK)
    person = services.roster.roster().people[0].person_id
    for _ in range(6):
        values = {"salesperson_id": person, "what": WORDS, "outcome": "missed", "visited_on": TODAY}
        number = services.records.add("visit", values).new_id("visit")
    places: dict[str, object] = {"program": str(Path(salesdesk.__file__).parent)}
    places |= told_by(services, person, number, path.parent)
    places |= told_to_the_salesperson(services, person, path.parent)
    desk.close()
    return places | printed(path) | shown_by(path, number)


def told_by(services: Services, person: int, number: int, folder: Path) -> dict[str, bool]:
    """Looks into what the services tell the manager."""
    records, file = services.records, folder / "visits.csv"
    export_rows(records, "visit", file, with_private=True)
    found = {
        "log": services.coaching.log(LogFilter(kinds=frozenset({"visit"}))).entries[0].what == WORDS,
        "timeline": WORDS in repr(timeline(services.desk, person, TODAY, groups=["visit"]).lines),
        "search": {hit.kind for hit in services.searching.find("tannery weir")} == {"visit"},
        "export with private": WORDS in file.read_text(encoding="utf-8"),
    }
    records.trash("visit", [number])
    found["Trash"] = [item.label for item in services.trash.contents()][:1] == ["Visit"]
    services.desk.undo()
    found["undo"] = len(records.rows("visit")) == 6
    return found


def told_to_the_salesperson(services: Services, person: int, folder: Path) -> dict[str, bool]:
    """Looks at everything the salesperson reads; nothing of it may be there."""
    meeting, file = services.sessions.prepare(person), folder / "shared.csv"
    with suppress(UserError):
        export_rows(services.records, "visit", file)
    state = services.sessions.state(meeting, Audience.SALESPERSON)
    settings = team_settings(services.desk)
    assert "missed_ceiling" in settings
    return {
        "records of the salesperson": bool(services.records.rows("visit", Audience.SALESPERSON)),
        "search of the salesperson": bool(services.searching.find("tannery", Audience.SALESPERSON, person)),
        "shared export": file.exists(),
        "talk": WORDS in repr(state) or "missed_ceiling" in repr(state),
        "sheet": WORDS in repr(services.review_sheet.sheet(meeting)),
    }


def printed(path: Path) -> dict[str, bool]:
    """Reads what `salesdesk metrics --json` prints."""
    out = StringIO()
    wanted = Namespace(desk=path, person=None, window="all", json=True)
    assert metrics_command.run(wanted, out, sys.stderr) == 0
    return {"metrics --json": '"visits_missed"' in out.getvalue()}


def shown_by(path: Path, number: int) -> dict[str, bool]:
    """Looks at the window as the manager has it."""
    paths = paths_in(path.parent / "home")
    paths.make()
    settings = SettingsFile(paths.settings_file)
    settings.load()
    application = Application(paths, settings, CLOCK, StartOptions(path))
    bench = application.furnish()
    application.window.show()
    bench.opening.first(path)
    while bench.opening.services is None and bench.background.jobs:
        settle()  # its tables are not those of a desk as this program ships it, so it is looked over first
    settle()
    found = {"Desk": on_the_desk(bench)} | on_its_page(bench, number) | in_side_windows(bench)
    found |= in_the_search(bench)
    bench.background.finish()
    bench.opening.close()
    return found


def on_the_desk(bench: Any) -> bool:
    """Says "not now" to whatever is more urgent until the practice speaks, or nobody does."""
    desk, service = bench.window.shell.open_page("desk"), bench.opening.services.monday
    for _ in range(60):
        settle()
        if SENTENCE in words(desk):
            return True
        needs = service.view(None).needs
        if not needs:
            return False
        bench.context.bus.publish(service.postpone(needs[0], "later"))
    return False


def on_its_page(bench: Any, number: int) -> dict[str, bool]:
    """Looks at the figure with its rows and explanation, the list, and the form of one record."""
    shell = bench.window.shell
    shell.roster.choose_kind(Whose.TEAM)
    page = shell.open_page("coaching", "visits")
    settle()
    card = page.findChild(QWidget, "figure_visits_missed")
    found = {"figure card": "100%" in words(card), "entry line": shows(page, "entry_visit")}
    found["list"] = [table.model().rowCount() for table in page.findChildren(QTableView)] == [6]
    QTest.mouseClick(card.findChild(QToolButton, "card_help"), Qt.MouseButton.LeftButton)
    found["explanation"] = "Missed visits by all" in words(card)
    figure = next(each for each in card.findChildren(QPushButton) if each.isVisible())
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
    settle()
    rows = page.findChild(QWidget, "table_behind_visit")
    found["rows behind"] = rows is not None and rows.model().rowCount() == 6
    page.open_record("visit", number)
    settle()
    found["form"] = "Where to" in words(page) and WORDS in words(page)
    return found


def in_side_windows(bench: Any) -> dict[str, bool]:
    """Looks at the settings and the cheat sheet."""
    found: dict[str, bool] = {}
    for place, name, said in (
        ("Settings", "settings", "Visits you miss, at most"),
        ("cheat sheet", "cheat_sheet", "New visit"),
    ):
        bench.window.actions_by_id[name].trigger()
        settle()
        found[place] = said in words(bench.sides.window_of(name))
        bench.sides.window_of(name).close()
    return found


def in_the_search(bench: Any) -> dict[str, bool]:
    """Looks for the command and the page in the box at the top."""
    box = bench.window.shell.search
    found: dict[str, bool] = {}
    for place, typed, said in (
        ("Ctrl+K command", "new visit", "New visit"),
        ("Ctrl+K page", "visits coach", "Visits (Coaching log)"),
    ):
        box.clear()
        QTest.keyClicks(box, typed)
        for _ in range(400):
            settle()
            if not box._pause.isActive():
                break
        results = bench.window.findChild(QListWidget, "search_results")
        lines = [results.item(row).text() for row in range(results.count())]
        found[place] = said in lines
    return found


def words(widget: Any) -> str:
    """Gives all words of labels, buttons and editors within a widget."""
    labels = [each.text() for each in widget.findChildren(QLabel)]
    buttons = [each.text() for each in widget.findChildren(QPushButton)]
    return " | ".join([*labels, *buttons])


def shows(page: QWidget, name: str) -> bool:
    """Tells whether a part of the page is seen."""
    part = page.findChild(QWidget, name)
    return part is not None and part.isVisible()


def settle() -> None:
    """Lets the window do what it has put off."""
    for _ in range(30):
        QApplication.processEvents()
        QTest.qWait(1)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
