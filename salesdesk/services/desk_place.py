"""Keeps what an open desk holds when its file is taken away under it, and compares the two."""

from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.model.kinds import KINDS
from salesdesk.store.compare import differences
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.log_mark import forget_missing, was_missing
from salesdesk.store.lost_file import free_name, write_view


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
        """Tells whether nobody may write to the file where it lies, such as on read-only media."""
        return self._desk.hold.read_only

    @property
    def move_is_due(self) -> bool:
        """Tells whether what waits beside the file can be moved into it now."""
        return self._desk.hold.is_due

    def move_in(self) -> None:
        """Moves what waits beside the file into it; slow enough for a thread of its own."""
        self._desk.hold.move_in()

    @property
    def misses_changes(self) -> bool:
        """Tells whether, when the desk was opened, something was missing that an ended program had stored."""
        return was_missing(self._desk.path)

    def forget_missing(self) -> None:
        """Is called when the user was told of that."""
        forget_missing(self._desk.path)

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

    def keep_beside(self) -> Path:
        """Saves what is here under a new name beside, and goes on in that; raises UserError where it cannot be."""
        kept = free_name(self._desk.path, self._clock.now())
        write_view(self._desk.rows, kept)
        self._desk.close(go_on_in=kept)
        return kept

    def put_back(self) -> None:
        """Saves what is here in the place it had, which is free, and goes on in that."""
        write_view(self._desk.rows, self._desk.path)
        self._desk.close(go_on_in=self._desk.path)
