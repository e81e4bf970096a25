"""Keeps outside of a desk the drafts that it does not take, until it takes them or is opened again."""

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.env.whole_file import whole_file

Left = tuple[str, int | None, Mapping[str, Any]]
"""A draft: its form, about whom, and what stands in it."""
log = logging.getLogger(__name__)


class LeftDrafts:
    """The drafts of one desk, in a file that is known again by the number of the desk, wherever that lies.

    `at_last` is when the desk is being closed, and what it does not take now is not tried again.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.place, self.at_last = folder / f"{identity}.json", False
        self._left_now: set[tuple[str, int | None]] = set()

    @property
    def drafts(self) -> list[Left]:
        """Gives what is kept."""
        with suppress(OSError, ValueError, TypeError):
            found = json.loads(self.place.read_bytes())
            return [(form, person_id, written) for form, person_id, written in found]
        return []

    def leave(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
        """Keeps a draft; an empty one is forgotten. Raises UserError where the disk does not take it."""
        before = self.drafts
        kept = [each for each in before if each[:2] != (form, person_id)]
        if written:
            kept.append((form, person_id, written))
            self._left_now.add((form, person_id))
        words = json.dumps(kept, ensure_ascii=False)
        # The same words are tried again every second.
        if words == json.dumps(before, ensure_ascii=False):
            return
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self.place) as file:
            file.write(words.encode())

    def try_to_leave(self, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
        """Does the same for a desk that stays open, which tells already that nothing is stored."""
        try:
            self.leave(form, person_id, written)
        except (UserError, OSError):
            log.warning("words that the desk does not take could not be kept beside it", exc_info=True)

    def forget(self, form: str, person_id: int | None) -> None:
        """Forgets a draft that was left since the desk is open, because that has it now."""
        if (form, person_id) not in self._left_now:
            return
        self._left_now.discard((form, person_id))
        self.try_to_leave(form, person_id, {})
        if not self.drafts:
            with suppress(OSError):
                self.place.unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Is called when nothing waits to be stored any more, such as a note that became one at once."""
        for each in list(self._left_now):
            self.forget(*each)
