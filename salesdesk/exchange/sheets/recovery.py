"""The sheet with the recovery key of a private desk: to be printed, and kept where the laptop is not."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.exchange.sheets.blocks import ABOVE_HEADING, Gap, SheetBlock, TextLine, wrapped
from salesdesk.exchange.sheets.paper import HEADING, QUIET, TITLE, PdfPage, Style
from salesdesk.exchange.sheets.writing import SheetContent, write_sheet
from salesdesk.services.privacy import Privacy
from salesdesk.store.desk_file import DeskFile

KEY_LINE: Final = Style(size=17, strong=True)
GROUPS_A_LINE: Final = 4
WORDS: Final = (
    (
        _("What it is for"),
        _(
            "It opens the desk where the passphrase is forgotten: where the passphrase is asked for, choose “Use the "
            "recovery key instead” and type all groups; capitals and blanks do not matter. It opens the backups made "
            "with this passphrase too."
        ),
    ),
    (
        _("Where to keep it"),
        _(
            "On paper, in a locked place, and not with the laptop. Whoever has this sheet and the file can read "
            "everything in it. SalesDesk keeps no copy: there is nobody who could send another one."
        ),
    ),
    (
        _("Until when it holds"),
        _("Until the passphrase is changed or taken away. Print it anew then, and destroy this one."),
    ),
)


def write_recovery_sheet(desk: DeskFile, path: Path, today: date, formats: Formats) -> None:
    """Writes the sheet of an open private desk."""
    write_sheet(recovery_content(desk.path.name, Privacy(desk).recovery_key(), today, formats), path)


def recovery_content(name: str, key: str, today: date, formats: Formats) -> SheetContent:
    """Gives what the sheet says: the key in groups of four signs, and what to do with it."""
    title = _("Recovery key of “{name}”", name=name)

    def layouts(page: PdfPage, width: float) -> Iterator[list[SheetBlock]]:
        """Gives the blocks."""
        blocks: list[SheetBlock] = [
            TextLine(_("Recovery key"), TITLE),
            Gap(4),
            *wrapped(page, width, name, HEADING),
        ]
        blocks += [Gap(10), *_lines(key.split())]
        for heading, words in WORDS:
            blocks += [TextLine(heading, HEADING, ABOVE_HEADING), *wrapped(page, width, words)]
        blocks += [Gap(12), TextLine(_("No sign of it is a zero, a one, an eight or a nine."), QUIET)]
        yield blocks

    edge = _("Printed {printed_on}. For the manager alone.", printed_on=formats.plain_day(today))
    return SheetContent(title, name, edge, layouts, shared=False)


def _in_lines(groups: Sequence[str]) -> list[Sequence[str]]:
    return [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE)]


def _lines(groups: Sequence[str]) -> list[SheetBlock]:
    return [TextLine("   ".join(line), KEY_LINE, 8) for line in _in_lines(groups)]
