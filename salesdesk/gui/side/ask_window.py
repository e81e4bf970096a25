"""Asks for the passphrase of a file that is not the open desk, such as a backup made with an earlier one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import fill
from salesdesk.gui.passphrase_ask import PassphraseAsk, opens_file
from salesdesk.gui.side.side_window import SideWindow


class AskWindow(SideWindow):
    """One line with its button; once it is right, the window goes and `then` is done."""

    def __init__(self, path: Path, then: Callable[[], object], context: GuiContext, parent: QWidget) -> None:
        super().__init__(
            context.theme, "ask_window", _("“{name}” is encrypted", name=path.name), (540, 300), parent
        )
        self._then = then
        ask = PassphraseAsk(opens_file(path), context.background, context.theme, remembers=False)
        ask.opened.connect(self._on_ask_opened)
        self.name_close(_("Cancel"))
        fill(self.body, ask, None)
        self.focus_first(ask)

    def _on_ask_opened(self) -> None:
        self.accept()
        self._then()
