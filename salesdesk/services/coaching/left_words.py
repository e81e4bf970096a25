"""Brings back into a desk the drafts that it did not take when it was open last, which were kept outside of it."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.env.errors import DeskFileError
from salesdesk.model.words import TYPED_FORM
from salesdesk.store.left_words import LeftDrafts, drafts_in

if TYPE_CHECKING:
    from salesdesk.services.coaching.drafts import Drafts
    from salesdesk.store.desk_file import DeskFile

log = logging.getLogger(__name__)


def take_back(desk: "DeskFile", folder: Path) -> None:
    """Brings what was left back into the desk; where it takes nothing now either, it stays for the next time.

    What the desk does not take from now on is left there too.
    """
    left = desk.left_words = LeftDrafts(folder, desk.identity, desk.path)
    for place in left.places():
        _take_back(desk, place)


def _take_back(desk: "DeskFile", place: Path) -> None:
    from salesdesk.services.coaching.drafts import Drafts

    drafts, kept = Drafts(desk), drafts_in(place)
    try:
        for form, person_id, written in kept:
            if person_id is None or desk.rows("SELECT 1 FROM salesperson WHERE id = :id", {"id": person_id}):
                drafts.keep(form, person_id, _with_what_stands(drafts, form, person_id, written))
    except DeskFileError:
        log.warning("what was left of the desk waits on", exc_info=True)
        return
    with suppress(OSError):
        place.unlink() if kept else place.replace(place.with_suffix(".damaged"))


def _with_what_stands(
    drafts: "Drafts", form: str, person_id: int | None, written: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Gives what was left; of lines and cells, each of which has its place, what the desk has stays beside it."""
    return {**drafts.begun(form, person_id), **written} if form == TYPED_FORM else written
