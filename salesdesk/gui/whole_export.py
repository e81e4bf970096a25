"""Writes all of the open desk into one file for other programs, beside the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

FORMS: Final = {
    ".zip": (_("Export everything"), _("CSV and JSON in a zip (*.zip)")),
    ".sqlite": (_("Export as plain SQLite"), _("SQLite (*.sqlite)")),
}
BESIDE: Final = _("Writing all of the desk into a file…")
CANCELLED: Final = _("Cancelled. “{name}” was not written.")
DONE: Final = _(
    "All of the desk is in “{path}”, with your private notes and not protected. Keep it where only you can read it."
)


class WholeExport(QObject):
    """Asks where all of the desk is to be written, and writes it."""

    def __init__(self, parent: QObject, context: GuiContext, opening: DeskOpening) -> None:
        super().__init__(parent)
        self._context, self._opening = context, opening

    def ask(self, suffix: str) -> None:
        """Asks for the file, of one of the two forms."""
        services = self._opening.services
        if services is not None:
            title, filters = FORMS[suffix]
            name = f"{services.path.stem} {self._context.clock.today().isoformat()}{suffix}"
            self._context.prompts.save_file(title, filters, partial(self._write, services), name)

    def _write(self, services: "Services", path: Path) -> None:
        from salesdesk.exchange.export_rows import export_desk

        self._context.background.run(
            "whole export",
            lambda _job: export_desk(services.desk, path),
            done=lambda _unused: self._context.messages.say(DONE.format(path=path)),
            cancelled=lambda: self._context.messages.say(CANCELLED.format(name=path.name)),
            words=BESIDE,
        )
