"""Keeps what an open desk holds when its file is taken away under it, and compares the two."""

import logging
from contextlib import closing
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.env.errors import DamagedError, DeskFileError
from salesdesk.model.kinds import KINDS
from salesdesk.store.compare import differences, holds_all
from salesdesk.store.connection import has_room
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import open_untouched, refuse_impossible
from salesdesk.store.log_mark import forget_missing
from salesdesk.store.lost_file import free_name, write_view
from salesdesk.store.ready import forget_set_aside, lacks_changes, was_set_aside
from salesdesk.store.trouble import told

log = logging.getLogger(__name__)


def refuse_impossible_in(path: Path) -> None:
    """Raises DamagedError where some value in a desk that is not open cannot be."""
    with closing(open_untouched(path)) as connection:
        refuse_impossible(connection, path)


class DeskPlace:
    """Tells what became of the file of the open desk, and lets the work go on in another one."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk, self._clock = desk, clock

    def loss(self) -> str:
        """Gives "gone", "exchanged" or "overwritten" where the file is no longer the one that was opened, else ""."""
        found = self._desk.hold.loss
        return found.value if found is not None else ""

    @property
    def read_only(self) -> bool:
        """Tells whether nobody may write to the file where it lies, such as on read-only media or a full disk."""
        return self._desk.hold.read_only

    @property
    def was_full(self) -> bool:
        """Tells whether the disk had no room for the desk to be written to when it was opened."""
        return self._desk.hold.full

    def has_room(self) -> bool:
        """Tells whether there is room now."""
        return has_room(self._desk.path)

    @property
    def was_set_aside(self) -> bool:
        """Tells whether what lay beside the file belonged to another one, and the user does not know yet."""
        return self._desk.set_aside is not None or was_set_aside(self._desk.path)

    def forget_set_aside(self) -> None:
        """Is called when the user was told of that."""
        self._desk.set_aside = None
        forget_set_aside(self._desk.path)

    @property
    def put_right(self) -> tuple[str, ...]:
        """Says what another program had changed and was put right when the desk was opened."""
        return self._desk.put_right

    @property
    def move_is_due(self) -> bool:
        """Tells whether what waits beside the file can be moved into it now."""
        return self._desk.hold.is_due

    def move_in(self) -> None:
        """Moves what waits beside the file into it; slow enough for a thread of its own."""
        self._desk.hold.move_in()

    def all_stored(self) -> None:
        """Is called when nothing waits to be stored any more: what was left outside of the desk meanwhile is in it."""
        if self._desk.left_words is not None:
            self._desk.left_words.forget_all()

    @property
    def misses_changes(self) -> bool:
        """Tells whether, when the desk was opened, something was missing that an ended program had stored."""
        return lacks_changes(self._desk.path, self._desk.backups)

    def forget_missing(self) -> None:
        """Is called when the user was told of that."""
        forget_missing(self._desk.path)

    def refuse_impossible(self) -> None:
        """Raises DamagedError where some value in the desk cannot be; slow enough for a thread of its own."""
        with self._desk.passing() as connection:
            refuse_impossible(connection, self._desk.path)

    def cause(self) -> DamagedError | DeskFileError | None:
        """Gives what may be behind an unexpected error: a value that cannot be, or that the file cannot be read."""
        try:
            with told(self._desk.path):
                self.refuse_impossible()
        except (DamagedError, DeskFileError) as found:
            return found
        except Exception:
            log.exception("what is behind an error could not be looked for")
        return None

    def copy_into(self, folder: Path) -> Path:
        """Saves a copy in a folder, which can be worked with there; raises UserError where it cannot be."""
        from salesdesk.services.new_desk import free_path

        copy = free_path(folder, self._desk.path.stem)
        write_view(self._desk.rows, copy)
        return copy

    def compare(self) -> list[str]:
        """Says, kind by kind, what differs from the file that lies there now; raises UserError where it is no desk."""
        return [
            _(
                "{plural}: {here} only here, {there} only in the other file, {both} not the same",
                plural=KINDS[each.kind].plural, here=each.here, there=each.there, both=each.both,
            )
            for each in differences(self._desk.rows, self._desk.path, KINDS)
        ]  # fmt: skip

    def is_all_there(self) -> bool:
        """Tells whether the file that lies there now is sound and has all that is here, perhaps more."""
        return holds_all(self._desk.rows, self._desk.path)

    def keep_beside(self) -> Path:
        """Saves what is here under a new name beside, and goes on in that; raises UserError where it cannot be."""
        with self._desk.hold.still():
            kept = free_name(self._desk.path, self._clock.now())
            write_view(self._desk.rows, kept)
            self._desk.close(go_on_in=kept)
        return kept

    def put_back(self) -> None:
        """Saves what is here in the place it had, which is free, and goes on in that."""
        with self._desk.hold.still():
            write_view(self._desk.rows, self._desk.path)
            self._desk.close(go_on_in=self._desk.path)
