"""Keeps outside of a desk the drafts that it does not take when it is closed, until it is opened again."""

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.env.errors import DeskFileError
from salesdesk.env.whole_file import whole_file
from salesdesk.model.words import TYPED_FORM

if TYPE_CHECKING:
    from salesdesk.services.coaching.drafts import Drafts
    from salesdesk.store.desk_file import DeskFile

_Left = tuple[str, int | None, Mapping[str, Any]]
log = logging.getLogger(__name__)


def place_of(desk: "DeskFile", folder: Path) -> Path:
    """Gives where the drafts of a desk are kept, which is known again by its number wherever its file lies."""
    return folder / f"{desk.identity}.json"


def leave(place: Path, form: str, person_id: int | None, written: Mapping[str, Any]) -> None:
    """Keeps a draft there; an empty one is forgotten. Raises UserError where the disk does not take it."""
    others = [each for each in _left(place) if each[:2] != (form, person_id)]
    kept = [*others, (form, person_id, written)] if written else others
    place.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(place) as file:
        file.write(json.dumps(kept, ensure_ascii=False).encode())


def take_back(desk: "DeskFile", folder: Path) -> None:
    """Brings what was left back into the desk; where it takes nothing now either, it stays for the next time."""
    place = place_of(desk, folder)
    if not place.is_file():
        return
    from salesdesk.services.coaching.drafts import Drafts

    drafts, left = Drafts(desk), _left(place)
    try:
        for form, person_id, written in left:
            if person_id is None or desk.rows("SELECT 1 FROM salesperson WHERE id = :id", {"id": person_id}):
                drafts.keep(form, person_id, _with_what_stands(drafts, form, person_id, written))
    except DeskFileError:
        log.warning("what was left of the desk waits on", exc_info=True)
        return
    with suppress(OSError):
        place.unlink() if left else place.replace(place.with_suffix(".damaged"))


def _with_what_stands(
    drafts: "Drafts", form: str, person_id: int | None, written: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Gives what was left; of lines and cells, each of which has its place, what the desk has stays beside it."""
    return {**drafts.begun(form, person_id), **written} if form == TYPED_FORM else written


def _left(place: Path) -> list[_Left]:
    with suppress(OSError, ValueError, TypeError):
        return [(form, person_id, written) for form, person_id, written in json.loads(place.read_bytes())]
    return []
