"""Gives what pages are built with, for tests of one page, and the page of the Coaching log."""

from typing import cast

from salesdesk.env.clock import Clock
from salesdesk.gui.coaching.compose_block import FORM, WantedForm
from salesdesk.gui.coaching.compose_form import What
from salesdesk.gui.coaching.pages import PAGES
from salesdesk.gui.context import GuiContext
from salesdesk.gui.pages import PageParts
from salesdesk.gui.widgets.aside_page import AsidePage
from salesdesk.services.bundle import Services
from salesdesk.store.desk_file import DeskFile


def parts_of(desk: DeskFile, context: GuiContext, clock: Clock) -> PageParts:
    """Gives what pages are built with."""
    return PageParts(Services(desk, clock), context, lambda: None, lambda: None)  # type: ignore[arg-type,return-value]


def log_page(parts: PageParts) -> AsidePage:
    """Builds the Coaching log."""
    return cast(AsidePage, PAGES[0].build(parts))


def compose(page: AsidePage, what: What, person_id: int | None = None) -> None:
    """Opens a form beside the log, for the person shown or another."""
    page.place.state.choose(FORM, WantedForm(what, person_id))
