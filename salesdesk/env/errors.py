"""Holds the two errors that are not bugs."""


class UserError(Exception):
    """A plain sentence for the person at the screen: what happened, what was kept, what to do."""


class DeskFileError(Exception):
    """Says that the desk file could not be read or written just now; what was typed must stay and be tried again.

    `short` says the same for the foot of the window. It is no UserError, because nothing is wrong with what was
    asked: whoever sets a refused value back would throw good words away.
    """

    def __init__(self, sentence: str, short: str) -> None:
        super().__init__(sentence)
        self.short = short
