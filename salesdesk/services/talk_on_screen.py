"""Remembers which one-on-one has the screen, so that a start after a crash opens on its cover."""

from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.frozen import frozen
from salesdesk.store.connection import Row
from salesdesk.store.schema import peek

if TYPE_CHECKING:
    from salesdesk.store.desk_file import DeskFile

# The pluses leave the small index of what is on the screen, as every start asks before its first frame.
_ON_SCREEN = (
    "SELECT id, state FROM one_on_one WHERE on_screen AND +deleted_at IS NULL ORDER BY +id DESC LIMIT 1"
)


@frozen
class TalkOnScreen:
    """A one-on-one that was on the screen when the program ended; one that is not running was finished."""

    id: int
    running: bool


def talk_on_screen(desk: "DeskFile") -> TalkOnScreen | None:
    """Gives the one-on-one that was on the screen last, by plain SQL, because every start asks."""
    return _talk_of(desk.rows(_ON_SCREEN))


def talk_in_file(path: Path | None) -> TalkOnScreen | None:
    """Gives the same of a file that is not open yet, before the first frame; None for what cannot be read."""
    return _talk_of(peek(path, _ON_SCREEN)) if path is not None else None


def keep_on_screen(desk: "DeskFile", one_on_one_id: int | None) -> None:
    """Notes which one-on-one has the screen, None for none; no step of undo."""
    from sqlalchemy import select

    from salesdesk.model.coaching import OneOnOne

    with desk.change(_("Turn the screen"), undoable=False) as work:
        for meeting in work.session.scalars(select(OneOnOne).where(OneOnOne.on_screen)):
            meeting.on_screen = False
        meeting = work.session.get(OneOnOne, one_on_one_id) if one_on_one_id is not None else None
        if meeting is not None:
            meeting.on_screen = True


def _talk_of(rows: list[Row]) -> TalkOnScreen | None:
    return TalkOnScreen(rows[0]["id"], rows[0]["state"] == "running") if rows else None
