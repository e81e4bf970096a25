"""Takes the last step back and does it again: of the desk, or of the one-on-one that is in sight."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from salesdesk.gui.commands.table import command
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import Sight
from salesdesk.services.changes import Changes


class Replay(QObject):
    """Undo and redo, and their names in the menu."""

    def __init__(self, window: MainWindow, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening

    def run(self, way: str) -> None:
        """Takes back the last step ("undo"), or does the step last undone again ("redo")."""
        services, talk = self._opening.services, self._window.talk_undo
        if talk is not None:
            talk.replay(way)
            self.name()
            return
        if services is None or not self._window.at_desk:
            return
        settled = _settle_typing()
        act = services.undoing.undo if way == "undo" else services.undoing.redo
        if not services.undoing.is_long(way):
            self._tell(way, act())
            _give_focus_back(settled)
            return
        for each in ("undo", "redo"):
            self._window.actions_by_id[each].setEnabled(False)
        self._context.messages.say(_("{words}: this takes a moment…", words=command(way).words))
        self._context.background.run(
            way, lambda _unused: act(), done=lambda changes: self._tell(way, changes)
        )

    def name(self) -> None:
        """Names what undo and redo would do; only the manager reads the name, and a talk has its own steps."""
        services, talk, sight = self._opening.services, self._window.talk_undo, self._window.sight
        if sight is Sight.DESK and services is None:
            sight = Sight.START
        for way in ("undo", "redo"):
            action, words = self._window.actions_by_id[way], command(way).words
            name = getattr(services.undoing, f"{way}_name") if services and sight is Sight.DESK else ""
            action.setText(f"{words}: {name}" if name else words)
            possible = talk.can_replay(way) if talk is not None else bool(name)
            writable = services is None or not services.place.read_only
            action.setEnabled(writable and possible and bool(command(way).allowed & sight))

    def _tell(self, way: str, changes: Changes | None) -> None:
        self._context.messages.clear()
        if changes is None:
            return
        self._context.bus.publish(changes)
        self.name()
        said, back, other = (
            (_("Undone"), _("Do it again"), "redo") if way == "undo" else (_("Done again"), _("Undo"), "undo")
        )
        self._context.messages.say(f"{said}: {changes.step}", action=back, then=lambda: self.run(other))


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
