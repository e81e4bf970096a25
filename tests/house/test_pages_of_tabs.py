"""Holds that everything that goes through the pages of the window takes them from the one list."""

from pathlib import Path

import pytest

import salesdesk
from salesdesk.env.clock import FixedClock
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.pages import PageSpec, TabSpec
from salesdesk.gui.tabs import TABS
from salesdesk.services.bundle import Services
from salesdesk.store.desk_file import DeskFile

MANUAL = Path(salesdesk.__file__).parents[1] / "resources" / "manual"
PAGES = [(tab, page) for tab in TABS for page in tab.pages]
NAMES = [f"{tab.key}/{page.key}" for tab, page in PAGES]


@pytest.fixture
def services(sample_desk: DeskFile, clock: FixedClock) -> Services:
    """The services of a sample team."""
    return Services(sample_desk, clock)


@pytest.mark.parametrize(("tab", "page"), PAGES, ids=NAMES)
def test_that_the_manual_names_every_page(tab: TabSpec, page: PageSpec) -> None:
    (file,) = MANUAL.glob(f"*-{page.manual or tab.manual}.md")
    assert page.chip in file.read_text(encoding="utf-8"), "the manual does not say what stands there"


@pytest.mark.parametrize(("tab", "page"), PAGES, ids=NAMES)
def test_that_the_sample_team_has_something_on_every_page(
    tab: TabSpec, page: PageSpec, services: Services
) -> None:
    assert page.appears is None or page.appears(services), tab.key


@pytest.mark.parametrize(("tab", "page"), PAGES, ids=NAMES)
def test_that_every_page_is_found_by_its_name(tab: TabSpec, page: PageSpec) -> None:
    assert [each for each in COMMANDS if each.id == f"page_{tab.key}_{page.key}"]
