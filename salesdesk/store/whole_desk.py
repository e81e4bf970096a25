"""Makes a new desk that takes its name when it is filled."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from salesdesk.env.clock import Clock
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.in_place import taking_place


@contextmanager
def whole_new_desk(path: Path, clock: Clock | None = None, passphrase: str = "") -> Generator[DeskFile]:
    """Gives a new desk to be filled; only when that went well it takes its name, and closed, as `taking_place` says."""
    with taking_place(path) as beside, closing(DeskFile.create(beside, clock, passphrase)) as desk:
        yield desk
