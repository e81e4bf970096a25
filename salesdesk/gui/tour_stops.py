"""The stops of the tour besides the tabs: the one-on-one, the side windows, the import, the first start, the lock."""

import csv
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from salesdesk.gui.tour import Tour

SIDE_WINDOWS = (
    "lists",
    "trash",
    "settings",
    "manual",
    "cheat_sheet",
    "news",
    "about",
    "export",
    "imports",
    "backups",
    "held",
    "passphrase",
    "erase",
)
COMMANDS_OF = {"erase": "erase_person"}
"""Commands that are called otherwise than the windows they open."""
EXPORT = (
    ("Opportunity ID", "Owner", "Account", "Product", "Stage", "Created", "Close date", "Amount"),
    ("T-1", "Maren Oyelaran", "Vasterby Mills", "Loma 120", "Won", "2026-09-01", "2026-10-20", "12000"),
    ("T-2", "Dele Akinbode", "Orrin Foods", "Loma 120", "Lost", "2026-09-04", "2026-10-22", "0"),
    ("T-3", "Zofia Wiśniarek", "Vasterby Mills", "Loma 120", "Proposal", "2026-10-05", "", ""),
    ("T-4", "Zofia Wiśniarek", "Orrin Foods", "Loma 120", "Won", "2026-10-05", "someday", "9000"),
)


def further_screens(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    """Goes through everything that is no tab."""
    yield from _numbers(tour)
    yield from _session(tour)
    yield from _side_windows(tour)
    yield from _lists(tour)
    yield from _import(tour)
    yield from _asking(tour)
    window = tour.window
    window.show_welcome()
    yield "welcome", window
    window.show_shell("Sample team")


def _numbers(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    shell = tour.window.shell
    for who, person in (("team", None), ("person", tour.person_named(2))):
        shell.roster.choose(person)
        tour.window.actions_by_id["week_numbers"].trigger()
        tour.settle()
        yield f"numbers-{who}", tour.window


def _session(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    from salesdesk.model.words import STEPS

    flow = tour.workbench.sessions
    flow.start(tour.person_named(2))
    tour.settle()
    view, services = flow.view, tour.workbench.opening.services
    assert view is not None, "the one-on-one did not start"
    assert services is not None
    for step in (*STEPS, next(iter(STEPS))):
        services.sessions.go_to(view.one_on_one_id, step)
        view.reload()
        tour.settle()
        yield f"session-{step}", tour.window
    view.toggle_private()
    tour.settle()
    yield "session-curtain", tour.window
    view.toggle_private()
    tour.settle()
    yield "session-private", tour.window
    view.toggle_private()
    view.leave()
    tour.settle()
    yield "session-left", tour.window
    tour.window.cover.lifted.emit("back")
    tour.settle()
    flow.show_after(view.one_on_one_id)
    tour.settle()
    yield "session-after", tour.window
    flow.end()
    tour.settle()


def _side_windows(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    tour.window.shell.roster.choose(tour.person_named(2))
    tour.window.shell.tabs.open("team")
    tour.workbench.sides.show_history("salesperson", tour.person_named(2))
    for name in ("history", *SIDE_WINDOWS):
        if name != "history":
            tour.window.actions_by_id[COMMANDS_OF.get(name, name)].trigger()
        tour.settle()
        shown = tour.workbench.sides.window_of(name)
        assert shown is not None, f"the window {name} did not open"
        yield f"side-{name}", shown
        shown.close()


def _asking(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    """Goes through what asks for a passphrase; no desk has to have one for that."""
    from salesdesk.gui.lock_page import WRONG
    from salesdesk.gui.passphrase_ask import PassphraseAsk, opens_file
    from salesdesk.gui.side.ask_window import AskWindow

    window, context, private = tour.window, tour.workbench.context, tour.workbench.opening.private
    path = tour.folder / "Team.salesdesk"
    window.lock()
    yield "locked", window
    window.unlock()
    ask = PassphraseAsk(opens_file(path), context.background, context.theme, remembers=False)
    window.lock_page.turn(ask, _("The computer went to sleep."))
    window.lock()
    ask.say(WRONG)
    yield "locked-private", window
    window.unlock()
    window.lock_page.turn()
    beside = AskWindow(path, lambda: None, context, window)
    beside.show()
    yield "side-ask", beside
    beside.close()
    private.ask(path)
    yield "ask", window
    private.stop()


def _lists(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    from salesdesk.gui.side.lists_window import ListsWindow
    from salesdesk.services.lists.service import LISTED

    tour.window.actions_by_id["lists"].trigger()
    shown = tour.workbench.sides.window_of("lists")
    assert isinstance(shown, ListsWindow), "the lists did not open"
    for kind in LISTED[1:]:
        shown.open_kind(kind)
        tour.settle()
        yield f"side-lists-{kind}", shown
    shown.close()


def _import(tour: Tour) -> Iterator[tuple[str, QWidget]]:
    path = _export_file(tour.folder)
    tour.workbench.imports.open(path)
    tour.settle()
    wizard = next((w for w in tour.window.findChildren(QDialog) if w.isVisible()), None)
    assert wizard is not None, "the import did not open"
    yield "import-found", wizard
    wizard.close()


def _export_file(folder: Path) -> Path:
    path = folder / "crm export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(EXPORT)
    return path
