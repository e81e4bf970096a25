"""Gathers what somebody has chosen on the pages of an import, and shows it again when the same file is opened again."""

from collections.abc import Mapping
from dataclasses import replace

from salesdesk.exchange.import_file import ImportChoices
from salesdesk.frozen import frozen
from salesdesk.gui.importing.found_page import FoundPage
from salesdesk.gui.importing.names_page import NamesPage
from salesdesk.gui.importing.preview_page import PreviewPage
from salesdesk.gui.importing.team_page import TeamPage


@frozen
class BegunImport:
    """What had been chosen in an import that was left: what its rows are, the sheet one has named, and all answers."""

    kind: str
    sheet: str
    choices: ImportChoices
    team: Mapping[str, bool]


class ChosenSoFar:
    """The choices on all pages together."""

    def __init__(self, found: FoundPage, names: NamesPage, team: TeamPage, previewed: PreviewPage) -> None:
        self._found, self._names, self._team, self._previewed = found, names, team, previewed
        self.waiting: BegunImport | None = None
        self.imported = False

    def choices(self) -> ImportChoices:
        """Gives what was decided about the import."""
        answers, left_out = self._names.answers(), self._previewed.left_out()
        return replace(self._found.choices(), names=answers, left_out=left_out)

    @property
    def begun(self) -> BegunImport | None:
        """Gives what was chosen and is not imported, None where nothing was."""
        pages = (self._found, self._names, self._team, self._previewed)
        source = self._found.source
        if source is None or self.imported or not any(page.touched for page in pages):
            return self.waiting
        return BegunImport(source.kind, self._found.named_sheet, self.choices(), self._team.answers())

    @property
    def unkept(self) -> bool:
        """Tells whether anything was chosen since the file was opened."""
        return self.begun not in (None, self.waiting)

    def keep_for_another_look(self) -> None:
        """Keeps what was chosen for when the file is read again; its rows may be others then."""
        begun = self.begun
        self.waiting = begun and replace(begun, choices=replace(begun.choices, left_out=frozenset()))

    def take_up(self) -> bool:
        """Shows once what had been chosen before, in place of any other choices; tells whether anything had been."""
        begun, self.waiting, self.imported = self.waiting, None, False
        self._names.take_up(begun.choices.names if begun else {})
        self._previewed.take_up(begun.choices.left_out if begun else frozenset())
        if begun is not None:
            self._found.take_up(begun.choices, begun.sheet)
            self._team.take_up(begun.team)
        return begun is not None
