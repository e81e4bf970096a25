"""Brings back into a desk the drafts that it did not take when it was open last, which were kept outside of it."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.model.words import TALK_FORM, TYPED_FORM
from salesdesk.store.left_words import Left, LeftDrafts, drafts_in

if TYPE_CHECKING:
    from salesdesk.services.coaching.drafts import Drafts
    from salesdesk.store.desk_file import DeskFile

log = logging.getLogger(__name__)


def take_back(desk: "DeskFile", folder: Path) -> None:
    """Brings what was left back into the desk; where it takes nothing now either, it stays for the next time.

    What the desk does not take from now on is left there too, and so is what is about somebody it has not.
    """
    left = desk.left_words = LeftDrafts(folder, desk.identity, desk.path, desk.hold.seal)
    for place in left.places():
        _take_back(desk, left, place)


def _take_back(desk: "DeskFile", left: LeftDrafts, place: Path) -> None:
    kept, waiting = drafts_in(place), list[Left]()
    try:
        for each in kept:
            _form, person_id, _written = each
            if person_id is None or desk.rows("SELECT 1 FROM salesperson WHERE id = :id", {"id": person_id}):
                _keep(desk, each)
            else:
                waiting.append(each)
    except DeskFileError:
        log.warning("what was left of the desk waits on", exc_info=True)
        return
    with suppress(OSError, UserError):
        if not kept:
            place.replace(place.with_suffix(".damaged"))
        elif waiting != kept:
            left.wait_on(place, waiting)


def _keep(desk: "DeskFile", left: Left) -> None:
    from salesdesk.services.coaching.drafts import Drafts
    from salesdesk.services.sessions.talk_drafts import keep_for_none, lacks_talk

    drafts, (form, person_id, written) = Drafts(desk), left
    if form == TALK_FORM and lacks_talk(desk, person_id, written):
        keep_for_none(drafts, person_id, written)
    else:
        drafts.keep(form, person_id, _with_what_stands(drafts, form, person_id, written))


def _with_what_stands(
    drafts: "Drafts", form: str, person_id: int | None, written: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Gives what was left; of lines and cells, each of which has its place, what the desk has stays beside it."""
    return {**drafts.begun(form, person_id), **written} if form == TYPED_FORM else written
