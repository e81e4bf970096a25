"""Asks where a new desk goes and whether it is to have a passphrase, and makes it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.main_window import MainWindow

if TYPE_CHECKING:
    from salesdesk.gui.desk_opening import DeskOpening
    from salesdesk.gui.side.new_desk_window import NewDeskWindow
    from salesdesk.services.new_desk import DeskFacts


class NewDesk:
    """One wish for a new desk, offered in `folder`."""

    def __init__(self, opening: "DeskOpening", window: MainWindow, context: GuiContext, folder: Path) -> None:
        self._opening, self._window, self._context = opening, window, context
        self._folder = folder

    def ask(self, then: Callable[[], None] | None) -> None:
        """Asks where it goes, makes and opens it, then goes on."""
        from salesdesk.gui.side.new_desk_window import NewDeskWindow

        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        asked = NewDeskWindow(
            self._context.theme, self._context.prompts, self._folder, QLocale.system(), self._window
        )
        asked.agreed.connect(partial(self._make, asked, then))
        asked.show()

    def _make(
        self, asked: "NewDeskWindow", then: Callable[[], None] | None, path: Path, facts: "DeskFacts"
    ) -> None:
        from salesdesk.services.new_desk import make_desk

        def _made(_nothing: object = None) -> None:
            asked.accept()
            self._opening.open_made(path, then)

        if asked.passphrase:
            make = partial(make_desk, path, self._context.clock, facts, asked.passphrase)
            # Its key takes the better part of a second.
            self._context.background.run(
                "new desk", lambda _job: make(),
                done=asked.while_here(_made), failed=asked.while_here(asked.refuse),
            )  # fmt: skip
            return
        try:
            make_desk(path, self._context.clock, facts)
        except UserError as problem:
            asked.refuse(problem)
            return
        _made()
