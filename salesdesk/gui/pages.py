"""Says what a page of a tab is: for which choice at the left it stands, when it appears, and how it is built."""

from collections.abc import Callable
from dataclasses import field
from enum import Flag, auto
from typing import TYPE_CHECKING, Final

from salesdesk.env.short_words import IN_A_HEADING, shortened
from salesdesk.frozen import frozen
from salesdesk.model.kinds import kind_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from salesdesk.gui.act_panel import ActPanel
    from salesdesk.gui.context import GuiContext
    from salesdesk.gui.page import Page
    from salesdesk.services.bundle import Services
    from salesdesk.services.records import RecordsService

ME: Final = 0
"""Whom a page shows where the manager's own work is chosen; no salesperson has this id."""


class Whose(Flag):
    """The kinds of choice at the left."""

    TEAM = auto()
    PERSON = auto()
    CANDIDATE = auto()
    ME = auto()


OTHERS: Final = Whose.TEAM | Whose.PERSON | Whose.CANDIDATE


@frozen
class PageParts:
    """What pages are built with; `left_at` keeps what is chosen on one page for all of its tab, until the desk goes.

    A page is made in its place, the `host`: moved there once it is full, all in it would be told of its style again.
    """

    services: "Services"
    context: "GuiContext"
    make_panel: "Callable[[], ActPanel]"
    desk_shown: "Callable[[], object]"
    left_at: dict[str, str] = field(default_factory=dict[str, str])
    host: "QWidget | None" = None


@frozen
class PageSpec:
    """One page: its chip, its question, whose it is, when it is there, and how it is built.

    Pages with the same `build` share one widget, which shows what fits the choice. `appears` asks the desk; a page
    not there yet waits under "More", with `comes` as the words for when it comes, and so does one that is folded away
    for somebody (`folds`). `manual` is the page that explains it, where that is not the one of its tab.
    """

    key: str
    chip: str
    question: str
    of: Whose
    build: "Callable[[PageParts], Page]"
    appears: "Callable[[Services], bool] | None" = None
    comes: str = ""
    folds: "Callable[[Services, int], bool] | None" = None
    manual: str = ""


@frozen
class TabSpec:
    """One tab: its key, its title, its icon, the page of the manual that explains it, and its pages."""

    key: str
    title: str
    icon: str
    manual: str
    pages: tuple[PageSpec, ...]

    def pages_of(self, choice: Whose) -> tuple[PageSpec, ...]:
        """Gives the pages that stand for a choice, in their order."""
        return tuple(page for page in self.pages if page.of & choice)


def has_any(*kinds: str) -> "Callable[[Services], bool]":
    """Lets a page appear with the first record of one of the kinds; it stays when that one is deleted."""
    return lambda services: any(services.desk.rows(f"SELECT 1 FROM {kind} LIMIT 1") for kind in kinds)


def self_starter(services: "Services", person_id: int) -> bool:
    """Tells whether somebody leads their own business (level 5), of whom results are enough."""
    from salesdesk.services.attention import SELF_STARTER

    found = services.desk.rows(
        "SELECT 1 FROM salesperson WHERE id = ? AND level = ?", (person_id, SELF_STARTER)
    )
    return bool(found)


def of_practice(key: str) -> "Callable[[PageParts], Page]":
    """Lets a page be built as its practice declares it."""

    def build(parts: PageParts) -> "Page":
        """Builds it."""
        from salesdesk.gui.widgets.practice_page import practice_page

        return practice_page(parts, key)

    return build


def of_ledger(kind: str, question: str, comes: str = "") -> PageSpec:
    """Gives the page of a practice that is a ledger, where its kind says that its records are opened."""
    key = kind_of(kind).room.partition("/")[2]
    whose = Whose.TEAM | Whose.ME
    return PageSpec(key, kind_of(kind).plural, question, whose, of_practice(key), has_any(kind), comes)


def subject_of(records: "RecordsService", person_id: int | None) -> str:
    """Gives whom a page is about, in the team or not, as its heading has room for it."""
    if not person_id:
        return _("Whole team") if person_id is None else _("My own work")
    rows = records.rows("salesperson", ids=[person_id])
    return shortened(str(rows[0].values["name"]), IN_A_HEADING) if rows else ""
