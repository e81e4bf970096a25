"""Opens the windows beside the desk: at most one of each is open, and none of them tells too much."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.env.errors import UserError
from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.desk_rescue import DeskRescue
from salesdesk.gui.errors import ErrorReporter
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import MANAGER, Sight

if TYPE_CHECKING:
    from salesdesk.gui.side.side_window import SideWindow
    from salesdesk.services.bundle import Services

OF_THE_DESK = frozenset(
    {"lists", "trash", "history", "settings", "export", "imports", "mend", "erase", "held", "passphrase"}
)
"""Windows that show what is in the desk: they close with it, and a salesperson must not see them."""
TELL_OF_PASSPHRASE = ("settings", "cheat_sheet", "held")
"""Windows that say what holds on a desk with a passphrase, or on one without, and go when that is no longer so."""
NO_RECORD = _("Choose a record first, such as a row of a table; then its history opens here.")
REPLAYING = ("undo", "redo")
"""Commands that are understood in the windows of the desk as well."""
FIRST_PAGE, SESSION_PAGE = "start", "one-on-one"


LATER = _("The language holds from the next start on.")


class SideWindows(QObject):
    """Opens the side windows, brings open ones to the front and puts them away when others look on.

    `setting_chosen` tells that a setting of this laptop was chosen, such as when it locks by itself.
    """

    setting_chosen = Signal(str)

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile,
        errors: ErrorReporter, rescue: DeskRescue,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._settings, self._errors, self._rescue = settings, errors, rescue
        self._open: dict[str, SideWindow] = {}
        self.private: Callable[[], bool] = lambda: False
        self._connect()

    def window_of(self, name: str) -> "SideWindow | None":
        """Gives the open window of a command, None where it is not open."""
        return self._open.get(name)

    def in_front(self, window: QWidget | None) -> tuple[str, str]:
        """Gives by which a window beside the desk is found again: its name and what it shows; empty for others."""
        from salesdesk.gui.side.side_window import SHOWS

        name = next(
            (name for name in OF_THE_DESK if window is not None and self._open.get(name) is window), ""
        )
        return name, str(window.property(SHOWS) or "") if name and window is not None else ""

    def show_place(self, name: str, shows: str) -> None:
        """Shows a window as it was found in front."""
        if name == "lists" and shows:
            self.open_lists(shows)
        else:
            self.show(name)

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

        shown = self.show("history")
        if isinstance(shown, HistoryWindow):
            shown.show_record(kind, record_id)

    def open_settings(self, field: str = "") -> None:
        """Shows the settings, at one of them where it is named."""
        from salesdesk.gui.side.settings_window import SettingsWindow

        shown = self.show("settings")
        if isinstance(shown, SettingsWindow) and field:
            shown.go_to(field)

    def open_lists(self, kind: str) -> None:
        """Shows the list of a kind of record."""
        from salesdesk.gui.side.lists_window import ListsWindow

        shown = self.show("lists")
        if isinstance(shown, ListsWindow):
            shown.open_kind(kind)

    def open_manual(self, page: str = "") -> None:
        """Shows the manual at a page, else at the page of what is in front."""
        from salesdesk.gui.side.manual_window import ManualWindow

        wanted = page or self._page_in_front()
        shown = self.show("manual")
        if isinstance(shown, ManualWindow):
            shown.open_page(wanted)

    def show(self, name: str) -> "SideWindow | None":
        """Shows a window, or the one that is open already; what others must not see stays shut."""
        if not self._window.sight & MANAGER or (name in OF_THE_DESK and not self._at_desk()):
            return None
        if name not in self._open:
            made = self._made(name)
            made.finished.connect(lambda: self._open.pop(name, None))
            self._open[name] = made
            if name in OF_THE_DESK:
                self._opening.only_read.watch(made)
                made.addActions([self._window.actions_by_id[each] for each in REPLAYING])
        shown = self._open[name]
        shown.show()
        shown.activateWindow()
        return shown

    def _connect(self) -> None:
        self._opening.closed.connect(lambda: self._put_away(OF_THE_DESK | {"about", "backups"}))
        self._opening.kept_anew.connect(lambda: self._put_away(TELL_OF_PASSPHRASE))
        self._rescue.list_wanted.connect(self._on_rescue_list_wanted)
        self._rescue.mend_wanted.connect(self._on_rescue_mend_wanted)
        self._window.turned.connect(self._on_window_turned)

    def _on_window_turned(self) -> None:
        if self._window.sight is Sight.LOCKED:
            return  # all windows wait behind it as they are, see `HeldBack`
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
        elif name == "language":
            self._settings.change(language=value)
            self._open["settings"].banners.show_message(LATER)
        else:
            self._settings.change(**{name: value})
            self.setting_chosen.emit(name)

    def _on_rescue_list_wanted(self) -> None:
        """Shows the backups of the desk that is told to be damaged, in place of those of another one."""
        self._put_away(("backups",))
        self.show("backups")

    def _on_rescue_mend_wanted(self) -> None:
        """Lists the values that cannot be; when none is left, the bar is no longer true."""
        from salesdesk.gui.side.mend_window import MendWindow

        is_new = "mend" not in self._open
        shown = self.show("mend")
        if isinstance(shown, MendWindow) and is_new:
            shown.settled.connect(self._rescue.leave)

    def _put_away(self, names: Iterable[str]) -> None:
        for shown in [self._open[name] for name in names if name in self._open]:
            shown.reject()  # closing alone would tell nobody where it is hidden behind the lock

    def _page_in_front(self) -> str:
        from salesdesk.gui.side.manual_pages import page_about

        if self._opening.services is None:
            return FIRST_PAGE
        return page_about(self._window.shell.here()) if self._at_desk() else SESSION_PAGE

    def _at_desk(self) -> bool:
        return self._opening.services is not None and self._window.at_desk

    def _made(self, name: str) -> "SideWindow":
        """Makes a window with the service it stands on."""
        context, parent, services = self._context, self._window, self._opening.services
        match name:
            case "manual":
                from salesdesk.gui.side.manual_window import ManualWindow

                return ManualWindow(context.theme, parent)
            case "cheat_sheet":
                from salesdesk.gui.side.cheat_sheet import CheatSheet

                return CheatSheet(context.theme, parent, private=self.private())
            case "news":
                from salesdesk.gui.side.news_window import NewsWindow

                return NewsWindow(context.theme, parent)
            case "about":
                from salesdesk.gui.side.about_window import AboutWindow

                backups, path = self._opening.backups, services.desk.path if services is not None else None
                return AboutWindow(context.theme, backups.parent, backups, path, parent)
            case "backups":
                from salesdesk.gui.side.backups_window import BackupsWindow

                return BackupsWindow(self._rescue.service(), self._rescue.restore, context, parent)
            case "held":
                from salesdesk.gui.side.held_window import HeldWindow
                from salesdesk.services.what_is_held import WhatIsHeld

                assert services is not None, "what is held was asked for without a desk"
                held = WhatIsHeld(services.desk, self._opening.backups.parent, context.formats)
                return HeldWindow(held, context, parent)
            case "passphrase":
                from salesdesk.gui.side.passphrase_window import PassphraseWindow

                assert services is not None
                keyring, anew = self._opening.private.keyring, self._opening.private.follow_anew
                return PassphraseWindow(services, context, keyring, anew, parent)
            case _:
                assert services is not None, "a window of the desk was asked for without a desk"
                if name == "settings":
                    return self._made_settings(services)
                return _window_of_desk(name, services, context, parent)

    def _made_settings(self, services: "Services") -> "SideWindow":
        from salesdesk.gui.side.settings_window import SettingsWindow
        from salesdesk.services.team_settings_edit import TeamSettingsService

        service = TeamSettingsService(services.desk)
        made = SettingsWindow(service, self._context, self._settings, self._window, private=self.private())
        made.laptop_setting_chosen.connect(self._on_laptop_setting_chosen)
        return made


def _window_of_desk(name: str, services: "Services", context: GuiContext, parent: QWidget) -> "SideWindow":
    match name:
        case "trash":
            from salesdesk.gui.side.trash_window import TrashWindow

            return TrashWindow(services.trash, context, parent)
        case "lists":
            from salesdesk.gui.side.lists_window import ListsWindow
            from salesdesk.services.lists.service import ListsService

            return ListsWindow(ListsService(services.desk, context.clock), context, parent)
        case "history":
            from salesdesk.gui.side.history_window import HistoryWindow
            from salesdesk.services.history import HistoryService

            return HistoryWindow(HistoryService(services.desk, context.formats), context, parent)
        case "imports":
            from salesdesk.gui.side.imports_window import ImportsWindow
            from salesdesk.services.importing.past import PastImportsService

            return ImportsWindow(PastImportsService(services.desk, context.formats), context, parent)
        case "mend":
            from salesdesk.gui.side.mend_window import MendWindow
            from salesdesk.services.mending import MendingService

            return MendWindow(MendingService(services.desk, context.formats), context, parent)
        case "erase":
            from salesdesk.gui.side.erase_window import EraseWindow
            from salesdesk.services.erasing import ErasingService

            return EraseWindow(ErasingService(services.desk), services.typed, context, parent)
        case "export":
            from salesdesk.gui.side.export_window import ExportWindow

            return ExportWindow(services.records, context, parent)
        case _:
            raise KeyError(name)
