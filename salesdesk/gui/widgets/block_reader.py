"""Reads and shows the blocks of a page: at once, one a turn, or beside the window where there is very much to read."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import Shiboken

from salesdesk.gui.background import Background, Cancelled, Job
from salesdesk.gui.page import Page
from salesdesk.gui.widgets.block import Block, ReadBlock

Reader = Callable[[], Any]
Part = tuple[ReadBlock, Reader, Any]
"""A block, what it was asked to be read by, and what was found."""
PAINTED: Final = 5
"""Milliseconds after which what was shown last has been painted."""


class BlockReader(QObject):
    """Knows which blocks still wait for what was read for them; what is not asked for any more is never shown.

    What it shows later it shows `laid_out` once; whoever asks it to show sees to that for the others.
    """

    def __init__(
        self,
        page: Page,
        name: str,
        background: Background,
        laid_out: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        super().__init__(page)
        self._page, self._name, self._background, self.laid_out = page, name, background, laid_out
        self._wanted = dict[ReadBlock, Reader]()
        self._following = list[Part]()
        self._soon = QTimer(self, singleShot=True, interval=PAINTED)
        self._soon.timeout.connect(self._on_soon_timeout)
        self._read_of: int | None = None

    @property
    def waiting(self) -> bool:
        """Tells whether a block still waits."""
        return bool(self._wanted)

    def forget(self) -> None:
        """Gives up what was not shown yet."""
        self._wanted.clear()

    def show(self, blocks: Sequence[Block], person_id: int | None, *, beside: bool) -> None:
        """Shows blocks anew; those that take long are read beside the window, or after the others.

        What cannot be read of one keeps no other from being shown; the first error is raised after all.
        """
        asked: dict[ReadBlock, Reader] = {}
        failed: list[Exception] = []
        for block in blocks:
            if not isinstance(block, ReadBlock):
                _try(partial(block.show_person, person_id), failed)
                continue
            try:
                asked[block] = block.reader(person_id)
            except Exception as error:
                block.fail()
                failed.append(error)
                continue
            if person_id != self._read_of:
                # Nothing of the one before stands there while these figures are read.
                block.wait()
        self._read_of = person_id
        self._wanted |= asked
        if beside:
            self._background.run(
                self._name,
                partial(_read_all, asked),
                part=self._on_part_read,
            )
        else:
            for block in [each for each in asked if not each.follows]:
                _try(partial(self._show_one, block), failed)
            self._show_next()
        if failed:
            raise failed[0]

    def _show_next(self) -> None:
        """Shows one block and comes back for the next, so that a click in between is answered at once.

        A page that was left drops what it still had to read: its desk may be closed by then.
        """
        if self._wanted and not self._page.isVisible():
            self.forget()
            self._page.invalidate()
        elif self._wanted:
            QTimer.singleShot(0, self, self._take_turn)
            self._show_one(next(iter(self._wanted)))

    def _take_turn(self) -> None:
        with self.laid_out():
            self._show_next()

    def _show_one(self, block: ReadBlock) -> None:
        try:
            block.show_found(self._wanted.pop(block)())
        except Exception:
            block.fail()
            raise

    def _on_part_read(self, part: Part) -> None:
        """Shows what was read beside the window; what follows only once the others were painted."""
        # The page may be gone with its desk meanwhile.
        if not Shiboken.isValid(self):
            return
        if not part[0].follows or not self._page.isVisible():
            self._show_parts([part])
            return
        self._following.append(part)
        if not self._soon.isActive():
            self._soon.start()

    def _on_soon_timeout(self) -> None:
        parts, self._following = self._following, []
        self._show_parts(parts)

    def _show_parts(self, parts: Sequence[Part]) -> None:
        """Shows what was read, but what the page has been asked anew for."""
        failed: list[Exception] = []
        with self.laid_out():
            for block, read, found in parts:
                if self._wanted.get(block) is not read:
                    continue
                del self._wanted[block]
                if isinstance(found, Exception):
                    block.fail()
                else:
                    _try(partial(block.show_found, found), failed)
        if failed:
            raise failed[0]


def _read_all(asked: Mapping[ReadBlock, Reader], job: Job) -> None:
    """Reads beside the window, handing over what was read; raises the first error when all were tried."""
    failed: list[Exception] = []
    for block, read in asked.items():
        try:
            job.hand_over((block, read, read()))
        except Cancelled:
            raise
        except Exception as error:
            failed.append(error)
            job.hand_over((block, read, error))
    if failed:
        raise failed[0]


def _try(act: Callable[[], object], failed: list[Exception]) -> None:
    """Does something, noting the error it may end in."""
    try:
        act()
    except Exception as error:
        failed.append(error)
