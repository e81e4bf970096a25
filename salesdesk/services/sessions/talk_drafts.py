"""Keeps what is typed in a one-on-one and not said finally: the answer, the fork, a line that is not left yet.

It is one draft a person. What stands in the fork waits for the next one-on-one where nothing became of it.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from salesdesk.model.words import TALK_FORM
from salesdesk.services.coaching.drafts import Drafts, drop
from salesdesk.store.desk_file import DeskFile

FORK, ANSWER = "fork", "answer"
_OF = "one_on_one"


class TalkDrafts:
    """What was begun at the table, one-on-one by one-on-one."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk
        self._drafts = Drafts(desk)

    def begun(self, one_on_one_id: int) -> dict[str, Any]:
        """Gives what was begun by its name; of an earlier one-on-one only the fork."""
        written = dict(self._drafts.begun(TALK_FORM, self._person(one_on_one_id)))
        if written.pop(_OF, None) == one_on_one_id:
            return written
        return {name: value for name, value in written.items() if name == FORK}

    def keep(self, one_on_one_id: int, written: Mapping[str, Any]) -> None:
        """Keeps what is begun, or forgets all of it when nothing is left."""
        person = self._person(one_on_one_id)
        if written:
            self._drafts.keep(TALK_FORM, person, {**written, _OF: one_on_one_id})
        else:
            self._drafts.forget(TALK_FORM, person)

    def finish(self, session: Session, one_on_one_id: int, person_id: int) -> None:
        """Drops what was begun as a part of the step that ends the one-on-one; only the fork waits on."""
        fork = self.begun(one_on_one_id).get(FORK)
        drop(session, TALK_FORM, person_id)
        if fork:
            from salesdesk.model.coaching import Draft

            text = json.dumps({FORK: fork}, ensure_ascii=False)
            session.add(Draft(form=TALK_FORM, salesperson_id=person_id, written=text))

    def _person(self, one_on_one_id: int) -> int | None:
        rows = self._desk.rows("SELECT salesperson_id FROM one_on_one WHERE id = ?", (one_on_one_id,))
        return rows[0][0] if rows else None


def lacks_talk(desk: DeskFile, person_id: int | None, written: Mapping[str, Any]) -> bool:
    """Tells whether a desk has not the one-on-one in which something was typed, as after its file was exchanged."""
    there = "SELECT 1 FROM one_on_one WHERE id = ? AND salesperson_id = ? AND deleted_at IS NULL"
    return not desk.rows(there, (written.get(_OF), person_id))


def keep_for_none(drafts: Drafts, person_id: int | None, written: Mapping[str, Any]) -> None:
    """Keeps what was typed in a one-on-one that is not there: as a note begun, and the fork for the next one-on-one."""
    waiting, note = drafts.begun(TALK_FORM, person_id), drafts.begun("note", person_id)
    typed = [value for name, value in written.items() if isinstance(value, str) and name != ANSWER]
    fork: dict[str, Any] = written.get(FORK) or {}
    if fork and not waiting.get(FORK):
        drafts.keep(TALK_FORM, person_id, {**waiting, FORK: fork})
    elif fork != waiting.get(FORK, {}):
        fields: dict[str, Any] = fork.get("fields", {})
        words = (fork.get("about"), *(fields.get(name) for name in ("done_in", "own_words", "basis_text")))
        typed += filter(None, words)
    text = str(note.get("text") or "")
    missing = [words for words in dict.fromkeys(typed) if words not in text]
    if missing:
        text = "\n\n".join(filter(None, (text, *missing)))
        drafts.keep("note", person_id, {**note, "text": text, "shared": False})
