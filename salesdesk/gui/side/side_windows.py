"""Makes the side windows, each with the service it stands on."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.side.side_window import SideWindow

if TYPE_CHECKING:
    from salesdesk.gui.side.history_window import HistoryWindow
    from salesdesk.gui.side.manual_window import ManualWindow
    from salesdesk.gui.side.settings_window import SettingsWindow
    from salesdesk.services.bundle import Services


class SideWindows:
    """Knows how each window is made; its methods are named for the commands."""

    def __init__(self, context: GuiContext, opening: DeskOpening, parent: QWidget) -> None:
        self._context = context
        self._opening = opening
        self._parent = parent

    def trash(self) -> SideWindow:
        """Makes the Trash."""
        from salesdesk.gui.side.trash_window import TrashWindow

        return TrashWindow(self._services().trash, self._context, self._parent)

    def lists(self) -> SideWindow:
        """Makes the lists, at the deals."""
        from salesdesk.gui.side.lists_window import ListsWindow
        from salesdesk.services.lists import ListsService

        service = ListsService(self._services().desk, self._context.clock)
        return ListsWindow(service, self._context, self._parent)

    def history(self) -> "HistoryWindow":
        """Makes the history, of no record yet."""
        from salesdesk.gui.side.history_window import HistoryWindow
        from salesdesk.services.history import HistoryService

        service = HistoryService(self._services().desk, self._context.formats)
        return HistoryWindow(service, self._context, self._parent)

    def settings(self) -> "SettingsWindow":
        """Makes the settings."""
        from salesdesk.gui.side.settings_window import SettingsWindow
        from salesdesk.services.team_settings_edit import TeamSettingsService

        return SettingsWindow(TeamSettingsService(self._services().desk), self._context, self._parent)

    def export(self) -> SideWindow:
        """Makes the choices of an export."""
        from salesdesk.gui.side.export_window import ExportWindow

        return ExportWindow(self._services().records, self._context, self._parent)

    def manual(self) -> "ManualWindow":
        """Makes the manual, at its first page."""
        from salesdesk.gui.side.manual_window import ManualWindow

        return ManualWindow(self._context.theme, self._parent)

    def cheat_sheet(self) -> SideWindow:
        """Makes the sheet of all shortcuts."""
        from salesdesk.gui.side.cheat_sheet import CheatSheet

        return CheatSheet(self._context.theme, self._parent)

    def about(self) -> SideWindow:
        """Makes the page that tells version, licence and where the data is."""
        from salesdesk.gui.side.about_window import AboutWindow

        services, backups = self._opening.services, self._opening.backups
        desk = services.desk.path if services is not None else None
        return AboutWindow(self._context.theme, backups.parent, backups, desk, self._parent)

    def _services(self) -> "Services":
        services = self._opening.services
        assert services is not None, "a window of the desk was asked for without a desk"
        return services
