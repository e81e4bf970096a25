"""Lets a field keep what was typed until it is stored: what could not be is handed over again."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from salesdesk.env.errors import DeskFileError


class HandingOver:
    """Something that hands over what was typed; beside a class of Qt it is a base of every such field.

    What takes the words is reached by a signal, whose errors do not come back to who emits it. So the one who meets
    all errors (`FileWatch`) tells whoever is handing over that the words were not `taken`, and asks later to
    `try_again`. Who takes them without a signal is met the same way, and nothing is raised either.
    """

    handing_over = False
    taken = True
    keeps_drafts = False

    def settle(self) -> None:
        """Hands over what is typed now, if anything is."""

    def write(self) -> None:
        """Writes down at once what is typed and is no more than a draft yet, if anything is."""

    def try_again(self) -> None:
        """Hands over again what was not taken; nothing where the words are gone meanwhile."""
        self.taken = True
        self.settle()

    @contextmanager
    def _handed(self) -> Generator[None]:
        """Surrounds the handing over; afterwards `taken` tells whether the words are stored."""
        self.handing_over, self.taken = True, True
        try:
            yield
        except DeskFileError as error:
            self.taken = False
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            self.handing_over = False
