"""Connects the commands of the side windows: at most one of each is open, and none of them tells too much."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from salesdesk.env.errors import UserError
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.gui.side.side_window import SideWindow
    from salesdesk.services.bundle import Services

OF_THE_DESK = frozenset({"trash", "history", "settings", "export"})
"""Windows that show what is in the desk: they close with it, and a salesperson must not see them."""
NO_RECORD = "Choose a record first, such as a row of a table; then its history opens here."
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
        self._open: dict[str, SideWindow] = {}
        self._connect()

    def window_of(self, name: str) -> "SideWindow | None":
        """Gives the open window of a command, None where it is not open."""
        return self._open.get(name)

    def open_trash(self) -> None:
        """Shows the Trash."""
        from salesdesk.gui.side.trash_window import TrashWindow

        self._show("trash", lambda: TrashWindow(self._services().trash, self._context, self._window))

    def open_history(self) -> None:
        """Shows the history of the record that is chosen in the tab in front."""
        record = self._current_record()
        if record is None:
            self._errors.show(UserError(NO_RECORD))
            return
        self.show_history(*record)

    def show_history(self, kind: str, record_id: int) -> None:
        """Shows the history of a record."""
        from salesdesk.gui.side.history_window import HistoryWindow
        from salesdesk.services.history import HistoryService

        def make() -> HistoryWindow:
            service = HistoryService(self._services().desk, self._context.formats)
            return HistoryWindow(service, self._context, self._window)

        shown = self._show("history", make)
        assert isinstance(shown, HistoryWindow | None)
        if shown is not None:
            shown.show_record(kind, record_id)

    def open_settings(self) -> None:
        """Shows the settings."""
        from salesdesk.gui.side.settings_window import SettingsWindow
        from salesdesk.services.team_settings_edit import TeamSettingsService

        def make() -> SettingsWindow:
            made = SettingsWindow(TeamSettingsService(self._services().records), self._context, self._window)
            made.laptop_setting_chosen.connect(self._on_laptop_setting_chosen)
            return made

        self._show("settings", make)

    def open_export(self) -> None:
        """Shows the choices of an export."""
        from salesdesk.gui.side.export_window import ExportWindow

        self._show("export", lambda: ExportWindow(self._services().records, self._context, self._window))

    def open_manual(self, page: str = "") -> None:
        """Shows the manual at a page, else at the page of what is in front."""
        from salesdesk.gui.side.manual_window import ManualWindow

        wanted = page or self._page_in_front()
        shown = self._show("manual", lambda: ManualWindow(self._context.theme, self._window))
        assert isinstance(shown, ManualWindow | None)
        if shown is not None:
            shown.open_page(wanted)

    def open_cheat_sheet(self) -> None:
        """Shows all shortcuts."""
        from salesdesk.gui.side.cheat_sheet import CheatSheet

        self._show("cheat_sheet", lambda: CheatSheet(self._context.theme, self._window))

    def open_about(self) -> None:
        """Shows version, licence and where the data is."""
        from salesdesk.gui.side.about_window import AboutWindow

        services, backups = self._opening.services, self._opening.backups
        desk = services.desk.path if services is not None else None
        self._show(
            "about", lambda: AboutWindow(self._context.theme, backups.parent, backups, desk, self._window)
        )

    def _connect(self) -> None:
        for name, act in {
            "trash": self.open_trash, "history": self.open_history, "settings": self.open_settings,
            "export": self.open_export, "manual": self.open_manual, "cheat_sheet": self.open_cheat_sheet,
            "about": self.open_about,
        }.items():  # fmt: skip
            self._window.actions_by_id[name].triggered.connect(lambda _checked=False, act=act: act())
        self._opening.closed.connect(self._on_opening_closed)
        self._stack().currentChanged.connect(self._on_stack_current_changed)

    def _show(self, name: str, make: "Callable[[], SideWindow]") -> "SideWindow | None":
        """Shows a window, or the one that is open already; what others must not see stays shut."""
        if self._locked() or (name in OF_THE_DESK and not self._at_desk()):
            return None
        if name not in self._open:
            made = make()
            made.finished.connect(lambda _result: self._open.pop(name, None))
            self._open[name] = made
        shown = self._open[name]
        shown.show()
        shown.raise_()
        shown.activateWindow()
        return shown

    def _on_opening_closed(self) -> None:
        self._put_away(OF_THE_DESK | {"about"})

    def _on_stack_current_changed(self) -> None:
        if self._locked():
            self._put_away(frozenset(self._open))
        elif not self._at_desk():
            self._put_away(OF_THE_DESK)

    def _on_laptop_setting_chosen(self, name: str, value: Any) -> None:
        if name == "theme":
            # The menu's own action also moves its tick and remembers the choice.
            self._window.actions_by_id[f"scheme_{value}"].trigger()
        elif name == "zoom":
            self._context.theme.set_zoom(value)
            self._settings.change(zoom=value)

    def _put_away(self, names: frozenset[str]) -> None:
        for name in [name for name in self._open if name in names]:
            self._open[name].close()

    def _services(self) -> "Services":
        services = self._opening.services
        assert services is not None, "a window of the desk was asked for without a desk"
        return services

    def _current_record(self) -> tuple[str, int] | None:
        tabs = self._window.shell.tabs
        asked = getattr(tabs.page(tabs.current_key()), "current_record", None)
        return asked() if asked is not None else None

    def _page_in_front(self) -> str:
        from salesdesk.gui.side.manual_pages import PAGE_OF_TAB

        if self._opening.services is None:
            return FIRST_PAGE
        if not self._at_desk():
            return SESSION_PAGE
        return PAGE_OF_TAB.get(self._window.shell.tabs.current_key(), FIRST_PAGE)

    def _stack(self) -> QStackedWidget:
        stack = self._window.centralWidget()
        assert isinstance(stack, QStackedWidget)
        return stack

    def _at_desk(self) -> bool:
        return self._opening.services is not None and self._stack().currentWidget() is self._window.shell

    def _locked(self) -> bool:
        return self._stack().currentWidget().objectName() == "cover"
