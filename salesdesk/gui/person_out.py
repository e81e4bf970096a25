"""Hands out what is held about a person, and opens the window in which one is erased."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from salesdesk.env.short_words import name_for_file
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.shell import Shell
from salesdesk.gui.side_windows import SideWindows

if TYPE_CHECKING:
    from salesdesk.services.bundle import Services

NOBODY: Final = _("Choose the person on the left first.")
BESIDE: Final = _("Writing all that is held about {name}…")
CANCELLED: Final = _("Cancelled. “{name}” was not written.")
DONE: Final = _(
    "All that is held about {name} is in “{path}”: {count} records, private ones too, and not protected."
)


class PersonOut(QObject):
    """Does what is about one person as a whole: theirs to be handed out, or erased."""

    def __init__(self, shell: Shell, context: GuiContext, opening: DeskOpening, sides: SideWindows) -> None:
        super().__init__(shell)
        self._shell, self._context, self._opening, self._sides = shell, context, opening, sides

    def hand_out(self, person_id: int | None = None) -> None:
        """Asks where all that is held about a person is to be written: the one who is named, else who is chosen."""
        services, person_id = self._opening.services, person_id or self._shell.roster.person_id
        if services is None or not person_id:
            self._context.messages.say(NOBODY)
            return
        from salesdesk.services.people import name_of

        name = name_of(services.desk, person_id)
        self._context.prompts.save_file(
            _("All held about {name}", name=name), _("A PDF, and every record as CSV and JSON (*.zip);;PDF (*.pdf)"),
            partial(self._write, services, person_id, name),
            f"{name_for_file(name, 'person')} {self._context.clock.today().isoformat()}.zip",
        )  # fmt: skip

    def erase(self, person_id: int | None = None) -> None:
        """Shows what erasing a person takes: the one who is named, else who is chosen."""
        from salesdesk.gui.side.erase_window import EraseWindow

        person_id = person_id or self._shell.roster.person_id
        if not person_id:
            self._context.messages.say(NOBODY)
            return
        shown = self._sides.show("erase")
        if isinstance(shown, EraseWindow):
            shown.show_person(person_id)

    def _write(self, services: "Services", person_id: int, name: str, path: Path) -> None:
        from salesdesk.exchange.held import NOT_SEALED, write_held
        from salesdesk.services.held import Held, HeldService

        formats, messages = self._context.formats, self._context.messages

        def _work(_job: object) -> Held:
            held = HeldService(services.desk, formats).about(person_id)
            write_held(held, path, formats)
            return held

        def _done(held: Held) -> None:
            said = DONE.format(name=name, path=path, count=f"{held.count:,}")
            messages.say(f"{said} {NOT_SEALED}" if held.private_desk else said)

        self._context.background.run(
            "hand out", _work, done=_done, words=BESIDE.format(name=name),
            cancelled=lambda: messages.say(CANCELLED.format(name=path.name)),
        )  # fmt: skip
