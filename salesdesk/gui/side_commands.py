"""Connects the commands of the side windows: at most one of each is open, and none of them tells too much."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from salesdesk.env.errors import UserError
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.side.side_windows import SideWindows
from salesdesk.gui.sight import MANAGER

if TYPE_CHECKING:
    from salesdesk.gui.side.side_window import SideWindow

PLAIN = ("lists", "trash", "export", "cheat_sheet", "about")
"""Windows that need nothing said when they open."""
OF_THE_DESK = frozenset({"lists", "trash", "history", "settings", "export"})
"""Windows that show what is in the desk: they close with it, and a salesperson must not see them."""
NO_RECORD = "Choose a record first, such as a row of a table; then its history opens here."
REPLAYING = ("undo", "redo")
"""Commands that are understood in the windows of the desk as well."""
FIRST_PAGE, SESSION_PAGE = "start", "one-on-one"


class SideCommands(QObject):
    """Opens the side windows, brings open ones to the front and puts them away when others look on."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile,
        errors: ErrorReporter,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._settings, self._errors = settings, errors
        self._maker = SideWindows(context, opening, window)
        self._open: dict[str, SideWindow] = {}
        self._connect()

    def window_of(self, name: str) -> "SideWindow | None":
        """Gives the open window of a command, None where it is not open."""
        return self._open.get(name)

    def open_history(self) -> None:
        """Shows the history of the record that is chosen in the tab in front."""
        from salesdesk.gui.side.chosen_record import chosen_record

        tabs = self._window.shell.tabs
        record = chosen_record(tabs.page(tabs.current_key()))
        if record is None:
            self._errors.show(UserError(NO_RECORD))
            return
        self.show_history(*record)

    def show_history(self, kind: str, record_id: int) -> None:
        """Shows the history of a record."""
        from salesdesk.gui.side.history_window import HistoryWindow

        shown = self._show("history")
        if isinstance(shown, HistoryWindow):
            shown.show_record(kind, record_id)

    def open_settings(self, field: str = "") -> None:
        """Shows the settings, at one of them where it is named."""
        from salesdesk.gui.side.settings_window import SettingsWindow

        is_new = "settings" not in self._open
        shown = self._show("settings")
        if isinstance(shown, SettingsWindow) and is_new:
            shown.laptop_setting_chosen.connect(self._on_laptop_setting_chosen)
        if isinstance(shown, SettingsWindow) and field:
            shown.go_to(field)

    def open_lists(self, kind: str) -> None:
        """Shows the list of a kind of record."""
        from salesdesk.gui.side.lists_window import ListsWindow

        shown = self._show("lists")
        if isinstance(shown, ListsWindow):
            shown.open_kind(kind)

    def open_manual(self, page: str = "") -> None:
        """Shows the manual at a page, else at the page of what is in front."""
        from salesdesk.gui.side.manual_window import ManualWindow

        wanted = page or self._page_in_front()
        shown = self._show("manual")
        if isinstance(shown, ManualWindow):
            shown.open_page(wanted)

    def _connect(self) -> None:
        acts = {"history": self.open_history, "settings": self.open_settings, "manual": self.open_manual}
        for name, act in acts.items():
            self._window.actions_by_id[name].triggered.connect(lambda _checked=False, act=act: act())
        for name in PLAIN:
            self._window.actions_by_id[name].triggered.connect(
                lambda _checked=False, name=name: self._show(name)
            )
        self._window.shell.search.setting_chosen.connect(self.open_settings)
        self._window.shell.maker.list_requested.connect(self.open_lists)
        self._opening.closed.connect(lambda: self._put_away(OF_THE_DESK | {"about"}))
        self._window.turned.connect(self._on_window_turned)

    def _show(self, name: str) -> "SideWindow | None":
        """Shows a window, or the one that is open already; what others must not see stays shut."""
        if not self._window.sight & MANAGER or (name in OF_THE_DESK and not self._at_desk()):
            return None
        if name not in self._open:
            made: SideWindow = getattr(self._maker, name)()
            made.finished.connect(lambda: self._open.pop(name, None))
            self._open[name] = made
            if name in OF_THE_DESK:
                made.addActions([self._window.actions_by_id[each] for each in REPLAYING])
        shown = self._open[name]
        shown.show()
        shown.activateWindow()
        return shown

    def _on_window_turned(self) -> None:
        if not self._window.sight & MANAGER:
            self._put_away(self._open)
        elif not self._at_desk():
            self._put_away(OF_THE_DESK)

    def _on_laptop_setting_chosen(self, name: str, value: Any) -> None:
        if name == "theme":
            # The menu's own action also moves its tick and remembers the choice.
            self._window.actions_by_id[f"scheme_{value}"].trigger()
        elif name == "zoom":
            self._context.theme.set_zoom(value)
            self._settings.change(zoom=value)

    def _put_away(self, names: Iterable[str]) -> None:
        for shown in [self._open[name] for name in names if name in self._open]:
            shown.close()

    def _page_in_front(self) -> str:
        from salesdesk.gui.side.manual_pages import PAGE_OF_TAB

        if self._opening.services is None:
            return FIRST_PAGE
        if not self._at_desk():
            return SESSION_PAGE
        return PAGE_OF_TAB.get(self._window.shell.tabs.current_key(), FIRST_PAGE)

    def _at_desk(self) -> bool:
        return self._opening.services is not None and self._window.at_desk
