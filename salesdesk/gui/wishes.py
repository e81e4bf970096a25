"""Says what a view wishes for beyond itself, each as one plain value: a record, a page, a talk, a sheet, a command."""

from PySide6.QtCore import QObject, Signal

from salesdesk.frozen import frozen


@frozen
class OpenRecord:
    """Shows a record where it belongs, with its person chosen."""

    kind: str
    record_id: int
    person_id: int | None = None


@frozen
class OpenPage:
    """Brings a tab to the front, at one of its pages where one is named."""

    tab: str
    page: str = ""


@frozen
class Choose:
    """Chooses a person, or with None the whole team."""

    person_id: int | None


@frozen
class LetOut:
    """Hands out what is held about a person, who may be in the Trash, or shows what erasing them takes."""

    person_id: int
    for_good: bool = False


@frozen
class StartTalk:
    """Starts the one-on-one with a person, or opens one that is planned or still open."""

    person_id: int | None = None
    one_on_one_id: int | None = None


@frozen
class OpenList:
    """Opens the list of a kind of record."""

    kind: str


@frozen
class ImportTable:
    """Imports a table that was copied with its column names; `kind` is what its rows are, if that is known.

    `year` is that of the grid it was pasted into, which holds for periods that name none.
    """

    text: str
    kind: str | None = None
    year: str = ""


@frozen
class OpenSetting:
    """Opens the settings at one of them."""

    name: str


@frozen
class PrintSheet:
    """Prints the sheet of a one-on-one, to be read or with blank lines for the pen."""

    one_on_one_id: int | None = None
    pen: bool = False


@frozen
class DoCommand:
    """Does a command of the window, with a person chosen first where one is named."""

    command_id: str
    person_id: int | None = None


Wish = (
    OpenRecord
    | OpenPage
    | Choose
    | StartTalk
    | OpenList
    | ImportTable
    | OpenSetting
    | PrintSheet
    | LetOut
    | DoCommand
)


class Wishes(QObject):
    """The one signal through which every wish reaches whoever can fulfil it."""

    made = Signal(object)

    def make(self, wish: Wish) -> None:
        """Passes a wish on; where nobody listens, as in a test of one view, nothing happens."""
        self.made.emit(wish)
