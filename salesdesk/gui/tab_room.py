"""Holds the pages of one tab behind a quiet row of chips, as many as stand for the choice at the left."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from salesdesk.gui.layouts import column, configure, pill, row
from salesdesk.gui.measures import keep
from salesdesk.gui.page import Page
from salesdesk.gui.pages import PageSpec, TabSpec, Whose
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import clear_layout

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

MOST_CHIPS: Final = 5
NOT_YET: Final = _("Not there yet.")


class TabRoom(QWidget):
    """The pages of one tab; each is built when it is first opened."""

    page_chosen = Signal()

    def __init__(self, theme: Theme, spec: TabSpec, build: Callable[[PageSpec, QWidget], Page]) -> None:
        super().__init__()
        self._theme, self.spec, self._build = theme, spec, build
        self.key, self._choice = "", Whose.TEAM
        self._services: Services | None = None
        self._person_id: int | None = None
        self._pages: dict[Callable[..., Page], Page] = {}
        self._row, self._chips, self._more = QWidget(), QHBoxLayout(), QToolButton()
        self._buttons: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self._build_ui()

    @property
    def pages(self) -> "tuple[Page, ...]":
        """Gives the pages built so far."""
        return tuple(self._pages.values())

    def show_choice(self, choice: Whose, services: "Services", left_at: str) -> None:
        """Turns to a kind of choice, at the page left in front for it; a tab never opened offers its pages later.

        A desk that was just opened may have nothing yet for the page that was left on another one.
        """
        new, self._choice, self._services = services is not self._services, choice, services
        pages = {page.key: page for page in self.spec.pages_of(choice)}
        left = pages.get(left_at)
        is_there = left is not None and (not new or self._appears(left))
        self.key = left_at if is_there else next(iter(pages), "")
        if self._pages:
            self.offer()

    def show_person(self, person_id: int | None) -> None:
        """Turns the pages that stand for the choice to a person; the others keep whom they showed."""
        self._person_id = person_id
        if self._pages and any(page.folds for page in self.spec.pages):
            self.offer()
        for build in {page.build for page in self.spec.pages_of(self._choice)} & self._pages.keys():
            self._pages[build].show_person(person_id)

    def offer(self) -> None:
        """Shows a chip for every page that is there, and the others under More; of one page alone no row."""
        offered = self.spec.pages_of(self._choice)
        there = [page for page in offered if self._is_in_front(page)]
        chips = (there or list(offered))[:MOST_CHIPS]
        front = [page for page in offered if page.key == self.key and page not in chips]
        chips = [*chips[: MOST_CHIPS - len(front)], *front]
        if [page.key for page in chips] != list(self._buttons):
            held = self._chip_in_use()
            clear_layout(self._chips)
            self._buttons = {page.key: self._chip(page) for page in chips}
            for button in self._buttons.values():
                self._chips.addWidget(button)
            self._hold_chip(held)
        for key, button in self._buttons.items():
            button.setChecked(key == self.key)
        self._fill_more([page for page in offered if page not in chips])
        self._row.setVisible(len(offered) > 1)

    def page(self) -> Page | None:
        """Gives the page in front, built where nobody has opened it yet; None where none stands for the choice."""
        spec = next((each for each in self.spec.pages if each.key == self.key), None)
        if spec is None:
            return None
        if spec.build not in self._pages:
            self._pages[spec.build] = page = self._build(spec, self._stack)
            self._stack.addWidget(page)
            self.offer()
        page = self._pages[spec.build]
        if self._stack.currentWidget() is not page or self._row.parentWidget() is self:
            self._put_chips(page)
        self._stack.setCurrentWidget(page)
        return page

    def open(self, key: str) -> None:
        """Brings a page to the front, and the keyboard from chip to chip; one not for this choice is left."""
        if key in [page.key for page in self.spec.pages_of(self._choice)]:
            held, self.key = self._chip_in_use(), key
            self.offer()
            self._hold_chip(held and key)

    def step(self, by: int) -> None:
        """Goes to the chip before or after, and round at the end."""
        keys = [
            page.key
            for page in self.spec.pages_of(self._choice)
            if self._is_in_front(page) or page.key == self.key
        ]
        if len(keys) > 1:
            self._choose(keys[(keys.index(self.key) + by) % len(keys)])

    def clear(self) -> None:
        """Lets go of every page."""
        self._put_chips(None)
        for page in self._pages.values():
            # Qt shows a newcomer of a layout a moment later, which must not happen to one that has gone. Without a
            # parent it would be told of its style once more before it goes.
            page.hide()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._services = None

    def _build_ui(self) -> None:
        configure(self, "page", name=f"room_{self.spec.key}")
        configure(self._row, "page", name=f"chips_{self.spec.key}").hide()
        self._line = row(self._chips, self._more, (None, 1), on=self._row)
        words = _("More pages of {title}", title=self.spec.title)
        configure(self._more, "pill", says=words).setText(_("More ▾"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
        self._main = column(self._row, (self._stack, 1), on=self, gap=0)
        for each in (self._chips, self._line):
            keep(self._theme, each, spacing=8)
        keep(self._theme, self._more, icon=16)

    def _put_chips(self, page: "Page | None") -> None:
        """Puts the row under the heading of a page, above one without; a chip in use keeps the keyboard."""
        shown, held = not self._row.isHidden(), QApplication.focusWidget()
        in_use = held is not None and self._row.isAncestorOf(held)
        if page is None or not page.hold_chips(self._row):
            self._main.insertWidget(0, self._row)
        self._row.setVisible(shown)
        if held is not None and in_use:
            held.setFocus()

    def _chip_in_use(self) -> str:
        """Gives the page whose chip has the keyboard, or nothing."""
        return next((key for key, chip in self._buttons.items() if chip.hasFocus()), "")

    def _hold_chip(self, key: str) -> None:
        """Gives the keyboard to the chip of a page, or to that in front; a choice without pages has neither."""
        chip = self._buttons.get(key) or self._buttons.get(self.key)
        if key and chip is not None:
            chip.show()  # Qt shows a newcomer of a layout only a moment later, and gives it no keyboard until then
            chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip(self, page: PageSpec) -> QPushButton:
        chip = pill(page.chip, f"chip_{page.key}", page.question)
        chip.clicked.connect(lambda: self._choose(page.key))
        return chip

    def _fill_more(self, rest: list[PageSpec]) -> None:
        menu = self._more.menu()
        menu.clear()
        for page in rest:
            words = f"{page.chip}: {page.comes or NOT_YET}" if not self._appears(page) else page.chip
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked=False, page=page: self._choose(page.key))
            menu.addAction(action)
        self._more.setVisible(bool(rest))

    def _choose(self, key: str) -> None:
        self.open(key)
        self.page()
        self.page_chosen.emit()

    def _is_in_front(self, page: PageSpec) -> bool:
        """Tells whether a page has a chip: it is there, and not folded away for the person chosen."""
        folded = (
            page.folds is not None
            and self._services is not None
            and bool(self._person_id)
            and page.folds(self._services, self._person_id or 0)
        )
        return self._appears(page) and not folded

    def _appears(self, page: PageSpec) -> bool:
        return page.appears is None or (self._services is not None and page.appears(self._services))
