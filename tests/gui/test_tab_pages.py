"""A tab holds pages behind a quiet row of chips: whose they are, when they appear, which was left in front."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from salesdesk.gui.context import GuiContext
from salesdesk.gui.lazy_tabs import LazyTabs
from salesdesk.gui.page import Page
from salesdesk.gui.pages import OTHERS, PageParts, PageSpec, TabSpec, Whose
from salesdesk.gui.tabs import TABS

ANY = OTHERS | Whose.ME


def spec(key: str, of: Whose = ANY, **more: Any) -> PageSpec:
    """A page of a made-up tab, with a widget of its own."""
    return PageSpec(key, key.title(), f"What about {key}?", of, lambda _parts: Page(), **more)


there: list[str] = []
MANY = TabSpec(
    "many", "Many", "desk", "window",
    (
        spec("one"), spec("two", Whose.TEAM), spec("three", Whose.PERSON | Whose.TEAM),
        spec("later", appears=lambda _services: "later" in there, comes="Comes with the first one."),
        spec("mine", Whose.ME),
    ),
)  # fmt: skip
SINGLE = TabSpec("single", "Single", "desk", "window", (spec("alone", Whose.TEAM | Whose.PERSON),))


@pytest.fixture
def tabs(context: GuiContext, qtbot: QtBot) -> Iterator[LazyTabs]:
    """Two made-up tabs on no desk."""
    there.clear()
    made = LazyTabs(context.theme, (MANY, SINGLE))
    qtbot.addWidget(made)
    services: Any = object()
    made.supply(PageParts(services, context, lambda: pytest.fail("no panel"), lambda: None))
    made.open("many")
    made.show()
    yield made
    made.supply(None)


def chips(tabs: LazyTabs) -> list[str]:
    """The chips that are seen in the tab in front; the chosen one in brackets."""
    QApplication.processEvents()
    row = tabs.findChild(object, f"chips_{tabs.current_key()}")
    assert row is not None
    found = [chip for chip in row.findChildren(QPushButton) if chip.isVisible()]
    return [f"[{chip.text()}]" if chip.isChecked() else chip.text() for chip in found]


def more(tabs: LazyTabs) -> list[str]:
    """What stands under More."""
    row = tabs.findChild(object, f"chips_{tabs.current_key()}")
    assert row is not None
    button = row.findChild(QToolButton)
    return [action.text() for action in button.menu().actions()] if button.isVisible() else []


def test_that_the_chips_are_those_of_the_choice_and_a_page_that_is_not_there_yet_waits_under_more(
    tabs: LazyTabs,
) -> None:
    assert chips(tabs) == ["[One]", "Two", "Three"]
    assert more(tabs) == ["Later: Comes with the first one."]
    tabs.show_choice(7, Whose.PERSON)
    assert chips(tabs) == ["[One]", "Three"]
    tabs.show_choice(0, Whose.ME)
    assert chips(tabs) == ["[One]", "Mine"]
    assert tabs.keys == ("many",)
    there.append("later")
    tabs.show_choice(None, Whose.TEAM)
    assert chips(tabs) == ["[One]", "Two", "Three", "Later"]
    assert more(tabs) == []


def test_that_a_page_is_painted_again_only_where_a_size_has_changed(tabs: LazyTabs, qtbot: QtBot) -> None:
    page, painted = tabs.page("many"), []

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                painted.append(watched)
            return False

    def laid_out_anew() -> int:
        painted.clear()
        QApplication.postEvent(tabs, QEvent(QEvent.Type.LayoutRequest))
        qtbot.wait(20)
        return len(painted)

    page.setMinimumSize(200, 150)
    qtbot.waitExposed(tabs)
    qtbot.wait(20)
    eye = Eye()
    page.installEventFilter(eye)
    assert laid_out_anew() == 0
    page.setMinimumSize(400, 300)
    qtbot.waitUntil(lambda: tabs.minimumSizeHint().width() >= 400)


def test_that_one_page_alone_has_no_row(tabs: LazyTabs) -> None:
    tabs.open("single")
    assert chips(tabs) == []


def test_that_a_click_opens_a_page_and_each_kind_of_choice_keeps_its_own(
    tabs: LazyTabs, qtbot: QtBot
) -> None:
    first = tabs.page("many")
    qtbot.mouseClick(tabs.findChild(QPushButton, "chip_three"), Qt.MouseButton.LeftButton)
    assert chips(tabs) == ["One", "Two", "[Three]"]
    assert tabs.page("many") is not first
    tabs.show_choice(7, Whose.PERSON)
    assert chips(tabs) == ["[One]", "Three"]
    tabs.show_choice(None, Whose.TEAM)
    assert chips(tabs) == ["One", "Two", "[Three]"]


def test_that_the_page_left_in_front_is_there_again_after_a_restart(
    tabs: LazyTabs, context: GuiContext, qtbot: QtBot
) -> None:
    tabs.open("many", "two")
    again = LazyTabs(context.theme, (MANY, SINGLE))
    qtbot.addWidget(again)
    services: Any = object()
    again.supply(PageParts(services, context, lambda: pytest.fail("no panel"), lambda: None))
    assert again.page_key("many") == "two"
    again.supply(None)


def test_that_a_page_left_on_one_desk_is_not_opened_on_another_that_has_nothing_for_it_yet(
    tabs: LazyTabs, context: GuiContext, qtbot: QtBot
) -> None:
    there.append("later")
    tabs.open("many", "later")
    there.clear()
    again = LazyTabs(context.theme, (MANY, SINGLE))
    qtbot.addWidget(again)
    services: Any = object()
    again.supply(PageParts(services, context, lambda: pytest.fail("no panel"), lambda: None))
    assert again.page_key("many") == "one"
    again.open("many", "later")  # asked for under More it opens, and stays while the desk does
    again.show_choice(7, Whose.PERSON)
    again.show_choice(None, Whose.TEAM)
    assert again.page_key("many") == "later"
    again.supply(None)


def test_that_steps_walk_the_chips_and_round(tabs: LazyTabs) -> None:
    met = []
    for _ in range(4):
        tabs.step_page(1)
        met.append(tabs.page_key("many"))
    assert met == ["two", "three", "one", "two"]
    tabs.step_page(-1)
    assert tabs.page_key("many") == "one"


def test_that_the_keyboard_on_a_chip_goes_with_the_page_and_stays_where_it_is_otherwise(
    tabs: LazyTabs, qtbot: QtBot
) -> None:
    tabs.activateWindow()
    first = tabs.findChild(QPushButton, "chip_one")
    assert first is not None
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    tabs.step_page(1)
    held = QApplication.focusWidget()
    assert held is not None
    assert (held.objectName(), chips(tabs)) == ("chip_two", ["One", "[Two]", "Three"])
    third = tabs.findChild(QPushButton, "chip_three")
    assert third is not None
    third.setFocus()
    there.append("later")
    tabs._rooms["many"].offer()
    held = QApplication.focusWidget()
    assert held is not None
    assert (held.objectName(), chips(tabs)) == ("chip_three", ["One", "[Two]", "Three", "Later"])


def test_that_a_sixth_page_goes_under_more(context: GuiContext, qtbot: QtBot) -> None:
    six = replace(MANY, pages=tuple(spec(name) for name in ("a", "b", "c", "d", "e", "f")))
    made = LazyTabs(context.theme, (six,))
    qtbot.addWidget(made)
    services: Any = object()
    made.supply(PageParts(services, context, lambda: pytest.fail("no panel"), lambda: None))
    made.open("many")
    made.show()
    assert chips(made) == ["[A]", "B", "C", "D", "E"]
    assert more(made) == ["F"]
    made.open("many", "f")
    assert "[F]" in chips(made), "a page that is in front always has its chip"
    made.supply(None)


def test_that_every_tab_has_a_page_for_the_team_and_no_two_share_a_key() -> None:
    for tab in TABS:
        assert tab.pages_of(Whose.TEAM)
        assert tab.pages_of(Whose.PERSON)
        keys = [page.key for page in tab.pages]
        assert len(keys) == len(set(keys))


def test_that_the_keys_walk_the_pages_in_the_window(opened: Any) -> None:
    actions = opened.window.actions_by_id
    assert actions["previous_page"].shortcut().toString() == "Ctrl+PgUp"
    assert actions["next_page"].shortcut().toString() == "Ctrl+PgDown"
    actions["next_page"].trigger()
    assert opened.window.shell.tabs.page_key("desk") == "today"


def test_that_of_a_self_starter_only_the_results_have_a_chip_and_the_rest_waits_under_more(
    opened: Any,
) -> None:
    shell, services = opened.window.shell, opened.furniture.opening.services
    people = services.roster.roster().people
    five = next(each for each in people if each.level == "5").person_id
    other = next(each for each in people if each.level != "5").person_id
    shell.roster.choose(other)
    shell.open_page("metrics", "results")
    all_of_them = ["[Results]", "Competencies", "Coaching effect"]
    assert chips(shell.tabs) == all_of_them
    shell.roster.choose(five)
    assert chips(shell.tabs) == ["[Results]"]
    assert more(shell.tabs) == ["Competencies", "Coaching effect"]
    shell.tabs.step_page(1)
    assert shell.here().page == "results"
    shell.open_page("metrics", "effect")
    assert chips(shell.tabs) == ["Results", "[Coaching effect]"]
    opened.furniture.context.bus.publish(services.records.edit("salesperson", five, "level", "3"))
    assert chips(shell.tabs) == ["Results", "Competencies", "[Coaching effect]"]
    opened.furniture.context.bus.publish(services.records.edit("salesperson", five, "level", "5"))
    shell.roster.choose(None)
    shell.open_page("metrics", "results")
    assert chips(shell.tabs) == all_of_them


def test_that_a_page_is_made_in_the_place_where_it_is_shown(context: GuiContext, qtbot: QtBot) -> None:
    """Moved there when it is full, all in it would be told of its style once more."""
    moved: list[QEvent.Type] = []

    class Watching(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() in (QEvent.Type.ParentChange, QEvent.Type.StyleChange):
                moved.append(event.type())
            return False

    watching = Watching()

    def build(parts: PageParts) -> Page:
        page = Page(parts.host)
        page.installEventFilter(watching)
        return page

    tab = TabSpec("made", "Made", "desk", "window", (PageSpec("it", "It", "What?", ANY, build),))
    made = LazyTabs(context.theme, (tab,))
    qtbot.addWidget(made)
    made.show()
    services: Any = object()
    made.supply(PageParts(services, context, lambda: pytest.fail("no panel"), lambda: None))
    page = made.open("made")
    assert page.isVisible()
    assert moved == []
    made.supply(None)
