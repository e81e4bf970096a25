"""Holds the errors that are not bugs: what cannot be done as asked, and what the desk file does not allow just now."""

from pathlib import Path
from typing import ClassVar


class SentenceError(Exception):
    """Holds a plain sentence, and is that alone as text.

    Qt for Python writes where an error came from before the first of its `args` when it leaves a handler of Qt.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self._sentence = sentence

    def __str__(self) -> str:
        return self._sentence


class UserError(SentenceError):
    """A plain sentence for the person at the screen: what happened, what was kept, what to do.

    `damaged` tells that the cause is a desk file of which something was lost.
    """

    damaged: ClassVar[bool] = False


class DamagedError(UserError):
    """Refuses a desk of which something was lost; a backup or a salvage may help.

    `short` says what is wrong to everybody at the screen, where that is not damage of the file, and `found` to the
    manager alone what was found first.
    """

    damaged: ClassVar[bool] = True

    def __init__(self, sentence: str, short: str = "", found: str = "") -> None:
        super().__init__(sentence)
        self.short, self.found = short, found


class ImpossibleError(DamagedError):
    """Says that a desk holds values that cannot be, which can be set right in their place."""


class HeldError(UserError):
    """Refuses a desk that another program holds for itself just now; it may be there in a moment."""


class NotWholeError(UserError):
    """Says that what an open desk holds, whose file was lost, can no longer be saved whole."""


class OldDeskError(UserError):
    """Refuses to open a desk of an earlier SalesDesk at once, since bringing it up to date may take long.

    What was found beside it and `set_aside` meanwhile is handed on.
    """

    def __init__(self, sentence: str, set_aside: Path | None = None) -> None:
        super().__init__(sentence)
        self.set_aside = set_aside


class ChangedDeskError(OldDeskError):
    """Refuses the same of a desk that another program changed, since looking at it and putting it right may too."""


class DeskFileError(SentenceError):
    """Says that the desk file could not be read or written just now; what was typed must stay and be tried again.

    `short` says the same for the foot of the window. It is no UserError, because nothing is wrong with what was
    asked: whoever sets a refused value back would throw good words away.
    """

    damaged: ClassVar[bool] = False

    def __init__(self, sentence: str, short: str) -> None:
        super().__init__(sentence)
        self.short = short


class FullDiskError(DeskFileError):
    """Says which disk has no room left."""


class DamagedFileError(DeskFileError):
    """Says that something of a desk `file` cannot be read any more; a backup or a salvage may help."""

    damaged: ClassVar[bool] = True

    def __init__(self, sentence: str, short: str, file: Path) -> None:
        super().__init__(sentence, short)
        self.file = file


class PassphraseNeededError(DeskFileError):
    """Says that a desk `file` has a passphrase, without which nothing can be read."""

    def __init__(self, sentence: str, short: str, file: Path) -> None:
        super().__init__(sentence, short)
        self.file = file


class WrongPassphraseError(PassphraseNeededError):
    """Says that a passphrase, or a recovery key, is not that of a desk."""
