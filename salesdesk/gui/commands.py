"""Connects every command of the window to what it does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from salesdesk.env.settings import SettingsFile
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.shortcuts import COMMANDS, command
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Scheme

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services
    from salesdesk.services.changes import Changes

MINUTE_MS = 60_000


class WindowCommands(QObject):
    """Commands that any state of the desk answers: undo, looks, going from page to page."""

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._opening = opening
        self._settings = settings
        self._today = context.clock.today()
        self._minute = QTimer(self)
        self._connect()
        self._on_window_turned()

    def undo(self) -> None:
        """Takes back the last step."""
        self._replay("undo")

    def redo(self) -> None:
        """Does the step last undone again."""
        self._replay("redo")

    def go(self, tab: str) -> None:
        """Brings a tab to the front."""
        self._window.shell.tabs.open(tab)

    def zoom(self, by: int) -> None:
        """Makes all text larger or smaller by steps; 0 sets it back."""
        self._settings.change(zoom=self._context.theme.step_zoom(by))

    def choose_scheme(self, scheme: str) -> None:
        """Chooses light, dark, high contrast or what the system says."""
        self._context.theme.set_scheme(scheme)
        self._settings.change(theme=scheme)
        self._mark_scheme()

    def _connect(self) -> None:
        shell = self._window.shell
        for command_id, act in {
            "undo": self.undo, "redo": self.redo, "quit": self._window.close, "lock": self._window.lock,
            "find": shell.search.take_focus, "refresh": shell.refresh,
            "zoom_in": lambda: self.zoom(1), "zoom_out": lambda: self.zoom(-1), "zoom_reset": lambda: self.zoom(0),
            "whole_team": lambda: shell.roster.choose(None),
            "previous_person": lambda: shell.roster.step(-1), "next_person": lambda: shell.roster.step(1),
            "open_desk": self._opening.ask_to_open, "new_desk": self._opening.ask_for_new,
            "back_up": lambda: self._opening.check_and_back_up(by_hand=True),
        }.items():  # fmt: skip
            self._on(command_id, act)
        for tab in self._window.shell.tabs.keys:
            self._on(f"go_{tab}", lambda tab=tab: self.go(tab))
        for scheme in Scheme:
            self._on(f"scheme_{scheme.value}", lambda scheme=scheme: self.choose_scheme(scheme.value))
        self._context.bus.changed.connect(self._on_bus_changed)
        self._opening.opened.connect(self._on_opened)
        self._opening.closed.connect(self._on_window_turned)
        self._window.turned.connect(self._on_window_turned)
        self._minute.timeout.connect(self._on_minute_timeout)
        self._minute.start(MINUTE_MS)
        self._mark_scheme()

    def _on(self, command_id: str, act: Callable[[], object]) -> None:
        self._window.actions_by_id[command_id].triggered.connect(lambda _checked=False: act())

    def _on_opened(self, _services: "Services") -> None:
        self._on_window_turned()

    def _on_window_turned(self) -> None:
        """Leaves only the commands that say of themselves that they may run before these eyes."""
        sight = self._sight()
        for each in COMMANDS:
            self._window.actions_by_id[each.id].setEnabled(bool(each.allowed & sight))
        self._name_undo()
        if sight is Sight.DESK:
            self._opening.show_status()
        else:
            self._window.status.clear_desk()

    def _sight(self) -> Sight:
        """Gives what is in sight; the frame of the desk before a file is open is the start."""
        sight = self._window.sight
        return Sight.START if sight is Sight.DESK and self._opening.services is None else sight

    def _on_minute_timeout(self) -> None:
        """Turns the page when the day has changed while the window stood open overnight."""
        if self._context.clock.today() != self._today:
            self._today = self._context.clock.today()
            self._window.shell.refresh()
            self._opening.show_status()
            self._opening.check_and_back_up()

    def _on_bus_changed(self, changes: "Changes") -> None:
        self._window.shell.mark_stale(changes)
        self._name_undo()
        self._opening.show_status("Saved")

    def _replay(self, way: str) -> None:
        services, talk = self._opening.services, self._window.talk_undo
        if talk is not None:
            talk.replay(way)
            self._name_undo()
            return
        if services is None or not self._window.at_desk:
            return
        settled = _settle_typing()
        act = services.undoing.undo if way == "undo" else services.undoing.redo
        if not services.undoing.is_long(way):
            self._tell_replayed(way, act())
            _give_focus_back(settled)
            return
        for each in ("undo", "redo"):
            self._window.actions_by_id[each].setEnabled(False)
        self._context.messages.say(f"{command(way).words}: this takes a moment…")
        self._context.background.run(
            way, lambda _: act(), done=lambda changes: self._tell_replayed(way, changes)
        )

    def _tell_replayed(self, way: str, changes: "Changes | None") -> None:
        self._context.messages.clear()
        if changes is None:
            return
        self._context.bus.publish(changes)
        self._name_undo()
        said, back, act = (
            ("Undone", "Do it again", self.redo) if way == "undo" else ("Done again", "Undo", self.undo)
        )
        self._context.messages.say(f"{said}: {changes.step}", action=back, then=act)

    def _name_undo(self) -> None:
        """Names what undo and redo would do; only the manager reads the name, and a talk has its own steps."""
        services, talk, sight = self._opening.services, self._window.talk_undo, self._sight()
        for way in ("undo", "redo"):
            action, words = self._window.actions_by_id[way], command(way).words
            name = getattr(services.undoing, f"{way}_name") if services and sight is Sight.DESK else ""
            action.setText(f"{words}: {name}" if name else words)
            possible = talk.can_replay(way) if talk is not None else bool(name)
            action.setEnabled(possible and bool(command(way).allowed & sight))

    def _mark_scheme(self) -> None:
        for scheme in Scheme:
            chosen = scheme is self._context.theme.scheme
            self._window.actions_by_id[f"scheme_{scheme.value}"].setChecked(chosen)


def _settle_typing() -> QWidget | None:
    """Lets the field that is typed in hand over what it holds; gives what shall have the focus afterwards."""
    focused = QApplication.focusWidget()
    if focused is None:
        return None
    around = focused.parentWidget()
    cells = around.parentWidget() if around is not None else None
    focused.clearFocus()
    # The editor of a cell is gone after that; its table is not.
    return cells if isinstance(cells, QAbstractItemView) and cells.viewport() is around else focused


def _give_focus_back(widget: QWidget | None) -> None:
    """Puts the keyboard back where it stood, unless that is gone or something else has taken it."""
    if widget is not None and isValid(widget) and widget.isVisible() and QApplication.focusWidget() is None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
