"""Lists the five tabs with their pages, and the commands that lead to pages and to new records."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from salesdesk.gui.coaching.pages import PAGES as COACHING
from salesdesk.gui.commands.command import Command
from salesdesk.gui.desk.pages import PAGES as DESK
from salesdesk.gui.metrics.pages import PAGES as METRICS
from salesdesk.gui.pages import PageParts, TabSpec, Whose
from salesdesk.gui.plans.pages import PAGES as PLANS
from salesdesk.gui.team.pages import PAGES as TEAM
from salesdesk.model.kinds import KINDS, Kind

if TYPE_CHECKING:
    from salesdesk.gui.coaching.desk_panel import DeskPanel
    from salesdesk.gui.context import GuiContext
    from salesdesk.services.bundle import Services

TABS: Final = (
    TabSpec("desk", _("Desk"), "desk", "window", DESK),
    TabSpec("team", _("Team"), "people", "team", TEAM),
    TabSpec("plans", _("Plans"), "plan", "plans", PLANS),
    TabSpec("coaching", _("Coaching log"), "coaching", "coaching-log", COACHING),
    TabSpec("metrics", _("Metrics"), "chart", "metrics", METRICS),
)
USUAL_ROOM: Final = "team"
"""Where a record is shown whose kind names no room."""


def page_parts(services: "Services", context: "GuiContext", desk_shown: "Callable[[], object]") -> PageParts:
    """Gives what pages are built with; the panel of the Desk is made of the Coaching log, which tabs do not know."""
    return PageParts(services, context, partial(_desk_panel, services, context), desk_shown)


def room_of(kind: Kind, person_id: int | None = None) -> tuple[str, str]:
    """Gives the tab and the page on which a record of somebody is opened; the page is empty where any will do."""
    return _parted("" if person_id else kind.own_room) or _parted(kind.room) or (USUAL_ROOM, "")


def _parted(room: str) -> tuple[str, str] | None:
    tab, _slash, page = room.partition("/")
    return (tab, page) if tab else None


def page_for(tab: str, page: str, choice: Whose) -> str:
    """Gives a page, or where it does not stand for the choice the one that shows the same for it."""
    pages = next(each for each in TABS if each.key == tab).pages
    asked = [each.build for each in pages if each.key == page]
    same = [each for each in pages if each.build in asked and each.of & choice]
    return page if not same or page in [each.key for each in same] else same[0].key


def choice_for(tab: str, page: str, choice: Whose) -> Whose:
    """Gives the choice under which a page stands: this one where it does, else the first of those it is for."""
    spec = next(each for each in TABS if each.key == tab)
    whose = [each.of for each in spec.pages if page in ("", each.key)]
    return choice if any(of & choice for of in whose) else next(each for each in Whose if whose[0] & each)


def new_commands() -> list[Command]:
    """Makes the command of every kind of record that can be made from the menus."""
    found: list[Command] = []
    for kind in KINDS.values():
        if kind.new is not None:
            tab, page = _parted(kind.room) or (USUAL_ROOM, "")
            new = kind.new
            words = new.words or _("New {label}", label=kind.label.lower())
            found.append(
                Command(
                    new.command or f"new_{kind.name}", words, new.menu, new.keys, new.icon or kind.icon,
                    0 if new.menu == "Tools" else 1, tab=tab, page=page, changes=True,
                    also=new.also,
                )
            )  # fmt: skip
    return found


def page_commands() -> list[Command]:
    """Makes a command for every page that its tab alone does not name, to be found by its name."""
    return [
        Command(
            f"page_{tab.key}_{page.key}", f"{page.chip} ({tab.title})", "",
            act=lambda w, tab=tab, page=page: w.shell.open_page(tab.key, page.key),
        )
        for tab in TABS
        for page in tab.pages
    ]  # fmt: skip


def _desk_panel(services: "Services", context: "GuiContext") -> "DeskPanel":
    from salesdesk.gui.coaching.desk_panel import DeskPanel

    return DeskPanel(context, services.coaching, services.records)
